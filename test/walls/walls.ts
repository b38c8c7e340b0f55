import ts from 'typescript';
import { reachedFrom, type SourceGraph } from './source-graph.ts';

/** A rule about what may import what (`docs/architecture.md`): every breach of it in a graph, said in words. */
export type Wall = (graph: SourceGraph) => string[];

/** Files under `folder` import nothing but what `allowed` names: folders or files of ours, packages, built-in modules. */
export const importsOnly =
  (folder: string, allowed: readonly string[]): Wall =>
  (graph) =>
    importsUnder(graph, folder)
      .filter(({ target }) => !allowed.some((start) => isUnder(target, start)))
      .map(({ path, target }) => `${path} imports ${target}`);

/** Files under `folder` import nothing that `forbidden` names, not even a type. */
export const importsNone =
  (folder: string, forbidden: readonly string[]): Wall =>
  (graph) =>
    importsUnder(graph, folder)
      .filter(({ target }) => forbidden.some((start) => isUnder(target, start)))
      .map(({ path, target }) => `${path} imports ${target}`);

/** Nothing that begins with `start` leads to what `forbidden` names. */
export const reachesNone =
  (start: string, forbidden: readonly string[], options: { readonly types: boolean }): Wall =>
  (graph) =>
    [...reachedFrom(graph, start, options)]
      .filter((path) => forbidden.some((folder) => isUnder(path, folder)))
      .map((path) => `${start} reaches ${path}`);

/** No composition root loads what `forbidden` names when it starts. */
export const handlersLoadLate =
  (forbidden: readonly string[]): Wall =>
  (graph) =>
    [...graph.keys()]
      .filter(isHandler)
      .flatMap((handler) =>
        [...reachedFrom(graph, handler, { types: false, late: false })]
          .filter((path) => forbidden.some((start) => isUnder(path, start)))
          .map((path) => `${handler} loads ${path} at its start`),
      );

/** Two files share nothing of ours but `common`, and do not reach each other. */
export const shareOnly =
  (one: string, other: string, common: readonly string[]): Wall =>
  (graph) => {
    const types = { types: true };
    const others = reachedFrom(graph, other, types);
    return [...reachedFrom(graph, one, types)]
      .filter((path) => graph.has(path) && others.has(path) && !common.includes(path))
      .map((path) => `${one} and ${other} share ${path}`);
  };

export const noImportCycles: Wall = (graph) => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    if (done.has(path) || way.includes(path)) return;
    for (const { target } of graph.get(path)?.imports ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
};

/**
 * Folders right under `folder` import each other in no circle, types included. Files that stand in it without a folder are
 * passed over.
 */
export const noFolderCycles =
  (folder: string): Wall =>
  (graph) => {
    const folderOf = (path: string): string | undefined =>
      path.startsWith(`${folder}/`) ? /^[^/]+(?=\/)/.exec(path.slice(folder.length + 1))?.[0] : undefined;
    const uses = new Map<string, Set<string>>();
    for (const [path, { imports }] of graph) {
      const from = folderOf(path);
      if (from === undefined) continue;
      const targets = imports.flatMap(({ target }) => folderOf(target) ?? []).filter((to) => to !== from);
      uses.set(from, new Set([...(uses.get(from) ?? []), ...targets]));
    }
    const reached = (start: string): ReadonlySet<string> => {
      const found = new Set<string>();
      const visit = (one: string): void => {
        for (const next of uses.get(one) ?? []) {
          if (found.has(next)) continue;
          found.add(next);
          visit(next);
        }
      };
      visit(start);
      return found;
    };
    return [...uses.keys()]
      .filter((one) => reached(one).has(one))
      .sort()
      .map((one) => `${folder}/${one} imports itself by way of other folders`);
  };

export const noBarrels: Wall = (graph) =>
  [...graph].flatMap(([path, { imports }]) => [
    ...(/(^|\/)index\.tsx?$/.test(path) ? [`${path} is an index`] : []),
    ...imports.filter(({ reExport }) => reExport).map(({ target }) => `${path} hands on ${target}`),
  ]);

/** Composition roots alone read the environment: `process.env`, by whatever name `process` goes. */
export const onlyHandlersReadTheEnvironment: Wall = (graph) =>
  outsideHandlers(graph).flatMap(([path, { nodes, imports }]) => [
    ...imports
      .filter(({ target }) => /^(node:)?process$/.test(target))
      .map(({ target }) => `${path} imports ${target}`),
    ...nodes
      .filter((node) => ts.isIdentifier(node) && node.text === 'process' && !isHarmless(node))
      .map((node) => `${path} reads the environment: ${node.parent.getText()}`),
  ]);

/** `process.stdout` and its like, but not `globalThis.process`. */
const isHarmless = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node.parent) &&
  node.parent.expression === node &&
  node.parent.name.text !== 'env';

