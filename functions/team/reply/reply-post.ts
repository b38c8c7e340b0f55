import { day } from '../../domain/kernel/clock.ts';
import { isFullyCleaned } from '../../domain/attachment/attachment.ts';
import { FormFields } from '../../web/request/request-body.ts';
import { answerWithFiles, sentContent } from './answer-with-files.ts';
import { answerProblem } from '../case/case-api.ts';
import { newMessage } from '../case/case-contract.ts';
import type { TeamContext } from '../team-context.ts';
import { placeToFill } from '../../domain/kernel/text.ts';
import { conversationTemplates, replyTemplates } from './reply-templates.ts';
import { languages } from '../../settings/localised.ts';
import { fieldId, type CaseForm } from '../case/case-view.ts';
import { reporterThread, threadName, type ThreadName } from '../../domain/thread/thread-name.ts';
import { conversationAnchor } from '../doors/door-words.ts';
import { invalid, refused } from '../handling/form-problems.ts';
import { onWhatWasRead } from '../handling/run-operation.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { receiveReplyFiles } from './receive-reply-files.ts';
import { templateChoice } from './reply-form.tsx';

/** To whom a form writes; the reporter unless it says. `undefined` for what names no conversation. */
const threadIn = (fields: FormFields): ThreadName | undefined =>
  threadName.safeParse(fields.get('thread') ?? reporterThread).data;

/** What the form of a reply is called: one for each conversation, by its number. */
export const replyForm = (fields: FormFields): CaseForm => {
  const [, number] = /-(\d{1,4})$/.exec(threadIn(fields) ?? '') ?? [];
  return number === undefined ? 'reply' : `reply-${number}`;
};

/** The same fields, with another text. */
const withText = (fields: FormFields, text: string): FormFields => {
  const changed = new FormFields();
  for (const name of ['template', 'inTouchName', 'inTouchBy']) changed.add(name, fields.get(name) ?? '');
  changed.add('text', text);
  return changed;
};

const preparedTexts: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...replyTemplates, ...conversationTemplates }).flatMap(([name, { text }]) =>
    languages.map((language) => [templateChoice(name, language), text[language]] as const),
  ),
);
const preparedText = (choice: string): string => preparedTexts.get(choice) ?? '';

/** The prepared text goes below what is there already. */
const withTemplate = (fields: FormFields): Outcome => {
  const before = (fields.get('text') ?? '').trimEnd();
  const prepared = preparedText(fields.get('template') ?? '');
  const text = before === '' ? prepared : `${before}\n\n${prepared}`;
  return { kind: 'filled', fields: withText(fields, text) };
};

/** Files not fully cleaned that the member has not been warned of yet. */
const notSeen = ({ fields, files }: Posted): readonly string[] => {
  const seen = fields.all('filesSeen');
  return files.chosen
    .filter(({ file }) => !isFullyCleaned(file) && !seen.includes(file.id))
    .map(({ name }) => name);
};

/** Those that are gone have to be chosen again: they are listed no longer. */
const withoutGone = (posted: Posted, names: readonly string[]): Outcome => {
  posted.files.chosen = posted.files.chosen.filter(({ name }) => !names.includes(name));
  return wrong(
    posted.form,
    'attachments',
    `These files were attached too long ago; choose them again: ${names.join(', ')}.`,
  );
};

export const postReply =
  (context: TeamContext) =>
  async (posted: Posted): Promise<Outcome> => {
    const { form, id, fields, caseContext, sentKey, files } = posted;
    const thread = threadIn(fields);
    if (thread === undefined) return { kind: 'not-found' };
    const received = await receiveReplyFiles(context, posted, thread);
    if (received.kind !== 'received') return received;
    if (received.problems.length > 0) return { kind: 'again', problems: received.problems };
    if (fields.get('do') === 'template') return withTemplate(fields);
    if (fields.get('do') === 'attach') return { kind: 'filled', fields };
    const name = (fields.get('inTouchName') ?? '').trim();
    const by = (fields.get('inTouchBy') ?? '').trim();
    const inTouch = name === '' && by === '' ? {} : { inTouch: { name, by } };
    const attachments = files.chosen.map((chosen) => ({ reference: chosen.reference, name: chosen.name }));
    const written = { thread, text: fields.get('text') ?? '', attachments, ...inTouch };
    const message = newMessage.safeParse(written);
    if (!message.success) return { kind: 'again', problems: invalid(form, message.error) };
    const { text } = message.data;
    if (text.includes(placeToFill))
      return wrong(form, 'text', `Your message: There is still a place to fill in: ${placeToFill}`);
    if (message.data.inTouch && message.data.inTouch.by < day(caseContext.now))
      return wrong(form, 'inTouchBy', 'By when: This day has passed.');
    const toLookAt = notSeen(posted);
    if (toLookAt.length > 0)
      return wrong(
        form,
        'attachments',
        `Nothing is sent yet. What could identify you cannot be removed from ${toLookAt.join(', ')}: leave it out, or send it as it is.`,
      );
    const result = await onWhatWasRead(posted, (version) => {
      const content = sentContent(text, attachments);
      const sent = { thread, text, inTouch: message.data.inTouch, sentKey: sentKey(content), version };
      return answerWithFiles(context, caseContext, id, { ...sent, files: attachments });
    });
    switch (result.kind) {
      case 'answered':
        return thread === reporterThread
          ? { kind: 'done', did: 'answered', at: '#conversation' }
          : { kind: 'done', did: 'wrote-to', at: `#${conversationAnchor(thread)}`, page: 'people' };
      case 'again':
        return result;
      case 'files-gone':
        return withoutGone(posted, result.names);
      case 'not-found':
      case 'forbidden':
      case 'unopened':
        return { kind: result.kind };
      case 'thread-full':
      case 'no-such-thread':
      case 'day-passed':
      case 'changed':
      case 'files-unknown':
      case 'too-many-files':
      case 'case-full':
        return { kind: 'again', problems: refused(form, answerProblem(result)) };
    }
  };

const wrong = (form: CaseForm, name: string, text: string): Outcome => ({
  kind: 'again',
  problems: [{ field: fieldId(form, name), text }],
});
