export { toMermaid } from './mermaid/to-mermaid.js';
export type { MermaidOptions } from './mermaid/to-mermaid.js';
export { toJSON } from './definition/to-json.js';
export type {
  InvokeJson,
  MachineJson,
  NamedJson,
  StateJson,
  TransitionJson,
  TransitionsJson,
} from './definition/to-json.js';
export type { AllowList } from './redact/allowed-fields.js';
export type { MachineAllowList } from './redact/allow-list.js';
export { createRedactedInspector } from './redact/redacted-inspector.js';
export type {
  InspectionSink,
  RedactionOptions,
  TakenTransition,
} from './redact/redacted-inspector.js';
export { createStatelyInspector } from './stately/create-stately-inspector.js';
export type {
  StatelyInspector,
  StatelyInspectorOptions,
} from './stately/create-stately-inspector.js';
export { createStatelySerializer } from './stately/stately-serializer.js';
export { toSvg } from './svg/to-svg.js';
export type { SvgOptions } from './svg/to-svg.js';
export { stateEventTable, toStateTable } from './table/state-event-table.js';
export type { StateEventCell, StateEventTable } from './table/state-event-table.js';
export { createInspector } from './recording/create-inspector.js';
export type { Inspector, InspectorOptions } from './recording/create-inspector.js';
export { mountInspector, openInspectorWindow } from './recording/mount-inspector.js';
export type { MountOptions } from './panel/mount-panel.js';
export type { MountedInspector } from './panel/show-panel.js';
export type { Dock, Theme } from './panel/preferences.js';
export { MoonKeyInspector } from './react.js';
export type { MoonKeyInspectorProps } from './react.js';
export { collectCoverage } from './coverage/collect-coverage.js';
export type { CoverageCollector } from './coverage/collect-coverage.js';
export { mergeCoverage } from './coverage/coverage.js';
export type { Coverage } from './coverage/coverage.js';
export { summarizeCoverage } from './coverage/coverage-summary.js';
export type { CoverageSummary } from './coverage/coverage-summary.js';
export { machineTest } from './coverage/machine-test.js';
export type { TestStep } from './coverage/machine-test.js';
export { pathTo } from './coverage/path-to.js';
export type { PathTo } from './coverage/path-to.js';
export { toCoverageHtml } from './coverage/to-coverage-html.js';
export type { CoverageHtmlOptions, MachineCoverage } from './coverage/to-coverage-html.js';
export type { CoveredFact } from './coverage/fact-table.js';
export { coverPage } from './coverage/cover-page.js';
export type { PageCoverage } from './coverage/cover-page.js';
export { toCoverageSvg } from './coverage/to-coverage-svg.js';
export type { CoverageSvgOptions } from './coverage/to-coverage-svg.js';
export { createRecorder } from './flight/create-recorder.js';
export type { FlightRecorder, RecorderOptions } from './flight/create-recorder.js';
export type { RecordedEntry, RecordedMachine, Recording } from './flight/recording.js';
export { toSequence } from './sequence/to-sequence.js';
export type { SequenceOptions } from './sequence/to-sequence.js';
export type { SequenceEntry } from './sequence/sequence.js';
