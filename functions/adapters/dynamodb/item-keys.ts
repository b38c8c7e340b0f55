/**
 * Every primary and index key of the three tables (DESIGN §4). This file alone names `pk` and `sk`.
 */
export const indexes = {
  /** Partition `channel#open|closed|spam`; sorted unread first, then by next deadline. */
  queue: { name: 'queue', pk: 'queuePk', sk: 'queueSk' },
  /** Sparse, keys only: one partition, sorted by the time of the next action of the scheduled function. */
  due: { name: 'due', pk: 'duePk', sk: 'dueSk' },
} as const;

/** The attribute DynamoDB's time to live reads, in epoch seconds. */
export const ttlAttribute = 'ttl';

export type ItemKey = { readonly pk: string; readonly sk: string };

/** The row's keys as DynamoDB hands them back; empty for a row without. */
export const partitionOf = (row: { readonly pk?: { readonly S?: string } }): string => row.pk?.S ?? '';
export const sortKeyOf = (row: { readonly sk?: { readonly S?: string } }): string => row.sk?.S ?? '';

/** The case of a `CASE#<id>` partition. */
export const caseIdOfPartition = (partition: string): string => partition.slice('CASE#'.length);

/** Conditions on a whole item, and the key conditions of a query over one partition (`:partition`, `:prefix`). */
export const itemIsNew = 'attribute_not_exists(pk)';
export const keyAttributes = 'pk, sk';
export const itemExists = 'attribute_exists(pk)';
export const inPartition = 'pk = :partition';
export const inPartitionUpTo = 'pk = :partition AND sk <= :last';

/** The keys of a row as DynamoDB hands it back. */
export const keyOf = (row: {
  readonly pk?: { readonly S?: string };
  readonly sk?: { readonly S?: string };
}): ItemKey => item(partitionOf(row), sortKeyOf(row));

const item = (pk: string, sk: string): ItemKey => ({ pk, sk });
const sixDigits = (number: number): string => String(number).padStart(6, '0');

export const duePartition = 'DUE';

export const vaultKeys = {
  door: (doorId: string) => item(`DOOR#${doorId}`, 'DOOR'),
  case: (caseId: string) => item(`CASE#${caseId}`, 'CASE'),
} as const;

export const caseKeys = {
  head: (caseId: string) => item(`CASE#${caseId}`, 'HEAD'),
  thread: (caseId: string, thread: string) => `THREAD#${caseId}#${thread}`,
  entry: (caseId: string, thread: string, number: number) =>
    item(caseKeys.thread(caseId, thread), `E#${sixDigits(number)}`),
  summary: (caseId: string, thread: string) => item(caseKeys.thread(caseId, thread), 'SUMMARY'),
  /** Marks a reply as sent, so that sending the same form again adds nothing. */
  sent: (caseId: string, thread: string, replyKey: string) =>
    item(caseKeys.thread(caseId, thread), `SENT#${replyKey}`),
  work: (caseId: string) => `WORK#${caseId}`,
  note: (caseId: string, number: number) => item(caseKeys.work(caseId), `NOTE#${sixDigits(number)}`),
  outbox: (notBefore: string, random: string) => outboxKey(`${notBefore}#${random}`),
  statistic: (month: string, random: string) => item(`STAT#${month}`, random),
} as const;

export const outboxPartition = 'OUTBOX';
/** The outbox row with this sort key. */
export const outboxKey = (sortKey: string): ItemKey => item(outboxPartition, sortKey);

export const teamKeys = {
  ringPublic: (channel: string, purpose: string) => item(`RING#${channel}#${purpose}`, 'CURRENT'),
  /** Private halves stand in partitions of their own, which the reporter role cannot read. */
  ringPrivate: (channel: string, purpose: string, epoch: number) =>
    item(`PRIVATE#${channel}#${purpose}`, `EPOCH#${sixDigits(epoch)}`),
  ticketSecret: () => item('SECRET#ticket', 'CURRENT'),
  members: () => 'MEMBERS',
  member: (memberId: string) => item('MEMBERS', memberId),
  accessTokens: (memberId: string) => `MEMBER#${memberId}`,
  accessToken: (memberId: string, tokenId: string) => item(`MEMBER#${memberId}`, `TOKEN#${tokenId}`),
  lease: () => item('LEASE#scheduled', 'LEASE'),
  /** Counts the erasures of one day; the guard reads it. */
  erasureGuard: (day: string) => item('GUARD#erasure', day),
} as const;
