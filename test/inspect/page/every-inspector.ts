import { createBrowserInspector } from '@statelyai/inspect';
import { createAuth } from '@moon-key/react-auth/engine';
import {
  createInspector,
  createRedactedInspector,
  createStatelyInspector,
  createStatelySerializer,
  mountInspector,
} from '@moon-key/react-auth/inspect';

const seen: unknown[] = [];
const frame = document.createElement('iframe');
document.body.append(frame);

const inspector = createInspector();
const stately = await createStatelyInspector({ url: '/receiver.html', iframe: frame });
const adapter = createBrowserInspector({
  url: '/receiver.html',
  serialize: createStatelySerializer(),
  send: (event) => {
    seen.push(createStatelySerializer()(event));
  },
  window: { open: () => null, addEventListener: () => {} } as unknown as Window,
});
const redacted = createRedactedInspector((event) => {
  seen.push(event);
});
const wrapped = createRedactedInspector(adapter);

const auth = createAuth({
  publishableKey: 'pk_test_every',
  timeouts: { revokeTimeout: 2_000 },
  inspect: (event) => {
    for (const inspect of [inspector.inspect, stately.inspect, redacted, wrapped]) inspect(event);
  },
});
inspector.mount(document.body, auth, { dock: 'bottom' });
mountInspector(document.body, auth, { dock: 'right' });
auth.start();

function textOf(value: unknown, done = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (done.has(value)) return '';
  done.add(value);
  return Reflect.ownKeys(value)
    .map((key) => {
      const field: unknown = Reflect.get(value, key);
      const inner =
        key === 'getSnapshot' && typeof field === 'function' ? field.call(value) : field;
      return `${String(key)}: ${textOf(inner, done)}`;
    })
    .join('\n');
}

Object.assign(globalThis, {
  auth,
  inspector,
  seenText: () => textOf(seen),
  shadowText: () =>
    [...document.querySelectorAll('[data-moonkey-inspector]')]
      .map((host) => host.shadowRoot?.innerHTML ?? '')
      .join('\n'),
});
