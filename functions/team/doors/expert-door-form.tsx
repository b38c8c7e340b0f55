import { editExcerpts } from '../../domain/casework/doors/edit-excerpts.ts';
import { makeExpertDoor } from '../../domain/casework/doors/make-expert-door.ts';
import { onTheRecord } from '../../domain/door/off-the-record.ts';
import type { Conversation } from '../../domain/casework/reading/conversations.ts';
import type { Entry } from '../../domain/thread/entry.ts';
import { reporterThread, type ThreadName } from '../../domain/thread/thread-name.ts';
import { fieldOf, isKept, typed, type CaseView } from '../case/case-view.ts';
import { writer } from '../case/writer.ts';
import { Folded, Hidden } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { Input, TextArea } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';
import { PageLanguage } from './make-door-form.tsx';

export const expertDoorForm = 'expert-door';

type Choosable = { readonly thread: ThreadName; readonly number: number; readonly entry: Entry };

/** What somebody wrote in any conversation of the case, but for what is to stay out of the record. */
const choosable = ({ read }: CaseView): readonly Choosable[] =>
  [
    { thread: reporterThread, entries: read.entries },
    ...onTheRecord(
      read.conversations.conversations.map(({ door: { thread }, entries }) => ({
        thread,
        entries: entries.map(({ entry }) => entry),
        numbered: entries,
      })),
    ).map(({ thread, numbered }) => ({ thread, entries: numbered })),
  ].flatMap(({ thread, entries }) =>
    entries.flatMap(({ number, entry }) =>
      entry === 'unreadable' || entry.from === 'automatic' || entry.texts.size === 0
        ? []
        : [{ thread, number, entry }],
    ),
  );

const beginning = ({ texts }: Entry): string => {
  const text = [...texts.values()].join(' ');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

const Entries = ({ view, form }: { readonly view: CaseView; readonly form: string }) => {
  const chosen = isKept(view, form) ? (view.kept?.fields.all('entries') ?? []) : [];
  const { id, problem } = fieldOf(view, form, 'entries');
  return (
    <fieldset id={id}>
      <legend>What they are shown</legend>
      <p class="hint">
        As it is redacted now: hide first what they need not read. They see nothing else of the case.
      </p>
      {problem !== undefined && <p class="problem">{problem}</p>}
      {choosable(view).map(({ thread, number, entry }) => {
        const value = `${thread} ${number}`;
        const box = `${form}-${thread}-${number}`;
        return (
          <div class="choice">
            <input
              type="checkbox"
              id={box}
              name="entries"
              value={value}
              checked={chosen.includes(value) || undefined}
            />
            <label for={box}>
              <bdi>{writer(entry)}</bdi>, {dayText(entry.on.slice(0, 10))}: <bdi>{beginning(entry)}</bdi>
            </label>
          </div>
        );
      })}
    </fieldset>
  );
};

const Asked = ({
  view,
  form,
  first,
}: {
  readonly view: CaseView;
  readonly form: string;
  readonly first?: string;
}) => (
  <TextArea
    {...fieldOf(view, form, 'about')}
    label="What you ask them"
    hint="They read it as it is."
    rows={3}
    value={typed(view, form, 'about', first)}
  />
);

/** Shows chosen entries to an expert or a translator. */
export const ExpertDoorForm = ({ view }: { readonly view: CaseView }) => {
  if (!view.may(makeExpertDoor.name)) return null;
  const form = expertDoorForm;
  return (
    <Folded view={view} form={form} summary="Ask an expert or a translator">
      <form method="post" action={formAction(makeExpertDoor, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <p>
          Their page ends after {view.settings.doors.expertDays} days. Which entries you show is written into
          the audit log.
        </p>
        <Input
          {...fieldOf(view, form, 'whom')}
          type="text"
          label="Who it is, in your words"
          hint="For the team alone."
          value={typed(view, form, 'whom')}
        />
        <PageLanguage view={view} form={form} />
        <Asked view={view} form={form} />
        <Entries view={view} form={form} />
        <button type="submit">Make a link to hand over</button>
      </form>
    </Folded>
  );
};

/** Changes what an expert or a translator is shown, while their page can be read. */
export const ExcerptsForm = ({
  view,
  conversation: { number, page, state },
}: {
  readonly view: CaseView;
  readonly conversation: Conversation;
}) => {
  if (!view.may(editExcerpts.name) || page?.kind !== 'expert' || state === 'closed' || state === 'ended')
    return null;
  const form = `excerpts-${number}`;
  return (
    <Folded view={view} form={form} summary="Change what they are shown">
      <form method="post" action={formAction(editExcerpts, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <input type="hidden" name="door" value={String(number)} />
        <Asked view={view} form={form} first={page.about} />
        <Entries view={view} form={form} />
        <button type="submit">Show them these</button>
      </form>
    </Folded>
  );
};
