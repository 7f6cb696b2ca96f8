import type * as Stately from '@statelyai/inspect';
import type { InspectionEvent } from 'xstate';
import { aBoolean, createChecker, must } from '../../options/index.js';
import { allowListsRule } from '../redact/allow-list.js';
import type { RedactionOptions } from '../redact/redacted-inspector.js';
import { createRedactedInspector } from '../redact/redacted-inspector.js';
import { iframeForOrigin, windowForOrigin } from './post-to-origin.js';
import { createStatelySerializer } from './stately-serializer.js';
import { targetUrl } from './target-url.js';

/** What {@link createStatelyInspector} takes. */
export interface StatelyInspectorOptions extends RedactionOptions {
  /** The page that shows the chart: yours, on your origin, calling `createBrowserReceiver()`. */
  readonly url: string | URL;
  /** Shows the page here instead of in a window of its own. */
  readonly iframe?: HTMLIFrameElement;
  /** Whether `url` may be on another origin, such as https://stately.ai/inspect. Default false. */
  readonly allowRemote?: boolean;
}

/** A Stately inspector that is fed redacted events. */
export interface StatelyInspector {
  /** Pass it to `createAuth({ inspect })`. */
  readonly inspect: (event: InspectionEvent) => void;
  readonly stop: () => void;
}

/**
 * Connects `@statelyai/inspect` (an optional peer dependency, loaded by this call) to a page of your
 * own. Everything passes {@link createRedactedInspector} and {@link createStatelySerializer}, and is
 * posted to the page's origin, never to `'*'`.
 *
 * @throws ConfigurationError when the page is on another origin and `allowRemote` is
 * not set; Error (`code: 'missing_dependency'`).
 * @example
 * ```ts
 * const { inspect } = await createStatelyInspector({ url: '/inspector.html' })
 * const auth = createAuth({ publishableKey: 'pk_test_1', inspect })
 * ```
 */
export async function createStatelyInspector(
  options: StatelyInspectorOptions,
): Promise<StatelyInspector> {
  const checker = createChecker('createStatelyInspector');
  checker.check(options, {
    url: () => null,
    iframe: must((value) => value instanceof HTMLIFrameElement, 'must be an <iframe>'),
    allowRemote: aBoolean,
    machines: allowListsRule,
  });
  const { iframe, allowRemote = false, machines = [] } = options;
  const url = targetUrl(checker, options.url, location.href, allowRemote);
  const { createBrowserInspector } = await load();
  const inspector = createBrowserInspector({
    url: url.href,
    window: windowForOrigin(window, url.origin),
    iframe: iframe ? iframeForOrigin(iframe, url.origin) : null,
    serialize: createStatelySerializer({ machines }),
    serializationDepthLimit: 40,
  });
  return {
    inspect: createRedactedInspector(inspector, { machines }),
    stop: () => {
      inspector.stop();
    },
  };
}

async function load(): Promise<typeof Stately> {
  try {
    return await import('@statelyai/inspect');
  } catch (cause) {
    throw Object.assign(
      new Error('Install @statelyai/inspect: npm install --save-dev @statelyai/inspect', { cause }),
      { code: 'missing_dependency' },
    );
  }
}
