import type { LikeCases } from '../../domain/register/like-cases.ts';
import type { DecisionRecords } from '../../domain/casework/reading/read-records.ts';
import { checkLetter, type LetterWarning } from '../../domain/decision/letter-check.ts';
import { letterSources } from '../../domain/decision/letter-sources.ts';
import { wholeLetter, type WholeLetter } from '../../domain/decision/letter-text.ts';
import { standingOf, type ProposalStanding } from '../../domain/decision/proposal-standing.ts';
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

/** What in the letter of a proposal might tell who reported. */
export const warningsOf = (
  { settings, read }: Pick<CaseView, 'settings' | 'read'>,
  { proposal: { content }, finding }: Pick<ProposalStanding, 'proposal' | 'finding'>,
): readonly LetterWarning[] => {
  const { letter } = content;
  if (!letter) return [];
  const channel = read.head.sentTo ?? read.head.channel;
  const from = { channel, entries: read.entries, respondents: read.records.respondents };
  const found = finding ?? { outcome: 'violation' as const, rules: [] };
  return checkLetter(letter, letterSources(settings, from, { content, letter, finding: found }));
};

/** The letter of a decision, as it is delivered; none where the respondent is told nothing. */
export const letterOfDecision = (
  { settings, read }: Pick<CaseView, 'settings'> & { readonly read: { readonly records: DecisionRecords } },
  number: number,
): { readonly letter: WholeLetter; readonly language: Language } | undefined => {
  const { decisions, proposals, respondents } = read.records;
  const decision = decisions.find((one) => one.number === number)?.content;
  const content = proposals.find((one) => one.number === decision?.proposal)?.content.content;
  const codeName = respondents.find((one) => one.number === decision?.respondent)?.content.codeName;
  if (!decision || !content?.letter || codeName === undefined) return undefined;
  const { letter } = content;
  const whole = wholeLetter(settings, { letter, codeName, appealBy: decision.appealBy ?? null });
  return { letter: whole, language: letter.language };
};
