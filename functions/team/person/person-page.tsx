import { metBefore } from '../../domain/casework/register/met-before.ts';
import { partPerson } from '../../domain/casework/register/join-person.ts';
import { notePerson } from '../../domain/casework/register/person-note.ts';
import type { ShownPerson } from '../../domain/casework/register/open-person.ts';
import type { Member } from '../../domain/member/member.ts';
import { mostPersonNotes, personNoteLimitBytes } from '../../domain/register/register-entry.ts';
import type { Settings } from '../../settings/schema.ts';
import { formAction } from '../handling/operation-path.ts';
import { pagePath } from '../routes.ts';
import { TextArea } from '../ui/field.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { dayText, platformName, rungName } from '../ui/words.ts';
import { CaseLink, Decided } from './decided.tsx';
import { happeningWords } from './person-words.ts';

export type PersonPageProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly respondent: number;
  readonly person: ShownPerson;
  readonly news?: string | undefined;
  readonly problems?: readonly PageProblem[] | undefined;
  /** A note that was refused. */
  readonly note?: string | undefined;
};

type Part = { readonly page: PersonPageProps };

const Known = ({ page: { person, settings } }: Part) => (
  <section>
    <h2>Who they are</h2>
    <dl>
      <dt>Code names</dt>
      <dd>{person.codeNames.join(', ')}</dd>
      <dt>Names</dt>
      <dd dir="auto">
        {person.names.length === 0 ? 'none in cases that you have opened' : person.names.join(', ')}
      </dd>
      <dt>Accounts</dt>
      <dd dir="auto">
        {person.handles.length === 0
          ? 'none in cases that you have opened'
          : person.handles
              .map(({ platform, handle }) => `${platformName(settings, platform)}: ${handle}`)
              .join(', ')}
      </dd>
      <dt>Kept</dt>
      <dd>
        {person.keptUntil === undefined
          ? 'as long as these cases'
          : `until ${dayText(person.keptUntil)} because of a decision, or longer while one of the cases is kept`}
      </dd>
    </dl>
  </section>
);

const InForce = ({ page: { person, settings } }: Part) => (
  <section>
    <h2>In force today</h2>
    {person.inForce.length === 0 ? (
      <p>Nothing.</p>
    ) : (
      <ul>
        {person.inForce.map(({ caseName, decision }) => (
          <li>
            <Decided settings={settings} caseName={caseName} decision={decision} />
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Cases = ({ page }: Part) => {
  const { person, settings, caseId, respondent } = page;
  return (
    <section id="cases">
      <h2>Cases and decisions</h2>
      <ul class="tasks">
        {person.entries.map((entry) => (
          <li>
            <p>
              <strong>{entry.codeName}</strong> in <CaseLink {...entry} />, since {dayText(entry.addedOn)}
              {entry.isThis && ' (this case)'}
            </p>
            {!entry.isOpened && entry.caseId !== undefined && (
              <p class="meta">Open the case to read names and notes from it.</p>
            )}
            {entry.decisions.map((decision) => (
              <p>
                <Decided settings={settings} caseName={entry.caseName} decision={decision} />
              </p>
            ))}
          </li>
        ))}
      </ul>
      <form method="post" action={formAction(metBefore, caseId, respondent)}>
        <button type="submit" class="quiet">
          Have we met them before?
        </button>
      </form>
      {person.entries.length > 1 && (
        <details>
          <summary>The respondent of this case is another person</summary>
          <form method="post" action={formAction(partPerson, caseId, respondent)}>
            <p>They then stand alone in the register again, with the notes from this case.</p>
            <button type="submit">Part them from the others</button>
          </form>
        </details>
      )}
    </section>
  );
};

const Timeline = ({ page: { person, settings } }: Part) => (
  <section>
    <h2>Timeline</h2>
    <ol class="plain">
      {person.timeline.map(({ on, what, rung, caseName }) => (
        <li>
          {dayText(on)}: {happeningWords[what]}
          {rung === null && ', nothing follows'}
          {typeof rung === 'string' && `, ${rungName(settings, rung)}`} <span class="soft">({caseName})</span>
        </li>
      ))}
    </ol>
  </section>
);

const Notes = ({ page }: Part) => {
  const { person, caseId, respondent, problems = [], note = '' } = page;
  return (
    <section id="notes">
      <h2>Notes</h2>
      {person.notes.length === 0 ? (
        <p>None from cases that you have opened.</p>
      ) : (
        <ol class="thread">
          {person.notes.map(({ text, by, on, caseName }) => (
            <li>
              <p class="meta">
                <strong dir="auto">{by.name}</strong>, {dayText(on)}, {caseName}
              </p>
              <p class="text" dir="auto">
                {text}
              </p>
            </li>
          ))}
        </ol>
      )}
      <form method="post" action={formAction(notePerson, caseId, respondent)} autocomplete="off">
        <TextArea
          id="note-text"
          name="text"
          label="Write a note"
          hint={`Whoever has opened this case reads it here. At most ${personNoteLimitBytes} characters, and ${mostPersonNotes} notes from one case.`}
          rows={3}
          value={note}
          problem={problems.find(({ field }) => field === 'note-text')?.text}
        />
        <button type="submit">Keep the note</button>
      </form>
    </section>
  );
};

/** A person over all cases that exist for the member, opened from one of them. */
export const PersonPage = (props: PersonPageProps) => {
  const { settings, member, caseId, respondent, person, news, problems = [] } = props;
  return (
    <Layout settings={settings} member={member} title="Person" failed={problems.length > 0}>
      <p class="back">
        <a href={`${pagePath(caseId, 'investigation')}#respondent-${respondent}`}>
          Back to the investigation
        </a>
      </p>
      <h1>{person.codeNames[0]}: the person in the register</h1>
      <ErrorSummary problems={problems} />
      {news !== undefined && (
        <p class="box" role="status">
          {news}
        </p>
      )}
      <p class="soft">
        These are the cases and decisions that you may see. The audit log of the case you came from records
        that you opened this page.
      </p>
      <Known page={props} />
      <InForce page={props} />
      <Cases page={props} />
      <Notes page={props} />
      <Timeline page={props} />
    </Layout>
  );
};
