/**
 * What is said about a wrong option, everywhere: who was called, which option, what is wrong with it.
 *
 * @example
 * ```ts
 * optionMessage('createAuth', 'timeouts.revokeTimeout', 'must be a number of ms, at least 1')
 * // createAuth: "timeouts.revokeTimeout" must be a number of ms, at least 1.
 * ```
 */
export function optionMessage(owner: string, option: string, problem: string): string {
  return `${owner}: "${option}" ${problem}${/[.!?]$/.test(problem) ? '' : '.'}`;
}
