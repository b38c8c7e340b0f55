import { checkLetter, type LetterWarning } from '../../decision/letter-check.ts';
import { letterSources } from '../../decision/letter-sources.ts';
import { letterParts, type Letter } from '../../decision/letter.ts';
import type { Decision } from '../../decision/decision.ts';
import type { Proposal } from '../../decision/proposal.ts';
import { findingOf, type DecidingRecords } from '../../decision/proposal-standing.ts';
import { openEntry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { threadKeyOf, type OpenCase } from '../change/open-case.ts';

const nothingSaid = { language: 'en', behaviour: '', impact: '', expected: '', consequences: '' } as const;

/**
 * What in a text that the respondent will read might tell who reported, as with their letter. What the letter has told
 * them is no news to them.
 */
export const outcomeWarnings = async (
  { settings, store }: CaseContext,
  opened: OpenCase,
  {
    text,
    decision,
    proposal,
    records,
  }: {
    readonly text: string;
    readonly decision: Decision;
    readonly proposal: Proposal;
    readonly records: Pick<DecidingRecords, 'respondents' | 'findings'>;
  },
): Promise<readonly LetterWarning[]> => {
  const { head } = opened;
  const { caseId } = head;
  const key = threadKeyOf(opened, reporterThread);
  const { entries } = await store.readThread(caseId, reporterThread);
  const from = {
    channel: head.sentTo ?? head.channel,
    entries: entries.map(({ number, sealed }) => ({
      number,
      entry: openEntry(key, { caseId, thread: reporterThread, number }, sealed) ?? ('unreadable' as const),
    })),
    respondents: records.respondents,
  };
  const { content } = proposal;
  const told: Letter = content.letter ?? nothingSaid;
  const finding = findingOf(records, decision.respondent)?.content ?? decision;
  const sources = letterSources(settings, from, { content, letter: told, finding });
  const own = [...sources.own, ...letterParts.map((part) => told[part])];
  return checkLetter({ ...nothingSaid, language: told.language, behaviour: text }, { ...sources, own });
};