/** Composition roots alone choose an adapter that calls AWS; everybody else takes a port. */
export const onlyHandlersTakeAdapters =
  (adapters: readonly string[]): Wall =>
  (graph) =>
    outsideHandlers(graph)
      .filter(([path]) => !isUnder(path, 'functions/adapters'))
      .flatMap(([path, { imports }]) =>
        imports
          .filter(({ target, typeOnly }) => !typeOnly && adapters.some((folder) => isUnder(target, folder)))
          .map(({ target }) => `${path} takes ${target}`),
      );

/** Composition roots and `others` alone construct a client of AWS; elsewhere its class is a type. */
export const onlyHandlersConstructClients =
  (others: readonly string[]): Wall =>
  (graph) =>
    outsideHandlers(graph)
      .filter(([path]) => !others.includes(path))
      .flatMap(([path, { nodes, imports }]) => {
        const clients = importedClients(imports);
        return nodes
          .filter(ts.isNewExpression)
          .filter(({ expression }) => clients(expression.getText()))
          .map((node) => `${path} constructs: ${node.getText()}`);
      });

/** What `parts` name is imported by `importers` alone, whether as a value or as a type. */
export const importedOnlyBy =
  (parts: readonly string[], importers: readonly string[]): Wall =>
  (graph) =>
    [...graph]
      .filter(([path]) => !importers.some((start) => isUnder(path, start)))
      .flatMap(([path, { imports }]) =>
        imports
          .filter(({ target }) => parts.some((part) => isUnder(target, part)))
          .map(({ target }) => `${path} imports ${target}`),
      );

/** Whether a constructor's text names what an AWS client package exports and is neither a command nor an error. */
const importedClients = (
  imports: readonly { readonly target: string; readonly names: readonly string[] }[],
) => {
  const sdk = imports.filter(({ target }) => target.startsWith('@aws-sdk/client-'));
  const names = new Set(sdk.flatMap((one) => one.names).filter((name) => !/(Command|Exception)$/.test(name)));
  return (constructor: string): boolean => {
    const last = constructor.split('.').at(-1) ?? '';
    return names.has(constructor) || (sdk.length > 0 && last.endsWith('Client'));
  };
};

const waysToTheWeb = /^(node:)?(https?|http2|net|tls|dgram)$/;

/** Only `allowed` names `fetch`, but that of an application, or takes more than words from Node's clients. */
export const onlyCallsTheWebIn =
  (allowed: readonly string[]): Wall =>
  (graph) =>
    [...graph]
      .filter(([path]) => !allowed.includes(path))
      .flatMap(([path, { nodes, imports }]) => [
        ...imports
          .filter(({ target, typeOnly }) => !typeOnly && waysToTheWeb.test(target))
          .filter(({ names }) => names.length === 0 || names.some((name) => name !== 'STATUS_CODES'))
          .map(({ target }) => `${path} imports ${target}`),
        ...nodes
          .filter((node) => ts.isIdentifier(node) && node.text === 'fetch')
          .filter((node) => node.parent.getText() !== 'app.fetch')
          .map((node) => `${path} calls the web: ${node.parent.getText()}`),
      ]);

/** Only `allowed` names one of the words, as an identifier or inside a string. */
export const onlyNamedIn =
  (allowed: readonly string[], words: readonly string[]): Wall =>
  (graph) => {
    const pattern = new RegExp(`(?<![\\w$])(${words.join('|')})(?![\\w$])`);
    return [...graph]
      .filter(([path]) => !allowed.includes(path))
      .flatMap(([path, { nodes }]) =>
        nodes
          .filter(isWording)
          .filter((node) => !isThroughIndexes(node) && pattern.test(node.text))
          .map((node) => `${path} names ${node.text}: ${node.parent.getText().slice(0, 60)}`),
      );
  };

type Wording = ts.Identifier | ts.StringLiteralLike | ts.TemplateLiteralToken;

const isWording = (node: ts.Node): node is Wording =>
  ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);

/** `indexes.queue.pk`: the name comes from item-keys.ts. */
const isThroughIndexes = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAccessExpression(parent) && /^indexes\.\w+\.\w+$/.test(parent.getText());

const isHandler = (path: string): boolean => /^functions\/\w+\/handler\.ts$/.test(path);

const outsideHandlers = (graph: SourceGraph) => [...graph].filter(([path]) => !isHandler(path));

const importsUnder = (graph: SourceGraph, folder: string) =>
  [...graph]
    .filter(([path]) => isUnder(path, folder))
    .flatMap(([path, { imports }]) => imports.map(({ target }) => ({ path, target })));

/** Whether a path or specifier is `start`, or lies in the folder or package `start`. */
const isUnder = (path: string, start: string): boolean =>
  path === start || path.startsWith(start.endsWith('/') ? start : `${start}/`);
