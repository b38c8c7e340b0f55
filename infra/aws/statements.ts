import {
  checklistPartition,
  dueLogPartition,
  dueRegisterPartition,
  duePartition,
  heldInboxPartition,
  dueUploadsPartition,
  indexes,
  keyNames,
  outgoingMailPartition,
  publicBansPartition,
  publicReportsPartition,
  reportCountsPartition,
  narrativesPartition,
  reportDraftsPartition,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import {
  allChannels,
  casePurposes,
  ringPurposes,
  scheduledPurposes,
  teamPurposes,
} from '../../functions/domain/key-ring/purpose.ts';
import type { TableName } from '../tables.ts';
import { boundToContext } from './ring-context.ts';
import { allow, deny, type Conditions, type Statement } from './statement.ts';

/**
 * Every grant of the functions' roles and of the schedule's role, but for those on attachments and those of the mail
 * function, which stand beside this file. Nothing else gives them a permission. The same statements stand in the stack and
 * before the emulators of the laptop.
 */

export type TableArns = Readonly<Record<TableName, string>>;

/** Patterns of partition keys, as `item-keys.ts` builds them. */
export const keys = {
  door: 'DOOR#*',
  case: 'CASE#*',
  thread: 'THREAD#*',
  work: 'WORK#*',
  outbox: 'OUTBOX',
  outgoingMail: outgoingMailPartition,
  mailCount: 'MAILCOUNT#*',
  mailSeen: 'MAILSEEN#*',
  statistic: 'STAT#*',
  upload: 'UPLOAD#*',
  budget: 'BUDGET#*',
  queue: ['*#open', '*#closed', '*#spam'],
  log: 'LOG#*',
  samePersonTasks: 'SAME#*',
  register: 'REGISTER#*',
  match: 'MATCH#*',
  publicBans: publicBansPartition,
  heldInbox: heldInboxPartition,
  held: 'HELD#*',
  publicReports: publicReportsPartition,
  checklist: checklistPartition,
  reportDrafts: reportDraftsPartition,
  narratives: narrativesPartition,
  reportCounts: reportCountsPartition,
  ring: 'RING#*',
  /** Public halves that a new case, and what is answered at its end, are sealed to. */
  caseRings: [...casePurposes, 'register'].map((purpose) => `RING#*#${purpose}`),
  /** Those alone that a new case is sealed to. */
  filingRings: casePurposes.map((purpose) => `RING#*#${purpose}`),
  holdRing: `RING#${allChannels}#hold`,
  mailRing: `RING#${allChannels}#mail`,
  marksPrivateRing: `PRIVATE#${allChannels}#mail-marks`,
  privateRing: 'PRIVATE#*',
  ticketSecret: 'SECRET#ticket',
  secret: 'SECRET#*',
  members: 'MEMBERS',
  formerMembers: 'FORMER',
  roster: 'ROSTER#public',
  accessTokens: 'MEMBER#*',
  challenge: 'CHALLENGE#*',
  lease: 'LEASE#*',
  guard: 'GUARD#*',
} as const;

type Items = {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly table: string;
  readonly index?: string;
  readonly keys: readonly string[];
  readonly more?: Conditions;
};

/**
 * `ForAllValues` is true of a request that has no leading key at all (a Scan, a PartiQL statement); `Null` false
 * refuses those.
 */
export const items = ({ sid, actions, table, index, keys: leadingKeys, more }: Items): Statement =>
  allow({
    sid,
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [index === undefined ? table : `${table}/index/${index}`],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...leadingKeys] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
      ...more,
    },
  });

type Writes = Omit<Items, 'more'> & { readonly attributes: readonly string[] };

/**
 * A write that names no other attributes of its item, neither to set nor in a condition, and is answered with none. It
 * names the item's keys at least, so that `ForAllValues` is never true of nothing.
 */
const writes = ({ attributes, ...statement }: Writes): Statement =>
  items({
    ...statement,
    more: {
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...keyNames, ...attributes] },
    },
  });

