import * as z from 'zod';
import { author } from '../../domain/member/author.ts';
import { line, type ExportBlock } from '../../domain/export/export-document.ts';
import { ownValue } from '../../domain/kernel/own-value.ts';
import type { Settings } from '../../settings/schema.ts';
import { dayText, momentText } from '../ui/words.ts';
import { fieldNames, leftOut, valueWords, type ListedRecord } from './record-words.ts';

export type RecordWords = {
  readonly settings: Settings;
  /** The code name of a respondent. */
  readonly codeName: (respondent: number) => string;
};

const isAuthor = (value: unknown): value is z.infer<typeof author> => author.safeParse(value).success;
const isLeftOut = (name: string): boolean => leftOut.some((one) => one === name);

/** A name of ours or of the settings that is not called anything any more: `decideBy` as `Decide by`. */
export const inWords = (name: string): string => {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};
const nameOf = (field: string): string => ownValue<string>(fieldNames, field) ?? inWords(field);

/** A day or a moment as people write it; anything else as it is. */
const inDays = (text: string): string => {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dayText(text);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? momentText(text) : text;
};

type Place = { readonly field: string; readonly path: readonly string[] };

const said = ({ settings, codeName }: RecordWords, field: string, value: string | number): string => {
  if (typeof value === 'number')
    return field === 'respondent' || field === 'mergedInto' ? codeName(value) : String(value);
  return ownValue(valueWords, field)?.(settings, value) ?? inDays(value);
};

const pathsOf = (
  words: RecordWords,
  value: unknown,
  { field, path }: Place,
): readonly (readonly [string, string])[] => {
  if (value === undefined || value === null || value === '') return [];
  if (isAuthor(value)) return [[path.join(', '), value.name]];
  if (Array.isArray(value))
    return value.flatMap((one, at) =>
      pathsOf(words, one, { field, path: value.length > 1 ? [...path, String(at + 1)] : path }),
    );
  if (typeof value === 'boolean') return [[path.join(', '), value ? 'yes' : 'no']];
  if (typeof value === 'string' || typeof value === 'number')
    return [[path.join(', '), said(words, field, value)]];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, inner]) =>
      isLeftOut(name) ? [] : pathsOf(words, inner, { field: name, path: [...path, nameOf(name)] }),
    );
  return [];
};

/** Everything a record says, a line for each of its fields: for kinds of records that have no words of their own in a copy. */
export const recordLines = (words: RecordWords, content: ListedRecord): readonly ExportBlock[] =>
  pathsOf(words, content, { field: '', path: [] }).map(([name, value]) => line(`${name}: ${value}`));
