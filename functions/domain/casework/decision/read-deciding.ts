import type { Deciding, DecidingRecords } from '../../decision/proposal-standing.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import {
  approvalRecord,
  decisionRecord,
  findingRecord,
  opinionRecord,
  proposalRecord,
  respondentRecord,
  softConflictRecord,
} from '../record/decision-records.ts';
import type { RecordKind } from '../record/work-record.ts';

export type ReadDeciding = {
  readonly records: DecidingRecords;
  /** Records that do not open, or are gone: nobody knows what they say, so that nothing is decided on the others. */
  readonly unreadable: number;
  /** Sealed bytes of all of them. */
  readonly bytes: number;
};

/** Reads the records by which a case is decided: a call for each kind it has. Read after the head. */
export const readDeciding = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
): Promise<ReadDeciding> => {
  const of = <Content>(kind: RecordKind<Content>) => readRecordsOf(context, opened, kind);
  const [respondents, findings, opinions, proposals, approvals, softConflicts, decisions] = await Promise.all(
    [
      of(respondentRecord),
      of(findingRecord),
      of(opinionRecord),
      of(proposalRecord),
      of(approvalRecord),
      of(softConflictRecord),
      of(decisionRecord),
    ],
  );
  const read = { respondents, findings, opinions, proposals, approvals, softConflicts, decisions };
  return {
    records: {
      respondents: respondents.records,
      findings: findings.records,
      opinions: opinions.records,
      proposals: proposals.records,
      approvals: approvals.records,
      softConflicts: softConflicts.records,
      decisions: decisions.records,
    },
    unreadable: Object.values(read).reduce((sum, one) => sum + one.unreadable, 0),
    bytes: Object.values(read).reduce((sum, one) => sum + one.bytes, 0),
  };
};

/** What is known beside the records when it is asked how a proposal stands. */
export const decidingOf = async (
  { settings, team, now }: Pick<CaseContext, 'settings' | 'team' | 'now'>,
  { head, brief }: Pick<OpenCase, 'head' | 'brief'>,
): Promise<Deciding> => ({
  settings,
  caseId: head.caseId,
  decided: { channel: head.channel, brief, openedBy: head.openedBy },
  members: await team(),
  now,
});
