import type { MailRemark } from '../../domain/mail/read-mail.ts';
import { domainOf } from '../../settings/email-address.ts';
import { mailAddress, mailboxesOf, type Mailbox } from './addresses.ts';
import type { DeliveryTrace } from './delivery-trace.ts';
import { fieldNamed, fieldsNamed, type Field } from './header-block.ts';

export type FoundSender = {
  readonly sender: Mailbox;
  readonly answerTo: string | undefined;
  /** Whether the verdicts are about a program that passed the mail on, and not about who wrote it. */
  readonly isRewritten: boolean;
  readonly remarks: readonly MailRemark[];
};

const firstOf = (fields: readonly Field[], name: string): Mailbox | undefined =>
  mailboxesOf(fieldsNamed(fields, name)).find(({ address }) => address !== undefined);

/**
 * Who wrote a mail. A forwarding rule leaves `From` as it is and adds `Resent-*`, `X-Forwarded-*` or an ARC seal; lists and
 * groups that must rewrite it keep the writer in `X-Original-From`. A mail that is attached says nothing of who sends it.
 */
export const findSender = (fields: readonly Field[], { returnPath }: DeliveryTrace): FoundSender => {
  const all = mailboxesOf(fieldsNamed(fields, 'from'));
  const original = firstOf(fields, 'x-original-from');
  const from = all.find(({ address }) => address !== undefined) ?? all[0];
  const isRewritten =
    original !== undefined &&
    from !== undefined &&
    original.address !== from.address &&
    / via /i.test(from.name);
  const addresses = new Set(all.flatMap(({ address }) => address ?? []));
  const forwarders = [
    'resent-from',
    'resent-sender',
    'x-forwarded-to',
    'x-forwarded-for',
    'x-original-sender',
  ];
  const wasForwarded = isRewritten || forwarders.some((name) => fieldNamed(fields, name) !== undefined);

  const envelope = returnPath === undefined ? undefined : mailAddress(returnPath);
  const sender = (isRewritten ? original : from) ??
    firstOf(fields, 'sender') ?? { name: '', address: envelope };
  return {
    sender,
    answerTo: answerTo(sender, mailboxesOf(fieldsNamed(fields, 'reply-to'))),
    isRewritten,
    remarks: [
      ...(addresses.size > 1 ? (['several-senders'] as const) : []),
      ...(from === undefined ? (['no-sender'] as const) : []),
      ...(wasForwarded ? (['forwarded-to-us'] as const) : []),
    ],
  };
};

const answerTo = ({ address }: Mailbox, replyTo: readonly Mailbox[]): string | undefined =>
  address === undefined
    ? undefined
    : (replyTo.find((one) => one.address !== undefined && domainOf(one.address) === domainOf(address))
        ?.address ?? address);
