import { mailRemarks, type MailFile, type MailRemark, type ReadMail } from '../../domain/mail/read-mail.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { languages } from '../../settings/localised.ts';
import { shownLine } from './addresses.ts';
import { automaticKind } from './automatic.ts';
import { BodyCollector, type TextPiece } from './body-collector.ts';
import { deliveryTrace } from './delivery-trace.ts';
import { fitTexts } from './fit-texts.ts';
import { fieldNamed, readHeaderBlock, type Field, type HeaderBlock } from './header-block.ts';
import { isForwardSubject, isReplySubject } from './history-marks.ts';
import { partContent } from './part-content.ts';
import { splitIntoParts, type PartTree } from './part-tree.ts';
import { foldHistory } from './quoted-history.ts';
import { recipientsOf } from './recipients.ts';
import { findSender } from './sender.ts';
import { workFor, type Work } from './work.ts';

/** What the header of a mail says; without its texts and files. */
export type MailEnvelope = Omit<ReadMail, 'text' | 'quoted' | 'signature' | 'files'>;

const noTexts = { text: '', quoted: '', signature: '' };

/** Programs of long ago end lines with CR alone. */
const withLineEnds = (raw: Uint8Array): Buffer => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const start = bytes.subarray(0, 65_536);
  if (start.includes(0x0a) || !start.includes(0x0d)) return bytes;
  return Buffer.from(bytes.map((byte) => (byte === 0x0d ? 0x0a : byte)));
};

/**
 * Reads a mail in the thread that calls, in bounded work. It never fails: what cannot be read is a file of its own.
 * @param raw as SES has stored it
 * @param work counts what it takes; what is left when none is left becomes a file
 */
export const readMail = async (raw: Uint8Array, work: Work = workFor(raw.length)): Promise<ReadMail> => {
  try {
    const bytes = withLineEnds(raw);
    const tree = splitIntoParts(bytes, work);
    return await readParts(bytes, tree, work);
  } catch {
    // A fault of ours in a part nobody thought of: nothing of the mail is lost by it.
    return unreadableMail(raw);
  }
};

/** What its header says, and where its body begins in the bytes. It reads nothing else. */
export const envelopeAndBody = (
  raw: Uint8Array,
): { readonly envelope: MailEnvelope; readonly bodyStart: number } => {
  const bytes = withLineEnds(raw);
  const header = readHeaderBlock(bytes, 0, bytes.length);
  return { envelope: envelopeOf(header), bodyStart: header.bodyStart };
};

const unreadableMail = (raw: Uint8Array): ReadMail => {
  try {
    const { envelope, bodyStart } = envelopeAndBody(raw);
    return withoutReading(envelope, raw.subarray(bodyStart));
  } catch {
    return withoutReading(emptyEnvelope, bodyOf(raw));
  }
};

/** Nothing but the header was read; the rest is one file. @param body left out where a virus was found, as files are */
export const withoutReading = (envelope: MailEnvelope, body: Uint8Array): ReadMail => {
  const files: MailFile[] = body.length === 0 ? [] : [{ kind: 'unreadable', name: '', bytes: body }];
  return withVirusLeftOut({
    ...envelope,
    ...noTexts,
    files,
    remarks: inOrder([...envelope.remarks, 'not-readable', 'no-text']),
  });
};

/** What follows the first empty line. */
export const bodyOf = (raw: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((place) => place >= 0);
  return ends.length === 0 ? bytes : bytes.subarray(Math.min(...ends));
};

