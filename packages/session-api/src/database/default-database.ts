/** Where sessions are kept unless said otherwise: in a folder of its own, which git does not look into. */
export const defaultDatabase = 'file:.moonkey/sessions.db';
