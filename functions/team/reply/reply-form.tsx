import { day } from '../../domain/kernel/clock.ts';
import { inKilobytes } from '../../domain/kernel/size.ts';
import { messageLimitBytes } from '../../domain/kernel/text.ts';
import { languages, type Language } from '../../settings/localised.ts';
import { replyTemplates, templateNames, languageOf } from './reply-templates.ts';
import { casePath, routes } from '../routes.ts';
import { Input, Options, TextArea } from '../ui/field.tsx';
import { dayText, languageNames } from '../ui/words.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Hidden } from '../case/panel.tsx';
import { ReplyFiles } from './reply-files.tsx';

/** The languages of the templates, first the one the reporter should be answered in. */
const offeredLanguages = ({ read }: CaseView): Language[] => {
  const texts = read.entries.flatMap(({ entry }) =>
    entry !== 'unreadable' && entry.from === 'reporter' ? [entry.texts] : [],
  );
  const wish = texts.map((each) => each.get('replyLanguage')).find((text) => text !== undefined);
  const first = languageOf(texts.flatMap((each) => [...each.values()]).join('\n'), wish);
  return [first, ...languages.filter((language) => language !== first)];
};

/** The value of a choice: which template, in which language. */
export const templateChoice = (name: string, language: string): string => `${name}.${language}`;

const Templates = ({ view }: { readonly view: CaseView }) => (
  <div class="row">
    <div>
      <label for="reply-template">Begin with a prepared text</label>
      <select id="reply-template" name="template">
        {offeredLanguages(view).map((language) => (
          <optgroup label={languageNames[language]}>
            <Options
              choices={templateNames.map((name) => ({
                value: templateChoice(name, language),
                label: `${replyTemplates[name].label} (${languageNames[language]})`,
              }))}
              chosen={typed(view, 'reply', 'template')}
            />
          </optgroup>
        ))}
      </select>
    </div>
    <button type="submit" name="do" value="template" class="quiet">
      Put it in
    </button>
  </div>
);

/** Said before anything is sent to somebody who wrote by mail. */
const ByMail = ({ view }: { readonly view: CaseView }) => {
  const { mail } = view.read;
  if (!mail) return null;
  return (
    <>
      {mail.failedOn !== undefined && (
        <p class="box warn">
          {`An email to the reporter could not be delivered. We stopped trying on ${dayText(mail.failedOn)}. They can read it on their page, if they have made twelve words.`}
        </p>
      )}
      {mail.as === 'full' && (
        <p class="box warn">
          Your message is emailed in full, without files. Anybody who can open the reporter’s mailbox can read
          it, at home or at work. Write only what may be read there.
        </p>
      )}
      {mail.as === 'notice' && (
        <p class="hint">
          The reporter wrote by email. They get an email that says only that something new is waiting, and
          read your message with their twelve words.
        </p>
      )}
      {mail.as === 'off' && (
        <p class="box warn">
          The reporter wrote by email, but this channel takes no email any more. They are sent nothing.
        </p>
      )}
    </>
  );
};

export const ReplyForm = ({ view }: { readonly view: CaseView }) => (
  <section aria-labelledby="answer">
    <h2 id="answer">Write to the reporter</h2>
    {!view.read.hasDoor && view.read.mail?.as !== 'full' && (
      <p class="box warn">Nobody can read this: there is no reporter who could come back to this case.</p>
    )}
    <ByMail view={view} />
    <form
      method="post"
      action={casePath(view.read.head.caseId, routes.reply)}
      enctype="multipart/form-data"
      autocomplete="off"
    >
      <Hidden view={view} />
      <Templates view={view} />
      <TextArea
        {...fieldOf(view, 'reply', 'text')}
        label="Your message"
        hint={`At most ${inKilobytes(messageLimitBytes)}. May be empty when files go with it. The reporter reads it on their page, signed “The team”: your name is not shown. It acknowledges the report if nobody has yet.`}
        rows={9}
        focused={
          view.kept?.form === 'reply' &&
          view.kept.problems.length === 0 &&
          typed(view, 'reply', 'do') !== 'attach'
        }
        value={typed(view, 'reply', 'text')}
      />
      <ReplyFiles view={view} />
      {view.read.head.inTouch && (
        <p class="hint">
          The reporter reads now: <bdi>{view.read.head.inTouch.name}</bdi>, by{' '}
          {dayText(view.read.head.inTouch.by)}. Your message counts as being in touch. Enter it again if it is
          still to come.
        </p>
      )}
      <fieldset class="row">
        <legend>Who will be in touch, and by when (the reporter sees it; both, or neither)</legend>
        <Input
          {...fieldOf(view, 'reply', 'inTouchName')}
          label="Name"
          type="text"
          value={typed(view, 'reply', 'inTouchName')}
        />
        <Input
          {...fieldOf(view, 'reply', 'inTouchBy')}
          label="By"
          type="date"
          min={day(view.now)}
          value={typed(view, 'reply', 'inTouchBy')}
        />
      </fieldset>
      <button type="submit" name="do" value="send">
        Send to the reporter
      </button>
    </form>
  </section>
);
