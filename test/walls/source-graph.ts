import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** TypeScript texts by their path in the repository, with `/` on every platform. */
export type Sources = ReadonlyMap<string, string>;

export type Import = {
  /** The path in the repository of a file of ours, or the specifier of a package. */
  readonly target: string;
  /** Erased by the compiler: it reaches no bundle. */
  readonly typeOnly: boolean;
  /** `export … from`. */
  readonly reExport: boolean;
  /** `import(…)`: loaded when that line runs, not with the file. */
  readonly late: boolean;
  /** The names as the other side exports them; empty for a namespace, a default or a lazy import. */
  readonly names: readonly string[];
};

export type SourceFile = {
  /** Every node of its syntax tree, in the order of the text. */
  readonly nodes: readonly ts.Node[];
  readonly imports: readonly Import[];
};
export type SourceGraph = ReadonlyMap<string, SourceFile>;

export const readSources = async (folder: string): Promise<Sources> => {
  const files = await readdir(`${root}${folder}`, { recursive: true });
  const paths = files
    .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path))
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(`${root}${path}`, 'utf8')] as const)),
  );
};

export const graphOf = (sources: Sources): SourceGraph =>
  new Map([...sources].map(([path, text]) => [path, sourceFile(path, text)]));

export const sourceFile = (path: string, text: string): SourceFile => {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { nodes, imports: importsOf(path, nodes) };
};

const importsOf = (path: string, nodes: readonly ts.Node[]): Import[] => {
  const targetOf = (specifier: ts.Node): string => {
    if (!ts.isStringLiteralLike(specifier)) {
      // The laptop and the benchmarks load bundles that they have built.
      if (path.startsWith('functions/')) throw new Error(`${path} imports something computed`);
      return 'something computed';
    }
    const { text } = specifier;
    return text.startsWith('.') ? posix.join(posix.dirname(path), text) : text;
  };
  const imports: Import[] = [];
  for (const node of nodes) {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const bindings = clause?.namedBindings;
      const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
      imports.push({
        target: targetOf(node.moduleSpecifier),
        // `import { type X }` still loads the file (verbatimModuleSyntax).
        typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
        reExport: false,
        late: false,
        names: elements.map(({ name, propertyName }) => (propertyName ?? name).text),
      });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const target = targetOf(node.moduleSpecifier);
      imports.push({ target, typeOnly: node.isTypeOnly, reExport: true, late: false, names: [] });
    } else if (ts.isCallExpression(node) && isLoading(node.expression)) {
      const [specifier] = node.arguments;
      if (specifier)
        imports.push({
          target: targetOf(specifier),
          typeOnly: false,
          reExport: false,
          late: node.expression.kind === ts.SyntaxKind.ImportKeyword,
          names: [],
        });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const target = targetOf(node.argument.literal);
      imports.push({ target, typeOnly: true, reExport: false, late: false, names: [] });
    }
  }
  return imports;
};

/** `import(…)` and `require(…)`. */
const isLoading = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

/**
 * Everything that is imported, directly or not, by the files whose path begins so, themselves included.
 * @param options.late whether what is only loaded later counts; it does when absent
 */
export const reachedFrom = (
  graph: SourceGraph,
  start: string,
  options: { readonly types: boolean; readonly late?: boolean },
): Set<string> => {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { target, typeOnly, late } of graph.get(path)?.imports ?? [])
      if ((options.types || !typeOnly) && (options.late !== false || !late)) visit(target);
  };
  for (const path of graph.keys()) if (path.startsWith(start)) visit(path);
  return reached;
};
