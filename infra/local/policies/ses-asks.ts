import type { Mail } from '../ses/mailbox.ts';
import { bareAddress } from '../ses/addresses.ts';
import { localArns } from './local-arns.ts';
import { contextOf, type Asked } from './request.ts';

/**
 * What a fresh account, whose SES is in the sandbox, asks IAM for: the sender's identity, every recipient's, and the
 * configuration set. Out of the sandbox the recipients' are not asked for.
 */
export const sesAsks = (operation: 'SendEmail' | 'SendRawEmail', mail: Mail): Asked[] => {
  const { source, to, cc, bcc, configurationSet } = mail;
  const context = contextOf({ 'ses:FromAddress': [bareAddress(source) ?? source] });
  const identities = [source, ...to, ...cc, ...bcc].map((address) =>
    localArns.identity(bareAddress(address) ?? address),
  );
  const sets = configurationSet === undefined ? [] : [localArns.configurationSet(configurationSet)];
  return [...identities, ...sets].map((resource) => ({ action: `ses:${operation}`, resource, context }));
};
