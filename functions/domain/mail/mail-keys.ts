import { createHash } from 'node:crypto';
import { derive } from '../../envelope/derive.ts';
import { lengthPrefixed, utf8 } from '../../envelope/format.ts';
import { tokenOfTicket } from '../../envelope/ticket.ts';
import type { Token } from '../../envelope/token.ts';
import { normalForm } from '../kernel/normal-form.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { allChannels, onlyEpoch } from '../key-ring/purpose.ts';
import type { ReadMail } from './read-mail.ts';
import { encodeHandle, type ReplyHandle } from './reply-handle.ts';

/** 32 bytes, without which no mark can be tried. */
export type MailSecret = Uint8Array;

/**
 * The secret of the marks by which mails are known again: derived (HKDF-SHA256, RFC 5869) from the private half of the ring
 * `mail-marks`, which KMS opens for the mail function alone.
 * @throws {Fault} when storage or KMS does not answer, or the ring is not made yet
 */
export const openMailSecret = async (openKeyRing: OpenKeyRing): Promise<MailSecret> => {
  const { privateKey } = await openKeyRing(allChannels, 'mail-marks', onlyEpoch);
  return derive(privateKey, 'conductline mail marks', 32);
};

const markBytes = 16;
const mark = (secret: MailSecret, label: string, parts: readonly (string | Uint8Array)[]): string => {
  const bytes = parts.map((part) => (typeof part === 'string' ? utf8(part) : part));
  return Buffer.from(derive(secret, label, markBytes, bytes)).toString('base64url');
};

/** Addresses are compared without regard to case. */
const sameAddress = (address: string): string => normalForm(address, 'NFC').toLowerCase();

/** Whether the mail service found that a mail comes from where it says. */
const isProven = ({ verdicts }: Pick<ReadMail, 'verdicts'>): boolean => verdicts.dmarc === 'pass';

/**
 * SHA-256 of what makes a mail the same one: where it was sent to, by whom, its Message-ID and its content, and all that
 * decides what becomes of it: who gets the answer, whether a program wrote it, and whether it was shown to come from there.
 * Headers of the way it took differ between two copies. The Message-ID alone would not do, and content would not: somebody
 * who has a copy could send it first, as one that is dropped or whose answers go to them.
 * @param replies handles of the conversations that it was sent to
 */
export const mailDigest = (
  channel: string,
  mail: ReadMail,
  replies: readonly ReplyHandle[] = [],
): Uint8Array => {
  const files = mail.files.map(({ name, kind, bytes }) =>
    lengthPrefixed([name, kind, createHash('sha256').update(bytes).digest()]),
  );
  return createHash('sha256')
    .update(
      lengthPrefixed([
        channel,
        sameAddress(mail.sender.address ?? ''),
        mail.messageId ?? '',
        mail.subject,
        mail.text,
        mail.quoted,
        mail.signature,
        lengthPrefixed(files),
        sameAddress(mail.answerTo ?? ''),
        mail.automatic ?? '',
        String(isProven(mail)),
        lengthPrefixed(replies.map(encodeHandle).sort()),
      ]),
    )
    .digest();
};

/** What is made of a mail is derived from it: a second delivery leads to the same case. */
export type MailKeys = {
  /** Under which it is kept that the mail has been filed. */
  readonly seenMark: string;
  /** Of the door that is handed over with the first answer. */
  readonly token: Token;
  readonly handle: ReplyHandle;
};

export const mailKeys = (secret: MailSecret, digest: Uint8Array): MailKeys => {
  const randomBits = derive(secret, 'conductline mail', 16, [digest]);
  return {
    seenMark: mark(secret, 'conductline mail seen', [digest]),
    token: tokenOfTicket(randomBits, digest),
    handle: derive(randomBits, 'conductline mail reply handle', 16, [digest]),
  };
};

/** Under which it is kept that what lay in the bucket under this key has been filed. */
export const objectMark = (secret: MailSecret, key: string): string =>
  mark(secret, 'conductline mail object', [key]);

/**
 * Whose mails are counted together: of one channel, and of whoever gets their answers. Above the limit they are one
 * conversation, which is read by whom the first answer went to and by the members of its channel, and by nobody else.
 */
export type CountedAs = {
  readonly channel: string;
  /** Where answers go, else who sent it. */
  readonly address: string;
  /** `proven`: they were shown to come from there. Who writes in somebody's name uses up nothing of theirs. */
  readonly as: 'proven' | 'unproven' | 'unanswered';
};

/** @param answeredAt where the answers go, if anywhere; `undefined` without an address: who says none is not one person */
export const countedAs = (
  channel: string,
  mail: ReadMail,
  answeredAt: string | undefined,
): CountedAs | undefined => {
  const { address } = mail.sender;
  if (address === undefined) return undefined;
  if (answeredAt === undefined) return { channel, address, as: 'unanswered' };
  const isTheirs = isProven(mail) && sameAddress(answeredAt) === sameAddress(address);
  return { channel, address: answeredAt, as: isTheirs ? 'proven' : 'unproven' };
};

/** Under which mails are counted in a full hour. */
export const countMark = (secret: MailSecret, { channel, address, as }: CountedAs, hour: Date): string =>
  mark(secret, 'conductline mail count', [channel, sameAddress(address), as, hour.toISOString()]);

/** The key that the last case of an address in an hour is sealed under. */
export const countKey = (secret: MailSecret): Uint8Array => derive(secret, 'conductline mail count key', 32);

/** By which a case knows the address again that it came from, and no other case does. */
export const senderMark = (secret: MailSecret, caseId: string, address: string): string =>
  mark(secret, 'conductline mail sender', [caseId, sameAddress(address)]);
