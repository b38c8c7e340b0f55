import { createHash } from 'node:crypto';

/**
 * Every primary and index key of the three tables (`docs/architecture.md`). This file alone names `pk` and `sk`.
 */
export const indexes = {
  /** Partition `channel#open|closed|spam`; sorted unread first, then by next deadline. */
  queue: { name: 'queue', pk: 'queuePk', sk: 'queueSk' },
  /** Sparse, keys only: one partition, sorted by the time of the next action of the scheduled function. */
  due: { name: 'due', pk: 'duePk', sk: 'dueSk' },
} as const;

/** The attribute DynamoDB's time to live reads, in epoch seconds. */
export const ttlAttribute = 'ttl';

/** The notices of a kind and channel stand one behind the other in the outbox. */
export const queueKinds = ['urgent', 'ordinary', 'webhook'] as const;
export type OutboxQueue = { readonly kind: (typeof queueKinds)[number]; readonly channel: string };

export type ItemKey = { readonly pk: string; readonly sk: string };

/** The row's keys as DynamoDB hands them back; empty for a row without. */
export const partitionOf = (row: { readonly pk?: { readonly S?: string } }): string => row.pk?.S ?? '';
export const sortKeyOf = (row: { readonly sk?: { readonly S?: string } }): string => row.sk?.S ?? '';

/** The case of a `CASE#<id>` partition. */
export const caseIdOfPartition = (partition: string): string => partition.slice('CASE#'.length);

/** The first word of a partition's key: `CASE`, `THREAD`, `DOOR`, `MEMBERS` and so on. */
export const partitionKind = (partition: string): string => partition.split('#', 1)[0] ?? '';

/** The case that a row of the table `cases` belongs to by its partition, if it belongs to one. */
export const caseIdOfRow = (partition: string): string | undefined =>
  /^(?:CASE|THREAD|WORK)#([^#]+)/.exec(partition)?.[1];

/** The thread of a case whose summary a row is; `undefined` for any other row. */
export const threadOfSummary = (caseId: string, row: Parameters<typeof keyOf>[0]): string | undefined => {
  const prefix = `THREAD#${caseId}#`;
  const { pk, sk } = keyOf(row);
  return sk === 'SUMMARY' && pk.startsWith(prefix) ? pk.slice(prefix.length) : undefined;
};

/** The channel of a `LOG#<channel>` partition. */
export const channelOfLog = (partition: string): string => partition.slice('LOG#'.length);

/** The entry of a `REGISTER#<id>` partition. */
export const entryOfRegister = (partition: string): string => partition.slice('REGISTER#'.length);

/** The entry that a row of a case says it has, if it says so. */
export const registeredEntry = (caseId: string, { pk, sk }: ItemKey): string | undefined =>
  pk === `WORK#${caseId}` && sk.startsWith('REGISTER#') ? sk.slice('REGISTER#'.length) : undefined;

/** The object of an `UPLOAD#<id>` partition. */
export const objectIdOfPartition = (partition: string): string => partition.slice('UPLOAD#'.length);

/** Conditions on a whole item, and the key conditions of a query over one partition (`:partition`, `:prefix`). */
export const itemIsNew = 'attribute_not_exists(pk)';
export const keyNames = ['pk', 'sk'] as const;
export const keyAttributes = keyNames.join(', ');
export const itemExists = 'attribute_exists(pk)';
export const inPartition = 'pk = :partition';
export const inPartitionBetween = 'pk = :partition AND sk BETWEEN :first AND :last';
export const inPartitionAfter = 'pk = :partition AND sk > :after';

/** The keys of a row as DynamoDB hands it back. */
export const keyOf = (row: {
  readonly pk?: { readonly S?: string };
  readonly sk?: { readonly S?: string };
}): ItemKey => item(partitionOf(row), sortKeyOf(row));

/** Whether a row, as DynamoDB hands it back, stands under this key. */
export const isAt = (row: Parameters<typeof keyOf>[0], key: ItemKey): boolean =>
  partitionOf(row) === key.pk && sortKeyOf(row) === key.sk;

export const sortKey = ({ sk }: ItemKey): string => sk;

const item = (pk: string, sk: string): ItemKey => ({ pk, sk });
const sixDigits = (number: number): string => String(number).padStart(6, '0');

/** The attributes that put a head into the queue, and the one that moves it there. */
export const inQueue = (partition: string, order: string) => ({
  [indexes.queue.pk]: partition,
  ...queuedBy(order),
});
export const queuedBy = (order: string) => ({ [indexes.queue.sk]: order });
/** A head of a case that is neither withdrawn nor erased. */
export const isQueued = `attribute_exists(${indexes.queue.pk})`;

