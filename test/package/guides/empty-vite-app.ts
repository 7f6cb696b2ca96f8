import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const execute = promisify(execFile);

/** What `npm create vite` leaves of an app, as far as tests see it. */
const template: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'my-app', private: true, type: 'module' }),
  'index.html':
    '<!doctype html><div id="root"></div><script type="module" src="/src/main.tsx"></script>',
  'vite.config.ts':
    "import { defineConfig } from 'vite';\nimport react from '@vitejs/plugin-react';\nexport default defineConfig({ plugins: [react()] });\n",
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      lib: ['ES2023', 'DOM'],
      module: 'esnext',
      types: ['vite/client'],
      skipLibCheck: true,
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      verbatimModuleSyntax: true,
      moduleDetection: 'force',
      noEmit: true,
      jsx: 'react-jsx',
      noUnusedLocals: true,
      noUnusedParameters: true,
      erasableSyntaxOnly: true,
      noFallthroughCasesInSwitch: true,
    },
    include: ['src'],
  }),
};

const ofTheTemplate = [
  ...['vite', '@vitejs/plugin-react', 'react', 'react-dom'],
  ...['@types/react', '@types/react-dom', '@types/node', '@typescript/native'],
];

/** What a command said. */
export interface Ran {
  readonly ok: boolean;
  readonly output: string;
}

/** An app in a folder of its own, outside of this repository. */
export interface EmptyApp {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Runs a command of an installed package; resolves to all that it says. */
  run(command: string, ...args: string[]): Promise<Ran>;
  remove(): void;
}

/** Makes an empty Vite app with this package's tarball, and these packages beside it. */
export function emptyViteApp(
  packages: readonly string[],
  folder = mkdtempSync(join(tmpdir(), 'my-app-')),
): EmptyApp {
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(template)) write(file, text);
  for (const name of [...ofTheTemplate, ...packages]) install(folder, name);
  return {
    folder,
    write,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    async run(command, ...args) {
      const bin = join(folder, 'node_modules/.bin', command);
      const { FORCE_COLOR: _, ...outer } = process.env;
      const env = { ...outer, NODE_ENV: 'test', VITEST: '', NO_COLOR: '1', CI: '1' };
      const how = { cwd: folder, env, timeout: 120_000 };
      try {
        const { stdout, stderr } = await execute(bin, args, how);
        return { ok: true, output: stdout + stderr };
      } catch (error) {
        const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        return { ok: false, output: stdout + stderr };
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Puts a package into an app, with its commands: this one from its tarball, others as they are here. */
function install(folder: string, name: string): void {
  const modules = join(folder, 'node_modules');
  const from = ours.test(name) ? inject('consumer') : root;
  const target = join(modules, name);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  if (name === '@playwright/test') {
    standInForPlaywrightTest(target);
    install(folder, 'playwright');
    return;
  }
  const source = join(from, 'node_modules', name);
  symlinkSync(source, target);
  const { bin = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const bins = typeof bin === 'string' ? { [name]: bin } : bin;
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const [command, file] of Object.entries(bins))
    symlinkSync(join(target, file), join(modules, '.bin', command));
}

const ours = /^@moon-key\//;

/** What `@playwright/test` is: a second name of the runner that `playwright` brings. */
function standInForPlaywrightTest(folder: string): void {
  mkdirSync(folder);
  const manifest = { name: '@playwright/test', type: 'module', main: 'index.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const file of ['index.js', 'index.d.ts'])
    writeFileSync(join(folder, file), "export * from 'playwright/test';\n");
}
