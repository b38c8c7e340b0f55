import { tryRow, type Attributes } from '../../../functions/adapters/dynamodb/client/attributes.ts';
import {
  caseIdOfRow,
  indexes,
  outgoingMailPartition,
  partitionKind,
  partitionOf,
  sortKeyOf,
} from '../../../functions/adapters/dynamodb/item-keys.ts';
import {
  doorRow,
  entryNumberRow,
  headRow,
  outboxRow,
  tombstoneRow,
  vaultCaseRow,
} from '../../../functions/adapters/dynamodb/rows/rows.ts';
import { reporterThread } from '../../../functions/domain/thread/thread-name.ts';
import type { TableName } from '../../tables.ts';

/** What becomes of one row of a restored table. */
export const restoreDecisions = {
  copied: 'missing, copied back',
  replaced: 'different in the live table, replaced as you said',
  same: 'the same in the live table',
  'kept-newer': 'different in the live table, which is kept',
  erased: 'left out: the case was erased, withdrawn or has expired since',
  'thread-erased': 'left out: what was written in this conversation was erased since',
  'door-closed': 'left out: the words were changed or given up since',
  'member-gone': 'left out: the member was removed since',
  'other-salt':
    'left out: what removed members are known by again has another salt since; they are not known again',
  'not-restored': 'left out: of the moment only (sign-ins, leases, uploads, guards, mails to reporters)',
  unreadable: 'left out: it cannot be read',
} as const;
export type RestoreDecision = keyof typeof restoreDecisions;

/** What the live tables say of the restored row. */
export type LiveRows = {
  /** The row under the same key. */
  readonly same: Attributes | undefined;
  /** The case's row in the vault. */
  readonly vault: Attributes | undefined;
  /** The case's head in the table `cases`. */
  readonly head: Attributes | undefined;
  /** Members that are there now; `undefined` while there is none at all. */
  readonly memberIds: ReadonlySet<string> | undefined;
  /** What is kept of members who were removed. */
  readonly former: FormerRows;
};

/** Rows of removed members, as far as they decide about others. */
export type FormerRows = {
  /** Members who were removed, as the live table says. */
  readonly removedIds: ReadonlySet<string>;
  /** Whether the live table knows names and addresses under another salt than the restored one. */
  readonly hasOtherSalt: boolean;
};

export type RestoreRules = { readonly now: Date; readonly overwrite: boolean };

/**
 * The case a restored row belongs to, whose rows in the live tables decide. Rows of the team belong to none. A row that
 * should name one and does not is `unreadable`.
 */
export const caseOf = (table: TableName, row: Attributes): { readonly caseId?: string } | 'unreadable' => {
  if (table === 'team') return {};
  const partition = partitionOf(row);
  const caseId = caseIdOfRow(partition);
  if (caseId !== undefined) return { caseId };
  const kind = partitionKind(partition);
  if (kind !== 'DOOR' && kind !== 'OUTBOX') return {};
  const named = tryRow(kind === 'DOOR' ? doorRow : outboxRow, row)?.caseId;
  // What is left of a closed door names no case.
  if (named === undefined) return kind === 'DOOR' ? {} : 'unreadable';
  return { caseId: named };
};

export const restoreDecisionOf = (
  table: TableName,
  row: Attributes,
  live: LiveRows,
  rules: RestoreRules,
): RestoreDecision => {
  switch (table) {
    case 'cases':
      return fateInCases(row, live, rules);
    case 'vault':
      return fateInVault(row, live, rules);
    case 'team':
      return fateInTeam(row, live, rules);
  }
};

/** The keys decide: without them in the live vault a case is gone, and nothing of it comes back. */
const fateInCases = (row: Attributes, live: LiveRows, rules: RestoreRules): RestoreDecision => {
  const belongs = caseOf('cases', row);
  if (belongs === 'unreadable') return 'unreadable';
  if (belongs.caseId === undefined) {
    return partitionKind(partitionOf(row)) === 'STAT' ? besideLive(row, live, rules) : 'not-restored';
  }
  if (isTombstone(live.head) || isTombstone(row)) return 'erased';
  if (live.vault === undefined) return 'erased';
  const keys = readable(live.vault);
  if (keys === undefined) return 'unreadable';
  if (!hasKeys(keys, rules.now)) return 'erased';
  return isOfErasedThread(row, keys) ? 'thread-erased' : besideLive(row, live, rules);
};

/**
 * Whether a row of `cases` stands in a conversation that was erased while its case goes on: of the reporter's, which goes
 * on under another key, what came before; of any other, all of it.
 */