export const duePartition = 'DUE';
/** Uploads that nobody has attached yet stand in the same index, in a partition of their own. */
export const dueUploadsPartition = 'UPLOADS';
export const dueUpload = (at: Date) => ({ [indexes.due.pk]: dueUploadsPartition, ...dueAt(at) });
/** Lines of the enforcement log, by the first day on which they are kept no more. */
export const dueLogPartition = 'LOGLINES';
export const dueLogLine = (at: Date) => ({ [indexes.due.pk]: dueLogPartition, ...dueAt(at) });
/** Entries of the register, by when it is to be looked at whether they are kept. */
export const dueRegisterPartition = 'REGISTERED';
export const dueRegister = (at: Date) => ({ [indexes.due.pk]: dueRegisterPartition, ...dueAt(at) });
/** The attributes that put a head into the index of what is due, and the one that sets another time. */
export const due = (at: Date, retentionAt?: Date) => ({
  [indexes.due.pk]: duePartition,
  ...dueAt(at, retentionAt),
});
/**
 * Behind the time of the next action stands when retention comes, where that is known: what is to be erased is told
 * from what has a deadline by the key alone. Without it both look.
 */
export const dueAt = (at: Date, retentionAt?: Date) => ({
  [indexes.due.sk]: [at, ...(retentionAt ? [retentionAt] : [])].map((time) => time.toISOString()).join('#'),
});
/** The key of a head, as DynamoDB hands it back, in the index `due`; empty when it does not stand there. */
export const dueKeyOf = (row: { readonly dueSk?: { readonly S?: string } }): string => row.dueSk?.S ?? '';
/** The times in a key of the index `due`, ISO in UTC. */
export const dueTimes = (key: string): { readonly at: string; readonly retentionAt: string | undefined } => {
  const [at = '', retentionAt] = key.split('#');
  return { at, retentionAt };
};
/** The last key that is due at a time, of keys that begin with one; `~` sorts after whatever follows the time. */
export const lastDue = (now: Date): string => `${now.toISOString()}~`;

export const vaultKeys = {
  door: (doorId: string) => item(`DOOR#${doorId}`, 'DOOR'),
  case: (caseId: string) => item(`CASE#${caseId}`, 'CASE'),
  /** A mail to a reporter, by the earliest time it may leave. */
  outgoingMail: (notBefore: string, random: string) => outgoingMailKey(`${notBefore}#${random}`),
} as const;

export const outgoingMailPartition = 'MAILOUT';
/** The mail to a reporter with this sort key. */
export const outgoingMailKey = (sortKey: string): ItemKey => item(outgoingMailPartition, sortKey);
/** The earliest time a mail may leave, by its sort key. */
export const notBeforeOf = (sortKey: string): string => sortKey.split('#')[0] ?? '';

