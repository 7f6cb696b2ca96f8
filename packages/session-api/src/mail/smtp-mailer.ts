import type { Mailer } from './mailer.js';

const timeoutMs = 10_000;

/** Sends codes through an SMTP server. `url` as nodemailer takes it: `smtp://user:password@host:587`. */
export async function createSmtpMailer(url: string, from: string): Promise<Mailer> {
  const { createTransport } = await import('nodemailer');
  const bounded = new URL(url);
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    if (!bounded.searchParams.has(name)) bounded.searchParams.set(name, String(timeoutMs));
  }
  const transport = createTransport(bounded.href);
  return {
    async send({ to, code, sentAt, expiresAt, second }) {
      const minutes = Math.round((expiresAt - sentAt) / 60);
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject: `${code} is your ${second ? 'second ' : ''}sign-in code`,
        text:
          `Your ${second ? 'second ' : ''}sign-in code is ${code}\n\n` +
          (second
            ? 'The first one was right. You have not signed in from there before, or somebody guesses codes, so a second one is needed: enter it in the same place.\n\n'
            : '') +
          `It works once, for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. ` +
          'If you did not ask for it, ignore this message: nobody can sign in without the code.\n',
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close: () => transport.close(),
  };
}
