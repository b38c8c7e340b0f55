import { day } from '../../domain/kernel/clock.ts';
import { isFullyCleaned } from '../../domain/attachment/attachment.ts';
import { FormFields } from '../../web/request/request-body.ts';
import { answerWithFiles, sentContent } from './answer-with-files.ts';
import { answerProblem } from '../case/case-api.ts';
import { newMessage } from '../case/case-contract.ts';
import type { TeamContext } from '../team-context.ts';
import { placeToFill } from '../../domain/kernel/text.ts';
import { replyTemplates, templateNames } from './reply-templates.ts';
import { languages } from '../../settings/localised.ts';
import { fieldId } from '../case/case-view.ts';
import { invalid, refused } from '../handling/form-problems.ts';
import { onWhatWasRead } from '../handling/run-operation.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { receiveReplyFiles } from './receive-reply-files.ts';
import { templateChoice } from './reply-form.tsx';

/** The same fields, with another text. */
const withText = (fields: FormFields, text: string): FormFields => {
  const changed = new FormFields();
  for (const name of ['template', 'inTouchName', 'inTouchBy']) changed.add(name, fields.get(name) ?? '');
  changed.add('text', text);
  return changed;
};

/** The prepared text goes below what is there already. */
const withTemplate = (fields: FormFields): Outcome => {
  const choices = templateNames.flatMap((name) => languages.map((language) => ({ name, language })));
  const chosen = choices.find(
    ({ name, language }) => templateChoice(name, language) === fields.get('template'),
  );
  const before = (fields.get('text') ?? '').trimEnd();
  const prepared = chosen ? replyTemplates[chosen.name].text[chosen.language] : '';
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
    'attachments',
    `These files were attached too long ago; choose them again: ${names.join(', ')}.`,
  );
};

export const postReply =
  (context: TeamContext) =>
  async (posted: Posted): Promise<Outcome> => {
    const { id, fields, caseContext, sentKey, files } = posted;
    const received = await receiveReplyFiles(context, posted);
    if (received.kind !== 'received') return received;
    if (received.problems.length > 0) return { kind: 'again', problems: received.problems };
    if (fields.get('do') === 'template') return withTemplate(fields);
    if (fields.get('do') === 'attach') return { kind: 'filled', fields };
    const name = (fields.get('inTouchName') ?? '').trim();
    const by = (fields.get('inTouchBy') ?? '').trim();
    const inTouch = name === '' && by === '' ? {} : { inTouch: { name, by } };
    const attachments = files.chosen.map((chosen) => ({ reference: chosen.reference, name: chosen.name }));
    const message = newMessage.safeParse({ text: fields.get('text') ?? '', attachments, ...inTouch });
    if (!message.success) return { kind: 'again', problems: invalid('reply', message.error) };
    const { text } = message.data;
    if (text.includes(placeToFill))
      return wrong('text', `Your message: There is still a place to fill in: ${placeToFill}`);
    if (message.data.inTouch && message.data.inTouch.by < day(caseContext.now))
      return wrong('inTouchBy', 'By when: This day has passed.');
    const toLookAt = notSeen(posted);
    if (toLookAt.length > 0)
      return wrong(
        'attachments',
        `Nothing is sent yet. What could identify you cannot be removed from ${toLookAt.join(', ')}: leave it out, or send it as it is.`,
      );
    const result = await onWhatWasRead(posted, (version) => {
      const content = sentContent(text, attachments);
      const sent = { text, inTouch: message.data.inTouch, sentKey: sentKey(content), version };
      return answerWithFiles(context, caseContext, id, { ...sent, files: attachments });
    });
    switch (result.kind) {
      case 'answered':
        return { kind: 'done', did: 'answered', at: '#conversation' };
      case 'again':
        return result;
      case 'files-gone':
        return withoutGone(posted, result.names);
      case 'not-found':
      case 'forbidden':
      case 'unopened':
        return { kind: result.kind };
      case 'thread-full':
      case 'day-passed':
      case 'changed':
      case 'files-unknown':
      case 'too-many-files':
      case 'case-full':
        return { kind: 'again', problems: refused('reply', answerProblem(result)) };
    }
  };

const wrong = (name: string, text: string): Outcome => ({
  kind: 'again',
  problems: [{ field: fieldId('reply', name), text }],
});
