import { parseArgs } from 'node:util';
import { mergeRuns } from '../../testing/run/index.js';
import { readRun } from './read-run.js';
import { writeReport } from './write-report.js';

/** What `--help` says. */
export const help = `Usage: moonkey-coverage <file.json...> [options]

Adds up what several runs took of the statecharts, and draws it.

  -o, --out <file.html>      where the page goes (default: auth-coverage.html)
  -f, --fail-under <percent> ends with 1 where less was taken of any machine
  -h, --help                 this
`;

/**
 * Runs `moonkey-coverage`; `args` are what follows its name. Resolves to whether enough was taken.
 *
 * @throws Error that says what is wrong.
 */
export async function runCoverage(
  args: readonly string[],
  log: (line: string) => void = console.log,
): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o', default: 'auth-coverage.html' },
      'fail-under': { type: 'string', short: 'f', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    log(help);
    return true;
  }
  const failUnder = Number(values['fail-under']);
  if (!(failUnder >= 0 && failUnder <= 100))
    throw new Error(`"--fail-under ${values['fail-under']}": it must be from 0 to 100.`);
  if (!values.out.endsWith('.html'))
    throw new Error(`"--out ${values.out}": it must be the path of an .html file.`);
  if (positionals.length === 0)
    throw new Error('name the .json files that the runs wrote. See --help.');
  const { lines, isEnough } = await writeReport(mergeRuns(positionals.map(readRun)), {
    out: values.out,
    failUnder,
  });
  for (const line of lines) log(line);
  return isEnough;
}
