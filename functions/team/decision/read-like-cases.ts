import { likeEach, type Compared } from '../../domain/register/like-cases.ts';
import { findingOf } from '../../domain/decision/proposal-standing.ts';
import type { CaseView } from '../case/case-view.ts';
import type { TeamContext } from '../team-context.ts';
import { openStandings } from './decision-view.ts';
import type { DecisionWish, LikeShown } from './decision-wish.ts';
import { respondentsOf } from './findings-panel.tsx';

type Asked = Compared & { readonly codeName: string };

/** Comparisons on one page: the latest. */
const mostCompared = 3;

const proposed = (view: CaseView): Asked[] =>
  openStandings(view).map(({ proposal, finding, respondent }) => ({
    codeName: respondent?.codeName ?? '',
    rung: proposal.content.rung,
    rules: finding?.rules ?? [],
  }));

/** Respondents of whom something is found, and nothing is proposed or decided: any rung is alike until one is chosen. */
const undecided = (view: CaseView, propose: DecisionWish['propose']): Asked[] => {
  const { records } = view.read;
  const isOpen = (respondent: number): boolean =>
    records.proposals.some(
      ({ content }) => content.status === 'open' && content.content.respondent === respondent,
    ) || records.decisions.some(({ content }) => content.respondent === respondent);
  return respondentsOf(view).flatMap(({ number, content: { codeName } }) => {
    const rules = findingOf(records, number)?.content.rules;
    if (!rules) return [];
    if (propose?.respondent === number) return [{ codeName, rung: propose.rung, rules }];
    return isOpen(number) ? [] : [{ codeName, rules }];
  });
};

/** What was decided in cases like those that are proposed, or may be next. */
export const likeCasesOf = async (
  { cases, openKeyRing }: Pick<TeamContext, 'cases' | 'openKeyRing'>,
  view: CaseView,
  propose: DecisionWish['propose'],
): Promise<readonly LikeShown[]> => {
  const { settings, member, now, read } = view;
  const asked = [...proposed(view), ...undecided(view, propose)].slice(-mostCompared);
  if (asked.length === 0) return [];
  const channels = member.channels.filter((channel) => Object.hasOwn(settings.channels, channel));
  const context = { store: cases, openKeyRing, member, now };
  const found = await likeEach(context, { channels, caseId: read.head.caseId }, asked);
  return asked.flatMap((one, index) => {
    const like = found[index];
    return like ? [{ ...one, like }] : [];
  });
};
