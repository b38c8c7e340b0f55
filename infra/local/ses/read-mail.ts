import PostalMime from 'postal-mime';
import { Refusal } from '../refusal.ts';
import { bareAddress, isVerified } from './addresses.ts';
import type { Mail } from './mailbox.ts';

type Rules = {
  readonly verified: readonly string[];
  readonly configurationSets: readonly string[];
};

/** SES takes at most 50 recipients, To, Cc and Bcc together. */
const mostRecipients = 50;

/** The mail in a SendEmail or SendRawEmail form. A raw one is read as a recipient's program does. */
export const readMail = async (
  form: URLSearchParams,
  { messageId, sentAt }: Pick<Mail, 'messageId' | 'sentAt'>,
): Promise<Mail> => {
  const raw = readRaw(form);
  const parsed = raw === undefined ? undefined : await PostalMime.parse(raw);
  const header = (name: string): string => (raw === undefined ? '' : headerOf(raw, name));
  const addresses = (name: string): string[] => splitAddresses(header(name));
  return {
    messageId,
    sentAt,
    source: form.get('Source') ?? header('From'),
    to: raw === undefined ? members(form, 'Destination.ToAddresses') : rawRecipients(form, addresses('To')),
    cc: raw === undefined ? members(form, 'Destination.CcAddresses') : addresses('Cc'),
    bcc: members(form, 'Destination.BccAddresses'),
    replyTo: raw === undefined ? members(form, 'ReplyToAddresses') : addresses('Reply-To'),
    subject: form.get('Message.Subject.Data') ?? parsed?.subject ?? header('Subject'),
    text: form.get('Message.Body.Text.Data') ?? parsed?.text?.replaceAll('\r\n', '\n').trimEnd(),
    html: form.get('Message.Body.Html.Data') ?? undefined,
    raw,
    configurationSet: form.get('ConfigurationSetName') ?? undefined,
    tags: tagsOf(form),
  };
};

const members = (form: URLSearchParams, list: string): string[] => {
  const found: string[] = [];
  for (let number = 1; ; number += 1) {
    const member = form.get(`${list}.member.${number}`);
    if (member === null) return found;
    found.push(member);
  }
};

const tagsOf = (form: URLSearchParams): Mail['tags'] => {
  const names = [...form.keys()].flatMap((key) => /^Tags\.member\.(\d+)\.Name$/.exec(key)?.[1] ?? []);
  if (names.length === 0) return undefined;
  const part = (at: string, what: string): string => form.get(`Tags.member.${at}.${what}`) ?? '';
  return Object.fromEntries(names.map((at) => [part(at, 'Name'), part(at, 'Value')]));
};

const rawRecipients = (form: URLSearchParams, fromHeader: string[]): string[] => {
  const given = members(form, 'Destinations');
  return given.length > 0 ? given : fromHeader;
};

const readRaw = (form: URLSearchParams): string | undefined => {
  const encoded = form.get('RawMessage.Data');
  return encoded === null ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
};

/** A header's value, its folded lines (RFC 5322, 2.2.3) joined. */
const headerOf = (raw: string, name: string): string => {
  const head = raw.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const line = lines.find((text) => text.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? '';
};

const splitAddresses = (value: string): string[] =>
  value
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');

/** @throws {Refusal} InvalidParameterValue, MessageRejected or ConfigurationSetDoesNotExist, as SES answers. */
export const checkMail = (mail: Mail, { verified, configurationSets }: Rules): void => {
  const { configurationSet } = mail;
  if (configurationSet !== undefined && !configurationSets.includes(configurationSet)) {
    const message = `Configuration set <${configurationSet}> does not exist.`;
    throw new Refusal('ConfigurationSetDoesNotExist', message);
  }
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc];
  if (recipients.length === 0) throw invalid('Missing required recipients.');
  if (recipients.length > mostRecipients) throw invalid(`Recipient count exceeds ${mostRecipients}.`);
  for (const address of [mail.source, ...recipients, ...mail.replyTo]) {
    if (bareAddress(address) === undefined) throw invalid('Illegal address');
  }
  if (/[\r\n]/.test(mail.subject)) throw invalid('Header contains a line break: subject');
  if (mail.text === undefined && mail.html === undefined && mail.raw === undefined) {
    throw invalid('Missing required header: body');
  }
  const source = bareAddress(mail.source);
  if (source === undefined || !isVerified(source, verified)) {
    throw new Refusal('MessageRejected', `Email address is not verified: ${mail.source}`);
  }
};

const invalid = (message: string): Refusal => new Refusal('InvalidParameterValue', message);
