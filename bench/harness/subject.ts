import type { Page } from 'playwright-core';
import type { PageUnderTest } from '../pages/under-test.js';
import { openPage, type Remote, remote } from './browser.js';
import { interleave, type Lab } from './lab.js';
import { type Mode, MODES } from './scripted-server.js';

/** A page under test. */
export interface Subject {
  /** What the tables call it. */
  readonly name: string;
  readonly path: string;
  /** How often it looks for what other tabs did, in ms; nothing when it is told. */
  readonly looksEvery?: number;
}

/** How long a page under test is waited for, in ms. */
export const LIMIT = 3_000;

/** A subject in a tab of the browser. */
interface OpenSubject extends Subject {
  readonly page: Page;
  readonly remote: Remote<PageUnderTest>;
}

async function openSubjects(
  { browser, server }: Lab,
  subjects: readonly Subject[],
): Promise<OpenSubject[]> {
  const opened = [];
  for (const subject of subjects) {
    const page = await openPage(browser, server.url + subject.path);
    opened.push({ ...subject, page, remote: remote<PageUnderTest>(page) });
  }
  return opened;
}

/** What was measured of a page in one mode of the server: nothing when it took over the limit. */
interface Result<Value> {
  readonly name: string;
  readonly mode: Mode;
  readonly values: readonly Value[];
}

/**
 * Opens pages, measures them in turn, in one mode of the server after the other, and closes them.
 * The more pages take turns, the colder each is when its turn comes: so it should be few at a time.
 *
 * @param prepare - Done once in each page, before the first mode.
 */
export async function measureInTurn<Value>(
  lab: Lab,
  subjects: readonly Subject[],
  modes: readonly Mode[],
  measure: (subject: OpenSubject, mode: Mode) => Promise<Value | null>,
  prepare?: (subject: OpenSubject) => Promise<unknown>,
): Promise<Result<Value>[]> {
  const opened = await openSubjects(lab, subjects);
  for (const subject of opened) await prepare?.(subject);
  const results: Result<Value>[] = [];
  for (const mode of modes) {
    const things = opened.map((subject) => [subject.name, () => measure(subject, mode)]);
    const values = await interleave<string, Value>(lab.repeat, Object.fromEntries(things));
    for (const { name } of opened) results.push({ name, mode, values: values[name] ?? [] });
  }
  for (const { page } of opened) await page.close();
  return results;
}

/** What a page did not do within the limit. */
export interface Failure {
  readonly name: string;
  readonly mode: Mode;
}

/** One note for each page that failed: in which modes of the server. */
export function notesOn(failures: readonly Failure[], what: string): string[] {
  return [...new Set(failures.map(({ name }) => name))].map((name) => {
    const modes = failures.filter((each) => each.name === name).map(({ mode }) => MODES[mode]);
    return `${name}: ${what} after ${LIMIT / 1_000} s where the server ${modes.join(', ')}.`;
  });
}