export const caseKeys = {
  head: (caseId: string) => item(`CASE#${caseId}`, 'HEAD'),
  thread: (caseId: string, thread: string) => `THREAD#${caseId}#${thread}`,
  entry: (caseId: string, thread: string, number: number) =>
    item(caseKeys.thread(caseId, thread), `E#${sixDigits(number)}`),
  summary: (caseId: string, thread: string) => item(caseKeys.thread(caseId, thread), 'SUMMARY'),
  /** Marks a reply as sent, so that sending the same form again adds nothing. */
  sent: (caseId: string, thread: string, sentKey: string) =>
    item(caseKeys.thread(caseId, thread), `SENT#${sentKey}`),
  /** The holder of a thread has answered what is asked at the end. */
  surveyed: (caseId: string, thread: string) => item(caseKeys.thread(caseId, thread), 'SURVEYED'),
  sentRecord: (caseId: string, sentKey: string) => item(caseKeys.work(caseId), `SENT#${sentKey}`),
  work: (caseId: string) => `WORK#${caseId}`,
  /** `NOTE#000001`, `TASK#000001`: the name of the kind. */
  record: (caseId: string, kind: string, number: number) =>
    item(caseKeys.work(caseId), `${kind.toUpperCase()}#${sixDigits(number)}`),
  audit: (caseId: string, number: number) => item(caseKeys.work(caseId), `AUDIT#${sixDigits(number)}`),
  /** The enforcement log of a channel; its lines are sorted by the day of their decision. */
  logOf: (channel: string) => `LOG#${channel}`,
  /** `2026-11-22#<random>` */
  logLine: (channel: string, lineId: string) => item(caseKeys.logOf(channel), lineId),
  /** What look-ups of a channel have left for the leads. */
  samePersonTasksOf: (channel: string) => `SAME#${channel}`,
  samePersonTask: (channel: string, id: string) => item(caseKeys.samePersonTasksOf(channel), id),
  /** An entry of the register: of its own, so that it can go to another channel and outlive its case. */
  registerEntry: (entryId: string) => item(`REGISTER#${entryId}`, 'ENTRY'),
  /** Which entries a case has, for its erasure. */
  registered: (caseId: string, entryId: string) => item(caseKeys.work(caseId), `REGISTER#${entryId}`),
  /** Where what stands under a blind key is. */
  matchOf: (blindKey: string) => `MATCH#${blindKey}`,
  match: (blindKey: string, entryId: string) => item(caseKeys.matchOf(blindKey), entryId),
  /** What of a case stands in the public list, under a hash of its id: who reads the list learns of no case. */
  publicBansOf: (caseId: string) =>
    item(publicBansPartition, createHash('sha256').update(`public-bans ${caseId}`).digest('base64url')),
  /** What a transparency report can take of a case; its id is a hash of the case's. */
  narrative: (id: string) => item(narrativesPartition, id),
  outbox: (queue: OutboxQueue, notBefore: string, random: string) =>
    outboxKey(`${queueKey(queue)}${notBefore}#${random}`),
  /** What becomes of an object of an upload: attached or swept. */
  upload: (objectId: string) => item(`UPLOAD#${objectId}`, 'UPLOAD'),
  /** Bytes of files that have come from reporters on a day. */
  budget: (day: string) => item(`BUDGET#${day}`, 'BUDGET'),
  /** What is counted of a month: rows that name no case. */
  statistics: (month: string) => `STAT#${month}`,
  /** A report that everybody can read. Its id is its period. */
  publicReport: (id: string) => item(publicReportsPartition, id),
  /** A draft of one, by a random id. */
  checklistTick: (point: string, on: string) => item(checklistPartition, `${point}#${on}`),
  reportDraft: (id: string) => item(reportDraftsPartition, id),
  /** The counts of months as they were when the report was published. */
  reportCounts: (id: string) => item(reportCountsPartition, `REPORT#${id}`),
  /** How many reports have been published. */
  reportsPublished: () => item(reportCountsPartition, 'PUBLISHED'),
  statistic: (month: string, random: string) => item(caseKeys.statistics(month), random),
  /** What has come from an address in an hour, by a mark of both. */
  mailCount: (mark: string) => item(`MAILCOUNT#${mark}`, 'COUNT'),
  /** A mail that has been filed, by its mark. */
  mailSeen: (mark: string) => item(`MAILSEEN#${mark}`, 'SEEN'),
  /** How many reports to a channel have begun to wait on a day for somebody else to name the same person. */
  heldBudget: (day: string, channel: string) => item(`BUDGET#${day}`, `HELD#${channel}`),
} as const;

/**
 * What waits until somebody else names the same person. The reporter and the team function only ever add to the inbox;
 * the scheduled function alone reads any of it.
 */
export const heldInboxPartition = 'HELD#inbox';
export const heldReportsPartition = 'HELD#reports';
export const heldKeys = {
  inbox: (random: string) => item(heldInboxPartition, random),
  /** Of a report that waits. */
  report: (caseId: string) => item(heldReportsPartition, caseId),
  /** Of a case that the team knows, and names persons. */
  named: (caseId: string) => item('HELD#named', caseId),
  /** Who stands under the blind key of a person. */
  under: (blindKey: string) => `HELD#key#${blindKey}`,
  underKey: (blindKey: string, caseId: string) => item(heldKeys.under(blindKey), caseId),
  /** How far the day's look at what waits has come. */
  progress: () => item('HELD#progress', 'CURRENT'),
} as const;

/** The lines of a period, as `inPartitionBetween` takes them; `~` sorts after whatever follows a day. */
export const logDays = ({
  from,
  until,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}) => ({
  ':first': from ?? '0',
  ':last': `${until ?? ''}~`,
});

/** The public list of permanent bans. */
export const publicBansPartition = 'PUBLIC#bans';

