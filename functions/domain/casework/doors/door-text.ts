import { createHash } from 'node:crypto';
import * as z from 'zod';
import { checkLetter, letterWarning, type LetterWarning } from '../../decision/letter-check.ts';
import { sourcesFor } from '../../decision/letter-sources.ts';
import { requiredText } from '../../kernel/text.ts';
import { openEntry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { Language } from '../../../settings/localised.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { threadKeyOf, type OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';

export const mostQuestions = 20;

/** What the team writes for whoever holds a door, as it comes in. */
export const doorTextFields = {
  about: requiredText(8 * 1024).describe(
    'What it is about, as they read it. Never who reported, nor the words of the report.',
  ),
  questions: z
    .array(requiredText(1024))
    .max(mostQuestions, `At most ${mostQuestions} questions.`)
    .default([]),
  confirm: z
    .string()
    .max(64)
    .optional()
    .describe('What the warning about exactly this text gave: it is made all the same.'),
};

export type DoorText = { readonly about: string; readonly questions: readonly string[] };

/** Where in what the team wrote something was found. */
export const doorWarning = letterWarning
  .omit({ part: true })
  .extend({ part: z.enum(['about', 'questions']) });
export type DoorWarning = z.infer<typeof doorWarning>;

/** The text might tell who reported. `confirm`: what a request for exactly this text says to go on. */
export type MayTell = {
  readonly kind: 'may-tell';
  readonly warnings: readonly DoorWarning[];
  readonly confirm: string;
};

export const mayTell: ProblemsOf<MayTell> = {
  'may-tell': ({ warnings, confirm }) => ({
    is: 'conflict',
    code: 'may-tell',
    detail: `This may tell who reported: ${warnings.map(({ found }) => `“${found}”`).join(', ')}. Say it in other words, or confirm that they may read it.`,
    at: { pointer: '/about', detail: 'May tell who reported.' },
    more: { warnings, confirm },
  }),
};

/** A digest of the text that was warned of, so that nothing else is confirmed by it. */
const confirmationOf = ({ about, questions }: DoorText): string =>
  createHash('sha256')
    .update(JSON.stringify([about, questions]))
    .digest('base64url')
    .slice(0, 22);

/** The same comparison as with a letter: two of its parts stand for the two texts. */
const warningsOf = (
  { about, questions }: DoorText,
  language: Language,
  sources: ReturnType<typeof sourcesFor>,
): readonly DoorWarning[] =>
  checkLetter(
    { language, behaviour: about, impact: questions.join('\n'), expected: '', consequences: '' },
    { ...sources, own: [], ownDays: [] },
  ).map(({ part, ...found }: LetterWarning) => ({
    ...found,
    part: part === 'behaviour' ? 'about' : 'questions',
  }));

/**
 * Compares what somebody is to read with what the reporter wrote, as a letter is.
 * @param reader the number of the respondent who reads it, and the language it is in
 * @returns `undefined` when nothing was found, or it was confirmed for exactly this text
 */
export const checkDoorText = async (
  context: CaseContext,
  opened: OpenCase,
  text: DoorText & { readonly confirm?: string | undefined },
  reader: { readonly respondent: number | undefined; readonly language: Language },
): Promise<MayTell | undefined> => {
  const confirm = confirmationOf(text);
  if (text.confirm === confirm) return undefined;
  const { caseId, channel, sentTo = channel } = opened.head;
  const [thread, respondents] = await Promise.all([
    context.store.readThread(caseId, reporterThread),
    readRecordsOf(context, opened, respondentRecord),
  ]);
  const key = threadKeyOf(opened, reporterThread);
  const entries = thread.entries.map(({ number, sealed }) => ({
    number,
    entry: openEntry(key, { caseId, thread: reporterThread, number }, sealed) ?? ('unreadable' as const),
  }));
  const from = { channel: sentTo, entries, respondents: respondents.records };
  const warnings = warningsOf(text, reader.language, sourcesFor(context.settings, from, reader.respondent));
  return warnings.length === 0 ? undefined : { kind: 'may-tell', warnings, confirm };
};
