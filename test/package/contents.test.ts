import { statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { packageName, readImports } from '../../scripts/imports/read-imports.js';
import { root, run, service } from './installed.js';

const documents = new Map([
  [root, ['README.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md']],
  [service, ['README.md', 'CHANGELOG.md', 'LICENSE']],
]);

describe.each([root, service])('$manifest.name', (installed) => {
  const { manifest, files, read } = installed;

  test('has the documents a user looks for and none of our tests', () => {
    expect(files).toEqual(expect.arrayContaining(documents.get(installed) ?? []));
    expect(files.filter((file) => /\.test\.|\/fixtures\/|tsbuildinfo/.test(file))).toEqual([]);
  });

  test('no document of the tarball has a link that leads nowhere', () => {
    const dead = files
      .filter((file) => /^[A-Z]+\.md$/.test(file))
      .flatMap((file) =>
        [...read(file).matchAll(/\]\(([^)#]+)[^)]*\)|(?:src|href|srcset)="([^"#]+)"/g)]
          .map(([, markdown, html]) => markdown ?? html ?? '')
          .filter((link) => !link.startsWith('https://') && !files.includes(normalize(link)))
          .map((link) => `${file}: ${link}`),
      );
    expect(dead).toEqual([]);
  });

  test('every file an export or a bin names is there', () => {
    const named = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    for (const file of [...named, ...Object.values(manifest.bin)]) {
      expect(files).toContain(normalize(file));
    }
  });

  test('source maps point at sources in the tarball, and nowhere else', () => {
    const maps = files.filter((file) => file.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(0);
    for (const file of maps) {
      const { sources } = JSON.parse(read(file)) as { sources: string[] };
      for (const source of sources) expect(files, file).toContain(join(dirname(file), source));
    }
  });

  test('every package the code and its declarations import is a dependency or a peer', () => {
    const provided = new Set([
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.peerDependencies ?? {}),
    ]);
    const missing = files
      .filter((file) => /^dist\/.*\.(js|d\.ts)$/.test(file))
      .flatMap((file) =>
        readImports(file, read(file)).map(({ specifier }) => ({ file, specifier })),
      )
      .filter(({ specifier }) => !/^(\.|node:)/.test(specifier))
      .filter(({ specifier }) => !provided.has(packageName(specifier)));
    expect(missing).toEqual([]);
  });

  test('no secret key and no path of the machine that built it is inside', () => {
    const found = files.filter((file) => {
      const text = read(file);
      return /sk_(live|test)_[A-Za-z0-9]{8,}/.test(text) || text.includes(process.cwd());
    });
    expect(found).toEqual([]);
  });

  test.each(Object.entries(manifest.bin))(
    '%s is executable and explains itself',
    async (_name, file) => {
      expect(read(file)).toMatch(/^#!\/usr\/bin\/env node\n/);
      expect(statSync(installed.path(file)).mode & 0o111).toBe(0o111);
      const { code, output } = await run(inject('consumer'), installed.path(file), ['--help']);
      expect(output).toMatch(/usage/i);
      expect(code).toBe(0);
    },
  );
});

test('the root entry is a client component for React Server Components', () => {
  expect(root.read('dist/react/index.js')).toMatch(/^'use client';|^"use client";/);
});
