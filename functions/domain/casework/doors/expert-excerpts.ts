import * as z from 'zod';
import { language, type Language } from '../../../settings/localised.ts';
import type { ExpertPage } from '../../door/expert-page.ts';
import { byteLength, messageLimitBytes } from '../../kernel/text.ts';
import type { Entry } from '../../thread/entry.ts';
import { threadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { isOffTheRecord } from '../../door/off-the-record.ts';
import { offTheRecord, writtenIn } from '../reading/off-the-record.ts';
import { redactedExcerpts } from '../redaction/handed-out.ts';

/** Entries that one expert is shown; their page holds as much text as a message twice. */
export const mostExcerpts = 40;
const excerptsLimitBytes = 2 * messageLimitBytes;

/** Entries that are chosen for somebody, by the conversation and the number they stand under there. */
export const chosenEntries = z
  .array(z.strictObject({ thread: threadName, entry: z.int().min(1).max(1_000_000) }))
  .min(1, 'Choose at least one entry.')
  .max(mostExcerpts, `At most ${mostExcerpts} entries.`)
  .describe('What they are shown, as it is redacted now. They see nothing else.');
export type ChosenEntries = z.infer<typeof chosenEntries>;

export const pageLanguage = language.describe('What the page and its buttons are in.');

export type ExcerptsRefusal =
  /** The case has no such entry, or it does not open. */
  | { readonly kind: 'no-such-entry-here' }
  | { readonly kind: 'too-long-to-show' }
  /** Who wrote there asked for it to stay out of the record. */
  | { readonly kind: 'off-the-record' }
  /** What is hidden cannot be read, so nothing is handed out. */
  | { readonly kind: 'damaged-redactions' };

export const excerptsProblems: ProblemsOf<ExcerptsRefusal> = {
  'no-such-entry-here': invalidField(
    '/entries',
    'Names an entry that is not there.',
    'Choose among the entries of this case.',
  ),
  'off-the-record': offTheRecord('/entries'),
  'too-long-to-show': invalidField(
    '/entries',
    'Is too long for one page.',
    'This is too much for one page. Choose fewer entries.',
  ),
  'damaged-redactions': {
    is: 'conflict',
    code: 'damaged-redactions',
    detail: 'What is hidden in this case cannot be read, so nothing is shown to anybody. Ask ops.',
  },
};

/** Who wrote it, as somebody reads who knows nothing of the case and is to learn no name. */
const writers: Readonly<Record<Entry['from'], Readonly<Record<Language, string>>>> = {
  reporter: { en: 'Somebody', es: 'Una persona', ar: 'شخص ما' },
  respondent: { en: 'Somebody else', es: 'Otra persona', ar: 'شخص آخر' },
  witness: { en: 'Somebody else', es: 'Otra persona', ar: 'شخص آخر' },
  expert: { en: 'An expert', es: 'Una persona experta', ar: 'خبير' },
  platform: { en: 'Admins of a platform', es: 'La administración de una plataforma', ar: 'مشرفو منصة' },
  team: { en: 'The team', es: 'El equipo', ar: 'الفريق' },
  automatic: { en: 'An automatic message', es: 'Un mensaje automático', ar: 'رسالة آلية' },
};

/** The chosen entries as their page shows them: redacted, in the order of their conversations, without names of members. */
export const excerptsFor = async (
  context: Pick<CaseContext, 'store' | 'settings'>,
  opened: OpenCase,
  chosen: ChosenEntries,
  shownIn: Language,
): Promise<ExpertPage['excerpts'] | { readonly refusal: ExcerptsRefusal }> => {
  const threads = [...new Set(chosen.map(({ thread }) => thread))];
  const excerpts: ExpertPage['excerpts'] = [];
  for (const thread of threads) {
    if (!opened.threadKeys.has(thread)) return { refusal: { kind: 'no-such-entry-here' } };
    if (isOffTheRecord(thread, await writtenIn(context, opened, thread)))
      return { refusal: { kind: 'off-the-record' } };
    const entries = [...new Set(chosen.filter((one) => one.thread === thread).map(({ entry }) => entry))];
    const found = await redactedExcerpts(context, opened, { thread, entries, language: shownIn });
    if (!found) return { refusal: { kind: 'damaged-redactions' } };
    if (found.length < entries.length) return { refusal: { kind: 'no-such-entry-here' } };
    excerpts.push(
      ...found.map(({ from, on, text }) => ({ from: writers[from][shownIn], on: on.slice(0, 10), text })),
    );
  }
  const bytes = excerpts.reduce((sum, { text }) => sum + byteLength(text), 0);
  return bytes > excerptsLimitBytes ? { refusal: { kind: 'too-long-to-show' } } : excerpts;
};

/** The entries as the audit log names them: `reporter 1 2, witness-1 3`. */
export const entriesInWords = (chosen: ChosenEntries): string =>
  [...new Set(chosen.map(({ thread }) => thread))]
    .map((thread) => {
      const numbers = chosen.filter((one) => one.thread === thread).map(({ entry }) => entry);
      return [thread, ...new Set(numbers)].join(' ');
    })
    .join(', ');
