import { leadsOfCase } from '../../authorization/permissions.ts';
import { gapsOfAll } from '../../decision/approval-rule.ts';
import type { Decision } from '../../decision/decision.ts';
import { hasSoftConflict } from '../../decision/eligibility.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { canSeeCase, isNamedIn } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import type { Brief } from '../../case/brief.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { decisionRecord, softConflictRecord } from '../record/decision-records.ts';

/** Days in which the leads look at a decision again. */
const reviewWithinDays = 7;

/** Whether a decision would have been made without these members. */
const wouldStand = (
  { approvalRules = [], tookPart, approvedBy, leadsApproved = [] }: Decision,
  without: (id: string) => boolean,
): boolean => {
  const stay = (ids: readonly string[]): string[] => ids.filter((id) => !without(id));
  const vote = {
    eligible: stay(tookPart.map(({ id }) => id)),
    approving: stay(approvedBy.map(({ id }) => id)),
    leads: stay(leadsApproved),
  };
  return gapsOfAll(approvalRules, vote).length === 0;
};

/**
 * The decisions in force that would not have been made without those who step aside, leave the team or lose the case now,
 * or have done so since: marked to be looked at again, with a date, and the leads are told. Belongs into the transaction
 * in which it happens. Somebody whom nobody knows on the team any more has left it.
 * @param leaving ids of who steps aside with this change
 * @param brief as it is after the change
 * @param channel where the case is after the change
 */
export const reviewMarks = async (
  context: CaseContext,
  opened: OpenCase,
  {
    leaving,
    brief = opened.brief,
    channel = opened.head.channel,
  }: { readonly leaving: readonly string[]; readonly brief?: Brief; readonly channel?: string },
): Promise<Required<Pick<CaseEdit, 'records' | 'notices'>>> => {
  const { now, settings } = context;
  const decisions = (await readRecordsOf(context, opened, decisionRecord)).records.filter(
    ({ content }) => content.status === 'in-force' && content.toReview === undefined,
  );
  if (decisions.length === 0) return { records: [], notices: [] };
  const declared = (await readRecordsOf(context, opened, softConflictRecord)).records;
  const softConflicts = declared.map(({ content }) => content);
  const team = await context.team();
  const out = (id: string): boolean => {
    // Who approved by a row they had before is the same person.
    const person = team.find((member) => isNamedIn([id], member));
    if (isNamedIn(leaving, person ?? { memberId: id })) return true;
    return !person || !canSeeCase(person, channel, brief) || hasSoftConflict(softConflicts, person);
  };
  const marked = decisions.filter(
    ({ content }) => content.tookPart.some(({ id }) => out(id)) && !wouldStand(content, out),
  );
  if (marked.length === 0) return { records: [], notices: [] };
  const { caseId } = opened.head;
  const leads = leadsOfCase(team, channel, brief).map(({ memberId }) => memberId);
  const toReview = 'Somebody whose approval mattered has stepped aside, or cannot see this case any more.';
  const toReviewBy = day(addDays(now, reviewWithinDays));
  return {
    records: marked.map(({ number, content }) =>
      decisionRecord.write({ ...content, toReview, toReviewBy }, { number }),
    ),
    notices: [
      { caseId, channel, urgent: false, recipients: leads, notBefore: noticeTime(settings, false, now) },
    ],
  };
};
