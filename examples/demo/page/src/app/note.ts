/** Where this app keeps a note of the user's: data of its own, which a logout has to take along. */
export const noteKey = 'demo:note';
