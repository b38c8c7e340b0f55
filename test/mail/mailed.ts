import { handlesIn } from '../../functions/domain/mail/mail-addresses.ts';
import { mailDigest, mailKeys, openMailSecret } from '../../functions/domain/mail/mail-keys.ts';
import { caseIdOfHandle, encodeHandle } from '../../functions/domain/mail/reply-handle.ts';
import { encodeToken, passphrase } from '../../functions/envelope/token.ts';
import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { conductAddress, rawOf, writtenReader, type WrittenMail } from '../harness/written-mail.ts';
import { contentOf, type StoredItem } from '../reporter/stored.ts';
import { read, type ShownCase, type SignedIn } from '../team/as-member.ts';

/** Settings with a channel that reports are mailed to. */
export const byMail = { channels: { conduct: { mail: { address: conductAddress } } } };

let mails = 0;

/** A mail that lies in the bucket. @returns its key */
export const put = async (
  service: Service,
  written: WrittenMail = {},
  channel = 'conduct',
): Promise<string> => {
  mails += 1;
  const key = `${channel}/mail-${mails}`;
  await service.putMail(key, rawOf(written));
  return key;
};

/** A mail that comes in. @returns its key */
export const send = async (
  service: Service,
  written: WrittenMail = {},
  channel = 'conduct',
): Promise<string> => {
  const key = await put(service, written, channel);
  await service.mail(key);
  return key;
};

/** What is made of a mail: its case, the token of the first answer, and the address that replies come to. */
export const madeOf = async (service: Service, written: WrittenMail = {}, channel = 'conduct') => {
  const mail = await writtenReader(Buffer.from(rawOf(written)));
  const secret = await openMailSecret(service.mailContext.openKeyRing);
  const { token, handle } = mailKeys(
    secret,
    mailDigest(channel, mail, handlesIn(service.mailContext.settings, channel, mail.recipients)),
  );
  return {
    id: caseIdOfHandle(handle),
    token: encodeToken(token),
    words: passphrase(token),
    replyTo: conductAddress.replace('@', `+${encodeHandle(handle)}@`),
  };
};

/** Files a mail and says what was made of it. */
export const filed = async (service: Service, written: WrittenMail = {}) => {
  await send(service, written);
  return madeOf(service, written);
};

/** The words of the first answer, changed for words of one's own. */
export const ownToken = async (service: Service, token: string): Promise<string> => {
  const ticket = await service.reporter('/api/tickets', jsonRequest({}));
  const answer = await service.reporter(
    '/api/follow-up/passphrase',
    jsonRequest(await bodyOf<object>(ticket), bearer(token).headers),
  );
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await bodyOf<{ token: string }>(answer)).token;
};

export type MailedShown = ShownCase & {
  readonly mail?: { readonly as: string; readonly failedOn?: string };
  readonly hasDoor: boolean;
  readonly likelySpam: boolean;
  readonly identity: Readonly<Record<string, unknown>>;
};
type MailedEntry = ShownCase['threads']['reporter']['entries'][number] & {
  readonly kind: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly mail?: Readonly<Record<string, string>>;
  readonly attachments: readonly { readonly name: string }[];
  readonly byMail?: {
    readonly remarks: readonly string[];
    readonly sentences: readonly string[];
    readonly verdicts: Readonly<Record<string, string>>;
    readonly sentOn?: string;
    readonly leftOut?: readonly { readonly name: string; readonly why: string }[];
    readonly moreLeftOut?: number;
  };
};

/** A case as a member reads it, with its entries as mails have them. */
export const readMailed = async (service: Service, member: SignedIn, id: string) => {
  const shown = (await read(service, member, id)) as MailedShown;
  // The fields of an entry that came by mail, as the contract names them.
  return { shown, entries: shown.threads.reporter.entries as readonly MailedEntry[] };
};

/** Rows of a table whose partition begins so. */
export const rowsUnder = async (
  service: Service,
  table: 'vault' | 'cases',
  start: string,
): Promise<readonly StoredItem[]> =>
  [...(await contentOf(service, table))].flatMap(([key, row]) => (key.startsWith(start) ? [row] : []));