const updates = (statement: Omit<Writes, 'actions'>): Statement =>
  writes({ ...statement, actions: ['UpdateItem'] });

/** A write of the reporter or the mail function answers with nothing of the row it wrote to. */
export const itemsUnanswered = (statement: Items): Statement =>
  items({ ...statement, more: { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } } });

export const reporterUsesDoors = (table: string) =>
  itemsUnanswered({
    sid: 'UseDoors',
    actions: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    table,
    keys: [keys.door, keys.case],
  });

export const reporterReadsThreads = (table: string) =>
  itemsUnanswered({ sid: 'ReadThreads', actions: ['GetItem', 'Query'], table, keys: [keys.thread] });

export const reporterFilesReports = (table: string) =>
  itemsUnanswered({
    sid: 'FileReports',
    actions: ['PutItem'],
    table,
    keys: [keys.case, keys.thread, keys.outbox],
  });

export const reporterContinuesThreads = (table: string) =>
  itemsUnanswered({
    sid: 'ContinueThreads',
    actions: ['UpdateItem', 'ConditionCheckItem'],
    table,
    keys: [keys.case, keys.thread],
  });

/** That an object is about to be kept, is attached, or takes of a day's budget; no row of another upload is read. */
export const reporterMarksUploads = (table: string) =>
  itemsUnanswered({ sid: 'MarkUploads', actions: ['UpdateItem'], table, keys: [keys.upload, keys.budget] });

export const reporterReadsBudget = (table: string) =>
  itemsUnanswered({ sid: 'ReadBudget', actions: ['GetItem'], table, keys: [keys.budget] });

/** What somebody answers at the end of a case; it reads no row, this one neither. */
export const reporterCountsAnswers = (table: string) =>
  itemsUnanswered({ sid: 'CountAnswers', actions: ['PutItem'], table, keys: [keys.statistic] });

/** The public list of permanent bans, which everybody may read. */
export const reporterReadsPublicBans = (table: string) =>
  itemsUnanswered({ sid: 'ReadPublicBans', actions: ['Query'], table, keys: [keys.publicBans] });

/** Messages about reports that wait, sealed to the scheduled function: adding alone, and to no other partition. */
export const reporterTellsOfHeld = (table: string) =>
  itemsUnanswered({ sid: 'TellOfHeld', actions: ['PutItem'], table, keys: [keys.heldInbox] });

export const teamTellsOfHeld = (table: string) =>
  items({
    sid: 'TellOfHeld',
    actions: ['PutItem'],
    table,
    keys: [keys.heldInbox],
    more: { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } },
  });

/** What waits until somebody else names the same person: nobody else reads any of it. */
export const scheduledTendsHeld = (table: string) =>
  items({
    sid: 'TendHeld',
    actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
    table,
    keys: [keys.held],
  });
/** The transparency reports, which everybody may read. */
export const reporterReadsPublicReports = (table: string) =>
  itemsUnanswered({ sid: 'ReadPublicReports', actions: ['Query'], table, keys: [keys.publicReports] });

export const reporterReadsPublicKeys = (table: string) =>
  itemsUnanswered({
    sid: 'ReadPublicKeys',
    actions: ['GetItem', 'BatchGetItem'],
    table,
    keys: [...keys.caseRings, keys.holdRing, keys.ticketSecret, keys.roster],
  });

export const teamReadsVault = (table: string) =>
  items({
    sid: 'ReadVault',
    // New ones are for cases that a member files or splits off.
    actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    table,
    keys: [keys.door, keys.case],
  });

export const teamWorksOnCases = (table: string) =>
  items({
    sid: 'WorkOnCases',
    actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    table,
    keys: [keys.case, keys.thread, keys.work, keys.outbox],
  });

// What one partition allows stands beside others that allow the same: a role's policies have 10,240 characters.

/**
 * Rows that the team reads by their partition and writes anew: lines of the enforcement log, the statistics, what look-ups
 * leave for the leads, the blind index of the register, transparency reports with their drafts and counts, the yearly
 * checklist. A published report is written once: nothing here changes one or takes it back.
 */
