import { ringIfThere } from '../../key-ring/ring-if-there.ts';
import type { RingPublicKey } from '../../key-ring/seal-to-ring.ts';
import { logAccessOf, type LogAccess } from '../../register/log-access.ts';
import type { LogFacts, LogLine } from '../../register/log-line.ts';
import { logKeptUntil } from '../../register/log-retention.ts';
import { mostLogLines, type LogWrite } from '../../register/log-write.ts';
import { openLogLine, sealLogLine, type SealedLogLine } from '../../register/sealed-log-line.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { decisionRecord } from '../record/decision-records.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import type { LogLineChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';

type Context = Pick<CaseContext, 'settings' | 'store' | 'openKeyRing' | 'ringPublicKey'>;
type Edit = Pick<CaseEdit, 'brief' | 'channel' | 'logLines'>;
type Change = Extract<LogWrite, { kind: 'changed' }>;

/**
 * The lines of the enforcement log that a change of a case writes: new ones, those it says something else of, and, when it
 * changes who may see the case or where it is, all of the case, so that they say so when it has been erased. No key ring
 * is asked for a case that writes none.
 * @throws {Error} when a case has more than `mostLogLines` lines, which no operation lets it have
 */
export const logLinesAfter = async (
  context: Context,
  opened: OpenCase,
  edit: Edit,
): Promise<readonly LogLineChange[]> => {
  const writes = edit.logLines ?? [];
  const { head, brief } = opened;
  const channel = edit.channel ?? head.channel;
  const access = logAccessOf(edit.brief ?? brief);
  const isAccessChanged = channel !== head.channel || !isSameAccess(access, logAccessOf(brief));
  const changes = writes.filter((write) => write.kind === 'changed');
  const ids = new Set([
    ...changes.map(({ id }) => id),
    ...(isAccessChanged ? await linesOfCase(context, opened) : []),
  ]);
  const news = writes.filter((write) => write.kind === 'new');
  if (ids.size + news.length === 0) return [];
  if (ids.size > mostLogLines) throw new Error('a case has at most so many decisions');
  const before = await openedLines(context, opened, [...ids]);
  if (before.length + news.length === 0) return [];
  const ring = await context.ringPublicKey(channel, 'register');
  const lineOf = lineMaker(context, opened, { channel, access });
  return [
    ...news.map(({ id, facts }) => sealed(ring, { id, line: lineOf(facts) })),
    ...before.map(({ row, line }) => {
      const facts = changes.filter(({ id }) => id === row.id).reduce(withChange, line);
      return sealed(ring, { id: row.id, line: lineOf(facts), row, from: head.channel });
    }),
  ];
};

// Made by one function, so that the same access is the same text.
const isSameAccess = (one: LogAccess, other: LogAccess): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const withChange = (line: LogLine, { facts }: Change): LogLine => ({ ...line, ...facts });

const linesOfCase = async (context: Context, opened: OpenCase): Promise<readonly string[]> => {
  const { records } = await readRecordsOf(context, opened, decisionRecord);
  return records.flatMap(({ content }) => content.logLine ?? []);
};

const lineMaker =
  (
    { settings }: Context,
    { head }: OpenCase,
    { channel, access }: { readonly channel: string; readonly access: LogAccess },
  ) =>
  (facts: LogFacts): LogLine => ({
    ...facts,
    ...access,
    caseId: head.caseId,
    caseName: head.caseName,
    channel,
    keptUntil: logKeptUntil(settings.decisions, facts),
  });

type OpenedLine = { readonly row: SealedLogLine; readonly line: LogLine };

/** Those of these lines that are there, are of this case and open. */
export const openedLines = async (
  { store, openKeyRing }: Pick<Context, 'store' | 'openKeyRing'>,
  { head }: OpenCase,
  ids: readonly string[],
): Promise<readonly OpenedLine[]> => {
  if (ids.length === 0) return [];
  const rows = await store.logLines(head.channel, ids);
  const lines: OpenedLine[] = [];
  for (const row of rows) {
    const ring = await ringIfThere(openKeyRing, head.channel, 'register', row.sealed.epoch);
    const line = ring && openLogLine(ring, row);
    // A line says itself of which case it is: no decision's record leads to another's.
    if (line?.caseId === head.caseId) lines.push({ row, line });
  }
  return lines;
};

const sealed = (
  ring: RingPublicKey,
  {
    id,
    line,
    row,
    from,
  }: {
    readonly id: string;
    readonly line: LogLine;
    readonly row?: SealedLogLine;
    readonly from?: string;
  },
): LogLineChange => ({
  channel: line.channel,
  line: sealLogLine(ring, { id, revision: (row?.revision ?? 0) + 1 }, line),
  keptUntil: line.keptUntil,
  before: row && from !== undefined ? { channel: from, revision: row.revision } : undefined,
});
