import { encodeToken } from '../../functions/envelope/token.ts';
import { mailDigest, mailKeys, openMailSecret } from '../../functions/domain/mail/mail-keys.ts';
import { encodeHandle } from '../../functions/domain/mail/reply-handle.ts';
import type { Service } from '../harness/service.ts';
import { conductAddress, rawOf, writtenReader, type WrittenMail } from '../harness/written-mail.ts';

/** Settings with a channel that reports are mailed to. */
export const byMail = { channels: { conduct: { mail: { address: conductAddress } } } };

let mails = 0;

/** A mail that comes in, as often as it is delivered under a key of its own. @returns its key */
export const send = async (
  service: Service,
  written: WrittenMail = {},
  channel = 'conduct',
): Promise<string> => {
  mails += 1;
  const key = `${channel}/mail-${mails}`;
  await service.putMail(key, rawOf(written));
  await service.mail(key);
  return key;
};

/** What the first answer to a mail holds: the reporter's token, and the address that replies come to. */
export const answerTo = async (service: Service, written: WrittenMail = {}, channel = 'conduct') => {
  const mail = await writtenReader(Buffer.from(rawOf(written)));
  const secret = await openMailSecret(service.mailContext.openKeyRing);
  const { token, handle } = mailKeys(secret, mailDigest(channel, mail));
  const replyTo = conductAddress.replace('@', `+${encodeHandle(handle)}@`);
  return { token: encodeToken(token), replyTo };
};
