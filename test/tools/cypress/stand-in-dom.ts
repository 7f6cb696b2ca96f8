import type { Verb } from './stand-in-verb.js';

const frame = (): HTMLIFrameElement => {
  const found = document.querySelector('iframe');
  if (!found) throw new Error('there is no frame for the app');
  return found;
};

function page(): Document {
  const found = frame().contentDocument;
  if (!found?.body) throw new Error('the app is not loaded');
  return found;
}

/** What works the app: queries are asked again, commands are not. */
export function installDomCommands(queries: Map<string, Verb>, commands: Map<string, Verb>): void {
  queries.set('document', page);
  queries.set('window', () => frame().contentWindow);
  queries.set('get', (_, selector: string) => {
    const found = page().querySelector(selector);
    if (!found) throw new Error(`Expected to find element: ${selector}`);
    return found;
  });
  queries.set('contains', (_, text: string) => {
    const all = [...page().body.querySelectorAll('*')];
    const found = all.findLast((each) => each.textContent?.includes(text));
    if (!found) throw new Error(`Expected to find content: ${text}`);
    return found;
  });
  commands.set('visit', async (_, path: string) => {
    const loaded = new Promise((resolve) =>
      frame().addEventListener('load', resolve, { once: true }),
    );
    frame().src = path;
    await loaded;
  });
  commands.set('click', (element) => {
    (element as HTMLElement).click();
    return element;
  });
  commands.set('type', (element, text: string) => {
    Reflect.set(Object.getPrototypeOf(element) as object, 'value', text, element);
    (element as HTMLElement).dispatchEvent(new InputEvent('input', { bubbles: true }));
    return element;
  });
}
