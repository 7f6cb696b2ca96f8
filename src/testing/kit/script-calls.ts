import { BackendError } from '../../services/backend.js';
import type { BackendCall, BackendScript, BackendVerb, ScriptedAnswer } from './backend-script.js';

/** Calls of a backend, with an end of the test's choice. */
export interface ScriptedCalls extends BackendScript {
  /** Makes a call: `work` is what happens when nothing else is scripted. */
  readonly call: <T>(
    verb: BackendVerb,
    signal: AbortSignal,
    details: Pick<BackendCall, 'proof' | 'age'>,
    work: () => T,
  ) => Promise<T>;
}

interface WaitingCall {
  readonly verb: BackendVerb;
  readonly end: (answer: ScriptedAnswer) => void;
}

/** Answers by verb that nobody has taken yet, oldest first. */
type Answers = Partial<Record<BackendVerb, ScriptedAnswer[]>>;

/** A log of calls and the script by which they end. */
export function scriptCalls(): ScriptedCalls {
  const calls: BackendCall[] = [];
  const script: Answers = {};
  const early: Answers = {};
  const held = new Set<BackendVerb>();
  const waiting: WaitingCall[] = [];

  function answered(verb: BackendVerb, signal: AbortSignal): Promise<ScriptedAnswer> {
    const ready = early[verb]?.shift();
    return ready === undefined ? waitIn(waiting, verb, signal) : Promise.resolve(ready);
  }

  function answer(verb: BackendVerb, with_: ScriptedAnswer = 'ok'): number {
    const due = waiting.filter((entry) => entry.verb === verb);
    if (due.length === 0) (early[verb] ??= []).push(with_);
    for (const entry of due) {
      waiting.splice(waiting.indexOf(entry), 1);
      entry.end(with_);
    }
    return due.length;
  }

  return {
    calls,
    async call(verb, signal, details, work) {
      const index = calls.push({ verb, result: 'waiting', ...details }) - 1;
      const note = (result: string) => {
        calls[index] = { verb, result, ...details };
      };
      const scripted = script[verb]?.shift() ?? (held.has(verb) ? 'hang' : 'ok');
      const how = scripted === 'hang' ? await answered(verb, signal) : scripted;
      return endCall(how, work, note);
    },
    failNext(verb, how, times = 1) {
      const queue = (script[verb] ??= []);
      for (let time = 0; time < times; time += 1) queue.push(how);
    },
    hold: (verb) => void held.add(verb),
    answer,
    release() {
      held.clear();
      for (const { verb } of [...waiting]) answer(verb);
    },
  };
}

/** Waits among others until somebody answers, or nobody asks any more. */
function waitIn(
  waiting: WaitingCall[],
  verb: BackendVerb,
  signal: AbortSignal,
): Promise<ScriptedAnswer> {
  return new Promise((resolve) => {
    const entry = { verb, end: resolve };
    waiting.push(entry);
    signal.addEventListener('abort', () => {
      const at = waiting.indexOf(entry);
      if (at >= 0) waiting.splice(at, 1);
      resolve('network');
    });
  });
}

/** Ends a call as it was answered, and notes how. */
function endCall<T>(answer: ScriptedAnswer, work: () => T, note: (result: string) => void): T {
  try {
    if (answer === 'network') throw new TypeError('Failed to fetch');
    if (typeof answer === 'number') throw new BackendError(answer);
    const result = work();
    note('ok');
    return result;
  } catch (error) {
    note(error instanceof BackendError ? error.code : 'network');
    throw error;
  }
}
