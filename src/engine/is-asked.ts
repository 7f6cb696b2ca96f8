/** Whether an option of a verb is true. A verb may be an event handler, which is called with an event: that asks for nothing. */
export const isAsked = (options: unknown, name: string): boolean =>
  (Object(options) as Record<string, unknown>)[name] === true;
