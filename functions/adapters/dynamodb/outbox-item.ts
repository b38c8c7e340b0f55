import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { OutboxNotice } from '../../domain/notice/outbox.ts';
import { toAttributes } from './attributes.ts';
import { caseKeys } from './item-keys.ts';

/** A row of the outbox that nobody has tried to deliver yet. */
export const outboxItem = (
  table: string,
  id: string,
  { caseId, channel, urgent, step, ofTask, recipients, notBefore }: OutboxNotice,
  ttl: number,
): TransactWriteItem => {
  const key = caseKeys.outbox(notBefore, id);
  const row = { caseId, channel, urgent, attempts: 0, step, ofTask, recipients, ttl };
  return { Put: { TableName: table, Item: toAttributes({ ...key, ...row }) } };
};