const isOfErasedThread = (row: Attributes, { erasedThreads = {} }: KeptRow): boolean => {
  const [kind, , thread = ''] = partitionOf(row).split('#');
  if (kind !== 'THREAD' || !Object.hasOwn(erasedThreads, thread)) return false;
  if (thread !== reporterThread) return true;
  // The summary has no number, and says nothing that the reporter wrote.
  const number = tryRow(entryNumberRow, row)?.number;
  return number !== undefined && number <= (erasedThreads[thread]?.through ?? 0);
};

/** Keys come back only for a case that the live `cases` still has; what was taken away there stays away. */
const fateInVault = (row: Attributes, live: LiveRows, { now }: RestoreRules): RestoreDecision => {
  const kept: RestoreRules = { now, overwrite: false };
  // It was mailed since, or its case has gone.
  if (partitionOf(row) === outgoingMailPartition) return 'not-restored';
  const belongs = caseOf('vault', row);
  if (belongs === 'unreadable') return 'unreadable';
  if (belongs.caseId === undefined) return 'door-closed';
  if (live.head === undefined || isTombstone(live.head) || live.head[indexes.queue.pk] === undefined)
    return 'erased';
  const isDoor = partitionKind(partitionOf(row)) === 'DOOR';
  if (!isDoor) {
    const keys = readable(row);
    if (keys === undefined) return 'unreadable';
    if (!hasKeys(keys, now)) return 'erased';
    // Where the live vault has lost the case, its keys of before would bring back what was erased since.
    return hasKeysOfErased(keys, live.head) ? 'thread-erased' : besideLive(row, live, kept);
  }
  const door = tryRow(doorRow, row);
  if (!door) return 'unreadable';
  if (door.expiresAt <= now) return 'erased';
  if (live.vault !== undefined && live.same === undefined) {
    const keys = readable(live.vault);
    if (keys === undefined) return 'unreadable';
    if (!hasKeys(keys, now)) return 'erased';
    if (Object.hasOwn(keys.erasedThreads ?? {}, door.thread)) return 'thread-erased';
    const doorId = partitionOf(row).slice('DOOR#'.length);
    if (!Object.values(keys.doors).flat().includes(doorId)) return 'door-closed';
  }
  return besideLive(row, live, kept);
};

/** Whether a restored row of the vault is from before a conversation of its case was erased, as the live head says. */
const hasKeysOfErased = ({ erasedThreads = {} }: KeptRow, head: Attributes): boolean =>
  Object.entries(tryRow(headRow, head)?.erasedThreads ?? {}).some(
    ([thread, { through }]) => (erasedThreads[thread]?.through ?? -1) < through,
  );

const teamRowsRestored = new Set(['RING', 'PRIVATE', 'SECRET']);

/**
 * Keys of rings and secrets are never put back over those that are there: what was sealed since needs the new ones. What
 * removed members are known by comes back, or who was kept from a case could join again and see it.
 */
const fateInTeam = (row: Attributes, live: LiveRows, rules: RestoreRules): RestoreDecision => {
  const kind = partitionKind(partitionOf(row));
  const kept = { ...rules, overwrite: false };
  if (teamRowsRestored.has(kind)) return besideLive(row, live, kept);
  const { removedIds, hasOtherSalt } = live.former;
  // Without its salt no digest is ever met again, and a second salt would make the newer ones as useless.
  if (kind === 'FORMER') return hasOtherSalt ? 'other-salt' : besideLive(row, live, kept);
  if (kind !== 'MEMBERS') return 'not-restored';
  const memberId = sortKeyOf(row);
  const wasRemoved =
    removedIds.has(memberId) || (live.memberIds !== undefined && !live.memberIds.has(memberId));
  return wasRemoved ? 'member-gone' : besideLive(row, live, rules);
};

const besideLive = (row: Attributes, { same }: LiveRows, { overwrite }: RestoreRules): RestoreDecision => {
  if (same === undefined) return 'copied';
  if (isEqual(row, same)) return 'same';
  return overwrite ? 'replaced' : 'kept-newer';
};

type KeptRow = NonNullable<ReturnType<typeof readable>>;
const readable = (row: Attributes) => tryRow(vaultCaseRow, row);

const hasKeys = (vault: NonNullable<ReturnType<typeof readable>>, now: Date): boolean =>
  vault.threads !== undefined && vault.withdrawnAt === undefined && vault.expiresAt > now;

const isTombstone = (row: Attributes | undefined): boolean =>
  row !== undefined && tryRow(tombstoneRow, row) !== undefined;

const isEqual = (one: unknown, other: unknown): boolean => {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.from(one).equals(other);
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  const [left, right] = [Object.entries(one), new Map(Object.entries(other))];
  return left.length === right.size && left.every(([name, value]) => isEqual(value, right.get(name)));
};
