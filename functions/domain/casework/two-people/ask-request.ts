import * as z from 'zod';
import {
  copyContents,
  copyFiles,
  daysToAgree,
  disclosureBases,
  mostRequests,
  recipientKinds,
  redactableContents,
  requestStateOf,
  type AskedCopy,
  type CopyContents,
  type TwoPersonRequest,
} from '../../decision/two-person-request.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { handedOutEntries } from '../redaction/handed-out.ts';
import { contentsOf, readRedactions } from '../redaction/redaction-parts.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import {
  filesToForward,
  forwardFilesRefusal,
  type ForwardFilesRefusal,
} from '../../forward/forward-files.ts';
import { forwardFilesBytes, mostForwardedFiles } from '../../forward/forward-format.ts';
import { receivingKeyText } from '../../forward/receiving-key.ts';
import { sizeText } from '../../kernel/size.ts';
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
  boundHash,
  entriesOf,
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
  | { readonly kind: 'nothing-redacted' }
  | ForwardFilesRefusal;

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
  'files-not-cleaned': ({ names }) => ({
    is: 'conflict',
    code: 'files-not-cleaned',
    detail: `What could identify somebody could not be removed from ${names.map((name) => `“${name}”`).join(', ')}, so it cannot be forwarded. Hold it back, on the page What is handed out.`,
    at: { pointer: '/files', detail: 'Holds files that could not be cleaned.' },
  }),
  'files-too-large': ({ bytes, count }) => ({
    is: 'conflict',
    code: 'files-too-large',
    detail: `The files that you chose are ${count}, and ${sizeText(bytes)} together. At most ${mostForwardedFiles} of ${sizeText(forwardFilesBytes)} together are forwarded. Hold some back, on the page What is handed out, and send them in another way.`,
    at: { pointer: '/files', detail: `Must be at most ${sizeText(forwardFilesBytes)} together.` },
  }),
};

type Wanted = Pick<TwoPersonRequest, 'act' | 'reason'> & {
  readonly copy?: Omit<AskedCopy, 'version' | 'entries' | 'redactions' | 'threads'>;
  /** A copy without what is hidden. */
  readonly redacted?: boolean;
};

/** The entries that a copy holds: all there are at this moment, of the reporter's conversation or of every one. */
const entriesHeld = (
  { head, threadKeys }: OpenCase,
  contents: CopyContents,
): Pick<AskedCopy, 'entries' | 'threads'> => {
  const { entries } = countersOf(head, reporterThread);
  if (contents !== 'conversations' && contents !== 'case') return { entries };
  const names = [...threadKeys.keys()].map((name) => [name, countersOf(head, name).entries] as const);
  return { entries, threads: Object.fromEntries(names) };
};

/** What binds a redacted copy to what is hidden of the entries that it holds. */
const boundRedactions = async (
  context: CaseContext,
  opened: OpenCase,
  held: Pick<AskedCopy, 'entries' | 'threads'>,
): Promise<string | { readonly refusal: AskRefusal }> => {
  const redactions = await readRedactions(context, opened);
  if (!redactions) return { refusal: { kind: 'damaged-records' } };
  const hidesSomething = contentsOf(redactions).some(
    ({ thread, held: whole, passages }) =>
      Object.hasOwn(entriesOf(held), thread) && (whole || passages.length > 0),
  );
  if (!hidesSomething) return { refusal: { kind: 'nothing-redacted' } };
  return boundHash(contentsOf(redactions), held);
};

