export { toMermaid } from './mermaid/to-mermaid.js';
export type { MermaidOptions } from './mermaid/to-mermaid.js';
