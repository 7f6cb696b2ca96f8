import type { AuthPath } from './auth-path.js';

/** What a path shows: each transition, and each fact with what was visible before and after it. */
function shows({ steps }: AuthPath): string[] {
  return steps.flatMap(({ fact, transitions, visible, states }, index) => {
    const before = steps[index - 1];
    const person =
      visible.user === (before?.visible.user ?? null) ? 'same' : String(visible.user !== null);
    const held = before?.holds.join() ?? '';
    return [
      ...transitions,
      ...states,
      [before?.visible.status, fact, visible.status, person, held].join(' '),
    ];
  });
}

/** Someone logs out and the server answers, or does not: what every app is tested with first. */
function isPlain({ steps: [, second, third, ...rest] }: AuthPath): boolean {
  return second?.fact === 'clicksLogOut' && third?.service === 'revokeSession' && rest.length === 0;
}

/**
 * Few of these paths that still show all that they show together: greedily, the one that shows the
 * most new per step first. The plain ones are always
 * among them.
 */
export function fewestThatCover(paths: readonly AuthPath[]): AuthPath[] {
  const open = paths.map((path) => ({ path, shows: new Set(shows(path)) }));
  const kept: AuthPath[] = paths.filter(isPlain);
  const seen = new Set<string>(kept.flatMap(shows));
  for (;;) {
    let best: (typeof open)[number] | undefined;
    let most = 0;
    for (const candidate of open) {
      for (const item of candidate.shows) if (seen.has(item)) candidate.shows.delete(item);
      const gain = candidate.shows.size / candidate.path.steps.length;
      if (gain > most) {
        best = candidate;
        most = gain;
      }
    }
    if (!best) return kept.toSorted((a, b) => a.steps.length - b.steps.length);
    kept.push(best.path);
    for (const item of best.shows) seen.add(item);
  }
}