export const emptyEnvelope: MailEnvelope = {
  sender: {},
  recipients: [],
  subject: '',
  verdicts: { spam: 'unknown', virus: 'unknown', spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' },
  remarks: ['no-sender'],
};

const inOrder = (remarks: Iterable<MailRemark>): MailRemark[] => {
  const all = new Set(remarks);
  return mailRemarks.filter((remark) => all.has(remark));
};

/** Of any header, in a few steps: who, to whom, about what, when, and how sure that is. */
const envelopeOf = ({ fields, isCut }: Pick<HeaderBlock, 'fields' | 'isCut'>): MailEnvelope => {
  const trace = deliveryTrace(fields);
  const { sender, answerTo, isRewritten, remarks } = findSender(fields, trace);
  const subject = shownLine(fieldNamed(fields, 'subject') ?? '');
  const messageId = /<([^<>\s]{1,500})>/.exec(fieldNamed(fields, 'message-id') ?? '')?.[1];
  const isAmbiguous = remarks.includes('several-senders') && trace.verdicts.dmarc === 'pass';
  const verdicts = isRewritten
    ? { ...trace.verdicts, spf: 'unknown' as const, dkim: 'unknown' as const, dmarc: 'unknown' as const }
    : { ...trace.verdicts, ...(isAmbiguous ? { dmarc: 'unsure' as const } : {}) };
  const content = partContent(fields, 'text/plain');
  return {
    sender: {
      ...(sender.address === undefined ? {} : { address: sender.address }),
      ...(sender.name === '' ? {} : { name: sender.name }),
    },
    answerTo,
    recipients: recipientsOf(fields, trace),
    subject,
    sentOn: dayOf(fieldNamed(fields, 'date') ?? ''),
    messageId,
    language: languageOf(fields),
    verdicts,
    automatic: automaticKind(fields, content, { trace, subject, from: sender.address ?? '' }),
    remarks: inOrder([...remarks, ...(isCut ? (['headers-cut'] as const) : [])]),
  };
};

/** In UTC; nothing for what is no date, or one that no mail can have. */
const dayOf = (written: string): string | undefined => {
  const at = new Date(written.replace(/\([^()]*\)\s*$/, '').trim());
  const year = Number.isNaN(at.getTime()) ? 0 : at.getUTCFullYear();
  return year >= 1990 && year < 2200 ? at.toISOString().slice(0, 10) : undefined;
};

const languageOf = (fields: readonly Field[]): string | undefined => {
  const said = fieldNamed(fields, 'content-language')?.toLowerCase().split(',') ?? [];
  const primary = said.map((tag) => tag.trim().split('-')[0]);
  return languages.find((language) => primary[0] === language);
};

const readParts = async (raw: Buffer, tree: PartTree, work: Work): Promise<ReadMail> => {
  const { root, rest, isBroken, isHeaderCut } = tree;
  const collector = new BodyCollector(raw, root, work);
  await collector.collect();
  if (rest) {
    collector.remarks.add(work.take(0) ? 'too-many-parts' : 'partly-readable');
    collector.addUnreadable(rest);
  }
  if (isBroken) collector.remarks.add('partly-readable');
  const envelope = envelopeOf({ fields: root.fields, isCut: isHeaderCut });
  const folded = foldPieces(collector.pieces, answering(root.fields, envelope.subject));
  const [forwarded] = collector.forwarded;
  const text = folded.text === '' && forwarded ? await textOfForwarded(forwarded, work) : folded.text;
  const { fitting, rest: longText } = fitTexts({ ...folded, text, subject: envelope.subject });
  if (longText !== '') {
    collector.remarks.add('text-cut');
    collector.files.push({ kind: 'long-text', name: '', bytes: Buffer.from(longText) });
  }
  if (fitting.text === '') collector.remarks.add('no-text');
  const shown = collector.pieces.filter((piece) => piece.text.trim() !== '');
  if (shown.length > 0 && shown.every(({ isPage }) => isPage)) collector.remarks.add('html-only');
  return withVirusLeftOut({
    ...envelope,
    ...fitting,
    files: collector.files,
    remarks: inOrder([...envelope.remarks, ...collector.remarks]),
  });
};

/** Whether a mail answers one, says nothing of it, or passes one on. */
type Answering = 'yes' | 'unsaid' | 'passes-on';

const answering = (fields: readonly Field[], subject: string): Answering => {
  if (isForwardSubject(subject)) return 'passes-on';
  const refers = ['in-reply-to', 'references'].some((name) => fieldNamed(fields, name) !== undefined);
  return refers || isReplySubject(subject) ? 'yes' : 'unsaid';
};

/** Only so much of a text is looked at for what it quotes; what comes behind it stays in the text. */
const foldedCharacters = 1_000_000;

const foldPieces = (
  pieces: readonly TextPiece[],
  answers: Answering,
): Pick<ReadMail, 'text' | 'quoted' | 'signature'> => {
  const folded = pieces.map(({ text, signature, marksQuotation }) => {
    const safe = withoutUnsafeCharacters(text);
    const isReply = answers === 'yes' || (answers === 'unsaid' && marksQuotation);
    const found = foldHistory(safe.slice(0, foldedCharacters), { isReply });
    const behind = safe.slice(foldedCharacters);
    return {
      text: behind === '' ? found.text : safe.trim(),
      quoted: behind === '' ? found.quoted : '',
      signature: [behind === '' ? found.signature : '', withoutUnsafeCharacters(signature).trim()],
    };
  });
  const join = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');
  return {
    text: join(folded.map(({ text }) => text)),
    quoted: join(folded.map(({ quoted }) => quoted)),
    signature: join(folded.flatMap(({ signature }) => signature)),
  };
};

/** What a mail says that holds nothing but another one: who wrote that, when, about what, and its text. */
const textOfForwarded = async (bytes: Uint8Array, work: Work): Promise<string> => {
  const raw = withLineEnds(bytes);
  const tree = splitIntoParts(raw, work);
  const collector = new BodyCollector(raw, tree.root, work);
  await collector.collect();
  const { sender, sentOn, subject } = envelopeOf({ fields: tree.root.fields, isCut: false });
  const head = [
    ['From', [sender.name, sender.address].filter((one) => one !== undefined).join(', ')],
    ['Date', sentOn ?? ''],
    ['Subject', subject],
  ] as const;
  const said = head.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  const { text, quoted, signature } = foldPieces(collector.pieces, 'passes-on');
  return [said.join('\n'), text, quoted, signature].filter((one) => one !== '').join('\n\n');
};

/** The mail is kept; its files are not. The rest of a long text is one that we wrote ourselves. */
const withVirusLeftOut = (mail: ReadMail): ReadMail => {
  if (mail.verdicts.virus !== 'fail') return mail;
  const files = mail.files.filter(({ kind }) => kind === 'long-text' || kind === 'other-version');
  return files.length === mail.files.length
    ? mail
    : { ...mail, files, remarks: inOrder([...mail.remarks, 'virus-files-left-out']) };
};
