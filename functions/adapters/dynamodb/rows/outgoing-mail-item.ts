import type { Put } from '@aws-sdk/client-dynamodb';
import type { OutgoingMail } from '../../../domain/mail/outgoing-mail.ts';
import { addDays, epochSeconds } from '../../../domain/kernel/clock.ts';
import { toAttributes } from '../client/attributes.ts';
import { vaultKeys } from '../item-keys.ts';

/** Longer than a mail is tried, and than the function should ever stand still. */
const keptDays = 7;

/** A mail to a reporter that waits in the vault. @param attempts that were begun */
export const outgoingMailItem = (
  table: string,
  id: string,
  { notBefore, caseId, channel, sealed }: OutgoingMail,
  attempts = 0,
): Put & { readonly Item: Record<string, unknown> } => ({
  TableName: table,
  Item: toAttributes({
    ...vaultKeys.outgoingMail(notBefore, id),
    ...{ caseId, channel, sealed, attempts },
    ttl: epochSeconds(addDays(new Date(notBefore), keptDays)),
  }),
});
