import { questionLabel } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import type { CaseCopy } from '../../domain/casework/two-people/read-copy.ts';
import { appealGroundWords } from '../../domain/casework/appeal/ground-words.ts';
import { redactedMark } from '../../domain/redaction/runs.ts';
import type { Member } from '../../domain/member/member.ts';
import { entryView } from '../case/case-json.ts';
import { codeNameOf, codeNamesOf } from '../case/code-names.ts';
import { noteDone, noteText } from '../case/notes.tsx';
import { pagePath } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { dayText, findingNames, hourText, measureName, momentText, rungName } from '../ui/words.ts';
import { outcomeNames, sideNames } from '../appeal/appeal-words.ts';
import { formOf } from './copy-view.ts';
import { contentsWords } from './request-words.ts';

type Props = { readonly settings: Settings; readonly copy: CaseCopy };

const damaged = 'This cannot be shown: what was stored is damaged.';

const Entries = ({ settings, copy }: Props) => {
  const { head } = copy.opened;
  const channel = head.sentTo ?? head.channel;
  return (
    <section>
      <h2>The report and the conversation</h2>
      <ol class="thread">
        {copy.entries.map(({ number, entry }) => {
          if (entry === 'unreadable') return <li>{damaged}</li>;
          if (entry === 'held-back') return <li>{redactedMark}</li>;
          const { from, author, text, attachments } = entryView(settings, channel, { number, entry });
          const answers = entry.kind === 'report' ? [...entry.texts] : [];
          return (
            <li>
              <p class="meta">
                <strong dir="auto">
                  {author?.name ?? (from === 'reporter' ? 'The reporter' : 'Automatic message')}
                </strong>
                {', '}
                {hourText(entry.on)}
              </p>
              {answers.map(([id, answer]) => (
                <>
                  <h3>{questionLabel(settings, channel, id, 'en')}</h3>
                  <p class="text" dir="auto">
                    {answer}
                  </p>
                </>
              ))}
              {answers.length === 0 && (
                <p class="text" dir="auto">
                  {text}
                </p>
              )}
              {attachments.map(({ name }) => (
                <p class="meta" dir="auto">
                  File, not in this copy: {name}
                </p>
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
};

const Decided = ({ settings, copy }: Props) => {
  const { respondents, findings, decisions, measures } = copy.records;
  const named = (number: number): string => codeNameOf(respondents, number);
  return (
    <section>
      <h2>What was found and decided</h2>
      <h3>Respondents</h3>
      <ul>
        {respondents.map(({ content }) => (
          <li dir="auto">
            {content.codeName}
            {content.name !== undefined && `: ${content.name}`}
            {content.handles.length > 0 &&
              ` (${content.handles.map(({ platform, handle }) => `${platform}: ${handle}`).join(', ')})`}
          </li>
        ))}
      </ul>
      <h3>Findings</h3>
      <ul>
        {findings.map(({ content }) => (
          <li>
            <p>
              {named(content.respondent)}: {findingNames[content.outcome]}, {dayText(content.on)}
            </p>
            <p class="text" dir="auto">
              {content.summary}
            </p>
          </li>
        ))}
      </ul>
      <h3>Decisions and measures</h3>
      <ul>
        {decisions.map(({ number, content }) => (
          <li>
            <p>
              {named(content.respondent)}: {rungName(settings, content.rung)}, from {dayText(content.from)}
              {content.until !== undefined && ` until ${dayText(content.until)}`}
            </p>
            <ul>
              {measures
                .filter((one) => one.content.decision === number)
                .map((one) => (
                  <li dir="auto">
                    {measureName(settings, one.content.type)}
                    {one.content.what !== undefined && `: ${one.content.what}`}
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Appeals = ({ copy: { records } }: Props) =>
  records.appeals.length === 0 ? null : (
    <section>
      <h2>Appeals</h2>
      <ul>
        {records.appeals.map(({ content: { decision, side, ground, said, sentAt, outcome } }) => (
          <li>
            <p>
              Against decision {decision}, by {sideNames[side]}, {dayText(sentAt.slice(0, 10))}. Ground:{' '}
              {appealGroundWords[ground]}.{' '}
              {outcome ? `Decided: ${outcomeNames[outcome.is]}.` : 'Not decided.'}
            </p>
            {[said, outcome?.reasons].map(
              (text) =>
                text !== undefined && (
                  <p class="text" dir="auto">
                    {text}
                  </p>
                ),
            )}
          </li>
        ))}
      </ul>
    </section>
  );

const Notes = ({ settings, copy }: Props) => (
  <section>
    <h2>Notes of the team</h2>
    <ol class="thread">
      {copy.notes.map(({ note }) =>
        note === 'unreadable' ? (
          <li>{damaged}</li>
        ) : (
          <li>
            <p class="meta">
              <strong dir="auto">{note.author.name}</strong>, {momentText(note.on)}
            </p>
            {noteDone(settings, note, codeNamesOf(copy.records.respondents)) !== undefined && (
              <p dir="auto">{noteDone(settings, note, codeNamesOf(copy.records.respondents))}</p>
            )}
            <p class="text" dir="auto">
              {noteText(note)}
            </p>
          </li>
        ),
      )}
    </ol>
  </section>
);

/** A copy of a case that two people have agreed on, to be printed while it is open. */
export const CopyPage = (props: Props & { readonly member: Member; readonly caseId: string }) => {
  const { settings, copy } = props;
  const { request, leftOut, records } = copy;
  const { contents, recipient } = request.copy;
  return (
    <Layout settings={settings} member={props.member} title="Copy of a case" narrow>
      <div class="not-printed">
        <p class="back">
          <a href={`${pagePath(props.caseId, 'measures')}#two-people`}>Back to the case</a>
        </p>
        <p class="box warn">
          It can be read until {momentText(copy.until.toISOString())}. Print this page; the paper has what
          stands below. Keep it like the case itself.
        </p>
      </div>
      <h1>Copy of the case {copy.opened.head.caseName}</h1>
      <p dir="auto">
        For {recipient}. It holds {contentsWords[contents]}, as of {momentText(request.on)}. Asked for by{' '}
        {request.by.name}
        {request.answered && `, agreed to by ${request.answered.by.name}`}.
      </p>
      <p>What the reporter said of themselves, and files, are not in it.</p>
      {formOf(request.copy) === 'redacted' && (
        <p>It is redacted: where {redactedMark} stands, something was taken out.</p>
      )}
      {leftOut > 0 && (
        <p>
          {leftOut} of the findings, decisions, measures and appeals have changed since, and are not in it.
        </p>
      )}
      {records.unreadable > 0 && <p>{records.unreadable} cannot be shown: what was stored is damaged.</p>}
      <Entries {...{ settings, copy }} />
      {contents !== 'report' && <Decided {...{ settings, copy }} />}
      {contents !== 'report' && <Appeals {...{ settings, copy }} />}
      {contents === 'everything' && <Notes {...{ settings, copy }} />}
    </Layout>
  );
};
