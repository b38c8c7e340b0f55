import { checkAuditLog, openAuditEntry, type AuditEntry } from '../audit/audit-log-line.ts';
import type { CaseStore, StoredCase } from '../casework/change/case-store.ts';
import { rowsFor, walkQueue, type ListPosition, type QueueSection } from '../casework/reading/walk-queue.ts';
import { openRingSealed, type OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { isNamedIn } from '../member/can-see-case.ts';
import type { Member } from '../member/member.ts';
import { workThread } from '../thread/thread-name.ts';
import { canAudit } from './can-audit.ts';
import { judgeCase } from './judge-case.ts';
import type { Judged } from './procedure-rules.ts';

export type ProcedureContext = {
  readonly store: Pick<CaseStore, 'queuePage' | 'queueEnd' | 'vaults' | 'findCases' | 'readAudit'>;
  readonly openKeyRing: OpenKeyRing;
  readonly member: Member;
  /** Everybody of the team, to know one person by all rows they had. */
  readonly team: readonly Member[];
  readonly now: Date;
};

export type JudgedCase = { readonly caseId: string; readonly judged: readonly Judged[] };

export type ProcedurePage = {
  /** Cases whose audit log was followed. */
  readonly cases: readonly JudgedCase[];
  /** Cases in which no member has done anything, so that there is nothing to check. */
  readonly untouched: number;
  /** Absent when everything was checked. */
  readonly next: ListPosition | undefined;
};

/** One request follows the logs of so many cases, each with one call. */
export const casesAtOnce = 20;
/** And so many lines, or those of one case. */
const linesAtOnce = 20_000;
/** A log of more lines is not followed. */
const longestLog = 10_000;

/**
 * How the cases of some queues were handled, by their audit logs, a limited number a request. Where a page ends follows from
 * the cases that the member may check and from nothing else: the queue is walked as it is for everybody, with the same
 * calls whatever there is beside them. Of a case nothing is opened but its brief, which says who is kept from it, and its
 * audit log.
 */
export const readProcedure = async (
  context: ProcedureContext,
  { sections, after }: { readonly sections: readonly QueueSection[]; readonly after: ListPosition },
): Promise<ProcedurePage> => {
  const ids: string[] = [];
  let lines = 0;
  let next: ListPosition | undefined;
  const walk = walkQueue({ ...context, isThere: canAudit }, { sections, after }, rowsFor(casesAtOnce));
  for await (const { listed, before } of walk) {
    // Who can read nothing is told of nothing that cannot be read; a lead sees it in the queue.
    if (listed.kind === 'unreadable') continue;
    const length = listed.head.audit?.number ?? 0;
    if (ids.length === casesAtOnce || (ids.length > 0 && lines + length > linesAtOnce)) {
      next = before;
      break;
    }
    ids.push(listed.head.caseId);
    lines += Math.min(length, longestLog);
  }
  const stored = ids.length > 0 ? await context.store.findCases(ids) : [];
  const known = personOf(context.team);
  const cases: JudgedCase[] = [];
  for (const one of stored) {
    if (one.head.audit) cases.push(await judged(context, one, known));
  }
  return { cases, untouched: stored.length - cases.length, next };
};

const mostReadings = 5;

const judged = async (
  context: ProcedureContext,
  stored: StoredCase,
  known: (id: string) => string,
): Promise<JudgedCase> => {
  const { store, now } = context;
  let { head } = stored;
  const { caseId } = head;
  const month = now.toISOString().slice(0, 7);
  if ((head.audit?.number ?? 0) > longestLog)
    return {
      caseId,
      judged: [{ rule: 'log-whole', outcome: 'broken', month, kind: 'log-too-long', people: [] }],
    };
  const key = await caseworkKeyOf(context, stored);
  for (let reading = 1; ; reading++) {
    const rows = await store.readAudit(caseId, { first: 0, last: undefined });
    const opened = rows.map((row) => key && openAuditEntry(key, caseId, row));
    const entries = opened.filter((entry): entry is AuditEntry => entry !== undefined);
    const isWhole =
      entries.length === rows.length && checkAuditLog(caseId, rows, head.audit).kind === 'whole';
    // Head and lines are not read at one moment: a log that grew in between is not a broken one.
    const [again] = isWhole || reading === mostReadings ? [] : await store.findCases([caseId]);
    if (!again || again.head.version === head.version)
      return { caseId, judged: judgeCase({ lines: entries, isWhole, personOf: known, now }) };
    head = again.head;
  }
};

const caseworkKeyOf = async (
  { openKeyRing }: ProcedureContext,
  { head: { caseId, channel }, vault: { sealedCaseworkKey: sealed } }: StoredCase,
): Promise<Uint8Array | undefined> =>
  sealed &&
  openRingSealed(await openKeyRing(channel, 'reports', sealed.epoch), { caseId, part: workThread }, sealed);

/** The id a person has now, by any they had; who has left keeps theirs. */
const personOf = (team: readonly Member[]): ((id: string) => string) => {
  const now = (id: string): string => team.find((member) => isNamedIn([id], member))?.memberId ?? id;
  const found = new Map<string, string>();
  return (id) => {
    const known = found.get(id) ?? now(id);
    found.set(id, known);
    return known;
  };
};
