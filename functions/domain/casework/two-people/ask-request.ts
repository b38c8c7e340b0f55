import * as z from 'zod';
import {
  copyContents,
  daysToAgree,
  mostRequests,
  requestStateOf,
  type AskedCopy,
  type TwoPersonRequest,
} from '../../decision/two-person-request.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { redactionsHash } from '../../redaction/redactions-hash.ts';
import { contentsOf, readRedactions } from '../redaction/redaction-parts.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import { reasonText } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo, type Done } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { twoPersonRequestRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import {
  askingCopy,
  askingErasure,
  askingOf,
  othersWhoCanAgree,
  outsideWords,
  readRequests,
  reasonAgainstAct,
  requestProblems,
  wordsGone,
  type RequestRefusal,
  type WordsGone,
} from './request-parts.ts';
import { erasedOf } from '../../thread/thread-limits.ts';

export type AskRefusal =
  | RequestRefusal
  | WordsGone
  | { readonly kind: 'asked-already'; readonly number: number }
  /** Nobody else could agree, whoever opens the case. `turn`: whom the settings name. */
  | { readonly kind: 'nobody-else'; readonly turn: string }
  | { readonly kind: 'too-many-requests' }
  | { readonly kind: 'nothing-redacted' };

export const askProblems: ProblemsOf<AskRefusal> = {
  ...requestProblems,
  'words-gone': wordsGone,
  'asked-already': ({ number }) => ({
    is: 'conflict',
    code: 'asked-already',
    detail: 'Somebody has asked for it already, and nobody has answered. It is on the page Measures.',
    more: { request: number },
  }),
  'nobody-else': ({ turn }) => ({
    is: 'conflict',
    code: 'nobody-else',
    detail: `A second person has to agree, and nobody else can. A lead can give an outside reviewer access first${turn}.`,
  }),
  'too-many-requests': {
    is: 'conflict',
    code: 'too-many-requests',
    detail: `A case has at most ${mostRequests} requests of this kind.`,
  },
  'nothing-redacted': {
    is: 'conflict',
    code: 'nothing-redacted',
    detail:
      'Nothing of the conversation with the reporter is hidden yet, so a redacted copy would be a whole one. Hide it first, on the page What is handed out.',
    at: { pointer: '/form', detail: 'Nothing is hidden yet.' },
  },
};

type Wanted = Pick<TwoPersonRequest, 'act' | 'reason'> & {
  readonly copy?: Omit<AskedCopy, 'version' | 'entries' | 'redactions'>;
  /** A copy without what is hidden. */
  readonly redacted?: boolean;
};

/** What binds a redacted copy to what is hidden of the first entries of the reporter's thread. */
const boundRedactions = async (
  context: CaseContext,
  opened: OpenCase,
  entries: number,
): Promise<string | { readonly refusal: AskRefusal }> => {
  const redactions = await readRedactions(context, opened);
  if (!redactions) return { refusal: { kind: 'damaged-records' } };
  const hidesSomething = contentsOf(redactions).some(
    ({ thread, held, passages }) => thread === reporterThread && (held || passages.length > 0),
  );
  if (!hidesSomething) return { refusal: { kind: 'nothing-redacted' } };
  return redactionsHash(contentsOf(redactions), reporterThread, entries);
};

