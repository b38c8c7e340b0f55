import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import {
  appealRecord,
  approvalRecord,
  decisionRecord,
  evidenceRecord,
  findingRecord,
  holdRecord,
  measureRecord,
  opinionRecord,
  proposalRecord,
  publicBanRecord,
  respondentRecord,
  softConflictRecord,
  twoPersonRequestRecord,
} from '../record/decision-records.ts';
import { disclosureRecord } from '../record/disclosure-record.ts';
import { dataRequestRecord } from '../record/data-request-record.ts';
import { narrativeRecord } from '../record/narrative-record.ts';
import { recordsOf, type RecordKind } from '../record/work-record.ts';

/** A record that opens, under its number. */
export type Numbered<Content> = {
  readonly number: number;
  /** The version of the case that wrote it last. */
  readonly revision: number;
  readonly content: Content;
};

/** All records of a kind, in the order of their numbers. */
export type ReadRecords<Content> = {
  readonly records: readonly Numbered<Content>[];
  /** How many do not open, or are gone: none is ever deleted, so those were taken away past the application. */
  readonly unreadable: number;
  /** Sealed bytes of all of them. */
  readonly bytes: number;
};

/**
 * Reads all records of a kind that counts from 1 and of which a case has a limited number: one call, none where it has none. Read after the
 * head, so that what is newer than it lets a change be decided again.
 */
export const readRecordsOf = async <Content>(
  { store }: Pick<CaseContext, 'store'>,
  { head, caseworkKey }: Pick<OpenCase, 'head' | 'caseworkKey'>,
  kind: RecordKind<Content>,
): Promise<ReadRecords<Content>> => {
  const { last } = recordsOf(head, kind.name);
  if (last === 0) return { records: [], unreadable: 0, bytes: 0 };
  const sealed = await store.readRecords(head.caseId, kind.name);
  const records = sealed.flatMap((record) => {
    const content = caseworkKey && kind.open(caseworkKey, head.caseId, record);
    return content === undefined ? [] : [{ number: record.number, revision: record.revision, content }];
  });
  const bytes = sealed.reduce((sum, one) => sum + one.sealed.length, 0);
  return { records, unreadable: Math.max(last, sealed.length) - records.length, bytes };
};

const kinds = {
  respondents: respondentRecord,
  evidence: evidenceRecord,
  findings: findingRecord,
  opinions: opinionRecord,
  proposals: proposalRecord,
  approvals: approvalRecord,
  softConflicts: softConflictRecord,
  decisions: decisionRecord,
  measures: measureRecord,
  holds: holdRecord,
  publicBans: publicBanRecord,
  twoPersonRequests: twoPersonRequestRecord,
  appeals: appealRecord,
  dataRequests: dataRequestRecord,
  disclosures: disclosureRecord,
  narratives: narrativeRecord,
} as const;

type ContentOf<Kind> = Kind extends RecordKind<infer Content> ? Content : never;

/** Everything by which a case is decided. */
export type DecisionRecords = {
  readonly [Name in keyof typeof kinds]: readonly Numbered<ContentOf<(typeof kinds)[Name]>>[];
} & {
  /** Records that do not open or are gone. */
  readonly unreadable: number;
};

export const noDecisionRecords: DecisionRecords = {
  respondents: [],
  evidence: [],
  findings: [],
  opinions: [],
  proposals: [],
  approvals: [],
  softConflicts: [],
  decisions: [],
  measures: [],
  holds: [],
  publicBans: [],
  twoPersonRequests: [],
  appeals: [],
  dataRequests: [],
  disclosures: [],
  narratives: [],
  unreadable: 0,
};

/** Reads all of them at once: a call for each kind the case has. */
export const readDecisionRecords = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
  // eslint-disable-next-line max-lines-per-function -- one list of all kinds
): Promise<DecisionRecords> => {
  const of = <Content>(kind: RecordKind<Content>) => readRecordsOf(context, opened, kind);
  const all = await Promise.all([
    of(kinds.respondents),
    of(kinds.evidence),
    of(kinds.findings),
    of(kinds.opinions),
    of(kinds.proposals),
    of(kinds.approvals),
    of(kinds.softConflicts),
    of(kinds.decisions),
    of(kinds.measures),
    of(kinds.holds),
    of(kinds.publicBans),
    of(kinds.twoPersonRequests),
    of(kinds.appeals),
    of(kinds.dataRequests),
    of(kinds.disclosures),
    of(kinds.narratives),
  ]);
  const [
    respondents,
    evidence,
    findings,
    opinions,
    proposals,
    approvals,
    softConflicts,
    decisions,
    measures,
    holds,
    publicBans,
    twoPersonRequests,
    appeals,
    dataRequests,
    disclosures,
    narratives,
  ] = all;
  const unreadable = all.reduce((sum, one) => sum + one.unreadable, 0);
  return {
    respondents: respondents.records,
    evidence: evidence.records,
    findings: findings.records,
    opinions: opinions.records,
    proposals: proposals.records,
    approvals: approvals.records,
    softConflicts: softConflicts.records,
    decisions: decisions.records,
    measures: measures.records,
    holds: holds.records,
    publicBans: publicBans.records,
    twoPersonRequests: twoPersonRequests.records,
    appeals: appeals.records,
    dataRequests: dataRequests.records,
    disclosures: disclosures.records,
    narratives: narratives.records,
    unreadable,
  };
};

/** Those that tell how far a case has come: proposals, decisions, measures and appeals; and what a second member is asked for or approves. */
export const readStandingRecords = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
): Promise<DecisionRecords> => {
  const [proposals, decisions, measures, twoPersonRequests, appeals, disclosures, narratives] =
    await Promise.all([
      readRecordsOf(context, opened, kinds.proposals),
      readRecordsOf(context, opened, kinds.decisions),
      readRecordsOf(context, opened, kinds.measures),
      readRecordsOf(context, opened, kinds.twoPersonRequests),
      readRecordsOf(context, opened, kinds.appeals),
      readRecordsOf(context, opened, kinds.disclosures),
      readRecordsOf(context, opened, kinds.narratives),
    ]);
  const read = [proposals, decisions, measures, twoPersonRequests, appeals, disclosures, narratives];
  return {
    ...noDecisionRecords,
    proposals: proposals.records,
    decisions: decisions.records,
    measures: measures.records,
    twoPersonRequests: twoPersonRequests.records,
    appeals: appeals.records,
    disclosures: disclosures.records,
    narratives: narratives.records,
    unreadable: read.reduce((sum, one) => sum + one.unreadable, 0),
  };
};
