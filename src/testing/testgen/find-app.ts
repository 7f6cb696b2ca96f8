import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

/** How a driver imports the app. */
export interface AppImport {
  /** Such as `import App from '../src/App';`. */
  readonly statement: string;
  /** Whether the file is there. */
  readonly isFound: boolean;
}

const candidates = ['src/App.tsx', 'src/app.tsx', 'src/App.jsx', 'App.tsx', 'app/App.tsx'];

/**
 * Finds the app's root component, as a file in `out` imports it.
 *
 * @throws Error when a file that was named is not there.
 */
export function findApp(out: string, named: string | null): AppImport {
  if (named !== null && !existsSync(named))
    throw new Error(`"--app ${named}": there is no such file.`);
  const file = named ?? candidates.find((each) => existsSync(each));
  const path = relative(out, file ?? 'src/App.tsx')
    .split(sep)
    .join('/')
    .replace(/\.[jt]sx?$/, '');
  const from = path.startsWith('.') ? path : `./${path}`;
  const text = file ? readFileSync(file, 'utf8') : '';
  const isNamed = /export (const|function|class) App\b|export \{[^}]*\bApp\b/.test(text);
  return {
    statement: `import ${isNamed ? '{ App }' : 'App'} from '${from}';`,
    isFound: file !== undefined,
  };
}
