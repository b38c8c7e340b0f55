import { day } from '../../../domain/clock.ts';
import { answerReporter, writeNote } from '../../../domain/case/work-on-case.ts';
import { FormFields } from '../../../adapters/http/request-body.ts';
import { newMessage, newNote } from '../../api/contract.ts';
import { placeToFill, replyTemplates, templateNames } from '../../reply-templates.ts';
import { languages } from '../../../settings/localised.ts';
import { fieldId } from './case-view.ts';
import { invalid } from './form-problems.ts';
import { onWhatWasRead, outcomeOf, type Outcome, type Posted } from './post-case.tsx';
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

export const postReply = async (posted: Posted): Promise<Outcome> => {
  const { id, fields, caseContext, sentKey } = posted;
  if (fields.get('do') === 'template') return withTemplate(fields);
  const name = (fields.get('inTouchName') ?? '').trim();
  const by = (fields.get('inTouchBy') ?? '').trim();
  const inTouch = name === '' && by === '' ? {} : { inTouch: { name, by } };
  const message = newMessage.safeParse({ text: fields.get('text') ?? '', ...inTouch });
  if (!message.success) return { kind: 'again', problems: invalid('reply', message.error) };
  const { text } = message.data;
  if (text.includes(placeToFill))
    return wrong('text', `Your message: There is still a place to fill in: ${placeToFill}`);
  if (message.data.inTouch && message.data.inTouch.by < day(caseContext.now))
    return wrong('inTouchBy', 'By when: This day has passed.');
  const result = await onWhatWasRead(posted, async (version) => {
    const sent = { text, inTouch: message.data.inTouch, sentKey: sentKey(text), version };
    return (await answerReporter(caseContext, id, sent)).result;
  });
  if (result.kind === 'again') return result;
  return outcomeOf('reply', result, { kind: 'done', did: 'answered', at: '#conversation' });
};

const wrong = (name: string, text: string): Outcome => ({
  kind: 'again',
  problems: [{ field: fieldId('reply', name), text }],
});

export const postNote = async ({ id, fields, caseContext, sentKey }: Posted): Promise<Outcome> => {
  const note = newNote.safeParse({
    text: fields.get('text') ?? '',
    private: fields.get('private') === 'yes',
  });
  if (!note.success) return { kind: 'again', problems: invalid('note', note.error) };
  const written = { ...note.data, sentKey: sentKey(note.data.text) };
  const { result } = await writeNote(caseContext, id, written);
  return outcomeOf('note', result, { kind: 'done', did: 'noted', at: '#notes' });
};
