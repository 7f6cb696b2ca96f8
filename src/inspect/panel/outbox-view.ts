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

  function card(entry: PendingRevocation): HTMLElement {
    const now = Date.now();
    return h(
      document,
      'li',
      { class: 'card', 'data-generation': entry.generation },
      h(document, 'b', { title: entry.generation }, shorten(entry.generation)),
      h(document, 'span', {}, `${entry.attempts} ${entry.attempts === 1 ? 'attempt' : 'attempts'}`),
      h(
        document,
        'span',
        {},
        entry.notBefore > now ? `due ${formatDistance(entry.notBefore - now)}` : 'due now',
      ),
      h(document, 'small', {}, `session ends ${formatDistance(entry.expiresAt - now)}`),
    );
  }

  function update(): void {
    clearTimeout(timer);
    if (model.section !== 'outbox') return;
    const { pending } = model;
    const outbox = model.ownActor('outbox');
    const latest = model.latest(outbox?.key);
    element.replaceChildren(
      h(
        document,
        'p',
        { class: 'lead' },
        pending.length === 0
          ? 'Every logout has reached the server.'
          : `${pending.length} ${pending.length === 1 ? 'revocation waits' : 'revocations wait'} for the server.`,
      ),
      h(
        document,
        'ul',
        { class: 'cards', 'aria-label': 'Pending revocations' },
        ...pending.map(card),
      ),
      ...(latest && outbox
        ? [
            h(document, 'p', { class: 'hint' }, `The sender is ${describeValue(latest.value)}.`),
            button(
              document,
              'Show the outbox’s statechart',
              'Show its statechart',
              () => {
                model.showActor(outbox.key);
              },
              { class: 'text-button' },
            ),
          ]
        : []),
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
