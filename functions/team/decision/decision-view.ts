import { standingOf, type ProposalStanding } from '../../domain/decision/proposal-standing.ts';
import type { LikeCases } from '../../domain/register/like-cases.ts';
import type { Language } from '../../settings/localised.ts';
import type { CaseView } from '../case/case-page-view.ts';

/** What the address of the Decision page asks for beside the page itself. */
export type DecisionWish = {
  /** The proposal whose text is changed. */
  readonly edit?: number | undefined;
  /** The respondent about whom a new one begins, and with what. */
  readonly propose?:
    { readonly respondent: number; readonly rung: string | null; readonly language: Language } | undefined;
  /** The respondent whose finding is written. */
  readonly find?: number | undefined;
};

/** What the page shows beside the case. */
export type DecisionExtras = DecisionWish & {
  /** By the number of the proposal. */
  readonly likeCases: ReadonlyMap<number, LikeCases>;
};

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
