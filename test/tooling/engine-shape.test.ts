import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = 'src/engine';

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return { file, source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
  });

/** Every node of the engine that a visitor has something to say about. */
function find(say: (node: ts.Node, source: ts.SourceFile) => string | undefined): string[] {
  return sources.flatMap(({ file, source }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const said = say(node, source);
      if (said !== undefined) found.push(`${file} ${said}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

const linesOf = (node: ts.Node, source: ts.SourceFile) =>
  source.getLineAndCharacterOfPosition(node.end).line -
  source.getLineAndCharacterOfPosition(node.getStart()).line +
  1;

describe('the engine', () => {
  test('has sources', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  test('has no function of more than 60 lines', () => {
    const long = find((node, source) => {
      if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return undefined;
      const lines = linesOf(node, source);
      return lines > 60 ? `${node.name?.getText() ?? 'a function'}: ${lines}` : undefined;
    });
    expect(long).toEqual([]);
  });

  test('hands around no object of more than eight members', () => {
    const nouns = find((node) => {
      if (!ts.isInterfaceDeclaration(node) || node.name.text === 'Auth') return undefined;
      return node.members.length > 8 ? `${node.name.text}: ${node.members.length}` : undefined;
    });
    expect(nouns).toEqual([]);
  });
});
