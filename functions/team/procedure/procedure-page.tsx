import { channelsOf } from '../../domain/member/channels-of.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import type { Member } from '../../domain/member/member.ts';
import { procedureRules } from '../../domain/procedure/procedure-rules.ts';
import type { Settings } from '../../settings/schema.ts';
import { casePath, routes } from '../routes.ts';
import { ChannelSelect } from '../ui/channel-select.tsx';
import { Input } from '../ui/field.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { monthText } from '../ui/words.ts';
import type { ProcedureFinding } from './procedure-contract.ts';
import { findingWords, promiseWords, ruleWords } from './procedure-words.ts';
import type { ProcedurePart } from './read-procedure-part.ts';

export type ProcedureChoice = Readonly<Record<string, string>>;

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly choice: ProcedureChoice;
  /** Absent when what was asked for was refused. */
  readonly part: ProcedurePart | undefined;
  readonly isFirstPage: boolean;
  readonly problems: readonly PageProblem[];
};

const address = (fields: ProcedureChoice): string => {
  const query = new URLSearchParams(fields).toString();
  return query === '' ? routes.procedure : `${routes.procedure}?${query}`;
};

const Filters = ({ settings, member, choice, problems }: Props) => {
  const problemAt = (name: string) => problems.find(({ field }) => field === name)?.text;
  const channels = channelsOf(member, settings);
  const month = (name: 'from' | 'until', label: string) => (
    <Input
      id={name}
      name={name}
      type="text"
      label={label}
      hint="As 2026-11"
      value={choice[name] ?? ''}
      problem={problemAt(name)}
    />
  );
  return (
    <details class="filters" open={Object.keys(choice).length > 0 || problems.length > 0}>
      <summary>Choose months{channels.length > 1 ? ' or a channel' : ''}</summary>
      <form method="get" action={routes.procedure} autocomplete="off">
        <div class="row">
          <ChannelSelect
            settings={settings}
            member={member}
            chosen={choice.channel}
            problem={problemAt('channel')}
          />
          {month('from', 'First month')}
          {month('until', 'Last month')}
          <button type="submit" class="quiet">
            Show
          </button>
        </div>
      </form>
    </details>
  );
};

const Sums = ({ part: { sums } }: { readonly part: ProcedurePart }) => (
  <table class="labelled counted">
    <thead>
      <tr>
        {['What is checked', 'Kept', 'Not kept', 'Still open', 'Not recorded'].map((name) => (
          <th scope="col">{name}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {procedureRules.map((rule) => {
        const [name, means] = ruleWords[rule];
        const counts = sums.rules[rule];
        return (
          <tr>
            <td data-label="What is checked">
              <div>
                <strong>{name}</strong>
                <div class="meta">{means}</div>
              </div>
            </td>
            <td data-label="Kept">{counts.kept}</td>
            <td data-label="Not kept">{counts.broken > 0 ? <strong>{counts.broken}</strong> : 0}</td>
            <td data-label="Still open">{counts.open}</td>
            <td data-label="Not recorded">{counts['not-recorded']}</td>
          </tr>
        );
      })}
    </tbody>
  </table>
);

const Finding = ({ finding, member }: { readonly finding: ProcedureFinding; readonly member: Member }) => (
  <tr>
    <td data-label="Case">
      {mayDo('find-by-code', member.role) === 'allowed' ? (
        <a href={`${routes.caseByCode}?${new URLSearchParams({ code: finding.case }).toString()}`}>
          <code>{finding.case}</code>
        </a>
      ) : (
        <code>{finding.case}</code>
      )}
    </td>
    <td data-label="Not kept">
      <div>
        {ruleWords[finding.rule][0]}
        <div class="meta">
          {findingWords[finding.kind]}
          {finding.promise !== undefined && <> {promiseWords(finding.promise)}.</>}
        </div>
      </div>
    </td>
    <td data-label="Month">{monthText(finding.month)}</td>
    <td data-label="People">{finding.people.length > 0 ? finding.people.join(', ') : '–'}</td>
  </tr>
);

const Findings = ({ part, member }: { readonly part: ProcedurePart; readonly member: Member }) => {
  if (part.findings.length === 0) return <p>Nothing was found.</p>;
  return (
    <table class="labelled">
      <thead>
        <tr>
          {['Case', 'Not kept', 'Month', 'People'].map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {part.findings.map((finding) => (
          <Finding finding={finding} member={member} />
        ))}
      </tbody>
    </table>
  );
};

const CodeForm = () => (
  <form method="get" action={routes.caseByCode} autocomplete="off">
    <div class="row short">
      <Input
        id="code"
        name="code"
        type="text"
        label="Code of a case"
        hint="As the auditor gave it"
        value=""
      />
      <button type="submit" class="quiet">
        Find the case
      </button>
    </div>
  </form>
);

const numberOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const Result = ({ page, part }: { readonly page: Props; readonly part: ProcedurePart }) => {
  const { checked, untouched } = part.sums;
  const isWhole = page.isFirstPage && part.cursor === undefined;
  return (
    <>
      <h2>{part.cursor === undefined ? 'All cases' : 'So far'}</h2>
      <p>
        {numberOf(checked, 'case was', 'cases were')} checked.
        {untouched > 0 && <> In {numberOf(untouched, 'case', 'cases')} nobody has done anything yet.</>}
        {part.cursor !== undefined && <> There are more: the numbers grow with each page.</>}
      </p>
      <Sums part={part} />
      {part.cursor !== undefined && (
        <p>
          <a class="button quiet" href={address({ ...page.choice, cursor: part.cursor })}>
            Check more cases
          </a>
        </p>
      )}
      <h2>What was not kept{!isWhole && ', in the cases of this page'}</h2>
      <Findings part={part} member={page.member} />
    </>
  );
};

/** How cases were handled: counts and findings, under codes. */
export const ProcedurePage = (props: Props) => {
  const { settings, member, choice, part, problems } = props;
  const isLead = mayDo('find-by-code', member.role) === 'allowed';
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.procedure}
      title="Procedure"
      failed={problems.length > 0}
      wide
    >
      <h1>Procedure</h1>
      <ErrorSummary problems={problems} />
      <p class="soft">
        Whether the rules of deciding were kept, from the audit logs of the cases alone. A case has a code,
        and people have letters that mean something within one case only.{' '}
        {isLead
          ? 'You see the cases that exist for you.'
          : 'Ask a lead about a case by its code: they can find it.'}{' '}
        “Not recorded” is what an earlier release did not write down.
      </p>
      <Filters {...props} />
      {part && <Result page={props} part={part} />}
      {!props.isFirstPage && (
        <p>
          <a href={address(choice)}>Begin again</a>
        </p>
      )}
      {isLead && (
        <>
          <h2>Asked about a case?</h2>
          <CodeForm />
        </>
      )}
    </Layout>
  );
};

/** What a code leads to. */
export const CodePage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly found: { readonly id: string; readonly caseName: string } | undefined;
}) => (
  <Layout settings={props.settings} member={props.member} here={routes.procedure} title="Procedure" narrow>
    <h1>Code of a case</h1>
    {props.found ? (
      <p>
        It stands for <a href={casePath(props.found.id)}>{props.found.caseName}</a>.
      </p>
    ) : (
      <p>No case of yours has this code. Look whether it was copied whole, or ask another lead.</p>
    )}
    <CodeForm />
    <p>
      <a href={routes.procedure}>Back to the procedure</a>
    </p>
  </Layout>
);
