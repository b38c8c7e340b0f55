import { likeCases, type LikeCases } from '../../domain/register/like-cases.ts';
import type { CaseView } from '../case/case-view.ts';
import type { TeamContext } from '../team-context.ts';
import { openStandings } from './decision-view.ts';

/** Proposals of one page beside which like cases stand: the latest. */
const mostCompared = 3;

/** What was decided in cases like those of the open proposals. */
export const likeCasesOf = async (
  { cases, openKeyRing }: Pick<TeamContext, 'cases' | 'openKeyRing'>,
  view: CaseView,
): Promise<ReadonlyMap<number, LikeCases>> => {
  const { settings, member, now, read } = view;
  const channels = member.channels.filter((channel) => Object.hasOwn(settings.channels, channel));
  const found = new Map<number, LikeCases>();
  for (const { number, proposal, finding } of openStandings(view).slice(-mostCompared)) {
    const decided = {
      channels,
      rung: proposal.content.rung,
      rules: finding?.rules ?? [],
      caseId: read.head.caseId,
    };
    found.set(number, await likeCases({ store: cases, openKeyRing, member, now }, decided));
  }
  return found;
};