export const teamKeepsRows = (table: string) =>
  items({
    sid: 'KeepRows',
    actions: ['Query', 'PutItem'],
    table,
    keys: [
      ...[keys.log, keys.statistic, keys.samePersonTasks, keys.match],
      ...[keys.publicReports, keys.reportDrafts, keys.reportCounts, keys.narratives, keys.checklist],
    ],
  });

/**
 * A line of the log goes from its channel in the transaction that puts it into another; an index row with the name it stood
 * for; a draft when it is dropped or published; what is public of a case, and what a report can
 * take of it, with its change.
 */
export const teamDeletesRows = (table: string) =>
  items({
    sid: 'DeleteRows',
    actions: ['DeleteItem'],
    table,
    keys: [keys.log, keys.match, keys.reportDrafts, keys.narratives, keys.publicBans],
  });

/** A report is published only with texts that are still what was read. */
export const teamChecksNarratives = (table: string) =>
  items({ sid: 'CheckNarratives', actions: ['ConditionCheckItem'], table, keys: [keys.narratives] });

export const teamReadsLinesAndEntries = (table: string) =>
  items({ sid: 'ReadLinesAndEntries', actions: ['BatchGetItem'], table, keys: [keys.log, keys.register] });

/** Entries of the register go with their case, or later, by the scheduled function. */
export const teamPutsEntriesAndBans = (table: string) =>
  items({ sid: 'PutEntriesAndBans', actions: ['PutItem'], table, keys: [keys.register, keys.publicBans] });

/** What members send takes of no day's budget, so that uploads are only marked. */
export const teamUpdatesRows = (table: string) =>
  items({
    sid: 'UpdateRows',
    actions: ['UpdateItem'],
    table,
    keys: [keys.upload, keys.register, keys.reportCounts],
  });

export const teamListsQueue = (table: string) =>
  items({ sid: 'ListQueue', actions: ['Query'], table, index: indexes.queue.name, keys: keys.queue });

export const teamReadsKeysAndMembers = (table: string) =>
  items({
    sid: 'ReadKeysAndMembers',
    actions: ['GetItem', 'BatchGetItem'],
    table,
    keys: [keys.members, keys.accessTokens, keys.ring, keys.privateRing, keys.ticketSecret],
  });

/** That a member has looked, the filters they keep, and nothing else of them: not their channels, their role, or since when they are there. */
export const teamMarksMembers = (table: string) =>
  updates({ sid: 'MarkMembers', table, keys: [keys.members], attributes: ['noticed', 'savedFilters'] });

/** That somebody was there on a day, and nothing else of the roster: neither who is on it nor its revision. */
export const teamMarksActivity = (table: string) =>
  updates({ sid: 'MarkActivity', table, keys: [keys.roster], attributes: ['lastActive'] });

/** Who is on the team: everybody, and what the roster knows beside them. */
export const teamReadsTeam = (table: string) =>
  items({
    sid: 'ReadTeam',
    actions: ['Query', 'BatchGetItem'],
    table,
    keys: [keys.members, keys.formerMembers, keys.roster],
  });

/**
 * What leads do to members: add, change and remove them. Not what the scheduled function marks (who has been told of
 * whom, and what).
 */
export const teamChangesMembers = (table: string) =>
  writes({
    sid: 'ChangeMembers',
    actions: ['PutItem', 'UpdateItem'],
    table,
    keys: [keys.members],
    attributes: [
      'memberId',
      'earlierIds',
      'formerly',
      'name',
      'email',
      'channels',
      'role',
      'lead',
      'since',
      'onRoster',
      'expertise',
      'languages',
      'availability',
      'absence',
      'onCall',
      'mailLanguage',
      'mailProblem',
      'addedBy',
      'addedOn',
    ],
  });

/** By what members who have left are known again; what is there is not changed by who adds others. */
export const teamKeepsFormerMembers = (table: string) =>
  writes({
    sid: 'KeepFormerMembers',
    actions: ['PutItem'],
    table,
    keys: [keys.formerMembers],
    attributes: ['memberId', 'earlierIds', 'knownBy', 'salt'],
  });

