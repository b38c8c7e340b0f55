import {
  appealEligibility,
  isLastWithoutPart,
  partsInDecision,
  type AppealEligibility,
} from '../../appeal/appeal-eligibility.ts';
import { appealStateOf, type AppealState } from '../../appeal/appeal-state.ts';
import type { Appeal } from '../../appeal/appeal.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { appealRecord, decisionRecord } from '../record/decision-records.ts';
import { appealEntryOf, readAppealThreads, untakenIn, type AppealEntry } from './read-appeals.ts';
import { eligibleFor, readActs, type ActsRead } from './read-parts.ts';

/** An appeal, how it stands, what it says, and who may decide it. */
export type ShownAppeal = {
  readonly number: number;
  readonly content: Appeal;
  readonly state: AppealState;
  /** Absent where the entry does not open any more. */
  readonly text: string | undefined;
  /** Every member; empty where its decision is not known any more. */
  readonly people: readonly AppealEligibility[];
};

/** The appeals of a case that the member has opened, for its page. */
export type AppealPage = {
  readonly kind: 'appeals';
  readonly appeals: readonly ShownAppeal[];
  readonly untaken: readonly AppealEntry[];
  readonly unreadable: number;
};

export const readAppealPage = async (
  context: CaseContext,
  caseId: string,
): Promise<AppealPage | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const [records, decisions, entries, acts] = await Promise.all([
    readRecordsOf(context, opened, appealRecord),
    readRecordsOf(context, opened, decisionRecord),
    readAppealThreads(context, opened),
    readActs(context, opened),
  ]);
  const textOf = ({ thread, entry, said }: Appeal): string | undefined =>
    said ??
    entries
      .filter((one) => one.thread === thread && one.number === entry)
      .map((one) => appealEntryOf(one.thread, one.number, one.entry)?.text)[0];
  const { secondApprovals } = context.settings.decisions.appeal;
  const appeals = records.records.map(async ({ number, content }): Promise<ShownAppeal> => {
    const decision = decisions.records.find((one) => one.number === content.decision);
    return {
      number,
      content,
      state: appealStateOf(content, secondApprovals),
      text: textOf(content),
      people: decision ? await eligibleFor(context, opened, acts, { decision, appeal: number }) : [],
    };
  });
  return {
    kind: 'appeals',
    appeals: await Promise.all(appeals),
    untaken: untakenIn(records.records, entries),
    unreadable: records.unreadable + decisions.unreadable,
  };
};

/** Who would be left to decide an appeal about a proposal, once it is in force; without a number, about a new one. */
const leftFor = async (
  { team }: Pick<CaseContext, 'team'>,
  { head, brief }: Pick<OpenCase, 'head' | 'brief'>,
  acts: ActsRead,
  proposal: number | undefined,
): Promise<readonly AppealEligibility[]> => {
  const nobody = { approvedBy: [], dissentedBy: [], by: { id: '', name: '' } };
  const parts = partsInDecision({
    ...acts,
    decision: nobody,
    proposedBy: acts.proposals.flatMap(({ number, content }) => (number === proposal ? [content.by.id] : [])),
    approvals: acts.approvals.filter((one) => one.proposal === proposal),
    appealsDecidedBy: [],
  });
  return appealEligibility(
    await team(),
    { channel: head.channel, brief, openedBy: head.openedBy },
    { parts, softConflicts: acts.softConflicts },
  );
};

/** Whether the member is the last without a part: of each open proposal, and of one that they would make. */
export type LastWithoutPart = {
  readonly kind: 'last';
  readonly ofProposals: readonly number[];
  readonly ofNew: boolean;
};

export const readLastWithoutPart = async (
  context: CaseContext,
  caseId: string,
): Promise<LastWithoutPart | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const acts = await readActs(context, opened);
  const isLast = async (proposal: number | undefined): Promise<boolean> =>
    isLastWithoutPart(await leftFor(context, opened, acts, proposal), context.member.memberId);
  const open = acts.proposals.filter(({ content }) => content.status === 'open');
  const asked = await Promise.all(open.map(async ({ number }) => ((await isLast(number)) ? [number] : [])));
  return { kind: 'last', ofProposals: asked.flat(), ofNew: await isLast(undefined) };
};
