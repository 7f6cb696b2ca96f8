/** The tabs of the side panel. */
export const sections = ['chart', 'log', 'state', 'actors', 'sequence', 'outbox', 'tabs'] as const;

/** One of them. */
export type Section = (typeof sections)[number];
