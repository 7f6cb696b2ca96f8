import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findApp } from './find-app.js';
import type { Flags } from './flags.js';
import { writeDriver } from './write-driver.js';

/** Where the driver is. */
export function driverFile({ out, runner }: Flags): string {
  return join(out, `auth-driver.${runner === 'playwright' ? 'ts' : 'tsx'}`);
}

/** Writes a driver to fill in where there is none; returns whether it did. */
export function writeDriverOnce(flags: Flags, log: (line: string) => void): boolean {
  const driver = driverFile(flags);
  const found = findApp(flags.out, flags.app);
  if (existsSync(driver)) return false;
  writeFileSync(driver, writeDriver(flags.runner, found.statement));
  log(`${driver}: say there how your app is worked`);
  if (flags.runner !== 'playwright' && !found.isFound)
    log(`${driver}: your app was not found; name it with --app`);
  return true;
}
