/** How often codes may be asked for and guessed. */
export interface CodeLimits {
  /** Wrong guesses that one code stands. Default 5. */
  attemptsPerCode: number;
  /** Seconds before an unused code may be sent again. Default 30. */
  resendAfter: number;
  /** Codes one address gets per hour. Default 20. */
  sendsPerHour: number;
}
