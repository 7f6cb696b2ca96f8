import type { CodeMessage, Mailer } from './mailer.js';

const capacity = 50;

/** Keeps the newest 50 messages in memory instead of sending them: for development only. */
export interface DevInbox extends Mailer {
  /** Newest first; with `to`, only those of that address. */
  messages(to?: string): CodeMessage[];
}

/** An inbox that also prints each code as one line. */
export function createDevInbox(log: (line: string) => void): DevInbox {
  const messages: CodeMessage[] = [];
  return {
    send(message) {
      messages.unshift(message);
      messages.length = Math.min(messages.length, capacity);
      log(`[session-api] code for ${message.to}: ${message.code}`);
      return Promise.resolve();
    },
    messages: (to) =>
      messages.filter((message) => to === undefined || message.to === to.toLowerCase()),
  };
}
