/** What the test's pages ask for their sessions: a scripted backend, or the real one over a session service. */
export interface LabBackend {
  /** Answers a request to one of the routes, with a path that begins after their base. */
  answer(path: string, request: Request): Promise<Response>;
  /** The code that was sent to this address. */
  codeFor(email: string): string;
  /** Whose sessions live at the server, one address each. */
  sessions(): Promise<readonly string[]>;
  close(): Promise<void>;
}
