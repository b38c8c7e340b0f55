import { appealStateOf, verdictsOn } from '../appeal/appeal-state.ts';
import type { Appeal } from '../appeal/appeal.ts';
import type { CaseStatistic } from './statistic.ts';

/** What of an appeal tells whether its dates were kept. */
export type AppealToCount = Pick<
  Appeal,
  'acknowledgeBy' | 'decideBy' | 'acknowledged' | 'late' | 'again' | 'outcome'
>;

/**
 * Dates of appeals that are settled: that they were acknowledged, and that they were decided or refused. A date is kept on
 * its day, for records say no hour. An appeal that was answered without having been acknowledged was so by its answer.
 */
export const promisesOfAppeals = (
  appeals: readonly AppealToCount[],
  secondApprovals: number,
): CaseStatistic['promises'] => {
  const settled = appeals.flatMap((appeal) => {
    const answered = answeredOn(appeal, secondApprovals);
    const acknowledged = appeal.acknowledged?.on ?? answered;
    return [
      ...(acknowledged === undefined ? [] : [acknowledged <= appeal.acknowledgeBy.slice(0, 10)]),
      ...(answered === undefined ? [] : [answered <= appeal.decideBy.slice(0, 10)]),
    ];
  });
  const kept = settled.filter((isKept) => isKept).length;
  return { kept, missed: settled.length - kept };
};

/** The day on which it was decided for good, or refused. */
const answeredOn = (appeal: AppealToCount, secondApprovals: number): string | undefined => {
  switch (appealStateOf(appeal, secondApprovals)) {
    case 'decided':
      return appeal.outcome?.standsOn;
    case 'refused':
      return appeal.late?.answered?.taken === false
        ? appeal.late.answered.on
        : verdictsOn(appeal).refuses.at(-1)?.on;
    case 'late':
    case 'again':
    case 'open':
    case 'changing':
      return undefined;
  }
};
