import { linesOfFile, type AuditLine, type AuditLog } from '../../domain/casework/reading/read-audit-log.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { actionName, detailWords, type AuditNames } from './audit-words.ts';
import { casePath, routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { momentText } from '../ui/words.ts';

const Line = ({ line, names }: { readonly line: AuditLine; readonly names: AuditNames }) => {
  switch (line.kind) {
    case 'line': {
      const detail = detailWords(line.entry, names);
      return (
        <tr>
          <td>{line.number}</td>
          <td>{momentText(line.entry.on)}</td>
          <td dir="auto">{line.entry.by.name}</td>
          <td>
            {actionName(line.entry.action)}
            {detail !== undefined && (
              <>
                : <bdi>{detail}</bdi>
              </>
            )}
          </td>
        </tr>
      );
    }
    case 'withheld':
      return (
        <tr>
          <td>{line.number}</td>
          <td>{momentText(line.entry.on)}</td>
          <td dir="auto">{line.entry.by.name}</td>
          <td class="soft">Something that is not shown to you</td>
        </tr>
      );
    case 'unreadable':
      return (
        <tr>
          <td>{line.number}</td>
          <td colspan={3} class="problem">
            This line is damaged.
          </td>
        </tr>
      );
    case 'missing':
      return (
        <tr>
          <td>{line.number === line.last ? line.number : `${line.number} to ${line.last}`}</td>
          <td colspan={3} class="problem">
            {line.number === line.last ? 'This line is missing.' : 'These lines are missing.'}
          </td>
        </tr>
      );
  }
};

const Check = ({ check }: Pick<AuditLog, 'check'>) => {
  if (check.kind === 'whole')
    return (
      <p class="box">
        <strong>The log is whole.</strong> Its{' '}
        {check.entries === 1 ? 'one line follows' : `${check.entries} lines follow`} each other without a gap
        or a change, up to the last thing that was done.
      </p>
    );
  if (check.kind === 'part-whole')
    return (
      <p class="box">
        <strong>
          Lines {check.from} to {check.through} of {check.entries} are whole.
        </strong>{' '}
        They follow each other, and those beside them, without a gap or a change. The others are checked when
        they are shown or exported.
      </p>
    );
  return (
    <p class="box warn" role="alert">
      <strong>The log is broken at line {check.at}.</strong> That line is missing, was changed, or does not
      follow the one before it. Nothing from there on is proven. Tell whoever runs the service; do not try to
      fix it.
    </p>
  );
};

/** The files that an export of the log takes: the first line of each, and the last when there are several. */
const filesOf = ({ last }: AuditLog): { readonly from: number; readonly through?: number | undefined }[] =>
  last < linesOfFile
    ? [{ from: 1 }]
    : Array.from({ length: Math.ceil(last / linesOfFile) }, (_, at) => ({
        from: at * linesOfFile + 1,
        through: Math.min(last, (at + 1) * linesOfFile),
      }));

/** Who did what to a case, and whether the record of it is whole. */
export const AuditPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly log: AuditLog;
  readonly names: AuditNames;
  readonly mayExport: boolean;
  /** Whether these are the latest lines. */
  readonly isLatest: boolean;
}) => {
  const { settings, member, caseId, log, names, mayExport, isLatest } = props;
  const { lines, older } = log;
  const path = casePath(caseId, routes.audit);
  return (
    <Layout settings={settings} member={member} title="Audit log">
      <p>
        <a href={casePath(caseId)}>Back to {log.caseName}</a>
      </p>
      <h1>Audit log of {log.caseName}</h1>
      <Check check={log.check} />
      {mayExport && (
        <form method="post" action={casePath(caseId, routes.auditExport)}>
          {filesOf(log).map(({ from, through }) => (
            <button type="submit" name="from" value={String(from)} class="quiet">
              {through === undefined ? 'Export as a file' : `Export lines ${from} to ${through}`}
            </button>
          ))}
          <p class="hint">
            The file names who did what. That you exported it becomes the last line of the log.
          </p>
        </form>
      )}
      {older !== undefined && (
        <p>
          <a href={`${path}?before=${older}`}>Earlier lines</a>
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line line={line} names={names} />
          ))}
        </tbody>
      </table>
      {!isLatest && (
        <p>
          <a href={path}>The latest lines</a>
        </p>
      )}
      {log.lines.length === 0 && <p class="soft">Nobody has done anything with this case yet.</p>}
    </Layout>
  );
};
