import { fileURLToPath } from 'node:url';

const beside = (name: string): string => {
  const here = fileURLToPath(import.meta.url);
  return here.replace(/preset(\.[jt]s)$/, `${name}$1`);
};

/** The packages that are ES modules only, but for what Jest itself loads of them. */
const modules = '(?:@moon-key/react-auth/(?!dist/tools/jest/)|jose/)';

/**
 * A Jest preset: the package is ES modules only, and needs of jsdom what Jest's own environment leaves
 * out. Your own `transform` stands beside it.
 *
 * @example
 * ```js
 * // jest.config.js
 * export default { preset: '@moon-key/react-auth/jest' }
 * ```
 */
const preset = {
  testEnvironment: beside('environment'),
  transform: {
    [`/node_modules/(?:.+/)?${modules}.+\\.js$`]: beside('transform'),
    '\\.[jt]sx?$': 'babel-jest',
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.+/)?${modules})`, '\\.pnp\\.[^\\/]+$'],
} as const;

export default preset;
