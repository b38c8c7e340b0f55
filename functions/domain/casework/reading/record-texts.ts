import type { CaseHead } from '../change/case-store.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import {
  appealRecord,
  decisionRecord,
  evidenceRecord,
  findingRecord,
  holdRecord,
  measureRecord,
  opinionRecord,
  proposalRecord,
  publicBanRecord,
  respondentRecord,
  twoPersonRequestRecord,
} from '../record/decision-records.ts';
import { dataRequestRecord } from '../record/data-request-record.ts';
import { doorRecord } from '../record/door-record.ts';
import { narrativeRecord } from '../record/narrative-record.ts';
import { taskRecord } from '../record/task.ts';
import { recordsOf, type RecordKind } from '../record/work-record.ts';
import { readRecordsOf, type ReadRecords } from './read-records.ts';

/** Kinds of records whose texts are searched. Letters stand in proposals, and what reporters were told in decisions. */
export const searchedKinds = [
  'respondent',
  'evidence',
  'finding',
  'opinion',
  'proposal',
  'decision',
  'measure',
  'hold',
  'public-ban',
  'two-person-request',
  'appeal',
  'data-request',
  'door',
  'task',
  'narrative',
] as const;
export type SearchedKind = (typeof searchedKinds)[number];

type Reads = (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
) => Promise<ReadRecords<unknown>>;

const reads =
  <Content>(kind: RecordKind<Content>): Reads =>
  (context, opened) =>
    readRecordsOf(context, opened, kind);

const kinds: Readonly<Record<SearchedKind, Reads>> = {
  respondent: reads(respondentRecord),
  evidence: reads(evidenceRecord),
  finding: reads(findingRecord),
  opinion: reads(opinionRecord),
  proposal: reads(proposalRecord),
  decision: reads(decisionRecord),
  measure: reads(measureRecord),
  hold: reads(holdRecord),
  'public-ban': reads(publicBanRecord),
  'two-person-request': reads(twoPersonRequestRecord),
  appeal: reads(appealRecord),
  'data-request': reads(dataRequestRecord),
  door: reads(doorRecord),
  task: reads(taskRecord),
  narrative: reads(narrativeRecord),
};

export type RecordText = {
  readonly of: SearchedKind;
  readonly number: number;
  readonly texts: readonly string[];
};

/** Names of parts that hold nothing anybody wrote: ids, digests, days and words of ours. */
const unwritten = new Set([
  'id',
  'hash',
  'team',
  'doorId',
  'thread',
  'status',
  'state',
  'kind',
  'act',
  'redactions',
  'outcome',
  'rules',
  'rung',
  'of',
  'language',
  'logLine',
]);

/** Who did something is found by the log, not by a search for what was written. */
const isAuthor = (value: object): boolean => {
  const names = Object.keys(value);
  return names.length === 2 && names.includes('id') && names.includes('name');
};

const isDay = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/;

/** Every text in a record, however deep it stands, in the order in which it is kept. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return isDay.test(value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null || isAuthor(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => (unwritten.has(name) ? [] : textsIn(part)));
};

/** Kinds of records of a case that are searched: each takes a call. */
export const searchedKindsOf = (head: Pick<CaseHead, 'records'>): readonly SearchedKind[] =>
  searchedKinds.filter((kind) => recordsOf(head, kind).last > 0);

/** What is written in the records of a case: a call for each kind it has. */
export const readRecordTexts = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
): Promise<readonly RecordText[]> => {
  const read = await Promise.all(
    searchedKindsOf(opened.head).map(async (of) => {
      const { records } = await kinds[of](context, opened);
      return records.map(({ number, content }) => ({ of, number, texts: textsIn(content) }));
    }),
  );
  return read.flat();
};
