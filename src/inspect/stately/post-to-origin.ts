/**
 * A window for `@statelyai/inspect` to talk through. The real one, but: whatever is posted to the
 * inspector's window goes to `origin` only, and only messages from that origin come in. The library
 * itself posts to `'*'` and listens to everyone.
 */
export function windowForOrigin(real: Window, origin: string): Window {
  const open = (url?: string | URL, target?: string): Window | null => {
    const opened = real.open(url, target);
    return opened ? posterTo(() => opened, origin) : null;
  };
  const addEventListener = (type: string, listener: (event: Event) => void): void => {
    real.addEventListener(type, (event) => {
      if (!(event instanceof MessageEvent) || event.origin === origin) listener(event);
    });
  };
  return { open, addEventListener } as unknown as Window;
}

/**
 * The same for an inspector in an iframe. The library takes its window at `load`, and sends to nobody what it has when
 * the page in it says earlier that it is there: so `load` is there from the start, and the window is asked for at each
 * message.
 */
export function iframeForOrigin(real: HTMLIFrameElement, origin: string): HTMLIFrameElement {
  return {
    addEventListener: (type: string, listener: (event: Event) => void) => {
      listener(new Event(type));
    },
    setAttribute: (name: string, value: string) => {
      real.setAttribute(name, value);
    },
    contentWindow: posterTo(() => real.contentWindow, origin),
  } as unknown as HTMLIFrameElement;
}

function posterTo(target: () => Window | null, origin: string): Window {
  return {
    postMessage: (message: unknown) => {
      target()?.postMessage(message, origin);
    },
  } as Window;
}
