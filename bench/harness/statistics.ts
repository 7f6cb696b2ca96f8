/** One line of figures: the same thing measured many times. */
export interface Series {
  readonly name: string;
  readonly unit: 'ms' | 'µs' | 'kB' | '/s';
  readonly values: readonly number[];
}

/** What is told of a series. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? NaN;
  const high = sorted[Math.ceil(position)] ?? NaN;
  return low + (high - low) * (position % 1);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Count, minimum, median and 95th percentile of a series. */
export function summarize({ values }: Series): Summary {
  return {
    count: values.length,
    min: Math.min(...values),
    median: median(values),
    p95: quantile(values, 0.95),
  };
}

/** How much larger the first median is than the second. */
export const ratio = (a: Series, b: Series): number => median(a.values) / median(b.values);

/** Three significant digits, as far as they help. */
export function format(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}