/** Why the files that were chosen cannot be forwarded; nothing for a copy that is not, or has none. */
const filesRefusal = async (
  context: CaseContext,
  opened: OpenCase,
  copy: Wanted['copy'],
  held: Pick<AskedCopy, 'entries' | 'threads'>,
): Promise<AskRefusal | undefined> => {
  if (copy?.receivingKey === undefined || copy.files === 'none') return undefined;
  const read = await Promise.all(
    Object.keys(entriesOf(held)).map(async (thread) => {
      const entries = await handedOutEntries(context, opened, thread);
      return entries && { thread, entries };
    }),
  );
  const threads = read.filter((one) => one !== undefined);
  if (threads.length < read.length) return { kind: 'damaged-records' };
  return forwardFilesRefusal(filesToForward(threads));
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
  const held = entriesHeld(opened, copy?.contents ?? 'report');
  const redactions = redacted ? await boundRedactions(context, opened, held) : undefined;
  if (typeof redactions === 'object') return redactions;
  const wrongFiles = await filesRefusal(context, opened, copy, held);
  if (wrongFiles) return { refusal: wrongFiles };
  const content: TwoPersonRequest = {
    act,
    reason,
    copy: copy && { ...copy, version: head.version, ...held, redactions },
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
    to: z.enum(recipientKinds).default('other').describe('What they are who get it.'),
    recipient: requiredText(200).describe('Who gets it, such as an authority.'),
    basis: z
      .enum(disclosureBases)
      .default('other')
      .describe(
        '`consent`: those concerned agreed. `law`: a law or an order. `danger`: somebody is in danger. `claims`: a legal claim. `agreement`: what communities have agreed publicly. `other`: the reason says it.',
      ),
    contents: z
      .enum(copyContents)
      .describe(
        '`report`: report and conversation. `conversations`: every conversation. `decided`: the report, and findings, decisions and measures. `everything`: the notes of the team as well. `case`: every conversation and every record, tasks and audit log among them. Names that reporters gave of themselves are in none.',
      ),
    files: z
      .enum(copyFiles)
      .default('none')
      .describe(
        '`cleaned`: files as everybody in the case may download them; of a redacted copy only those that may go with it. `originals`: the originals that were kept as well, in a folder of their own; who sent them is told.',
      ),
    form: z
      .enum(['whole', 'redacted'])
      .default('whole')
      .describe('`redacted`: without what is hidden when it is asked for; of conversations alone.'),
    receivingKey: receivingKeyText
      .optional()
      .describe(
        'To forward it: the key that the other community publishes. The copy is a file that it alone opens.',
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
  .refine(({ form, contents }) => form === 'whole' || redactableContents.includes(contents), {
    message: 'Only conversations can be redacted. Choose these, or a whole copy.',
    path: ['form'],
  })
  .refine(({ form, files }) => form === 'whole' || files !== 'originals', {
    message: 'Originals say what was removed from a file. They go with a whole copy alone.',
    path: ['files'],
  })
  .refine(({ receivingKey, form }) => receivingKey === undefined || form === 'redacted', {
    message: 'A case is forwarded redacted alone: hide first what is not to go along.',
    path: ['receivingKey'],
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
    summary: 'Hand out a copy, or forward the case',
    text: 'A colleague has to agree. Then you can open it once, for 30 minutes, to print it or to save it as an encrypted file. It holds what the case holds now. Name and contact of the reporter are not in it.',
    fields: [
      {
        name: 'to',
        label: 'Who gets it is',
        as: 'one-of',
        options: [
          ['other', 'Somebody else, such as a court'],
          ['police', 'The police'],
          ['lawyer', 'A lawyer'],
          ['platform', 'A platform'],
          ['community', 'Another community or body'],
        ],
      },
      { name: 'recipient', label: 'Their name', as: 'line' },
      {
        name: 'basis',
        label: 'On which basis',
        as: 'one-of',
        options: [
          ['other', 'Another one: say it below'],
          ['consent', 'Those concerned agreed'],
          ['law', 'A law or an order obliges us'],
          ['danger', 'Somebody is in danger'],
          ['claims', 'A legal claim'],
          ['agreement', 'A public agreement between communities'],
        ],
      },
      {
        name: 'contents',
        label: 'What it holds',
        as: 'one-of',
        options: [
          ['report', 'The report and the conversation'],
          ['conversations', 'Every conversation of the case'],
          ['decided', 'The report, and what was found and decided'],
          ['everything', 'That, and the notes of the team'],
          ['case', 'The whole case, with every record and the audit log'],
        ],
      },
      {
        name: 'form',
        label: 'Whole or redacted',
        hint: 'Only conversations can be redacted. See above what is handed out of them.',
        as: 'one-of',
        options: [
          ['whole', 'As it is'],
          ['redacted', 'Without what is hidden'],
        ],
      },
      {
        name: 'files',
        label: 'Files',
        hint: `Of a redacted copy those that you chose on the page What is handed out. At most ${sizeText(forwardFilesBytes)} of them are forwarded with a case.`,
        as: 'one-of',
        options: [
          ['none', 'No files'],
          ['cleaned', 'Files, as the team downloads them'],
          ['originals', 'Originals as well; who sent them is told'],
        ],
      },
      {
        name: 'receivingKey',
        label: 'Key of the other community, to forward it',
        hint: 'Only to forward a redacted case to a community that uses Conductline. Compare its fingerprint with them.',
        as: 'line',
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
