/** Under which name a test file's coverage travels from its worker to the reporter. */
export const metaKey = 'moonkeyCoverage';
