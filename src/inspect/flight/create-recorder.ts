import type { InspectionEvent } from 'xstate';
import type { Auth } from '../../engine/index.js';
import { aBoolean, anObject, createChecker, wholeNumber } from '../../options/index.js';
import type { Environment } from '../../services/environment.js';
import { browserEnvironment } from '../../services/platform.js';
import { EventLog } from '../recording/event-log.js';
import { allowListsRule } from '../redact/allow-list.js';
import type { RedactionOptions } from '../redact/redacted-inspector.js';
import { createEntryQueue } from './entry-queue.js';
import { keepWherePossible } from './keep-where-possible.js';
import { recordedEntry } from './recorded-entry.js';
import { lackedParts } from './lacked-parts.js';
import { noteMachine } from './recorded-machines.js';
import { recordingOf } from './recording-of.js';
import type { RecordedMachine, Recording } from './recording.js';
import { watchPage } from './watch-page.js';

/** What {@link createRecorder} takes. */
export interface RecorderOptions extends RedactionOptions {
  /**
   * Whether entries outlive the page, in a database of the recorder's own, together with those of the
   * other tabs. Default false: they are gone with the page.
   */
  readonly persist?: boolean;
  /** How many entries are kept, of all tabs together. The oldest leave first. Default 5000. */
  readonly limit?: number;
  /**
   * Where it reads the time, hears what becomes of its page, and sees what the platform lacks. Default: the browser's
   * own.
   */
  readonly environment?: Partial<Environment>;
}

/** A flight recorder. */
export interface FlightRecorder {
  /** Pass it to `createAuth({ inspect })`, and to your own actors. */
  readonly inspect: (event: InspectionEvent) => void;
  /** Records an engine's notices and what becomes of its page, too; returns the function that ends it. */
  readonly attach: (auth: Auth) => () => void;
  /** Everything that was kept, of all tabs on one time line. */
  readonly export: () => Promise<Recording>;
  /** Forgets what was kept, of all tabs. */
  readonly clear: () => Promise<void>;
}

const checker = createChecker('createRecorder');

/**
 * Records what the machines did, so that a logout that went wrong can be taken home: redacted before
 * anything is kept (an allow-list; no token, code, ticket or e-mail address passes), bounded, and
 * silent. It makes no request. Where the browser keeps nothing, it records in memory.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * const recorder = createRecorder({ persist: true, limit: 5000 })
 * const auth = createAuth({ publishableKey: 'pk_live_1', inspect: recorder.inspect })
 * recorder.attach(auth)
 * // later, for a report:
 * const file = JSON.stringify(await recorder.export())
 * ```
 */
export function createRecorder(options: RecorderOptions = {}): FlightRecorder {
  checker.check(options, {
    persist: aBoolean,
    limit: wholeNumber(10, 100_000),
    machines: allowListsRule,
    environment: anObject,
  });
  const { persist = false, limit = 5_000, machines = [], environment = {} } = options;
  const platform = { ...browserEnvironment(), ...environment };
  const { clock, page } = platform;
  const tab = randomId();
  const log = new EventLog(10, { machines }, () => clock.now());
  const kept = keepWherePossible(persist, limit);
  const queue = createEntryQueue(kept, limit);
  const seen = new Map<string, RecordedMachine>();

  log.onEntry((entry) => {
    const record = log.actors.get(entry.actor);
    noteMachine(seen, record);
    queue.add(recordedEntry(entry, tab, record?.own ?? null));
  });
  globalThis.addEventListener?.('pagehide', () => void queue.write());

  return {
    inspect: log.inspect,
    attach(auth) {
      const detach = log.attach(auth);
      const leave = watchPage(page, (moment) => {
        log.note(auth.actor, moment);
        if (moment === 'pagehide') void queue.write();
      });
      return () => {
        leave();
        detach();
      };
    },
    async export() {
      await queue.write();
      return recordingOf(await kept.all(), {
        dropped: queue.dropped(),
        lacks: lackedParts(platform),
        seen,
      });
    },
    clear: queue.clear,
  };
}

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    (byte % 36).toString(36),
  ).join('');
}
