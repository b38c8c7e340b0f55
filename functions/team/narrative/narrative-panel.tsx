import { approveNarrative, withdrawNarrative } from '../../domain/casework/narrative/approve-narrative.ts';
import { writeNarrative } from '../../domain/casework/narrative/write-narrative.ts';
import { isNamedIn } from '../../domain/member/can-see-case.ts';
import {
  mostNarrativeCharacters,
  narrativeHash,
  narrativeState,
  type Narrative,
} from '../../domain/narrative/narrative.ts';
import { fieldOf, isKept, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { Select, TextArea } from '../ui/field.tsx';
import { dayText, languageNames } from '../ui/words.ts';
import { narrativeForms } from './narrative-posts.ts';

/** Confirms exactly what was warned of; absent until there was a warning. */
const Confirm = ({ view, form }: { readonly view: CaseView; readonly form: string }) => {
  const confirm = isKept(view, form) ? view.kept?.confirm : undefined;
  if (confirm === undefined) return null;
  return (
    <div class="choice">
      <input type="checkbox" id={`${form}-confirm`} name="confirm" value={confirm} />
      <label for={`${form}-confirm`}>I have looked at this. Everybody may read it as it is.</label>
    </div>
  );
};

const State = ({ content }: { readonly content: Narrative }) => {
  const { written, approved, withdrawn } = content;
  if (withdrawn)
    return (
      <>
        Withdrawn by <bdi>{withdrawn.by.name}</bdi> on {dayText(withdrawn.on)}. No report takes it.
      </>
    );
  if (approved)
    return (
      <>
        Written by <bdi>{written.by.name}</bdi>, approved by <bdi>{approved.by.name}</bdi> on{' '}
        {dayText(approved.on)}.
      </>
    );
  return (
    <>
      Written by <bdi>{written.by.name}</bdi> on {dayText(written.on)}. A colleague has to approve it; one of
      you two leads the team.
    </>
  );
};

const Text = ({ content }: { readonly content: Narrative }) => (
  <>
    <blockquote class="text" lang={content.language} dir="auto">
      {content.text}
    </blockquote>
    <p class="meta">
      <State content={content} />
    </p>
  </>
);

const Approve = ({ view, content }: { readonly view: CaseView; readonly content: Narrative }) => {
  const isTheirs = isNamedIn([content.written.by.id], view.member);
  if (narrativeState(content) !== 'waits' || isTheirs || !view.may(approveNarrative.name)) return null;
  const { caseId } = view.read.head;
  return (
    <form method="post" action={formAction(approveNarrative, caseId)}>
      <Hidden view={view} />
      <input type="hidden" name="hash" value={narrativeHash(caseId, content)} />
      <p>Read it with the eyes of those concerned, and of people who know them.</p>
      <Confirm view={view} form={narrativeForms.approve} />
      <button type="submit">Approve the text</button>
    </form>
  );
};

const Withdraw = ({ view, content }: { readonly view: CaseView; readonly content: Narrative }) => {
  if (content.withdrawn || !view.may(withdrawNarrative.name)) return null;
  return (
    <form method="post" action={formAction(withdrawNarrative, view.read.head.caseId)}>
      <Hidden view={view} />
      <button type="submit" class="quiet">
        Withdraw the text
      </button>
    </form>
  );
};

const Write = ({ view, content }: { readonly view: CaseView; readonly content: Narrative | undefined }) => {
  if (!view.may(writeNarrative.name)) return null;
  const form = narrativeForms.write;
  const { languages } = view.settings;
  return (
    <Folded view={view} form={form} summary={content ? 'Write another text' : 'Write a text'}>
      <form method="post" action={formAction(writeNarrative, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <p>
          Everybody reads it, for good. Say what kind of thing happened and what you did. No names, accounts,
          places or dates, and no words of the report.
          {content?.approved && ' A new text needs a new approval.'}
        </p>
        {languages.length === 1 ? (
          <input type="hidden" name="language" value={languages[0]} />
        ) : (
          <Select
            {...fieldOf(view, form, 'language')}
            label="Language"
            choices={languages.map((value) => ({ value, label: languageNames[value] }))}
            chosen={typed(view, form, 'language', content?.language)}
          />
        )}
        <TextArea
          {...fieldOf(view, form, 'text')}
          label="Text"
          hint={`At most ${new Intl.NumberFormat('en-GB').format(mostNarrativeCharacters)} characters.`}
          rows={7}
          value={typed(view, form, 'text', content?.text)}
        />
        <Confirm view={view} form={form} />
        <button type="submit">Save and approve</button>
      </form>
    </Folded>
  );
};

/** What a transparency report may tell of the case; nothing while it is open and nothing was written. */
export const NarrativePanel = ({ view }: { readonly view: CaseView }) => {
  const { settings, read } = view;
  const content = read.records.narratives[0]?.content;
  const isClosed = read.head.state === 'closed';
  if (!settings.transparency.enabled || (!isClosed && !content)) return null;
  return (
    <Panel id="narrative" heading="In the transparency report">
      {content ? <Text content={content} /> : <p>Nothing is told of this case but that a report was made.</p>}
      {isClosed ? (
        <>
          {content && <Approve view={view} content={content} />}
          <Write view={view} content={content} />
        </>
      ) : (
        <p>No report takes it while the case is open.</p>
      )}
      {content && <Withdraw view={view} content={content} />}
    </Panel>
  );
};
