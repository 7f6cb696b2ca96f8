import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chromiumArgs, findChromium, type ChromiumSearch } from '../../scripts/chromium.js';

function machineWith(files: string[], env: Record<string, string>): ChromiumSearch {
  return {
    env,
    isExecutable: (path) => files.includes(path),
    playwrightPath: () => '/cache/chrome',
  };
}

test('CHROMIUM_PATH wins over everything else', () => {
  const search = machineWith(['/opt/my-chrome', '/usr/bin/chromium', '/cache/chrome'], {
    CHROMIUM_PATH: '/opt/my-chrome',
    PATH: '/usr/bin',
  });
  expect(findChromium(search)).toBe('/opt/my-chrome');
});

test('a CHROMIUM_PATH that is no executable is an error that names it', () => {
  const search = machineWith(['/usr/bin/chromium'], {
    CHROMIUM_PATH: '/nowhere',
    PATH: '/usr/bin',
  });
  expect(() => findChromium(search)).toThrow(/CHROMIUM_PATH is "\/nowhere"/);
});

test('the known commands are looked for in every folder of PATH, chromium first', () => {
  const files = ['/usr/bin/google-chrome', '/usr/local/bin/chromium'];
  const search = machineWith(files, { CHROMIUM_PATH: '', PATH: '/usr/bin:/usr/local/bin' });
  expect(findChromium(search)).toBe('/usr/local/bin/chromium');
});

test('a browser of Playwright is used when PATH has none', () => {
  expect(findChromium(machineWith(['/cache/chrome'], { PATH: '/usr/bin' }))).toBe('/cache/chrome');
});

test('nothing found is undefined', () => {
  expect(findChromium(machineWith([], {}))).toBeUndefined();
});

test('what Playwright turns off stays off', () => {
  const bundle = new URL('lib/coreBundle.js', import.meta.resolve('playwright-core/package.json'));
  const [, list = ''] =
    /disabledFeatures = \[([^]*?)\]\.filter/.exec(readFileSync(fileURLToPath(bundle), 'utf8')) ??
    [];
  const theirs = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name = '']) => name);
  const ours = chromiumArgs.findLast((each) => each.startsWith('--disable-features='));
  expect(theirs).toContain('PaintHolding');
  expect(ours?.split(/[=,]/)).toEqual(expect.arrayContaining(theirs));
});
