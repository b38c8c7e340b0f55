import { addRespondent } from '../../domain/casework/decision/add-respondent.ts';
import { editRespondent } from '../../domain/casework/decision/edit-respondent.ts';
import { mergeRespondents } from '../../domain/casework/decision/merge-respondents.ts';
import { metBefore } from '../../domain/casework/register/met-before.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import { keptRespondent } from '../../domain/decision/kept-respondent.ts';
import { namesIn } from '../../domain/decision/names-in.ts';
import type { Respondent } from '../../domain/decision/respondent.ts';
import { inLanguage } from '../../settings/localised.ts';
import { questionsOf } from '../../settings/questions.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { personPath } from '../routes.ts';
import { Input, Select, TextArea } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';
import { handlesText } from './handles-text.ts';

type Props = { readonly view: CaseView };
type OfRespondent = Props & { readonly of: Numbered<Respondent> };

/** What is known of a respondent, to be filled in. */
const RespondentFields = (props: Props & { readonly form: string; readonly before?: Respondent }) => {
  const { view, form, before } = props;
  const platforms = Object.values(view.settings.decisions.platforms).map(({ label }) =>
    inLanguage(label, 'en'),
  );
  const known = platforms.length === 0 ? '' : ` Platforms in the settings: ${platforms.join(', ')}.`;
  return (
    <>
      <Input
        {...fieldOf(view, form, 'name')}
        type="text"
        label="Name"
        hint="Only who reads this case sees it. Elsewhere the code name stands."
        value={typed(view, form, 'name', before?.name)}
      />
      <TextArea
        {...fieldOf(view, form, 'handles')}
        label="Accounts"
        hint={`One on a line: the platform, a colon, the name, as in “chat: robin”.${known}`}
        rows={3}
        value={typed(view, form, 'handles', handlesText(before?.handles ?? []))}
      />
      <TextArea
        {...fieldOf(view, form, 'reach')}
        label="Ways to reach them"
        rows={2}
        value={typed(view, form, 'reach', before?.reach)}
      />
      <TextArea
        {...fieldOf(view, form, 'relation')}
        label="What they are in the community"
        rows={2}
        value={typed(view, form, 'relation', before?.relation)}
      />
    </>
  );
};

const Known = ({ of: { content } }: Pick<OfRespondent, 'of'>) => (
  <dl>
    <dt>Name</dt>
    <dd dir="auto">{content.name ?? 'not known'}</dd>
    <dt>Accounts</dt>
    <dd dir="auto" class="text">
      {content.handles.length === 0 ? 'none known' : handlesText(content.handles)}
    </dd>
    {content.reach !== undefined && (
      <>
        <dt>Ways to reach them</dt>
        <dd dir="auto" class="text">
          {content.reach}
        </dd>
      </>
    )}
    {content.relation !== undefined && (
      <>
        <dt>In the community</dt>
        <dd dir="auto" class="text">
          {content.relation}
        </dd>
      </>
    )}
    <dt>Added</dt>
    <dd dir="auto">
      by {content.addedBy.name} on {dayText(content.addedOn)}
    </dd>
  </dl>
);

const EditForm = ({ view, of }: OfRespondent) => {
  const form = `respondent-${of.number}`;
  return (
    <Folded view={view} form={form} summary="Change what is known">
      <form
        method="post"
        action={formAction(editRespondent, view.read.head.caseId, of.number)}
        autocomplete="off"
      >
        <Hidden view={view} />
        <input type="hidden" name="revision" value={String(of.revision)} />
        <RespondentFields view={view} form={form} before={of.content} />
        <button type="submit">Keep the changes</button>
      </form>
    </Folded>
  );
};

const MergeForm = ({ view, of }: OfRespondent) => {
  const form = `merge-${of.number}`;
  const others = view.read.records.respondents.filter(
    ({ number, content }) => number !== of.number && content.mergedInto === undefined,
  );
  if (others.length === 0) return null;
  return (
    <Folded view={view} form={form} summary="They are somebody who is listed already">
      <form method="post" action={formAction(mergeRespondents, view.read.head.caseId, of.number)}>
        <Hidden view={view} />
        <p>
          The other one keeps their code name and gets these accounts. What is about {of.content.codeName}{' '}
          counts as about the other one from then on. This cannot be undone.
        </p>
        <Select
          {...fieldOf(view, form, 'into')}
          label="Who they are"
          choices={others.map(({ number, content }) => ({
            value: String(number),
            label: [content.codeName, content.name].filter((part) => part !== undefined).join(', '),
          }))}
          chosen={typed(view, form, 'into')}
        />
        <button type="submit">Merge the two</button>
      </form>
    </Folded>
  );
};

