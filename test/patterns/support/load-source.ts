import { compileFunction } from 'node:vm';
import * as jsxRuntime from 'react/jsx-runtime';
import * as react from 'react';
import ts from 'typescript';
import * as moonKey from '../../../src/react/index.js';

/**
 * Runs source text as a module, the way an app's bundler would, with the modules that the patterns
 * import. A syntax error fails it; `given` are names that the text takes for granted.
 */
export function loadSource(
  source: string,
  useRouter: () => unknown,
  given: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: 'pattern.tsx',
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
    },
  });
  const [problem] = diagnostics;
  if (problem) throw new SyntaxError(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));

  const modules: Record<string, unknown> = {
    react,
    'react/jsx-runtime': jsxRuntime,
    '@moon-key/react-auth': moonKey,
    'next/navigation': { useRouter },
    'next/router': { useRouter },
  };
  const require = (name: string) => {
    if (!(name in modules)) throw new Error(`The pattern imports "${name}".`);
    return modules[name];
  };
  const exports = {};
  const run = compileFunction(outputText, ['require', 'exports', ...Object.keys(given)]);
  run(require, exports, ...Object.values(given));
  return exports;
}
