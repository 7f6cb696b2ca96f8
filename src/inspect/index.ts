export { toMermaid } from './mermaid/to-mermaid.js';
export type { MermaidOptions } from './mermaid/to-mermaid.js';
export { toSvg } from './svg/to-svg.js';
export type { SvgOptions } from './svg/to-svg.js';
export { stateEventTable, toStateTable } from './table/state-event-table.js';
export type { StateEventCell, StateEventTable } from './table/state-event-table.js';
