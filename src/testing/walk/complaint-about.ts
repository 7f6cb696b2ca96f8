import { people } from '../paths/people.js';
import type { Visible } from '../paths/situation.js';
import type { Shown } from './driver.js';

const named = (who: Shown) =>
  who === undefined ? 'neither' : who === null ? 'nobody signed in' : `${who} signed in`;

/** What is wrong with what an app shows; null when nothing is. `typed` is an address that it may. */
export function complaintAbout(
  visible: Visible,
  shown: Shown,
  text: string,
  typed: string | null,
): string | null {
  const { status, user } = visible;
  const must = (what: string) => `While ${status}, the app must ${what}; it shows ${named(shown)}.`;
  if (status === 'authenticated' && shown !== user) return must(`show ${user} as signed in`);
  if (status === 'loggedOut' && shown !== null) return must('show that nobody is signed in');
  if (status === 'initializing' && shown !== undefined)
    return must('say neither that somebody is signed in nor that nobody is: it cannot know yet');
  if (typeof shown === 'string' && shown !== user) return must('show nobody as signed in');
  const leak = leakIn(text, user, typed);
  return leak && `While ${status}, the app still shows data of ${leak}, who is not signed in.`;
}

/** Whose personal data is on the screen although it must not be. */
function leakIn(text: string, user: string | null, typed: string | null): string | null {
  const absent = Object.values(people).filter(({ email }) => email !== user);
  const found = absent.find(({ id, email, firstName, lastName }) =>
    [id, email, `${firstName} ${lastName}`].some((data) => data !== typed && text.includes(data)),
  );
  return found?.email ?? null;
}
