import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const execute = promisify(execFile);

/** What `npm create vite` leaves of an app, as far as tests see it. */
const template: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'my-app', private: true, type: 'module' }),
  'vite.config.ts':
    "import { defineConfig } from 'vite';\nimport react from '@vitejs/plugin-react';\nexport default defineConfig({ plugins: [react()] });\n",
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'ES2023',
      lib: ['ES2023', 'DOM'],
      module: 'ESNext',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ['src'],
  }),
};

const ofTheTemplate = ['vite', '@vitejs/plugin-react', 'react', 'react-dom', '@types/react'];

/** An app in a folder of its own, outside of this repository. */
export interface EmptyApp {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Runs a command of an installed package; resolves to all that it says. */
  run(command: string, ...args: string[]): Promise<{ ok: boolean; output: string }>;
  remove(): void;
}

/** Makes an empty Vite app with this package's tarball, and these packages beside it. */
export async function emptyViteApp(packages: readonly string[]): Promise<EmptyApp> {
  const folder = mkdtempSync(join(tmpdir(), 'my-app-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(template)) write(file, text);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of [...ofTheTemplate, ...Object.keys(dependencies), ...packages]) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  await installTarball(join(folder, 'node_modules/@moon-key/react-auth'));

  return {
    folder,
    write,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    async run(command, ...args) {
      const bin = join(root, 'node_modules/.bin', command);
      const { FORCE_COLOR: _, ...outer } = process.env;
      const env = { ...outer, NODE_ENV: 'test', VITEST: '', NO_COLOR: '1' };
      try {
        const { stdout, stderr } = await execute(bin, args, { cwd: folder, env, timeout: 90_000 });
        return { ok: true, output: stdout + stderr };
      } catch (error) {
        const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        return { ok: false, output: stdout + stderr };
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Builds and packs a copy, so that nobody's `dist` is disturbed. */
async function installTarball(target: string): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'packed-'));
  try {
    for (const file of ['package.json', 'README.md', 'SECURITY.md', 'LICENSE', 'src'])
      cpSync(join(root, file), join(copy, file), { recursive: true });
    await execute(
      join(root, 'node_modules/.bin/tsc'),
      ['-p', 'tsconfig.build.json', '--outDir', join(copy, 'dist')],
      { cwd: root },
    );
    await execute('npm', ['pack', '--ignore-scripts'], { cwd: copy });
    const tarball = readdirSync(copy).find((file) => file.endsWith('.tgz')) ?? '';
    mkdirSync(target, { recursive: true });
    await execute('tar', ['-xzf', join(copy, tarball), '-C', target, '--strip-components=1']);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
