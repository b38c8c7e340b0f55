import { checkLetter, type LetterWarning } from '../../decision/letter-check.ts';
import { letterSources } from '../../decision/letter-sources.ts';
import { wholeLetter, type WholeLetter } from '../../decision/letter-text.ts';
import type { Decision } from '../../decision/decision.ts';
import { findingOf, respondentOf, type DecidingRecords } from '../../decision/proposal-standing.ts';
import type { Proposal } from '../../decision/proposal.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { Language } from '../../../settings/localised.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { CaseHead } from '../change/case-store.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import { readDeciding } from './read-deciding.ts';

/** A case, as far as its letters are made of it. */
export type LetterRecords = Pick<DecidingRecords, 'respondents' | 'findings' | 'proposals' | 'decisions'>;

/** The letter of a decision, as it is delivered. */
export type DecisionLetter = {
  readonly decision: number;
  readonly codeName: string;
  readonly language: Language;
  readonly letter: WholeLetter;
  readonly sent: Decision['letterSent'];
};

/** The letter of an open proposal, and what in it might tell who reported. */
export type DraftedLetter = {
  readonly proposal: number;
  readonly codeName: string;
  readonly language: Language;
  readonly letter: WholeLetter;
  readonly warnings: readonly LetterWarning[];
};

/** @returns `undefined` for a decision without a letter, and where there is no such decision */
export const letterOfDecision = (
  settings: Settings,
  records: LetterRecords,
  number: number,
): DecisionLetter | undefined => {
  const decision = records.decisions.find((one) => one.number === number)?.content;
  const proposal = records.proposals.find((one) => one.number === decision?.proposal)?.content;
  const respondent = decision && respondentOf(records, decision.respondent);
  const letter = proposal?.content.letter;
  if (!respondent || !letter) return undefined;
  const { codeName } = respondent;
  const { appealBy = null, letterSent: sent } = decision;
  const whole = wholeLetter(settings, { letter, codeName, appealBy });
  return { decision: number, codeName, language: letter.language, letter: whole, sent };
};

/** What the letter of a proposal is compared with beside the records. */
export type LetterThread = {
  readonly head: Pick<CaseHead, 'channel' | 'sentTo'>;
  readonly entries: readonly { readonly number: number; readonly entry: Entry | 'unreadable' }[];
};

/** @returns `undefined` for a proposal without a letter */
export const draftedLetter = (
  settings: Settings,
  records: LetterRecords,
  { head, entries }: LetterThread,
  { number, content: { content } }: { readonly number: number; readonly content: Proposal },
): DraftedLetter | undefined => {
  const { letter, rung, respondent } = content;
  if (!letter) return undefined;
  const codeName = respondentOf(records, respondent)?.codeName ?? '';
  const finding = findingOf(records, respondent)?.content ?? { outcome: 'violation' as const, rules: [] };
  const from = { channel: head.sentTo ?? head.channel, entries, respondents: records.respondents };
  return {
    proposal: number,
    codeName,
    language: letter.language,
    letter: wholeLetter(settings, { letter, codeName, ...(rung === null && { appealBy: null }) }),
    warnings: checkLetter(letter, letterSources(settings, from, { content, letter, finding })),
  };
};

export type ReadLetters = {
  readonly kind: 'letters';
  readonly letters: readonly DecisionLetter[];
  readonly drafts: readonly DraftedLetter[];
};

/** The letters of a case that the member has opened: of its decisions, and of what is proposed. */
export const readLetters = async (
  context: CaseContext,
  caseId: string,
): Promise<ReadLetters | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const { settings } = context;
  const [{ records }, entries] = await Promise.all([
    readDeciding(context, opened),
    openedEntries(context, opened, reporterThread),
  ]);
  return {
    kind: 'letters',
    letters: records.decisions.flatMap(({ number }) => letterOfDecision(settings, records, number) ?? []),
    drafts: records.proposals
      .filter(({ content }) => content.status === 'open')
      .flatMap((one) => draftedLetter(settings, records, { head: opened.head, entries }, one) ?? []),
  };
};
