/**
 * A stand-in of Cypress for one frame: commands that wait in a queue, queries that are asked again until
 * what follows them holds, and the app in a frame of the same origin, as Cypress has it. Only what the
 * commands of this package and the guide's tests use.
 */
import { installDomCommands } from './stand-in-dom.js';
import type { Asked } from './stand-in-intercepts.js';
import type { Verb } from './stand-in-verb.js';
import { answerTo, forgetIntercepts, intercept } from './stand-in-intercepts.js';

interface Command {
  readonly run: (subject: unknown) => unknown;
  readonly link: Link;
}

/** Where a command's subject is found: what came before it in its chain. */
interface Link {
  subject: unknown;
  /** Asks anew, for a query. */
  again: (() => unknown) | null;
  readonly before: Link | null;
}

/** How long a query is asked again, in ms: `Cypress.config('defaultCommandTimeout', ms)`. */
let patience = 4_000;
let queue: Command[] = [];
const commands = new Map<string, Verb>();
const queries = new Map<string, Verb>();
const beforeRun: (() => void)[] = [];

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Asks until nothing is thrown any more. */
async function retried(ask: () => unknown): Promise<unknown> {
  const end = Date.now() + patience;
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause();
    }
}

const chains = new WeakSet<object>();
const isChain = (value: unknown) =>
  typeof value === 'object' && value !== null && chains.has(value);

function chainAfter(before: Link | null): object {
  const chain = new Proxy(
    {},
    {
      get:
        (_, name: string) =>
        (...given: never[]) => {
          const link: Link = { subject: undefined, again: null, before };
          queue.push({ run: (subject) => runOne(name, subject, given, link), link });
          return chainAfter(link);
        },
    },
  );
  chains.add(chain);
  return chain;
}

async function runOne(
  name: string,
  subject: unknown,
  given: readonly never[],
  link: Link,
): Promise<unknown> {
  const query = queries.get(name);
  if (query) {
    link.again = () => query(link.before?.again ? link.before.again() : subject, ...given);
    return retried(link.again);
  }
  if (name === 'should') {
    const ask = link.before?.again ?? (() => subject);
    link.again = ask;
    return retried(() => asserted(ask(), given));
  }
  const command = name === 'then' ? (given[0] as unknown as Verb) : commands.get(name);
  if (!command) throw new Error(`cy.${name} is not in the stand-in`);
  return nested(() => (name === 'then' ? command(subject) : command(subject, ...given)));
}

/** Runs what a command queues itself right after it; its last subject is the command's. */
async function nested(run: () => unknown): Promise<unknown> {
  const waiting = queue;
  queue = [];
  const returned = run();
  const value = isChain(returned) ? undefined : await returned;
  const last = await drain();
  queue = waiting;
  return value === undefined ? last : value;
}

async function drain(): Promise<unknown> {
  let last: unknown;
  for (let command = queue.shift(); command; command = queue.shift()) {
    last = await command.run(command.link.before?.subject);
    command.link.subject = last;
  }
  return last;
}

function asserted(subject: unknown, [holds, expected]: readonly unknown[]): unknown {
  if (typeof holds === 'function') {
    (holds as (subject: unknown) => void)(subject);
    return subject;
  }
  const isSo = {
    equal: () => subject === expected,
    'be.visible': () => (subject as HTMLElement).checkVisibility(),
  }[holds as string];
  if (!isSo) throw new Error(`should('${String(holds)}') is not in the stand-in`);
  if (!isSo())
    throw new Error(`expected ${String(subject)} to ${String(holds)} ${String(expected)}`);
  return subject;
}

const cy = new Proxy(
  {},
  { get: (_, name: string) => Reflect.get(chainAfter(null), name) as unknown },
);
installDomCommands(queries, commands);
commands.set('wrap', (_, value) => value);
commands.set('intercept', (_, which, answer) => intercept(which, answer));
queries.set('invoke', (subject, name, ...given) =>
  (Reflect.get(subject as object, name) as Verb).call(subject, ...(given as [never])),
);

const tests: { title: string; run: () => void }[] = [];
Object.assign(globalThis, {
  cy,
  Cypress: {
    Commands: {
      add: (name: string, run: Verb) =>
        commands.set(name, (_, ...given) => run(...(given as unknown as [never]))),
    },
    on: (_: string, listener: () => void) => beforeRun.push(listener),
    config: (_: string, value: number) => {
      patience = value;
    },
  },
  describe: (_: string, body: () => void) => body(),
  it: (title: string, run: () => void) => tests.push({ title, run }),
  answerTo: (asked: Asked) => answerTo(asked),
  /** Runs all tests, each on a page of its own; the titles with what went wrong, or null. */
  async runTests(): Promise<Record<string, string | null>> {
    const results: Record<string, string | null> = {};
    for (const { title, run } of tests) {
      forgetIntercepts();
      for (const listener of beforeRun) listener();
      queue = [];
      patience = 4_000;
      results[title] = await nested(run).then(
        () => null,
        (error: Error) => error.message,
      );
    }
    return results;
  },
});
