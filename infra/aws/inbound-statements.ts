import { mailPurposes } from '../../functions/domain/key-ring/purpose.ts';
import { boundToContext } from './ring-context.ts';
import { allow, type Statement } from './statement.ts';
import { itemsUnanswered, keys, type TableArns } from './statements.ts';

/** Every grant of the mail function's role, and those of the scheduled function's that are there only with it. */

/** What mails come through, by ARN. */
export type InboundResources = {
  /** The bucket of raw mails. */
  readonly bucket: string;
  /** The key it is encrypted under. */
  readonly key: string;
  /** The mail function. */
  readonly lambda: string;
  /** The queue of what it could not file. */
  readonly deadLetters: string;
};

/** Doors of new cases, and those that count the entries of a thread; none is read. */
const mailUsesDoors = (table: string) =>
  itemsUnanswered({ sid: 'UseDoors', actions: ['PutItem', 'UpdateItem'], table, keys: [keys.door] });

/** Where a case's doors are; nothing of a case that is there is changed. */
const mailReadsCases = (table: string) =>
  itemsUnanswered({
    sid: 'ReadCases',
    actions: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    table,
    keys: [keys.case],
  });

/** What it has put there, it cannot look at. */
const mailAnswers = (table: string) =>
  itemsUnanswered({ sid: 'Answer', actions: ['PutItem'], table, keys: [keys.outgoingMail] });

const mailFiles = (table: string) =>
  itemsUnanswered({
    sid: 'File',
    actions: ['GetItem', 'PutItem', 'UpdateItem'],
    table,
    keys: [keys.case],
  });

const mailCounts = (table: string) =>
  itemsUnanswered({ sid: 'Count', actions: ['GetItem', 'UpdateItem'], table, keys: [keys.mailCount] });

const mailMarksFiled = (table: string) =>
  itemsUnanswered({ sid: 'MarkFiled', actions: ['GetItem', 'PutItem'], table, keys: [keys.mailSeen] });

/** Entries, summaries and notices are added; none is read or changed. */
const mailAddsEntries = (table: string) =>
  itemsUnanswered({ sid: 'AddEntries', actions: ['PutItem'], table, keys: [keys.thread] });

const mailTells = (table: string) =>
  itemsUnanswered({ sid: 'Tell', actions: ['PutItem'], table, keys: [keys.outbox, keys.heldInbox] });

const mailMarksUploads = (table: string) =>
  itemsUnanswered({ sid: 'MarkUploads', actions: ['UpdateItem'], table, keys: [keys.upload, keys.budget] });

/** Public halves that a case is sealed to, the roster, and of the private halves the one that marks are derived from. */
const mailReadsKeys = (table: string) =>
  itemsUnanswered({
    sid: 'ReadKeys',
    actions: ['BatchGetItem'],
    table,
    keys: [...keys.filingRings, keys.holdRing, keys.mailRing, keys.marksPrivateRing, keys.roster],
  });

const mailOpensMarks = (key: string) =>
  allow({
    sid: 'OpenMarks',
    actions: ['kms:Decrypt'],
    resources: [key],
    conditions: boundToContext(mailPurposes),
  });

/** S3 decrypts what is read from it, with the rights of whoever reads. */
const mailOpensMails = ({ key, bucket }: InboundResources) =>
  allow({
    sid: 'OpenMails',
    actions: ['kms:Decrypt'],
    resources: [key],
    conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `${bucket}/*` } },
  });

const mailTakesMails = ({ bucket }: InboundResources) =>
  allow({ sid: 'TakeMails', actions: ['s3:GetObject', 's3:DeleteObject'], resources: [`${bucket}/*`] });

/** Lambda sends them with the role of the function whose events they were. */
const mailLeavesDeadLetters = ({ deadLetters }: InboundResources) =>
  allow({ sid: 'LeaveDeadLetters', actions: ['sqs:SendMessage'], resources: [deadLetters] });

/** It cannot read what it lists. */
const scheduledListsMails = ({ bucket }: InboundResources) =>
  allow({ sid: 'ListMails', actions: ['s3:ListBucket'], resources: [bucket] });

const scheduledHandsMailsOver = ({ lambda }: InboundResources) =>
  allow({ sid: 'HandMailsOver', actions: ['lambda:InvokeFunction'], resources: [lambda] });

export const inboundStatements = (
  { tables: { vault, cases, team }, key }: { readonly tables: TableArns; readonly key: string },
  inbound: InboundResources,
): Readonly<Record<'mail' | 'scheduled', readonly Statement[]>> => ({
  mail: [
    mailUsesDoors(vault),
    mailReadsCases(vault),
    mailAnswers(vault),
    mailFiles(cases),
    mailCounts(cases),
    mailMarksFiled(cases),
    mailAddsEntries(cases),
    mailTells(cases),
    mailMarksUploads(cases),
    mailReadsKeys(team),
    mailOpensMarks(key),
    mailOpensMails(inbound),
    mailTakesMails(inbound),
    mailLeavesDeadLetters(inbound),
  ],
  scheduled: [scheduledListsMails(inbound), scheduledHandsMailsOver(inbound)],
});
