/**
 * The public fields of a machine, as dotted paths: `session.generation`. All others are replaced by
 * their type. A field that is listed shows only if it is a number, a boolean or a short word: nothing
 * with spaces or an `@`, nothing over 64 characters.
 */
export interface AllowList {
  /** Fields of the machine's context. */
  readonly context?: readonly string[];
  /** Fields of events, their `output` included: `output.storage`. */
  readonly event?: readonly string[];
  /** Fields of the input and the output of actors. */
  readonly actor?: readonly string[];
  /** Fields of the parameters of actions. */
  readonly params?: readonly string[];
}
