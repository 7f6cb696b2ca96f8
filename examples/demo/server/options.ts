import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What the demo can be told on its command line or by its environment. */
export interface DemoOptions {
  /** The port of the page; undefined takes the one of the last run, or any free one. */
  readonly port: number | undefined;
  /** The folder that keeps sessions and keys between runs. */
  readonly data: string;
  /** Whether the page reloads as its files are edited. */
  readonly watch: boolean;
  /** A session service that runs already; undefined starts one. */
  readonly service: { readonly url: string; readonly secretKey: string } | undefined;
}

export const usage = `Usage: npm run demo -- [--port <number>] [--data <folder>] [--watch]

  --port <number>   the page's port (DEMO_PORT). Default: the last run's, or any free one
  --data <folder>   keeps sessions and keys between runs (DEMO_DATA). Default: .demo
  --watch           reloads the page as you edit it

Set MOONKEY_API_URL and MOONKEY_SECRET_KEY to use a session service that runs already.`;

const defaultData = fileURLToPath(new URL('../../../.demo', import.meta.url));

/** Reads the options. Throws an error that names the one that is wrong. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): DemoOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  return {
    port: readPort(values.port ?? env['DEMO_PORT']),
    data: resolve(values.data ?? env['DEMO_DATA'] ?? defaultData),
    watch: values.watch,
    service: readService(env['MOONKEY_API_URL'], env['MOONKEY_SECRET_KEY']),
  };
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TypeError(
    '--port (DEMO_PORT) must be a number from 0 to 65535; 0 takes any free port.',
  );
}

function readService(url = '', secretKey = ''): DemoOptions['service'] {
  if (url === '') return undefined;
  if (secretKey !== '') return { url: url.replace(/\/+$/, ''), secretKey };
  throw new TypeError('MOONKEY_API_URL needs MOONKEY_SECRET_KEY: set both, or neither.');
}
