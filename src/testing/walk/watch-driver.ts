import type { AuthDriver } from './driver.js';

/** A driver that knows what it has been asked and has not answered yet. */
export interface WatchedDriver<Page> {
  readonly driver: AuthDriver<Page>;
  /** Such as `driver.logOut`; null while nothing is open. */
  pending(): string | null;
}

/** Watches the calls of a driver, so that one that never ends can be named. */
export function watchDriver<Page>(driver: AuthDriver<Page>): WatchedDriver<Page> {
  const open: string[] = [];
  const noted = (name: string, act: (...args: unknown[]) => unknown) =>
    async function call(...args: unknown[]): Promise<unknown> {
      open.push(name);
      const result = await act.apply(driver, args);
      open.splice(open.indexOf(name), 1);
      return result;
    };
  const watched = new Proxy(driver, {
    get(target, member) {
      const value: unknown = Reflect.get(target, member, target);
      if (member === 'facts' && target.facts)
        return Object.fromEntries(
          Object.entries(target.facts).map(([id, act]) => [
            id,
            noted(`driver.facts.${id}`, act as () => unknown),
          ]),
        );
      return typeof value === 'function'
        ? noted(`driver.${String(member)}`, value as () => unknown)
        : value;
    },
  });
  return { driver: watched, pending: () => open.at(-1) ?? null };
}
