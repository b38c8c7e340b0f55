import { channelsOf } from '../../domain/member/channels-of.ts';
import type * as z from 'zod';
import { fieldProblems, invalidFields, type Problem } from '../../web/answer/problem.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import type { Member } from '../../domain/member/member.ts';
import { listLog, type LogFilter, type LogPage } from '../../domain/register/list-log.ts';
import type { ListedLogLine, LogPosition } from '../../domain/register/walk-log.ts';
import type { Settings } from '../../settings/schema.ts';
import { cursorInvalid, notAllowed } from '../queue/list-problems.ts';
import type { TeamContext } from '../team-context.ts';
import { logCursor, logPositionOf, type NamedLog } from './log-cursor.ts';
import { logFileQuery, logListQuery } from './log-contract.ts';

/** A narrowed page looks through so many lines, whatever of them is wanted. */
const lookedThrough = 150;
/** A file has at most so many lines, of as many that are looked through. */
export const linesOfLogFile = 1_000;

/** Cases of which a page says whether they are still there: always so many are asked for. */
const mostOnPage = 50;
const nobodys = Array.from(
  { length: mostOnPage },
  (_, index) => `${'-'.repeat(20)}${String(index).padStart(2, '0')}`,
);

export type LogPart = {
  readonly kind: 'log';
  readonly lines: readonly ListedLogLine[];
  /** Ids of the cases of these lines that have not been erased. */
  readonly there: ReadonlySet<string>;
  readonly cursor: string | undefined;
};

export type LogResult = LogPart | { readonly kind: 'refused'; readonly problem: Problem };

type Fields = Readonly<Record<string, string>>;
type Asked = z.infer<typeof logFileQuery>;
type Page = { readonly limit: number; readonly mostLookedThrough: number };

/**
 * A page of the enforcement log, as far as the member may see it; for the page and for the JSON.
 * @param asked the fields of `logListQuery`, as they came in
 */
export const readLog = async (context: TeamContext, member: Member, asked: Fields): Promise<LogResult> => {
  if (mayDo('read-log', member.role) !== 'allowed') return refused(notAllowed);
  const query = logListQuery.safeParse(asked);
  if (!query.success) return refused(invalidFields(fieldProblems(query.error)));
  const page = { limit: query.data.limit, mostLookedThrough: lookedThrough };
  const result = await readPart(context, member, query.data, page);
  if (result.kind === 'refused') return result;
  return { ...result, there: await casesThere(context, result.lines) };
};

/** A part of the log for a file: as many lines as one has. */
export const readLogFile = async (
  context: TeamContext,
  member: Member,
  asked: Fields,
): Promise<LogResult> => {
  if (mayDo('read-log', member.role) !== 'allowed') return refused(notAllowed);
  const query = logFileQuery.safeParse(asked);
  if (!query.success) return refused(invalidFields(fieldProblems(query.error)));
  const page = { limit: linesOfLogFile, mostLookedThrough: linesOfLogFile };
  return readPart(context, member, query.data, page);
};

const readPart = async (
  context: TeamContext,
  member: Member,
  asked: Asked,
  page: Page,
): Promise<LogResult> => {
  const { channel, cursor, from, until } = asked;
  const mine = channelsOf(member, context.settings);
  const channels = channel === undefined ? mine : mine.filter((name) => name === channel);
  if (channel !== undefined && channels.length === 0) {
    const errors = [{ pointer: '/channel', detail: 'Is not one of your channels.' }];
    return refused(invalidFields(errors));
  }
  const now = context.clock();
  const secret = await context.ticketSecret(now);
  const log = { channels, narrowed: namesOf(asked) };
  const after = cursor === undefined ? {} : logPositionOf(secret, member.memberId, log, cursor);
  if (!after) return refused(cursorInvalid);
  const found = await listLog(
    { ...context, store: context.cases, member, now },
    { channels, after, from, until, filter: filterOf(context.settings, asked), ...page },
  );
  tellUnreadable(context, found);
  return {
    kind: 'log',
    lines: found.lines,
    there: new Set(),
    cursor: cursorTo(secret, member, log, found.next),
  };
};

const cursorTo = (
  secret: Uint8Array,
  { memberId }: Member,
  log: NamedLog,
  next: LogPosition | undefined,
): string | undefined => next && logCursor(secret, memberId, log, next);

const tellUnreadable = ({ log }: TeamContext, { lines }: LogPage): void => {
  const count = lines.filter(({ kind }) => kind === 'unreadable').length;
  if (count > 0) log({ event: 'row-unreadable', count });
};

/** `none` is what no rung stands for, unless the settings have one of that name. */
const filterOf = ({ decisions }: Settings, asked: Asked): LogFilter => {
  const { rung, rule, platform, status, source, name } = asked;
  const isNone = rung === 'none' && !Object.hasOwn(decisions.ladder, rung);
  return { rung: isNone ? null : rung, rule, platform, status, source, name };
};

/** What is not asked for is empty, which no name is. */
const namesOf = ({ rung, rule, platform, status, source, name, from, until }: Asked): readonly string[] =>
  [rung, rule, platform, status, source, name, from, until].map((wanted) => wanted ?? '');

const casesThere = async (
  { cases, clock }: TeamContext,
  lines: readonly ListedLogLine[],
): Promise<ReadonlySet<string>> => {
  const ids = [...new Set(lines.flatMap((line) => (line.kind === 'line' ? [line.line.caseId] : [])))];
  const vaults = await cases.vaults([...ids, ...nobodys.slice(ids.length)]);
  const now = clock().getTime();
  return new Set(
    [...vaults].flatMap(([caseId, vault]) =>
      vault !== 'unreadable' && vault.expiresAt.getTime() > now && vault.withdrawnAt === undefined
        ? [caseId]
        : [],
    ),
  );
};

const refused = (problem: Problem): LogResult => ({ kind: 'refused', problem });
