/** Stands for the app's database. */
export const notes = new Map<string, string>();
