import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readSources, sourceFile } from './source-graph.ts';

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** Functions, constants and classes that a file exports where it declares them; no file of ours does otherwise. */
const exportedDeclarations = (nodes: readonly ts.Node[]): ts.Declaration[] =>
  nodes.flatMap((node): readonly ts.Declaration[] => {
    if (!isExported(node)) return [];
    if (ts.isVariableStatement(node)) return node.declarationList.declarations;
    return ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) ? [node] : [];
  });

/** Whether a `try` between the statement and the declaration catches what it throws. */
const isCaught = (thrown: ts.Node, declaration: ts.Node): boolean => {
  for (let node = thrown; node !== declaration; node = node.parent)
    if (ts.isTryStatement(node.parent) && node.parent.catchClause && node === node.parent.tryBlock)
      return true;
  return false;
};

/** Says what is thrown, or when: more than the name of a class. */
const saysWhen = (tag: ts.JSDocTag): boolean =>
  tag.tagName.text === 'throws' && (ts.getTextOfJSDocComment(tag.comment) ?? '').trim() !== '';

/** Whether the declaration, or a method of it that holds the statement, says so. */
const isSaid = (thrown: ts.Node, declaration: ts.Declaration): boolean => {
  for (let node = thrown; ; node = node.parent) {
    if (ts.getJSDocTags(node).some(saysWhen)) return true;
    if (node === declaration) return false;
  }
};

/** What files export that throws and does not say when, by its own `throw` statements, those of inner functions included. */
const silentThrows = (sources: ReadonlyMap<string, string>): string[] =>
  [...sources].flatMap(([path, text]) =>
    exportedDeclarations(sourceFile(path, text).nodes).flatMap((declaration) => {
      const thrown: ts.Node[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isThrowStatement(node)) thrown.push(node);
        ts.forEachChild(node, visit);
      };
      visit(declaration);
      const silent = thrown.some((one) => !isCaught(one, declaration) && !isSaid(one, declaration));
      const name = ts.getNameOfDeclaration(declaration)?.getText() ?? '';
      return silent ? [`${path}: ${name}`] : [];
    }),
  );

const example = (text: string): string[] => silentThrows(new Map([['x.ts', text]]));

describe('an exported function that throws', () => {
  it('says when, with @throws', async () => {
    const sources = await readSources('functions');
    expect(sources.size).toBeGreaterThan(400);
    expect(silentThrows(sources)).toEqual([]);
  });

  it.each([
    ['export const one = () => { throw new Error(); };'],
    ['export const one = () => () => { throw new Error(); };'],
    ['export const one = (all: string[]) => all.map((each) => { if (each === "") throw new Error(); });'],
    ['export const one = () => ({ method() { throw new Error(); } });'],
    ['export async function one() { throw new Error(); }'],
    ['export class one { constructor() { throw new Error(); } }'],
    ['/** Does it. */ export const one = () => { throw new Error(); };'],
    ['/** @throws {Error} */ export const one = () => { throw new Error(); };'],
    ['export const one = () => { try { act(); } catch { throw new Error(); } };'],
    ['export const one = () => { try { throw new Error(); } finally { act(); } };'],
  ])('is noticed where it does not: %s', (text) => {
    expect(example(text)).toEqual(['x.ts: one']);
  });

  it.each([
    ['/** @throws when it cannot */ export const one = () => { throw new Error(); };'],
    ['/** Does it. @throws {Error} when it cannot */ export function one() { throw new Error(); }'],
    ['export const one = () => ({\n/** @throws when it cannot */ method() { throw new Error(); } });'],
    ['const one = () => { throw new Error(); };'],
    ['export const one = () => { try { throw new Error(); } catch { act(); } };'],
    ['export type One = () => never;'],
  ])('is let be where it does, is not exported, or catches it: %s', (text) => {
    expect(example(text)).toEqual([]);
  });
});
