/** How often codes may be asked for and guessed. */
export interface CodeLimits {
  /** Guesses that one code stands. Default 5. */
  attemptsPerCode: number;
  /** Seconds before the same client may ask for another code for the address, unless it used the last one. Default 30. */
  resendAfter: number;
  /** Codes one client gets for one address per hour; three times as many for all clients it does not know. Default 20. */
  sendsPerHour: number;
  /**
   * Guesses at one address in a year after which a sign-in of a new client there takes two codes, one after the other.
   * Default: 0 where somebody has the address and the client is named, so that it always does; otherwise 5.
   */
  guardAfter?: number | undefined;
  /** Wrong guesses at all addresses in a day after which each sign-in from a new client takes two codes. Default 300. */
  guardAllAfter: number;
}
