import type { Page } from 'playwright-core';

const TRANSITIONS = 200;

interface AppWindow {
  readonly auth: { readonly actor: { send(event: object): void } };
}

/** How long `send()` takes until it returns, in µs: one figure is the mean of 200 transitions. */
export async function costOfListening(page: Page): Promise<number> {
  await page.bringToFront();
  return page.evaluate(measureInPage, TRANSITIONS);
}

async function measureInPage(transitions: number): Promise<number> {
  const { actor } = (globalThis as unknown as AppWindow).auth;
  await new Promise((resolve) => requestAnimationFrame(resolve));
  let sending = 0;
  for (let index = 0; index < transitions; index += 1) {
    const before = performance.now();
    actor.send({ type: 'OUTBOX_CHANGED', pending: index + 1 });
    sending += performance.now() - before;
  }
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return (sending * 1_000) / transitions;
}
