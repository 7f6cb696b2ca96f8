import { parseArgs } from 'node:util';
import { environmentOf } from './environment.js';
import { isProduction } from './is-production.js';
import { rotateKey } from './rotate-key.js';
import { randomText } from './secrets.js';
import { isLoopback, startSessionApi } from './start-session-api.js';

const help = `moonkey-session-api: the session service, for development and self-hosting

Usage: moonkey-session-api [options]
       moonkey-session-api rotate-key [--database <url>] [--compromised]

rotate-key makes a new signing key. Running services sign with it after ten minutes, without a restart, and the old
one leaves the key set when its JWTs have run out. With --compromised both happen within a minute.

  --port <number>       port to listen on; 0 takes any free one   (PORT, default 4010)
  --host <address>      address to listen on                      (default 127.0.0.1)
  --database <url>      file:./sessions.db or postgres://…        (DATABASE_URL, default file:.moonkey/sessions.db)
  --mail-from <address> sender of e-mails                         (MAIL_FROM)
  --stop-timeout <s>    seconds that stopping may take            (STOP_TIMEOUT, default 10)
  --inbox               show codes at /dev/inbox on an address that others reach, too
  --help                this text

Environment only, because arguments are visible to other users of the machine:
  MOONKEY_SECRET_KEY    secret keys, sk_test_… or sk_live_…, separated by commas
                        (made at start when missing, outside production)
  SMTP_URL              smtp://user:password@host:587; without it codes are printed and shown at /dev/inbox
  NODE_ENV              any value but development and test is production: no dev inbox,
                        and MOONKEY_SECRET_KEY and SMTP_URL are required
`;

/** The command `moonkey-session-api`. Rejects with an error that says what to change. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      database: { type: 'string' },
      'mail-from': { type: 'string' },
      'stop-timeout': { type: 'string' },
      inbox: { type: 'boolean' },
      compromised: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const database = values.database ?? (env['DATABASE_URL'] || undefined);
  const [command, ...others] = positionals;
  if (command === 'rotate-key' && others.length === 0) {
    await rotateKey(
      database,
      environmentOf(env['MOONKEY_SECRET_KEY'] ?? ''),
      values.compromised ?? false,
    );
    console.log('A new signing key was made.');
    return;
  }
  if (command !== undefined) throw new Error(`there is no command "${command}"; see --help.`);

  const production = isProduction(env['NODE_ENV']);
  const given = (env['MOONKEY_SECRET_KEY'] ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean);
  if (given.length === 0 && production) {
    throw new Error('set MOONKEY_SECRET_KEY: in production no key is made at start.');
  }
  const secretKeys = given.length > 0 ? given : [`sk_test_${randomText(32)}`];

  const port = values.port ?? (env['PORT'] || '4010');
  if (!/^\d+$/.test(port))
    throw new Error('--port (or PORT) must be a whole number from 0 to 65535.');

  const stopTimeout = values['stop-timeout'] ?? (env['STOP_TIMEOUT'] || '10');
  if (!/^\d+(\.\d+)?$/.test(stopTimeout))
    throw new Error('--stop-timeout (or STOP_TIMEOUT) must be a number of seconds.');

  const service = await startSessionApi({
    port: Number(port),
    host: values.host,
    database,
    smtpUrl: env['SMTP_URL'] || undefined,
    mailFrom: values['mail-from'] ?? (env['MAIL_FROM'] || undefined),
    secretKeys,
    timeouts: { stop: Number(stopTimeout) },
    production,
    inbox: values.inbox,
  });

  console.log(`Session service: ${service.url}`);
  if (given.length === 0)
    console.log(`Secret key (for this run, development only): ${secretKeys.join()}`);
  if (!env['SMTP_URL'] && !production) {
    const shown = values.inbox === true || isLoopback(values.host ?? '127.0.0.1');
    console.log(
      shown
        ? `Inbox: ${service.url}/dev/inbox`
        : `Inbox: off, because on ${values.host} it would show codes to the network; --inbox turns it on`,
    );
  }

  const stop = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    void service
      .close()
      .catch((error: unknown) => {
        console.error('moonkey-session-api: stopping failed:', error);
        process.exitCode = 1;
      })
      // A database that hangs would keep the process.
      .finally(() => process.exit());
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}
