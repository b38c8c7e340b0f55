import * as z from 'zod';
import { author } from '../../domain/member/author.ts';
import { line, type ExportBlock } from '../../domain/export/export-document.ts';

/** Ids and hashes, which say nothing to anybody outside the service. */
const leftOut: readonly string[] = ['hash', 'doorId', 'team', 'leadsApproved', 'logLine', 'id'];

const isAuthor = (value: unknown): value is z.infer<typeof author> => author.safeParse(value).success;

/** `decideBy` as `decide by`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const pathsOf = (value: unknown, path: readonly string[]): readonly (readonly [string, string])[] => {
  if (value === undefined || value === null || value === '') return [];
  if (isAuthor(value)) return [[path.join(', '), value.name]];
  if (Array.isArray(value))
    return value.flatMap((one, at) => pathsOf(one, value.length > 1 ? [...path, String(at + 1)] : path));
  if (typeof value === 'boolean') return [[path.join(', '), value ? 'yes' : 'no']];
  if (typeof value === 'string' || typeof value === 'number') return [[path.join(', '), String(value)]];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, inner]) =>
      leftOut.includes(name) ? [] : pathsOf(inner, [...path, inWords(name)]),
    );
  return [];
};

/** Everything a record says, a line for each of its fields: for kinds of records that have no words of their own in a copy. */
export const recordLines = (content: object): readonly ExportBlock[] =>
  pathsOf(content, []).map(([name, value]) => line(`${name}: ${value}`));
