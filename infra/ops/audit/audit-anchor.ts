import { readFile } from 'node:fs/promises';
import { parseRow } from '../../../functions/adapters/dynamodb/client/attributes.ts';
import { leavesOfRow } from '../../../functions/adapters/dynamodb/scheduled/anchor-store.ts';
import { caseKeys, sortKeyOf, teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../../functions/adapters/dynamodb/client/query.ts';
import { readLogLines } from '../../../functions/adapters/dynamodb/rows/log-rows.ts';
import { auditRow } from '../../../functions/adapters/dynamodb/rows/rows.ts';
import {
  anchoredLine,
  anchorRoot,
  hex,
  isLogLineAnchored,
  isReportAnchored,
} from '../../../functions/domain/audit/anchor.ts';
import { checkAuditLog } from '../../../functions/domain/audit/audit-log-line.ts';
import { readReportFile } from '../../../functions/domain/transparency/published-report.ts';
import { tableNames } from '../../local/create-tables.ts';
import { namedCase } from './named-case.ts';
import { readCommandLine } from '../command-line.ts';
import { runCommand, say } from '../run-command.ts';
import { CommandError, teamOfCommand } from '../member/team-of-command.ts';

const usage = `npm run audit-anchor -- --day <2026-11-22> [--root <root of that day's line>] [--case <name or id>]
                        [--line <id of a line> --channel <its channel>] [--report <file.json>]
                        [--table <team table> --cases-table <cases table>]

Makes the root of a day again from the leaves that are stored, to be compared with the line "audit-logs-anchored" in the
log group of the scheduled function. With a case, by its name such as amber-falcon-27: follows its audit log and says
which line was the last one on that day. With a line of the enforcement log, by its id and channel as GET /api/log gives
them: says whether it is as it was anchored on that day. With the file of a published transparency report, as
/transparency/<id>.json gives it: says the same of it.
Exit code 1 when something does not fit. What that proves stands in docs/audit-log.md.`;

/** @param path of the file. @throws {CommandError} when it was not anchored as it is */
const checkReport = async (leaves: readonly Uint8Array[], path: string): Promise<void> => {
  const file = await readFile(path);
  const id = readReportFile(file.toString('utf8'))?.id;
  if (id === undefined) throw new CommandError(`${path} is not the file of a transparency report.`);
  if (!isReportAnchored(leaves, id, file))
    throw new CommandError(
      `The report ${id} was not anchored on that day as it is in this file: it was not published yet, or was changed since.`,
    );
  say(`The report ${id} is as it was anchored on that day, byte for byte.`);
};

await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    day: { type: 'string' },
    root: { type: 'string' },
    case: { type: 'string' },
    line: { type: 'string' },
    channel: { type: 'string' },
    report: { type: 'string' },
    table: { type: 'string' },
    'cases-table': { type: 'string' },
  });
  const { day, root: expected, case: typed, line: lineId, channel, report, table: teamTable } = values;
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) throw new CommandError(usage);
  if ((teamTable === undefined) !== (values['cases-table'] === undefined)) throw new CommandError(usage);
  if ((lineId === undefined) !== (channel === undefined)) throw new CommandError(usage);
  const { client, table } = await teamOfCommand(teamTable);
  const partition = teamKeys.anchorProgress().pk;
  const rows = (await queryPartition(client, table, partition)).filter((row) =>
    sortKeyOf(row).startsWith(`${day}#`),
  );
  const leaves = rows.flatMap(leavesOfRow);
  const root = hex(anchorRoot(leaves));
  say(
    `${day}: ${leaves.length} audit logs, lines of the enforcement log and published reports, root ${root}`,
  );
  if (expected !== undefined && expected !== root)
    throw new CommandError(
      'That is not the root in the line: the leaves of that day are not those that were anchored.',
    );
  const cases = values['cases-table'] ?? tableNames('conductline-').cases;
  if (lineId !== undefined && channel !== undefined) {
    const [line] = await readLogLines(client, cases, channel, [lineId]);
    if (!line) throw new CommandError(`There is no line ${lineId} in the log of ${channel}: it was deleted.`);
    if (!isLogLineAnchored(leaves, channel, line))
      throw new CommandError(
        `The line ${lineId} was not anchored on that day as it is today: it was not there yet, or was changed since.`,
      );
    say(`The line ${lineId} of the log of ${channel} is as it was anchored on that day.`);
  }
  if (report !== undefined) await checkReport(leaves, report);
  if (typed === undefined) return;

  const { caseId, caseName, audit: end } = await namedCase(client, cases, typed);
  const work = await queryPartition(client, cases, caseKeys.work(caseId));
  const lines = work
    .filter((row) => sortKeyOf(row).startsWith('AUDIT#'))
    .map((row) => parseRow(auditRow, row));
  const check = checkAuditLog(caseId, lines, end);
  if (check.kind === 'broken')
    throw new CommandError(`The audit log of ${caseName} is broken at line ${check.at}.`);
  const line = anchoredLine(leaves, caseId, lines);
  if (line === undefined)
    throw new CommandError(
      `No line of the audit log of ${caseName} was anchored on that day: it had none yet, or was rewritten since.`,
    );
  say(
    `The audit log of ${caseName} is whole (${check.entries} lines). On that day line ${line} was its last one.`,
  );
});
