import type { AuditLine, AuditLog } from '../../domain/case/audit-log.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { actionName, detailWords, type AuditNames } from '../audit-words.ts';
import { casePath, routes } from '../routes.ts';
import { Layout } from './layout.tsx';
import { momentText } from './words.ts';

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

const Check = ({ check }: Pick<AuditLog, 'check'>) =>
  check.kind === 'whole' ? (
    <p class="box">
      <strong>The log is whole.</strong> Its{' '}
      {check.entries === 1 ? 'one line follows' : `${check.entries} lines follow`} each other without a gap or
      a change, up to the last thing that was done.
    </p>
  ) : (
    <p class="box warn" role="alert">
      <strong>The log is broken at line {check.at}.</strong> That line is missing, was changed, or does not
      follow the one before it. Nothing from there on is proven. Tell whoever runs the service; do not try to
      mend it.
    </p>
  );

/** Who did what to a case, and whether the record of it is whole. */
export const AuditPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly log: AuditLog;
  readonly names: AuditNames;
  readonly mayExport: boolean;
}) => {
  const { settings, member, caseId, log, names, mayExport } = props;
  return (
    <Layout settings={settings} member={member} title="Audit log">
      <p>
        <a href={casePath(caseId)}>Back to {log.caseName}</a>
      </p>
      <h1>Audit log of {log.caseName}</h1>
      <Check check={log.check} />
      {mayExport && (
        <form method="post" action={casePath(caseId, routes.auditExport)}>
          <button type="submit" class="quiet">
            Export as a file
          </button>
          <p class="hint">
            The file names who did what. That you exported it becomes the last line of the log.
          </p>
        </form>
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
          {log.lines.map((line) => (
            <Line line={line} names={names} />
          ))}
        </tbody>
      </table>
      {log.lines.length === 0 && <p class="soft">Nobody has done anything with this case yet.</p>}
    </Layout>
  );
};
