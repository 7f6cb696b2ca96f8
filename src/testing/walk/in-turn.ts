let last: Promise<unknown> = Promise.resolve();

/**
 * Does one thing at a time. Walks share the document, and whatever is thrown where nobody catches it:
 * two at once could not tell whose it is.
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}
