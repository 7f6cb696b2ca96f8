/** Where the tombstones of one publishable key are, in `localStorage`. */
export const tombstonesOf = (publishableKey: string) => `moonkey:${publishableKey}:signed-out`;
