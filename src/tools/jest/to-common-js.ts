import { broughtBy, fromTheUser } from './from-the-user.js';

/** The part of Babel that is used. Its nodes are plain data. */
interface Babel {
  readonly transformSync: (source: string, options: object) => { code: string } | null;
  readonly types: Record<string, (...parts: unknown[]) => object>;
  readonly template: {
    readonly expression: (code: string) => (parts?: object) => object;
  };
}

interface Imported {
  readonly name: string;
  readonly interop: string;
}

/** The part of `@babel/helper-module-transforms` that is used. */
interface ModuleHelper {
  readonly isModule: (program: object) => boolean;
  readonly isSideEffectImport: (imported: Imported) => boolean;
  readonly rewriteModuleStatementsAndPrepareHeader: (
    program: object,
    options: object,
  ) => { meta: { source: Map<string, Imported> }; headers: object[] };
  readonly buildNamespaceInitStatements: (meta: object, imported: Imported) => object[];
  readonly ensureStatementsHoisted: (statements: object[]) => void;
  readonly wrapInterop: (program: object, load: object, interop: string) => object | undefined;
}

interface Path {
  readonly node: { readonly meta?: { name: string }; readonly callee?: { type: string } };
  readonly get: (part: string) => Path & readonly Path[];
  readonly replaceWith: (node: object) => void;
  readonly unshiftContainer: (list: string, nodes: object[]) => void;
}

/** Makes CommonJS of an ES module, with the Babel that Jest brings. */
export function toCommonJs(source: string, filename: string): string {
  const babel = fromTheUser('@babel/core') as Babel;
  const result = babel.transformSync(source, {
    filename,
    babelrc: false,
    configFile: false,
    compact: false,
    sourceType: 'module',
    plugins: [pluginWith(babel)],
  });
  return result?.code ?? source;
}

function pluginWith({ types: t, template }: Babel): object {
  const helper = broughtBy('@babel/core', '@babel/helper-module-transforms') as ModuleHelper;
  const load = template.expression(
    'Promise.resolve().then(() => { const found = require(FROM); return found && found.__esModule ? found : { default: found, ...found }; })',
  );
  const meta = template.expression("({ url: require('node:url').pathToFileURL(__filename).href })");
  const importing = (path: Path, from: object): void => path.replaceWith(load({ FROM: from }));
  return {
    visitor: {
      MetaProperty: (path: Path) => path.replaceWith(meta()),
      ImportExpression: (path: Path & { node: { source: object } }) =>
        importing(path, path.node.source),
      CallExpression(path: Path & { node: { arguments: object[] } }) {
        if (path.node.callee?.type === 'Import') importing(path, path.node.arguments[0] ?? {});
      },
      Program: {
        exit(program: Path) {
          if (!helper.isModule(program)) return;
          const { meta: found, headers } = helper.rewriteModuleStatementsAndPrepareHeader(program, {
            exportName: 'exports',
            strict: true,
            allowTopLevelThis: true,
          });
          for (const [from, imported] of found.source) {
            const call = t['callExpression']?.(t['identifier']?.('require'), [
              t['stringLiteral']?.(from),
            ]) as object;
            const value = helper.wrapInterop(program, call, imported.interop) ?? call;
            headers.push(
              (helper.isSideEffectImport(imported)
                ? t['expressionStatement']?.(call)
                : t['variableDeclaration']?.('var', [
                    t['variableDeclarator']?.(t['identifier']?.(imported.name), value),
                  ])) as object,
              ...helper.buildNamespaceInitStatements(found, imported),
            );
          }
          helper.ensureStatementsHoisted(headers);
          program.unshiftContainer('body', headers);
        },
      },
    },
  };
}