/** What asking changes in a case: the request, and that the others are told of something that waits. */
export const askedFor = async (
  context: CaseContext,
  opened: OpenCase,
  { act, reason, copy, redacted = false }: Wanted,
): Promise<{ readonly refusal: AskRefusal } | { readonly edit: CaseEdit }> => {
  const { member, now, settings } = context;
  const { head, brief } = opened;
  const { caseId, channel } = head;
  const read = await readRequests(context, opened);
  if (!read) return { refusal: { kind: 'damaged-records' } };
  if (act !== 'copy' && read.heldUntil !== undefined)
    return { refusal: { kind: 'held', until: read.heldUntil } };
  if (act === 'words' && erasedOf(opened.vault, reporterThread)) return { refusal: { kind: 'words-gone' } };
  const why = reasonAgainstAct(opened, read, member);
  if (why) return { refusal: { kind: 'takes-no-part', why } };
  const waiting = read.requests.find(
    ({ content }) => content.act === act && requestStateOf(content, now) === 'open',
  );
  if (waiting) return { refusal: { kind: 'asked-already', number: waiting.number } };
  if (recordsOf(head, twoPersonRequestRecord.name).last >= mostRequests)
    return { refusal: { kind: 'too-many-requests' } };
  const members = await context.team();
  const others = othersWhoCanAgree(opened, read, members, member).map(({ memberId }) => memberId);
  if (others.length === 0) return { refusal: { kind: 'nobody-else', turn: outsideWords(settings) } };
  const entries = countersOf(head, reporterThread).entries;
  const redactions = redacted ? await boundRedactions(context, opened, entries) : undefined;
  if (typeof redactions === 'object') return redactions;
  const content: TwoPersonRequest = {
    act,
    reason,
    copy: copy && { ...copy, version: head.version, entries, redactions },
    by: authorOf(member),
    on: now.toISOString(),
    team: members.filter((one) => canSeeCase(one, channel, brief)).map(({ memberId }) => memberId),
    status: 'open',
  };
  return {
    edit: {
      audit: { action: `${act}-asked` },
      records: [twoPersonRequestRecord.write(content)],
      notices: [
        { caseId, channel, urgent: false, recipients: others, notBefore: noticeTime(settings, false, now) },
      ],
    },
  };
};

const ask = (context: CaseContext, caseId: string, wanted: Wanted): Promise<ChangeResult<AskRefusal>> =>
  changeCase<AskRefusal>(context, caseId, askingOf(wanted.act), (opened) =>
    askedFor(context, opened, wanted),
  );

const askedAnswer = caseChanged.extend({ request: z.int() });
type Asked = z.infer<typeof askedAnswer>;

/** The answer, with the number under which the request stands. */
const asked = (caseId: string, result: ChangeResult<AskRefusal>) => {
  const changed = changedTo<AskRefusal>(caseId, result);
  if (changed.kind !== 'done') return changed;
  return {
    kind: 'done',
    answer: { ...changed.answer, request: numberWritten(result) },
  } satisfies Done<Asked>;
};

const common = { status: 201, gives: 'The number of the request', answer: askedAnswer } as const;

/** What is to be erased, in the words of who asks. */
const erasureActs = { case: 'erasure', words: 'words' } as const;

export const askErasure = caseOperation<AskRefusal>()({
  name: 'ask-erasure',
  path: '/erasure/requests',
  summary: `Ask for a case, or what its reporter wrote, to be erased before its time, with a reason. A second member has to agree within ${daysToAgree} days; until then nothing happens.`,
  permission: askingErasure,
  input: z.strictObject({
    what: z
      .enum(['case', 'words'])
      .default('case')
      .describe(
        '`words`: what the reporter wrote, their files, name and contact. What was decided, and what others wrote, stays.',
      ),
    reason: reasonText,
  }),
  ...common,
  perform: async (context, caseId, { what, reason }) =>
    asked(caseId, await ask(context, caseId, { act: erasureActs[what], reason })),
  problems: askProblems,
  audit: {
    'erasure-asked': { says: 'Asked for the case to be erased' },
    'words-asked': { says: 'Asked for what the reporter wrote to be erased' },
  },
  form: {
    name: 'ask-erasure',
    page: 'measures',
    panel: 'two-people',
    summary: 'Erase the case, or what the reporter wrote, before its time',
    text: 'A colleague has to agree. Then it is gone at once, for the reporter too, and nobody is told by us. Write to the reporter first.',
    fields: [
      {
        name: 'what',
        label: 'What is erased',
        as: 'one-of',
        options: [
          ['words', 'What the reporter wrote. What was decided stays.'],
          ['case', 'The whole case'],
        ],
      },
      { name: 'reason', label: 'Why', hint: 'Your colleagues read it.', as: 'lines', rows: 3 },
    ],
    button: 'Ask a colleague to agree',
  },
  news: {
    did: 'erasure-asked',
    says: 'Your colleagues are told that something waits. Nothing is erased until one of them agrees.',
    at: '#two-people',
  },
});

