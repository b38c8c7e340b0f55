import { mailAddress, mailboxesOf } from './addresses.ts';
import type { DeliveryTrace } from './delivery-trace.ts';
import { fieldsNamed, type Field } from './header-block.ts';

const mostRecipients = 100;
const names = [
  ...['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to', 'resent-to'],
  ...['to', 'cc', 'apparently-to', 'bcc'],
];

/** Where it was sent to, in lower case: first by the server that took it in. At most 100. */
export const recipientsOf = (fields: readonly Field[], { deliveredTo }: DeliveryTrace): string[] => {
  const delivered = deliveredTo === undefined ? undefined : mailAddress(deliveredTo);
  const written = mailboxesOf(names.flatMap((name) => fieldsNamed(fields, name)));
  const all = [delivered, ...written.map(({ address }) => address)];
  return [...new Set(all.flatMap((address) => address?.toLowerCase() ?? []))].slice(0, mostRecipients);
};
