import { standingOf, type ProposalStanding } from '../../domain/decision/proposal-standing.ts';
import type { CaseView } from '../case/case-view.ts';

type Judged = Pick<CaseView, 'settings' | 'team' | 'now' | 'read'>;

/** How each open proposal of the case stands at this moment, the earliest first. */
export const openStandings = ({ settings, team, now, read }: Judged): readonly ProposalStanding[] => {
  const { head, brief, records } = read;
  const decided = { channel: head.channel, brief, openedBy: head.openedBy };
  const deciding = { settings, caseId: head.caseId, decided, members: team, now };
  return records.proposals
    .filter(({ content }) => content.status === 'open')
    .map((one) => standingOf(deciding, records, one));
};
