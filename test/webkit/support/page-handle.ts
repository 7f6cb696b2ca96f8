/** A page that runs what a test gives it. */
export interface PageHandle {
  goto(url: string): Promise<void>;
  /** What a function gives that runs in the page, once that is there. */
  evaluate<T, Input extends unknown[]>(
    run: (...input: Input) => T,
    ...input: Input
  ): Promise<Awaited<T>>;
  /** Waits until a function that runs in the page gives true. */
  until<Input extends unknown[]>(
    holds: (...input: Input) => boolean,
    ...input: Input
  ): Promise<void>;
}

/** Waits until a page of the lab shows this status and user. */
export const shows = (page: PageHandle, status: string, user: string): Promise<void> =>
  page.until(
    (...wanted) =>
      ['#status', '#user'].every(
        (id, index) => document.querySelector(id)?.textContent === wanted[index],
      ),
    status,
    user,
  );
