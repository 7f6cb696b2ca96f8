/** A guard's name, `condition` for one without, null for none. Combinations are spelled out. */
export function guardName(guard: unknown): string | null {
  if (guard === undefined || guard === null) return null;
  if (typeof guard === 'string') return guard;
  if (typeof guard !== 'object' && typeof guard !== 'function') return null;
  if ('guards' in guard && Array.isArray(guard.guards)) {
    const parts = guard.guards.map((part) => guardName(part) ?? 'condition');
    const combination = 'name' in guard ? String(guard.name) : 'all';
    return `${combination}(${parts.join(', ')})`;
  }
  if (typeof guard === 'object' && 'type' in guard && typeof guard.type === 'string')
    return guard.type;
  return isTelling(guard) ? guard.name : 'condition';
}

/** Whether a function has a name of its own: not its property's, nor a minifier's. */
const isTelling = (guard: object): guard is { readonly name: string } =>
  'name' in guard &&
  typeof guard.name === 'string' &&
  /^(?!(?:guard|entry|exit)$)\w{3,}$/.test(guard.name);

/** The names of a state's entry or exit actions: `assign`, `log`, one's own; `inline` for functions. */
export function actionNames(actions: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(actions) ? actions : [actions];
  return list.flatMap((action) => {
    if (action === undefined || action === null) return [];
    if (typeof action === 'string') return [action];
    if (typeof action !== 'object' && typeof action !== 'function') return [];
    if ('type' in action && typeof action.type === 'string')
      return [action.type.replace(/^xstate\./, '')];
    return [isTelling(action) ? action.name : 'inline'];
  });
}

/** The actions that have a name: those declared in `setup()` or `provide()`. */
export function namedActions(actions: readonly unknown[]): readonly string[] {
  return actions.flatMap((action) => {
    if (typeof action === 'string') return [action];
    if (typeof action !== 'object' || action === null || !('type' in action)) return [];
    return typeof action.type === 'string' && !action.type.startsWith('xstate.')
      ? [action.type]
      : [];
  });
}