const RespondentItem = ({ view, of }: OfRespondent) => (
  <li id={`respondent-${of.number}`}>
    <h3>{of.content.codeName}</h3>
    <Known of={of} />
    {view.may('met-before') && (
      <div class="buttons">
        <form method="post" action={formAction(metBefore, view.read.head.caseId, of.number)}>
          <button type="submit" class="quiet small">
            Have we met this person before?
          </button>
        </form>
        <a class="button quiet small" href={personPath(view.read.head.caseId, of.number)}>
          Page in the register
        </a>
      </div>
    )}
    {view.may('edit-respondent') && <EditForm view={view} of={of} />}
    {view.may('merge-respondents') && <MergeForm view={view} of={of} />}
  </li>
);

const Merged = ({ view }: Props) => {
  const { respondents } = view.read.records;
  const merged = respondents.filter(({ content }) => content.mergedInto !== undefined);
  const codeNameOf = (number: number): string =>
    respondents.find((one) => one.number === keptRespondent(respondents, number))?.content.codeName ?? '';
  return merged.map(({ number, content }) => (
    <p class="soft">
      {content.codeName} turned out to be {codeNameOf(number)}.
    </p>
  ));
};

/** Who did it, as the case says it today and as the reporter answered. */
const whoDidIt = ({ settings, read }: CaseView): readonly string[] => {
  const { head, brief, entries } = read;
  const asked = questionsOf(settings, head.sentTo ?? head.channel).filter(
    ({ meaning }) => meaning === 'persons',
  );
  const answers = entries.flatMap(({ entry }) =>
    entry === 'unreadable' || entry.kind !== 'report'
      ? []
      : asked.flatMap(({ id }) => entry.texts.get(id) ?? []),
  );
  return [brief.persons, ...answers];
};

/** Names that are no respondent's yet, each taken over by one button. */
const TakeOver = ({ view }: Props) => {
  const there = new Set(
    view.read.records.respondents.map(({ content }) => content.name?.toLowerCase() ?? ''),
  );
  const names = namesIn(whoDidIt(view)).filter((name) => !there.has(name.toLowerCase()));
  if (names.length === 0) return null;
  return (
    <div>
      <p>Named in the case. Take over who is a respondent:</p>
      {names.map((name) => (
        <form method="post" action={formAction(addRespondent, view.read.head.caseId)}>
          <Hidden view={view} />
          <button type="submit" name="name" value={name} class="quiet small">
            Add <bdi>{name}</bdi>
          </button>
        </form>
      ))}
    </div>
  );
};

/** Whom the case is about. */
export const Respondents = ({ view }: Props) => {
  const { respondents } = view.read.records;
  const kept = respondents.filter(({ content }) => content.mergedInto === undefined);
  return (
    <Panel id="respondents" heading="Respondents">
      <p class="soft">
        {kept.length === 0
          ? 'Nobody yet. A case can be about any number of people, or about nobody who is known.'
          : 'Each has a code name of their own, by which lists and the enforcement log call them.'}
      </p>
      {kept.length > 0 && (
        <ul class="tasks">
          {kept.map((of) => (
            <RespondentItem view={view} of={of} />
          ))}
        </ul>
      )}
      <Merged view={view} />
      {view.may('add-respondent') && (
        <>
          <TakeOver view={view} />
          <Folded view={view} form="respondent" summary="Add a respondent">
            <form method="post" action={formAction(addRespondent, view.read.head.caseId)} autocomplete="off">
              <Hidden view={view} />
              <RespondentFields view={view} form="respondent" />
              <button type="submit">Add the respondent</button>
            </form>
          </Folded>
        </>
      )}
    </Panel>
  );
};
