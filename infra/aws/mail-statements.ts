import { allChannels, casePurposes, mailPurposes } from '../../functions/domain/key-ring/purpose.ts';
import { boundToContext } from './ring-context.ts';
import { allow, type Statement } from './statement.ts';
import type { TableArns } from './statements.ts';

/** Every grant of the mail function's role, those on attachments aside. */

type Items = {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly table: string;
  readonly keys: readonly string[];
};

/** Items by their partitions alone; a write is answered with nothing of the row. */
const items = ({ sid, actions, table, keys }: Items): Statement =>
  allow({
    sid,
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
    },
  });

export const mailStatements = (
  { vault, cases, team }: TableArns,
  { key, mails }: { readonly key: string; readonly mails: string },
): readonly Statement[] => [
  items({ sid: 'UseDoors', actions: ['PutItem', 'UpdateItem'], table: vault, keys: ['DOOR#*'] }),
  items({
    sid: 'ReadCases',
    actions: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    table: vault,
    keys: ['CASE#*'],
  }),
  items({ sid: 'Answer', actions: ['PutItem'], table: vault, keys: ['MAILOUT'] }),
  items({
    sid: 'File',
    actions: ['GetItem', 'PutItem', 'UpdateItem'],
    table: cases,
    keys: ['CASE#*', 'MAILCOUNT#*', 'MAILSEEN#*'],
  }),
  items({ sid: 'AddEntries', actions: ['PutItem'], table: cases, keys: ['THREAD#*', 'OUTBOX'] }),
  items({ sid: 'MarkUploads', actions: ['UpdateItem'], table: cases, keys: ['UPLOAD#*', 'BUDGET#*'] }),
  items({
    sid: 'ReadKeys',
    actions: ['GetItem', 'BatchGetItem'],
    table: team,
    keys: [
      ...casePurposes.map((purpose) => `RING#*#${purpose}`),
      `RING#${allChannels}#mail`,
      `PRIVATE#${allChannels}#mail-marks`,
      'ROSTER#public',
    ],
  }),
  allow({
    sid: 'OpenMarks',
    actions: ['kms:Decrypt'],
    resources: [key],
    conditions: boundToContext(mailPurposes),
  }),
  allow({ sid: 'TakeMails', actions: ['s3:GetObject', 's3:DeleteObject'], resources: [`${mails}/*`] }),
];
