import type { Child } from 'hono/jsx';
import type { LogLine } from '../../domain/register/log-line.ts';
import type { ListedLogLine } from '../../domain/register/walk-log.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { casePath, logLineAnchor, routes } from '../routes.ts';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import {
  channelName,
  dayText,
  findingNames,
  measureName,
  platformName,
  ruleName,
  rungName,
} from '../ui/words.ts';
import { LogFilters, type LogChoice } from './log-filters.tsx';
import { logAppealNames, logSourceNames, logStatusNames } from './log-words.ts';
import { linesOfLogFile, type LogPart } from './read-log.ts';

export type LogPageProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly choice: LogChoice;
  /** Absent when what was asked for was refused. */
  readonly part: LogPart | undefined;
  readonly isFirstPage: boolean;
  readonly problems: readonly PageProblem[];
};

const address = (path: string, fields: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(fields).toString();
  return query === '' ? path : `${path}?${query}`;
};

const Cell = ({ label, children }: { readonly label: string; readonly children: Child }) => (
  <td data-label={label}>
    <div>{children}</div>
  </td>
);

type LineProps = { readonly settings: Settings; readonly line: LogLine };

/** What was found and what follows. */
const Outcome = ({ settings, line }: LineProps) => (
  <>
    {line.rung === null ? findingNames[line.outcome] : rungName(settings, line.rung)}
    {line.rules.length > 0 && (
      <div class="meta">{line.rules.map((rule) => ruleName(settings, rule)).join(', ')}</div>
    )}
  </>
);

const Measures = ({ settings, line }: LineProps) => {
  const platforms = line.platforms ?? [];
  if (line.measures.length === 0) return <span class="soft">None</span>;
  return (
    <>
      {line.measures.map((type) => measureName(settings, type)).join(', ')}
      {platforms.length > 0 && (
        <div class="meta">on {platforms.map((name) => platformName(settings, name)).join(', ')}</div>
      )}
    </>
  );
};

const State = ({ line }: Pick<LineProps, 'line'>) => (
  <>
    {line.rung === null && line.status === 'in-force' ? 'Decided' : logStatusNames[line.status]}
    {line.appeal !== 'none' && <div class="meta">{logAppealNames[line.appeal]}</div>}
    {line.reviewOn !== undefined && <div class="meta">To review on {dayText(line.reviewOn)}</div>}
  </>
);

type RowProps = {
  readonly page: LogPageProps;
  readonly part: LogPart;
  readonly listed: ListedLogLine;
};

const Row = ({ page: { settings, member }, part, listed }: RowProps) => {
  if (listed.kind === 'unreadable')
    return (
      <tr>
        <td data-label="Line" colspan={6} class="soft">
          <div>This line is damaged. It is noted in the log of the service.</div>
        </td>
      </tr>
    );
  const { line } = listed;
  const isThere = part.there.has(line.caseId);
  return (
    <tr id={logLineAnchor(listed.id)}>
      <Cell label="Decided">{dayText(line.decidedOn)}</Cell>
      <Cell label="Person">
        <bdi>{line.person}</bdi>
        <div class="meta">
          {isThere ? (
            <a href={casePath(line.caseId)}>{line.caseName}</a>
          ) : (
            <>{line.caseName}, the case has been erased</>
          )}
          {member.channels.length > 1 && <> · {channelName(settings, line.channel)}</>}
          {line.source === 'member' && <> · {logSourceNames.member.toLowerCase()}</>}
        </div>
      </Cell>
      <Cell label="Decision">
        <Outcome settings={settings} line={line} />
      </Cell>
      <Cell label="Measures">
        <Measures settings={settings} line={line} />
      </Cell>
      <Cell label="Period">
        {line.until === undefined
          ? `from ${dayText(line.from)}`
          : `${dayText(line.from)} to ${dayText(line.until)}`}
      </Cell>
      <Cell label="State">
        <State line={line} />
      </Cell>
    </tr>
  );
};

/** What was asked for, where nothing of it is on this page. */
const nothing = ({ choice, isFirstPage }: LogPageProps, { cursor }: LogPart): string => {
  if (cursor !== undefined) return 'No matches so far; there is more to look through.';
  if (!isFirstPage) return 'That was all.';
  return Object.keys(choice).length > 0 ? 'No such decision.' : 'Nothing has been decided yet.';
};

const Lines = ({ page, part }: { readonly page: LogPageProps; readonly part: LogPart }) => {
  if (part.lines.length === 0) return <p>{nothing(page, part)}</p>;
  return (
    <table class="labelled">
      <thead>
        <tr>
          {['Decided', 'Person and case', 'Decision', 'Measures', 'Period', 'State'].map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {part.lines.map((listed) => (
          <Row page={page} part={part} listed={listed} />
        ))}
      </tbody>
    </table>
  );
};

const Further = ({ page, part }: { readonly page: LogPageProps; readonly part: LogPart }) => (
  <>
    {part.cursor !== undefined && (
      <p>
        <a class="button quiet" href={address(routes.log, { ...page.choice, cursor: part.cursor })}>
          {part.lines.length === 0 ? 'Look further' : 'Earlier decisions'}
        </a>
      </p>
    )}
    {part.lines.length > 0 && (
      <p>
        <a href={address(routes.logFile, page.choice)}>Download as a CSV file</a>{' '}
        <span class="hint">
          At most {linesOfLogFile.toLocaleString('en')} lines, the newest first. Choose days above for others.
        </span>
      </p>
    )}
  </>
);

/** Decisions over all cases, by code names. */
export const LogPage = (props: LogPageProps) => {
  const { settings, member, choice, part, problems } = props;
  const years = settings.decisions.logYears;
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.log}
      title="Enforcement log"
      failed={problems.length > 0}
      wide
    >
      <h1>Enforcement log</h1>
      <ErrorSummary problems={problems} />
      <p class="soft">
        Decisions of your channels, by code names. A line is kept for{' '}
        {years === 1 ? 'a year' : `${years} years`}, and longer while what was decided lasts; the case behind
        it may be erased earlier.
      </p>
      <LogFilters
        settings={settings}
        member={member}
        choice={choice}
        problems={new Map(problems.map(({ field, text }) => [field, text]))}
      />
      {part && (
        <>
          <Lines page={props} part={part} />
          <Further page={props} part={part} />
        </>
      )}
      {!props.isFirstPage && (
        <p>
          <a href={address(routes.log, choice)}>Back to the newest</a>
        </p>
      )}
    </Layout>
  );
};
