import type { BrowserContext } from 'playwright-core';

/**
 * Lets React hear what `fill()` enters where Playwright drives Firefox over BiDi: it sets `value` there, and
 * dispatches an event of its own. React takes a value that was set for the app's, and passes the event over.
 *
 * @see https://github.com/microsoft/playwright/blob/main/packages/injected/src/bidiInsertText.ts
 */
export async function letReactHear(context: BrowserContext): Promise<void> {
  await context.addInitScript(hearWhatIsFilledIn);
}

/** Runs in the page, before anything else: React keeps what it knows in a property of the element's own. */
function hearWhatIsFilledIn(): void {
  globalThis.addEventListener(
    'input',
    ({ isTrusted, target }) => {
      const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
      const known = isText && Object.getOwnPropertyDescriptor(target, 'value');
      if (isTrusted || !known) return;
      const { value } = target;
      known.set?.call(target, `${value} `);
      Reflect.set(Object.getPrototypeOf(target) as object, 'value', value, target);
    },
    { capture: true },
  );
}
