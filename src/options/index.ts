export { ConfigurationError } from './configuration-error.js';
export { createChecker } from './create-checker.js';
export type { Checker } from './create-checker.js';
export { optionMessage } from './option-message.js';
export { must, required } from './rule.js';
export type { Problem, Rule, Shape } from './rule.js';
export {
  aBoolean,
  aFunction,
  anObject,
  aText,
  either,
  isRecord,
  listOf,
  numberOf,
  oneOf,
  wholeNumber,
  withMethods,
} from './rules.js';
export { shapeOf } from './shape-of.js';