const wantedCopy = z
  .strictObject({
    recipient: requiredText(200).describe('Who gets it, such as an authority.'),
    contents: z
      .enum(copyContents)
      .describe(
        '`report`: report and conversation. `decided`: findings, decisions and measures as well. `everything`: the notes of the team as well. Names that reporters gave of themselves, and files, are in none.',
      ),
    form: z
      .enum(['whole', 'redacted'])
      .default('whole')
      .describe(
        '`redacted`: without what is hidden when it is asked for; of the report and the conversation alone.',
      ),
    reason: reasonText,
    toReporter: reasonText.optional().describe('What the reporter reads when the copy is made.'),
    whyNotTold: reasonText
      .optional()
      .describe('Why they are told nothing, such as that it would endanger an inquiry.'),
  })
  .refine(({ toReporter, whyNotTold }) => (toReporter === undefined) !== (whyNotTold === undefined), {
    message: 'Write what the reporter reads, or why they are told nothing.',
    path: ['toReporter'],
  })
  .refine(({ form, contents }) => form === 'whole' || contents === 'report', {
    message: 'Only the report and the conversation can be redacted. Choose these, or a whole copy.',
    path: ['form'],
  });

export const askCopy = caseOperation<AskRefusal>()({
  name: 'ask-copy',
  path: '/copies',
  summary: `Ask for a copy of the case as it is now, for somebody outside, with a reason. A second member has to agree within ${daysToAgree} days.`,
  permission: askingCopy,
  input: wantedCopy,
  ...common,
  perform: async (context, caseId, { reason, form, ...copy }) =>
    asked(caseId, await ask(context, caseId, { act: 'copy', reason, copy, redacted: form === 'redacted' })),
  problems: askProblems,
  audit: { 'copy-asked': { says: 'Asked for a copy of the case for somebody outside' } },
  form: {
    name: 'ask-copy',
    page: 'measures',
    panel: 'two-people',
    summary: 'Make a copy for an authority or a court',
    text: 'A colleague has to agree. Then you can open it once, for 30 minutes, to print it. It holds what the case holds now. What the reporter said of themselves, and files, are not in it.',
    fields: [
      { name: 'recipient', label: 'Who gets it', as: 'line' },
      {
        name: 'contents',
        label: 'What it holds',
        as: 'one-of',
        options: [
          ['report', 'The report and the conversation'],
          ['decided', 'That, and what was found and decided'],
          ['everything', 'All of that, and the notes of the team'],
        ],
      },
      {
        name: 'form',
        label: 'Whole or redacted',
        hint: 'Redacted holds the report and the conversation alone. See above what it holds.',
        as: 'one-of',
        options: [
          ['whole', 'As it is'],
          ['redacted', 'Without what is hidden'],
        ],
      },
      { name: 'reason', label: 'Why', hint: 'Your colleagues read it.', as: 'lines', rows: 3 },
      {
        name: 'toReporter',
        label: 'What the reporter reads when it is made',
        hint: 'Leave it empty only if telling them would do harm, and say so below.',
        as: 'lines',
        rows: 2,
      },
      { name: 'whyNotTold', label: 'Or why they are told nothing', as: 'lines', rows: 2 },
    ],
    button: 'Ask a colleague to agree',
  },
  news: {
    did: 'copy-asked',
    says: 'Your colleagues are told that something waits. No copy is made until one of them agrees.',
    at: '#two-people',
  },
  example: {
    recipient: 'The police in Lund',
    contents: 'report',
    reason: 'They have asked for it in writing.',
    toReporter: 'The police have asked for your report, and we have to hand it over.',
  },
});
