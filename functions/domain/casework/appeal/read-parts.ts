import {
  appealEligibility,
  partsInDecision,
  type AppealEligibility,
  type PartsInDecision,
} from '../../appeal/appeal-eligibility.ts';
import type { Approval } from '../../decision/approval.ts';
import type { Proposal } from '../../decision/proposal.ts';
import type { Decision } from '../../decision/decision.ts';
import { filedByOf, type Entry } from '../../thread/entry.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import {
  appealRecord,
  approvalRecord,
  evidenceRecord,
  findingRecord,
  measureRecord,
  proposalRecord,
  softConflictRecord,
} from '../record/decision-records.ts';
import { noteRecord } from '../record/note.ts';
import { taskRecord } from '../record/task.ts';
import { readAppealThreads } from './read-appeals.ts';

/** What of a case tells who had a part in what was decided, whatever the decision. */
export type ActsRead = {
  readonly proposals: readonly Numbered<Pick<Proposal, 'by' | 'status'>>[];
  readonly approvals: readonly Approval[];
  readonly softConflicts: Parameters<typeof appealEligibility>[2]['softConflicts'];
  readonly appeals: readonly Numbered<{
    readonly decision: number;
    readonly outcome?: { readonly decided: { readonly by: { readonly id: string } } } | undefined;
  }>[];
  readonly restrictedBy: readonly string[];
  readonly investigatedBy: readonly string[];
  readonly answeredBy: readonly string[];
};

/** Events of the team that answer an appeal and not the case. */
const isAboutAppeal = (event: string): boolean => event.startsWith('appeal-');

/** Who of the team wrote an entry, or wrote it down for somebody. */
const writersOf = (entry: Entry | 'unreadable'): readonly string[] => {
  if (entry === 'unreadable') return [];
  if (entry.from === 'team')
    return entry.kind === 'event' && isAboutAppeal(entry.event) ? [] : [entry.author.id];
  const filedBy = filedByOf(entry);
  return filedBy ? [filedBy.author.id] : [];
};

/** Whoever noted what somebody said; every note is read, however old. */
const interviewers = async (
  { store }: Pick<CaseContext, 'store'>,
  { head, caseworkKey }: OpenCase,
): Promise<readonly string[]> => {
  if (!caseworkKey) return [];
  const notes = await store.readRecords(head.caseId, noteRecord.name);
  return notes.flatMap((record) => {
    const note = noteRecord.open(caseworkKey, head.caseId, record);
    return note?.kind === 'interview' ? [note.author.id] : [];
  });
};

/** Reads what members did in a case: a call for each kind of record that it has, and for each thread. */
export const readActs = async (context: CaseContext, opened: OpenCase): Promise<ActsRead> => {
  const [proposals, approvals, softConflicts, appeals, findings, evidence, tasks, measures] =
    await Promise.all([
      readRecordsOf(context, opened, proposalRecord),
      readRecordsOf(context, opened, approvalRecord),
      readRecordsOf(context, opened, softConflictRecord),
      readRecordsOf(context, opened, appealRecord),
      readRecordsOf(context, opened, findingRecord),
      readRecordsOf(context, opened, evidenceRecord),
      readRecordsOf(context, opened, taskRecord),
      readRecordsOf(context, opened, measureRecord),
    ]);
  const [interviewed, entries] = await Promise.all([
    interviewers(context, opened),
    readAppealThreads(context, opened),
  ]);
  const contents = <Content>({ records }: { readonly records: readonly Numbered<Content>[] }) =>
    records.map(({ content }) => content);
  return {
    proposals: proposals.records,
    approvals: contents(approvals),
    softConflicts: contents(softConflicts),
    appeals: appeals.records,
    restrictedBy: contents(measures).flatMap(({ emergency }) =>
      emergency ? [emergency.by.id, ...(emergency.confirmed ? [emergency.confirmed.by.id] : [])] : [],
    ),
    investigatedBy: [
      ...interviewed,
      ...contents(findings).map(({ by }) => by.id),
      ...contents(evidence).map(({ addedBy }) => addedBy.id),
      ...contents(tasks).flatMap(({ done }) => (done ? [done.by.id] : [])),
    ],
    answeredBy: entries.flatMap(({ entry }) => writersOf(entry)),
  };
};

/** An appeal about a decision; absent number: one that is still to come. */
export type AboutDecision = { readonly decision: Numbered<Decision>; readonly appeal?: number | undefined };

/** Who had which part in a decision. Deciding the appeal itself is none. */
export const partsOf = (
  acts: ActsRead,
  { decision: { number, content }, appeal }: AboutDecision,
): PartsInDecision =>
  partsInDecision({
    ...acts,
    decision: content,
    proposedBy: acts.proposals.flatMap((one) => (one.number === content.proposal ? [one.content.by.id] : [])),
    approvals: acts.approvals.filter(({ proposal }) => proposal === content.proposal),
    appealsDecidedBy: acts.appeals.flatMap(({ number: other, content: { decision, outcome } }) =>
      decision === number && outcome && other !== appeal ? [outcome.decided.by.id] : [],
    ),
  });

/** Who may decide an appeal about a decision, and why the others may not. */
export const eligibleFor = async (
  { team }: Pick<CaseContext, 'team'>,
  { head, brief }: Pick<OpenCase, 'head' | 'brief'>,
  acts: ActsRead,
  about: AboutDecision,
): Promise<readonly AppealEligibility[]> =>
  appealEligibility(
    await team(),
    { channel: head.channel, brief, openedBy: head.openedBy },
    { parts: partsOf(acts, about), softConflicts: acts.softConflicts },
  );
