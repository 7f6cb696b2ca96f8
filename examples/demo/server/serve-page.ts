import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import express from 'express';
import { build, createServer, type InlineConfig } from 'vite';
import { sourceAliases } from '../../../scripts/aliases.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

const page: InlineConfig = {
  configFile: false,
  root: fileURLToPath(new URL('../page', import.meta.url)),
  clearScreen: false,
  logLevel: 'error',
  plugins: [react()],
  // The package's own names, from its source: an app writes the same imports.
  resolve: { alias: sourceAliases() },
};

interface PageOptions {
  /** The server that the page shares with the backend. */
  readonly server: Server;
  /** Where Vite keeps what it makes. */
  readonly folder: string;
  /** Whether the page reloads as its files are edited. */
  readonly watch: boolean;
}

/** The page, ready to be mounted. */
export interface Page {
  readonly handler: express.Handler;
  close(): Promise<void>;
}

/** Builds the page with Vite; or serves it with Vite as it is edited. */
export function servePage(options: PageOptions): Promise<Page> {
  return options.watch ? serveEdited(options) : serveBuilt(options);
}

async function serveBuilt({ folder }: PageOptions): Promise<Page> {
  const outDir = join(folder, 'page');
  await build({
    ...page,
    build: { outDir, emptyOutDir: true, target: 'es2022', minify: false, cssMinify: false },
  });
  const handler = express.Router();
  handler.use(express.static(outDir));
  // Any other path is a page of the app's own router.
  handler.get(/^[^.]*$/, (_req, res) => res.sendFile('index.html', { root: outDir }));
  return { handler, close: () => Promise.resolve() };
}

async function serveEdited({ server, folder }: PageOptions): Promise<Page> {
  const vite = await createServer({
    ...page,
    cacheDir: join(folder, 'vite'),
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server }, fs: { allow: [repository] } },
  });
  return { handler: vite.middlewares, close: () => vite.close() };
}
