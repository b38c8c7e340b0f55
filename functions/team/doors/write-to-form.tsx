import type { Conversation } from '../../domain/casework/reading/conversations.ts';
import { inKilobytes } from '../../domain/kernel/size.ts';
import { messageLimitBytes } from '../../domain/kernel/text.ts';
import { languages } from '../../settings/localised.ts';
import { fieldOf, isKept, typed, type CaseView } from '../case/case-view.ts';
import { Hidden } from '../case/panel.tsx';
import { ReplyFiles } from '../reply/reply-files.tsx';
import { conversationTemplates, conversationTemplateNames } from '../reply/reply-templates.ts';
import { templateChoice } from '../reply/reply-form.tsx';
import { casePath, routes } from '../routes.ts';
import { Options, TextArea } from '../ui/field.tsx';
import { languageNames } from '../ui/words.ts';
import { readerNames } from './door-words.ts';

const Templates = ({
  view,
  form,
  first,
}: {
  readonly view: CaseView;
  readonly form: string;
  readonly first: string;
}) => (
  <div class="row">
    <div>
      <label for={`${form}-template`}>Begin with a prepared text</label>
      <select id={`${form}-template`} name="template">
        <Options
          choices={languages
            .toSorted((one, other) => Number(other === first) - Number(one === first))
            .flatMap((language) =>
              conversationTemplateNames.map((name) => ({
                value: templateChoice(name, language),
                label: `${conversationTemplates[name].label} (${languageNames[language]})`,
              })),
            )}
          chosen={typed(view, form, 'template')}
        />
      </select>
    </div>
    <button type="submit" name="do" value="template" class="quiet">
      Put it in
    </button>
  </div>
);

/** A message of the team in a conversation besides the reporter's. */
export const WriteToForm = ({
  view,
  conversation: { number, door, state },
}: {
  readonly view: CaseView;
  readonly conversation: Conversation;
}) => {
  const form = `reply-${number}`;
  const reader = readerNames[door.kind];
  return (
    <details open={isKept(view, form)}>
      <summary>Write to {reader}</summary>
      {(state === 'closed' || state === 'ended') && (
        <p class="box warn">Nobody can read this: the conversation is over.</p>
      )}
      <form
        method="post"
        action={casePath(view.read.head.caseId, routes.reply)}
        enctype="multipart/form-data"
        autocomplete="off"
      >
        <Hidden view={view} />
        <input type="hidden" name="page" value="people" />
        <input type="hidden" name="thread" value={door.thread} />
        <Templates view={view} form={form} first={door.language} />
        <TextArea
          {...fieldOf(view, form, 'text')}
          label="Your message"
          hint={`At most ${inKilobytes(messageLimitBytes)}. It is signed “The team”: your name is not shown. Write nothing that tells who reported.`}
          rows={6}
          value={typed(view, form, 'text')}
        />
        <ReplyFiles view={view} to={{ form, thread: door.thread, reader }} />
        <button type="submit" name="do" value="send">
          Send to {reader}
        </button>
      </form>
    </details>
  );
};
