import type { PendingRevocation } from '../../engine/index.js';
import { describeValue } from '../recording/entry.js';
import { button, h } from '../ui/h.js';
import { formatDistance, shorten } from './format.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** The revocations that wait for the server: never their tickets. */
export function createOutboxView(model: PanelModel, document: Document): View {
  const element = h(document, 'div', { class: 'outbox-view' });
  let timer: ReturnType<typeof setTimeout> | undefined;

  function update(): void {
    clearTimeout(timer);
    if (model.section !== 'outbox') return;
    const { pending } = model;
    element.replaceChildren(
      h(document, 'p', { class: 'lead' }, summaryOf(pending.length)),
      h(
        document,
        'ul',
        { class: 'cards', 'aria-label': 'Pending revocations' },
        ...pending.map((entry) => drawRevocation(entry, document)),
      ),
      ...drawSender(model, document),
      h(
        document,
        'p',
        { class: 'hint' },
        'An entry holds a ticket that can do nothing but end its session. Tickets are not shown.',
      ),
    );
    if (pending.length > 0) timer = setTimeout(update, 1_000);
  }

  return {
    element,
    update,
    stop: () => {
      clearTimeout(timer);
    },
  };
}

function summaryOf(count: number): string {
  if (count === 0) return 'Every logout has reached the server.';
  return `${count} ${count === 1 ? 'revocation waits' : 'revocations wait'} for the server.`;
}

function drawRevocation(entry: PendingRevocation, document: Document): HTMLElement {
  const { generation, attempts, notBefore, expiresAt } = entry;
  const now = Date.now();
  const due = notBefore > now ? `due ${formatDistance(notBefore - now)}` : 'due now';
  return h(
    document,
    'li',
    { class: 'card', 'data-generation': generation },
    h(document, 'b', { title: generation }, shorten(generation)),
    h(document, 'span', {}, `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`),
    h(document, 'span', {}, due),
    h(document, 'small', {}, `session ends ${formatDistance(expiresAt - now)}`),
  );
}

/** Where the machine that sends them is, and the way to its chart. */
function drawSender(model: PanelModel, document: Document): readonly HTMLElement[] {
  const outbox = model.ownActor('outbox');
  const latest = model.latest(outbox?.key);
  if (!latest || !outbox) return [];
  const show = (): void => {
    model.showActor(outbox.key);
  };
  return [
    h(document, 'p', { class: 'hint' }, `The sender is ${describeValue(latest.value)}.`),
    button(document, 'Show the outbox’s statechart', 'Show its statechart', show, {
      class: 'text-button',
    }),
  ];
}
