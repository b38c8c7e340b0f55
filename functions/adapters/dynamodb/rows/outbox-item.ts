import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { OutboxNotice } from '../../../domain/notice/outbox.ts';
import { toAttributes } from '../client/attributes.ts';
import { caseKeys, type OutboxQueue } from '../item-keys.ts';

/** The queue a notice waits in. */
export const queueOfNotice = (notice: {
  readonly channel: string;
  readonly urgent: boolean;
  readonly webhook?: string | undefined;
}): OutboxQueue => ({
  kind: notice.webhook !== undefined ? 'webhook' : notice.urgent ? 'urgent' : 'ordinary',
  channel: notice.channel,
});

/** A row of the outbox that nobody has tried to deliver yet. */
export const outboxItem = (
  table: string,
  id: string,
  { caseId, channel, urgent, step, ofTask, recipients, notBefore }: OutboxNotice,
  ttl: number,
): TransactWriteItem => {
  const key = caseKeys.outbox(queueOfNotice({ channel, urgent }), notBefore, id);
  const row = { caseId, channel, urgent, attempts: 0, step, ofTask, recipients, ttl };
  return { Put: { TableName: table, Item: toAttributes({ ...key, ...row }) } };
};