/** Transparency reports: what is public of them, drafts, and the counts behind them. */
export const publicReportsPartition = 'PUBLIC#reports';
/** Who has ticked what of the yearly checklist; nothing of any case. */
export const checklistPartition = 'CHECKLIST';
/** Texts about closed cases that two people have approved. */
export const narrativesPartition = 'REPORT#narratives';
export const reportDraftsPartition = 'REPORT#drafts';
export const reportCountsPartition = 'REPORT#counts';

export const outboxPartition = 'OUTBOX';
const queueKey = ({ kind, channel }: OutboxQueue): string => `${kind}#${channel}#`;
/** The beginning of the keys of a queue, of one of its keys; rows of 0.1.0 stand under their time alone. */
export const queueOf = (
  sortKey: string,
): { readonly kind: OutboxQueue['kind'] | 'mixed'; readonly key: string } => {
  const [first, channel] = sortKey.split('#');
  const kind = queueKinds.find((one) => one === first);
  return kind ? { kind, key: queueKey({ kind, channel: channel ?? '' }) } : { kind: 'mixed', key: '' };
};
/** `~` sorts after whatever follows a time. A key is never empty, and years begin no lower than with a digit. */
export const queueUpTo = (queue: string, now: Date) => ({
  first: queue === '' ? '0' : queue,
  last: `${queue}${now.toISOString()}~`,
});
/** Behind all of a queue; `:` sorts after the digits a year begins with. */
export const queueEnd = (queue: string): string => (queue === '' ? ':' : `${queue}~`);
/** The outbox row with this sort key. */
export const outboxKey = (sortKey: string): ItemKey => item(outboxPartition, sortKey);

export const teamKeys = {
  ringPublic: (channel: string, purpose: string) => item(`RING#${channel}#${purpose}`, 'CURRENT'),
  /** Private halves stand in partitions of their own, which the reporter role cannot read. */
  ringPrivate: (channel: string, purpose: string, epoch: number) =>
    item(`PRIVATE#${channel}#${purpose}`, `EPOCH#${sixDigits(epoch)}`),
  ticketSecret: () => item('SECRET#ticket', 'CURRENT'),
  /** What signs the daily anchor of the audit logs; the scheduled function alone reads it. */
  anchorSecret: () => item('SECRET#anchor', 'CURRENT'),
  /** What reporters may know of the team. */
  roster: () => item('ROSTER#public', 'CURRENT'),
  members: () => 'MEMBERS',
  member: (memberId: string) => item('MEMBERS', memberId),
  /** Members who have left, and the salt of what they are known again by. */
  formerMembers: () => 'FORMER',
  formerMember: (memberId: string) => item('FORMER', `MEMBER#${memberId}`),
  formerSalt: () => item('FORMER', 'SALT'),
  accessTokens: (memberId: string) => `MEMBER#${memberId}`,
  accessToken: (memberId: string, tokenId: string) => item(`MEMBER#${memberId}`, `TOKEN#${tokenId}`),
  /** What else belongs to a member stands beside their access tokens: it goes with them. */
  /** By a hash: a credential's id may be longer than a sort key can. */
  passkey: (memberId: string, idHash: string) => item(`MEMBER#${memberId}`, `PASSKEY#${idHash}`),
  session: (memberId: string, secretId: string) => item(`MEMBER#${memberId}`, `SESSION#${secretId}`),
  enrolment: (memberId: string, secretId: string) => item(`MEMBER#${memberId}`, `ENROLMENT#${secretId}`),
  /** How often they have looked on a day whether somebody has been met before. */
  lookUps: (memberId: string, day: string) => item(`MEMBER#${memberId}`, `LOOKUPS#${day}`),
  /** A challenge that a passkey has answered; it is good for one answer. */
  usedChallenge: (challengeId: string) => item(`CHALLENGE#${challengeId}`, 'USED'),
  lease: () => item('LEASE#scheduled', 'LEASE'),
  /** Counts the erasures of one day; the guard reads it. */
  erasureGuard: (day: string) => item('GUARD#erasure', day),
  /** How far the anchoring of the audit logs has come, and each day's leaves. */
  anchorProgress: () => item('GUARD#anchor', 'CURRENT'),
  anchorPart: (day: string, part: number) => item('GUARD#anchor', `${day}#${sixDigits(part)}`),
  /** When the outside contact was last written to. */
  outsideContact: () => item('GUARD#outside', 'CURRENT'),
  /** What the webhooks were last told. */
  webhooks: () => item('GUARD#webhooks', 'CURRENT'),
  /** How far the cases have been put down again after the settings of deadlines were changed. */
  clocks: () => item('GUARD#clocks', 'CURRENT'),
} as const;
