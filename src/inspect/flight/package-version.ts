/** The version of this package; `test/inspect/flight` holds it against `package.json`. */
export const packageVersion = '0.1.0';
