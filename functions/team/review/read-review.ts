import { channelsOf } from '../../domain/member/channels-of.ts';
import { month } from '../../domain/kernel/clock.ts';
import type { Member } from '../../domain/member/member.ts';
import { checklistOf, teamBegan, type ChecklistPoint } from '../../domain/review/checklist.ts';
import { trainedTopics, type TrainedTopic } from '../../domain/review/trainings.ts';
import { monthsReviewed, yearInReview, type YearInReview } from '../../domain/review/year-in-review.ts';
import { maySeeStatistic, readStatistics } from '../../domain/statistics/read-statistics.ts';
import { inLanguage } from '../../settings/localised.ts';
import type { TeamContext } from '../team-context.ts';

export type Review = {
  readonly numbers: YearInReview;
  readonly checklist: readonly ChecklistPoint[];
  readonly trainings: readonly TrainedTopic[];
  /** Everybody on the team; it is them who know something, not the settings. */
  readonly members: readonly Pick<Member, 'memberId' | 'name' | 'expertise'>[];
};

/** The yearly checklist as it stands today. */
export const readChecklist = async (
  context: Pick<TeamContext, 'checklist' | 'clock' | 'settings'>,
  members: Parameters<typeof teamBegan>[0],
): Promise<readonly ChecklistPoint[]> => {
  const now = context.clock();
  const ticks = await context.checklist.ticks();
  return checklistOf(context.settings.review.checklist, ticks, teamBegan(members, now), now);
};

/**
 * All that the page of the yearly review shows to a member. A call for each month of at most five years.
 * @throws {Fault} when storage or KMS does not answer
 */
export const readReview = async (context: TeamContext, member: Member): Promise<Review> => {
  const { settings } = context;
  const now = context.clock();
  const channels = channelsOf(member, settings);
  const [read, { members }] = await Promise.all([
    readStatistics({ ...context, store: context.cases }, channels, monthsReviewed(now)),
    context.team.read(),
  ]);
  if (read.unreadable > 0) context.log({ event: 'row-unreadable', count: read.unreadable });
  const { checklist, trainings, trainAgainMonths, outOfScopeReasons } = settings.review;
  const named = { rules: Object.keys(settings.decisions.rules), reasons: Object.keys(outOfScopeReasons) };
  const rows = read.rows.filter((row) => maySeeStatistic(member, row) && row.month <= month(now));
  const held = trainings.map((one) => ({ ...one, topic: inLanguage(one.topic, 'en') }));
  return {
    numbers: yearInReview(named, rows, now),
    checklist: Object.keys(checklist).length === 0 ? [] : await readChecklist(context, members),
    trainings: trainedTopics(held, trainAgainMonths, now),
    members,
  };
};
