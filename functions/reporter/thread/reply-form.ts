import type { Context } from 'hono';
import { readForm, type FormFields, type FormFile } from '../../web/request/request-body.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { keptActOf } from '../acts/kept-act.ts';
import { formFilesOf } from '../files/form-files.ts';
import { notTaken, type ReceivedFormFiles } from '../files/receive-form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { pageOf } from '../ui/page.ts';
import { problemPage } from '../ui/problem-page.tsx';
import type { FollowUpAnswers } from './follow-up-answers.tsx';
import type { KeptReply } from './follow-up-form-page.tsx';

/** A reply as far as it has come, for the page that is shown when it can not be sent now. */
export type UnsentReply = {
  /** The sealed handle of its form; absent where the words come with it. */
  readonly handle: string | undefined;
  readonly kept: KeptReply;
  /** What is said of its files. */
  readonly problems: readonly PageProblem[];
};

/** A form with a reply as it came; its files have not been taken yet. */
export type ReplyForm = {
  readonly fields: FormFields;
  readonly key: Uint8Array;
  readonly incoming: readonly FormFile[];
  readonly unsent: UnsentReply;
};

/** Reads a form with a reply, or gives the page that says why it cannot be read. */
export const readReplyForm = async (
  c: Context,
  { settings }: ReporterContext,
  { wordsFormKey }: FollowUpAnswers,
): Promise<ReplyForm | Response> => {
  const form = await readForm(c.req.raw);
  if (!form.ok) return problemPage(c, settings, form.problem);
  const fields = form.content;
  const key = wordsFormKey(fields);
  const incoming = fields.files('files');
  const problems = notTaken(pageOf(c, settings), incoming);
  return {
    fields,
    key,
    incoming,
    unsent: { handle: fields.get('handle'), kept: keptReply(fields, key), problems },
  };
};

const keptReply = (fields: FormFields, key: Uint8Array): KeptReply => ({
  text: withoutUnsafeCharacters(fields.get('text') ?? ''),
  key: Buffer.from(key).toString('base64url'),
  urgent: fields.get('urgent') === 'yes',
  files: formFilesOf(fields),
  act: keptActOf(fields),
});

/** The reply with the files that have been taken. */
export const withReceived = (unsent: UnsentReply, { files, problems }: ReceivedFormFiles): UnsentReply => ({
  ...unsent,
  kept: { ...unsent.kept, files },
  problems,
});
