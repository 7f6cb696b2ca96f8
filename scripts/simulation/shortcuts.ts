import { fileURLToPath } from 'node:url';
import type { Patch } from './patch.js';

const machine = /[\\/]xstate[\\/]dist[\\/]StateMachine-[^.]+\.esm\.js$/;
const system = /[\\/]xstate[\\/]dist[\\/]raise-[^.]+\.esm\.js$/;

/** A patch of a dependency, whose files have hashes in their names. */
export type Shortcut = Omit<Patch, 'file'> & { readonly file: RegExp };

/**
 * What makes a bundled world fast and changes nothing that happens in it: a test compares the traces
 * of bundles with and without. Every tab has a machine of its own of the same states, and XState
 * would build its tree of states for each.
 */
export const shortcuts: readonly Shortcut[] = [
  {
    file: machine,
    find: `    this.root = new StateNode(config, {
      _key: this.id,
      _machine: this
    });
    this.root._initialize();
    formatRouteTransitions(this.root);
`,
    replace: `    const built = builtTrees.get(config.states);
    if (built) {
      this.idMap = built.machine.idMap;
      this.root = built;
    } else {
      this.root = new StateNode(config, { _key: this.id, _machine: this });
      this.root._initialize();
      formatRouteTransitions(this.root);
      builtTrees.set(config.states, this.root);
    }
`,
  },
  {
    file: machine,
    find: `const STATE_IDENTIFIER = '#';`,
    replace: `const STATE_IDENTIFIER = '#';\nconst builtTrees = new WeakMap();`,
  },
  // A clone in the same states has the same value and the same tags.
  {
    file: system,
    find: 'function cloneMachineSnapshot(snapshot, config = {}) {',
    replace: `function cloneMachineSnapshot(snapshot, config = {}) {
  if (!config._nodes) return { ...snapshot, ...config };`,
  },
  // Objects that are used as dictionaries of ids that never come again.
  { file: system, find: 'const timerMap = {};', replace: 'const timerMap = Object.create(null);' },
  {
    file: system,
    find: 'options.snapshot.scheduler) ?? {}',
    replace: 'options.snapshot.scheduler) ?? Object.create(null)',
  },
];

/** Modules whose exports stand for globals of the same names. */
export const globals: readonly string[] = [
  fileURLToPath(new URL('stamped-weak-map.ts', import.meta.url)),
];
