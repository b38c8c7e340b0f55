import * as z from 'zod';
import { language } from '../../../settings/localised.ts';
import {
  narrativeNumber,
  narrativeState,
  narrativeText,
  type Narrative,
  type NarrativeText,
} from '../../narrative/narrative.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { narrativeRecord } from '../record/narrative-record.ts';
import { othersWhoCanAgree } from '../two-people/request-parts.ts';
import {
  checkedText,
  checkProblems,
  narrating,
  narrativeProblems,
  notToldNow,
  readNarrative,
  reasonAgainstTelling,
  type CheckRefusal,
  type NarrativeRefusal,
} from './narrative-parts.ts';

/** What was confirmed, as it comes in. */
export const confirmText = z
  .string()
  .max(64)
  .optional()
  .describe('What the warning about exactly this text gave: everybody may read it all the same.');

const written = z.strictObject({
  language: language.describe('In which it is written, one of the settings.'),
  text: narrativeText.describe('What everybody would read, exactly so: who did what, and what the team did.'),
  confirm: confirmText,
});
type Written = z.infer<typeof written>;

type WriteRefusal =
  | NarrativeRefusal
  | CheckRefusal
  | { readonly kind: 'unknown-language' }
  /** It is the text already. */
  | { readonly kind: 'unchanged' };

const isSame = (before: Narrative | undefined, { language: of, text }: NarrativeText): boolean =>
  before !== undefined &&
  narrativeState(before) !== 'withdrawn' &&
  before.text === text &&
  before.language === of;

const write = (
  context: CaseContext,
  caseId: string,
  { confirm, ...text }: Written,
): Promise<ChangeResult<WriteRefusal>> =>
  changeCase<WriteRefusal>(context, caseId, narrating, async (opened) => {
    const { settings, member, now } = context;
    const not = notToldNow(context, opened);
    if (not) return { refusal: not };
    if (!settings.languages.includes(text.language)) return { refusal: { kind: 'unknown-language' } };
    const read = await readNarrative(context, opened);
    if (!read) return { refusal: { kind: 'damaged-records' } };
    const why = reasonAgainstTelling(opened, read, member);
    if (why) return { refusal: { kind: 'takes-no-part', who: 'you', why } };
    if (isSame(read.before, text)) return { refusal: { kind: 'unchanged' } };
    const found = await checkedText(context, opened, text, confirm);
    if (found) return { refusal: found };
    const members = await context.team();
    const content: Narrative = {
      language: text.language,
      text: text.text,
      written: { by: authorOf(member), on: day(now) },
      team: members.map(({ memberId }) => memberId),
    };
    const { channel } = opened.head;
    const recipients = othersWhoCanAgree(opened, read, members, member).map(({ memberId }) => memberId);
    return {
      edit: {
        audit: { action: 'narrative-written' },
        records: [narrativeRecord.write(content, { number: read.before && narrativeNumber })],
        notices:
          recipients.length === 0
            ? []
            : [{ caseId, channel, urgent: false, recipients, notBefore: noticeTime(settings, false, now) }],
      },
    };
  });

export const writeNarrative = caseOperation<WriteRefusal>()({
  name: 'write-narrative',
  path: '/narrative',
  summary:
    'Write what a transparency report may tell of a closed case, and say yes to it by that. It takes the place of an earlier text, whose approval goes. No report takes it before a second member approves it.',
  permission: narrating,
  input: written,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<WriteRefusal>(caseId, await write(context, caseId, wanted)),
  problems: {
    ...narrativeProblems,
    ...checkProblems('/text'),
    'unknown-language': invalidField(
      '/language',
      'Is no language of the settings.',
      'Reports are not published in this language.',
    ),
    unchanged: {
      is: 'conflict',
      code: 'unchanged',
      detail: 'It is the text already.',
    },
  },
  audit: { 'narrative-written': { says: 'Wrote what a transparency report may tell of the case' } },
  news: {
    did: 'narrative-written',
    says: 'The text is saved. A report can take it once a colleague approves it.',
    at: '#narrative',
  },
  doneBefore: ['unchanged'],
});