export const teamRemovesMembers = (table: string) =>
  items({
    sid: 'RemoveMembers',
    actions: ['DeleteItem'],
    table,
    keys: [keys.members],
    more: { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } },
  });

/** The public side of a change of the team. */
export const teamWritesRoster = (table: string) =>
  updates({
    sid: 'WriteRoster',
    table,
    keys: [keys.roster],
    attributes: ['members', 'revision', 'emptySince'],
  });

/**
 * Passkeys, sessions, enrolment links and access tokens of members; one passkey goes while another is there. A challenge
 * is only ever put down as used.
 */
export const teamKeepsCredentials = (table: string) =>
  items({
    sid: 'KeepCredentials',
    actions: ['Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    table,
    keys: [keys.accessTokens],
  });

export const teamUsesChallenges = (table: string) =>
  items({ sid: 'UseChallenges', actions: ['PutItem'], table, keys: [keys.challenge] });

export const teamChecksMembers = (table: string) =>
  items({ sid: 'CheckMembers', actions: ['ConditionCheckItem'], table, keys: [keys.members] });

export const scheduledErasesVault = (table: string) =>
  items({
    sid: 'EraseVault',
    actions: ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    table,
    keys: [keys.door, keys.case],
  });

/** Mails to reporters wait in the vault, until they are sent or their case is gone. */
export const scheduledMailsReporters = (table: string) =>
  items({
    sid: 'MailReporters',
    actions: ['Query', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
    table,
    keys: [keys.outgoingMail],
  });

/** A message to somebody who wrote by mail is put down for mailing in its transaction; nothing of these can be read. */
export const teamMailsReporters = (table: string) =>
  items({ sid: 'MailReporters', actions: ['PutItem'], table, keys: [keys.outgoingMail] });

export const scheduledTendsCases = (table: string) =>
  items({
    sid: 'TendCases',
    actions: [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'ConditionCheckItem',
    ],
    table,
    keys: [keys.case, keys.thread, keys.work, keys.outbox],
  });

/** A row for a case that goes before anybody has opened it. It reads none. */
export const scheduledAddsStatistics = (table: string) =>
  items({ sid: 'AddStatistics', actions: ['PutItem'], table, keys: [keys.statistic] });

/** The lines of the enforcement log as they are sealed, to anchor them, and to delete those whose time is over. */
export const scheduledTendsLog = (table: string) =>
  items({ sid: 'TendLog', actions: ['BatchGetItem', 'DeleteItem'], table, keys: [keys.log] });

/** Published reports, as everybody may read them, to anchor them. */
export const scheduledAnchorsReports = (table: string) =>
  items({ sid: 'AnchorReports', actions: ['Query', 'BatchGetItem'], table, keys: [keys.publicReports] });

/** What of the yearly checklist was ticked when, to tell those who lead the team what is due. */
export const scheduledReadsChecklist = (table: string) =>
  items({ sid: 'ReadChecklist', actions: ['Query'], table, keys: [keys.checklist] });

/** Entries of the register whose case or whose last decision is gone, and their rows of the index. */
export const scheduledErasesRegister = (table: string) =>
  items({
    sid: 'EraseRegister',
    actions: ['GetItem', 'UpdateItem', 'DeleteItem'],
    table,
    keys: [keys.register],
  });

export const scheduledErasesMatches = (table: string) =>
  items({ sid: 'EraseMatches', actions: ['DeleteItem'], table, keys: [keys.match] });

/** What is public of a case, and what a report could take of it, goes with it. */
export const scheduledErasesPublicBans = (table: string) =>
  items({ sid: 'ErasePublicBans', actions: ['DeleteItem'], table, keys: [keys.publicBans, keys.narratives] });

export const scheduledFindsDue = (table: string) =>
  items({
    sid: 'FindDue',
    actions: ['Query'],
    table,
    index: indexes.due.name,
    keys: [duePartition, dueUploadsPartition, dueLogPartition, dueRegisterPartition],
  });

/** Marks uploads that nothing was attached to, and deletes what is on record of those of an erased case. */
export const scheduledSweepsUploads = (table: string) =>
  items({ sid: 'SweepUploads', actions: ['UpdateItem', 'BatchWriteItem'], table, keys: [keys.upload] });

/** Whether reporters can still add files today. */
export const scheduledReadsBudget = (table: string) =>
  items({ sid: 'ReadBudget', actions: ['GetItem'], table, keys: [keys.budget] });

export const scheduledKeepsRings = (table: string) =>
  items({
    sid: 'KeepRings',
    actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    table,
    keys: [keys.ring, keys.privateRing, keys.secret, keys.lease, keys.guard],
  });

/** Members, not their access tokens (`MEMBER#…`). */
export const scheduledReadsMembers = (table: string) =>
  items({
    sid: 'ReadMembers',
    actions: ['GetItem', 'BatchGetItem', 'Query'],
    table,
    keys: [keys.members],
  });

/** What a member has been sent, and who has been told of them; no member is made or changed here. */
export const scheduledMarksMembers = (table: string) =>
  updates({
    sid: 'MarkMembers',
    table,
    keys: [keys.members],
    attributes: [
      ...['announcement', 'noticed', 'deadlineMail', 'urgentMails', 'lastNotices', 'urgentMore'],
      'checklistTold',
      'mailProblem',
    ],
  });

export const teamOpensRings = (key: string) =>
  allow({
    sid: 'OpenRings',
    actions: ['kms:Decrypt'],
    resources: [key],
    conditions: boundToContext(teamPurposes),
  });

/** Before it writes a notice it must know whom the brief excludes; what is held it alone opens. */
export const scheduledOpensBriefs = (key: string) =>
  allow({
    sid: 'OpenBriefs',
    actions: ['kms:Decrypt'],
    resources: [key],
    conditions: boundToContext(scheduledPurposes),
  });

export const scheduledWrapsRings = (key: string) =>
  allow({
    sid: 'WrapRings',
    actions: ['kms:Encrypt'],
    resources: [key],
    conditions: boundToContext(ringPurposes),
  });

export type MailResources = {
  readonly sender: string;
  /** A pattern: in the sandbox SES also asks for the identity of every recipient, whoever will join the team. */
  readonly identities: string;
  /** For members, and for reporters. */
  readonly configurationSets: readonly string[];
};

/** To anybody, from the sender alone. */
export const scheduledSendsNotices = (mail: MailResources) =>
  allow({
    sid: 'SendNotices',
    actions: ['ses:SendRawEmail'],
    resources: [mail.identities, ...mail.configurationSets],
    conditions: { StringEquals: { 'ses:FromAddress': mail.sender } },
  });

/**
 * Lambda says of every call that a function makes which function it comes from (`lambda:SourceFunctionArn`, Lambda
 * developer guide, "Using source function ARN to control function access behavior"). Another function that is given the
 * role gets nothing by it, and nor does a service. Of KMS only the service's own key is denied: what Lambda itself asks
 * with the role, outside the function, comes from none, and the function's environment is decrypted that way.
 */
export const onlyOwnFunction = (lambda: string, key: string): readonly Statement[] => {
  const conditions = { ArnNotLike: { 'lambda:SourceFunctionArn': [lambda, `${lambda}:*`] } };
  return [
    deny({
      sid: 'OnlyOwnFunction',
      actions: ['dynamodb:*', 's3:*', 'ses:*', 'lambda:*'],
      resources: ['*'],
      conditions,
    }),
    deny({ sid: 'OnlyOwnFunctionOpens', actions: ['kms:*'], resources: [key], conditions }),
  ];
};

/** The group is made by the stack: no role may create one. */
export const writesOwnLogs = (logGroup: string) =>
  allow({
    sid: 'WriteOwnLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup],
  });

export const scheduleInvokes = (lambda: string) =>
  allow({ sid: 'Invoke', actions: ['lambda:InvokeFunction'], resources: [lambda] });
