/** What of Cypress is used: its own declarations are a package that not everybody has. */
export interface Chain<Subject = unknown> {
  then<Next>(then: (subject: Subject) => Next): Chain<Awaited<Next>>;
  should(holds: (subject: Subject) => void): Chain<Subject>;
  click(): Chain<Subject>;
  type(text: string): Chain<Subject>;
}

/** A request that an intercept has caught. */
export interface CaughtRequest {
  readonly url: string;
  /** Cypress has read what is JSON. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  reply(response: { readonly statusCode: number; readonly body: object }): void;
  /** Ends it as a network that failed. */
  destroy(): void;
}

interface Commands {
  visit(path: string, options?: { readonly log: boolean }): Chain;
  get(selector: string): Chain;
  document(options?: { readonly log: boolean }): Chain<Document>;
  window(options?: { readonly log: boolean }): Chain<Window>;
  wrap<T>(value: T, options?: { readonly log: boolean }): Chain<T>;
  intercept(
    which: { readonly pathname: string },
    answer:
      | ((request: CaughtRequest) => Promise<void>)
      | { readonly headers: object; body: string },
  ): Chain;
}

interface CypressItself {
  readonly Commands: { add(name: string, run: (...given: never[]) => unknown): void };
  on(event: 'test:before:run', listener: () => void): unknown;
}

const globals = () => globalThis as { readonly cy?: Commands; readonly Cypress?: CypressItself };

/** `Cypress`. @throws Error where nothing runs in Cypress. */
export function theCypress(): CypressItself {
  const { Cypress } = globals();
  if (!Cypress)
    throw new Error(
      'moonKeyCommands: there is no Cypress here. Call it in cypress/support/e2e.ts.',
    );
  return Cypress;
}

/** `cy`, which is there while a test runs. */
export function theCy(): Commands {
  const { cy } = globals();
  if (!cy) throw new Error('moonKeyCommands: there is no cy here. Use the commands in a test.');
  return cy;
}
