import { expect, test } from 'vitest';
import { atMost, type Measure } from '../../bench/harness/measure.js';
import { pageAfter } from '../../bench/harness/write-page.js';

const measure = (title: string, claim: string, value: number): Measure => ({
  title,
  series: [],
  verdicts: [atMost(claim, value, 1)],
  notes: [],
});

const page = `Prose.

<!-- figures -->

### Targets

| claim | target | measured |      | on          |
| ----- | -----: | -------: | ---: | ----------: |
| early | ≤ 1.00× |    0.50× | pass | version 0.1 |
| late  | ≤ 1.00× |    0.60× | pass | version 0.1 |

### Late

Its old figures.

<!-- /figures -->

More prose.
`;

const run = { isWhole: false, chromium: '1.2.3', repeat: 8 };
const written = (measures: readonly Measure[], isWhole = false) =>
  pageAfter(page, { ...run, measures, isWhole }, '1 May 2027');

test('a run of one measure writes its section and its rows, with the day, and leaves the rest', () => {
  const text = written([measure('Early', 'early', 2)]);
  expect(text).toContain('| early | ≤ 1.00× | 2.00× | **MISSED** | 1 May 2027 |');
  expect(text).toContain('| late | ≤ 1.00× | 0.60× | pass | version 0.1 |');
  expect(text).toContain('Its old figures.');
  expect(text).toMatch(/### Early[^#]*1 May 2027\. Chromium 1\.2\.3, .*--repeat 8\./);
  expect(text).toMatch(/^Prose\.[^]*More prose\.\n$/);
  expect(pageAfter(text, { ...run, measures: [] }, 'any day')).toBe(text);
});

test('a run of all measures leaves no older target', () => {
  const text = written([measure('Early', 'early', 1), measure('Late', 'renamed', 1)], true);
  expect(text).not.toContain('| late |');
  expect(text).not.toContain('Its old figures.');
  expect(text).toContain('| renamed | ≤ 1.00× | 1.00× | pass | 1 May 2027 |');
});

test('a measure with a list of its own is not in the list of all', () => {
  const text = written([{ ...measure('Service', 'of the service', 1), isApart: true }]);
  expect(text.split('### Late')[0]).not.toContain('of the service');
  expect(text).toContain('| of the service | ≤ 1.00× | 1.00× | pass |');
});
