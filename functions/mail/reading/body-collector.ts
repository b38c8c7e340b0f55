import { kilobyte, megabyte } from '../../domain/kernel/size.ts';
import type { MailFile, MailFileKind, MailRemark } from '../../domain/mail/read-mail.ts';
import { decodeText } from './decode-text.ts';
import { fileNameOf } from './file-name.ts';
import { unflow } from './flowed-text.ts';
import { htmlToText } from './html-to-text.ts';
import type { Part, Range } from './part-tree.ts';
import { saysMore } from './said-words.ts';
import { filesOfTnef, isTnef } from './tnef.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import type { Work } from './work.ts';

/** One text of a mail. `shown` is what another version of it is compared with. */
export type TextPiece = {
  readonly text: string;
  readonly signature: string;
  readonly shown: string;
  readonly marksQuotation: boolean;
  readonly isPage: boolean;
};

/** A signed mail up to here is kept whole; over it, it would double what the case holds. */
const wholeSignedBytes = megabyte;
/** Of all texts together; what goes into the case as text is less by far. */
const mostTextBytes = 8 * megabyte;

const usualPreamble =
  /^\s*(this is a (cryptographically signed )?(multi-?part )?message in mime format|this is an openpgp\/mime (signed|encrypted) message|this message is in mime format|this is a mime-encapsulated message|this is a multi-?part mime message)/i;

const pageTypes = [
  'text/html',
  'text/enriched',
  'text/x-amp-html',
  'text/watch-html',
  'application/xhtml+xml',
];
const plainTypes = ['text/plain', 'text/markdown', 'text/x-markdown', 'text/rfc822-headers'];
const reportTypes = [
  'message/delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
];
const calendarTypes = ['text/calendar', 'application/ics'];
const mailTypes = ['message/rfc822', 'message/global', 'message/news'];
const signatureTypes = [
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
];
const smimeTypes = ['application/pkcs7-mime', 'application/x-pkcs7-mime'];
const armour = '-----BEGIN PGP MESSAGE-----';

/**
 * Walks the parts of a mail and puts each into a text or a file: all there is in them, and in between. Signed and encrypted
 * parts, and mails in the mail, are kept and never opened.
 */
export class BodyCollector {
  readonly files: MailFile[] = [];
  readonly remarks = new Set<MailRemark>();
  readonly forwarded: Uint8Array[] = [];
  pieces: TextPiece[] = [];
  readonly #raw: Buffer;
  readonly #work: Work;
  readonly #root: Part;
  #textBytes = 0;

  constructor(raw: Buffer, root: Part, work: Work) {
    this.#raw = raw;
    this.#root = root;
    this.#work = work;
  }

  collect(): Promise<void> {
    return this.#walk(this.#root, false);
  }

  /** What could not be read, as it lies there. */
  addUnreadable(range: Range): void {
    if (range.end > range.start) this.#file('unreadable', '', this.#raw.subarray(range.start, range.end));
  }

  async #walk(part: Part, isRelated: boolean): Promise<void> {
    const { type } = part.content;
    this.#addWords(part.strayText);
    if (part.isTooDeep) {
      this.remarks.add('nested-too-deeply');
      this.addUnreadable(part.body);
      return;
    }
    if (!type.startsWith('multipart/')) return this.#leaf(part, isRelated);
    if (type === 'multipart/encrypted') {
      this.#encrypted(part, 'encrypted-pgp');
      return;
    }
    // Without a boundary that is found, all of it is one text.
    if (part.children.length === 0) {
      this.#text(part, this.#bytesOf(part.body), false);
      return;
    }
    for (const { start, end } of part.outside)
      this.#addWords(decodeText(this.#raw.subarray(start, end), '').text);
    if (type === 'multipart/signed') return this.#signed(part);
    if (type === 'multipart/alternative') return this.#alternative(part, isRelated);
    for (const child of part.children) await this.#walk(child, isRelated || type === 'multipart/related');
  }

  /** The plain version, else the first that says something; another one that says more is kept beside it. */
  async #alternative(part: Part, isRelated: boolean): Promise<void> {
    const before = this.pieces;
    const versions: TextPiece[][] = [];
    for (const child of part.children) {
      this.pieces = [];
      await this.#walk(child, isRelated);
      if (this.pieces.some(({ text }) => text.trim() !== '')) versions.push(this.pieces);
    }
    const chosen = versions.find((pieces) => pieces.some(({ isPage }) => !isPage)) ?? versions[0] ?? [];
    const marksQuotation = versions.flat().some((piece) => piece.marksQuotation);
    const shown = chosen.map((piece) => `${piece.shown}\n${piece.text}\n${piece.signature}`).join('\n');
    for (const version of versions)
      if (version !== chosen && saysMore(version.map((piece) => piece.shown).join('\n'), shown, this.#work))
        this.#file('other-version', '', Buffer.from(version.map(wholeText).join('\n\n')));
    this.pieces = [...before, ...chosen.map((piece) => ({ ...piece, marksQuotation }))];
  }

  async #signed(part: Part): Promise<void> {
    const [content, ...others] = part.children;
    const isPgp =
      part.content.flavour.includes('pgp') || others.some(({ content: { type } }) => type.includes('pgp'));
    this.remarks.add(isPgp ? 'signed-pgp' : 'signed-smime');
    if (content) await this.#walk(content, false);
    const isSmall = part.body.end - part.body.start <= wholeSignedBytes;
    if (isSmall) this.#file('signature', '', this.#entity(part));
    for (const other of others)
      if (!isSmall || !signatureTypes.includes(other.content.type)) await this.#walk(other, false);
  }

  #encrypted(part: Part, remark: MailRemark): void {
    this.remarks.add(remark);
    this.#file('encrypted-mail', '', this.#entity(part));
  }

  /** A part with the fields that say what it is, and none of the mail's others. */
  #entity({ fields, body }: Part): Uint8Array {
    const names = ['content-type', 'content-transfer-encoding', 'content-disposition'];
    const header = fields
      .filter(({ name }) => names.includes(name))
      .map(({ name, value }) => `${name}: ${value}\r\n`)
      .join('');
    return Buffer.concat([Buffer.from(`MIME-Version: 1.0\r\n${header}\r\n`), this.#bytesOf(body)]);
  }

  async #leaf(part: Part, isRelated: boolean): Promise<void> {
    const { content } = part;
    const isNamed = content.disposition === 'attachment' || (content.hasName && part !== this.#root);
    if (smimeTypes.includes(content.type)) {
      this.#smime(part);
      return;
    }
    const { bytes, foreign } = decodeTransfer(this.#bytesOf(part.body), content.encoding);
    this.#work.take(4 * (part.body.end - part.body.start));
    const isText = plainTypes.includes(content.type) || reportTypes.includes(content.type);
    const isPage = pageTypes.includes(content.type);
    const isShown = (isText || isPage) && !isNamed;
    if (isShown) this.#text(part, bytes, isPage);
    else await this.#attached(part, bytes, isRelated);
    if (foreign.length > 0) this.#foreign(foreign, isShown);
  }

  #smime(part: Part): void {
    const isSigned = part.content.flavour.startsWith('signed');
    if (!isSigned) {
      this.#encrypted(part, 'encrypted-smime');
      return;
    }
    this.remarks.add('signed-smime');
    this.#file('unreadable', '', this.#entity(part));
  }

  /** What stood in a body and is not in its encoding: a footer that a list has added, or all of it. */
  #foreign(foreign: Uint8Array, isShown: boolean): void {
    const { text } = decodeText(foreign, '');
    if (text.trim() === '') return;
    this.remarks.add('partly-readable');
    if (isShown && !isGarbage(text)) this.#addWords(text);
    else this.#file('unreadable', '', foreign);
  }

  #text({ content }: Part, bytes: Uint8Array, isPage: boolean): void {
    this.#textBytes += bytes.length;
    if (this.#textBytes > mostTextBytes || !this.#work.take(12 * bytes.length)) {
      this.remarks.add('text-cut');
      this.#file('attachment', '', bytes);
      return;
    }
    const label = content.charset || (isPage ? charsetInPage(bytes) : '');
    const { text, isGuessed, isDamaged } = decodeText(bytes, label);
    if (isGarbage(text)) {
      this.remarks.add('not-readable');
      this.#file('unreadable', '', bytes);
      return;
    }
    if (isGuessed) this.remarks.add('charset-guessed');
    if (isDamaged) this.remarks.add('partly-readable');
    if (text.includes(armour)) this.remarks.add('encrypted-pgp');
    if (text.includes('-----BEGIN PGP SIGNED MESSAGE-----')) this.remarks.add('signed-pgp');
    this.pieces.push(
      isPage ? this.#page(text) : plainPiece(content.isFlowed ? unflowed(text, content.deletesSpaces) : text),
    );
  }

  #page(html: string): TextPiece {
    const { text, signature, shown, pictures, marksQuotation } = htmlToText(html);
    for (const picture of pictures) this.#file('inline-picture', '', picture);
    return { text, signature, shown, marksQuotation, isPage: true };
  }

  async #attached(part: Part, bytes: Uint8Array, isRelated: boolean): Promise<void> {
    const { type, disposition, isReferred } = part.content;
    const name = await fileNameOf(part.fields);
    if (bytes.length === 0) {
      if (name !== '') this.remarks.add('partly-readable');
      return;
    }
    if (mailTypes.includes(type)) {
      this.forwarded.push(bytes);
      this.#file('forwarded-mail', name, bytes);
      return;
    }
    if (isTnef(bytes) && this.#work.take(bytes.length)) {
      const packed = filesOfTnef(bytes, this.#work);
      for (const file of packed ?? []) this.#file('from-outlook', file.name, file.bytes);
      // Without a file in it, it may be the text that is there.
      if (packed && packed.length > 0) return;
    }
    const isPicture = type.startsWith('image/') && (disposition === 'inline' || (isRelated && isReferred));
    const isArmoured = Buffer.from(bytes.subarray(0, 200)).includes(armour);
    if (isArmoured) this.remarks.add('encrypted-pgp');
    const kind: MailFileKind = isArmoured
      ? 'encrypted-mail'
      : calendarTypes.includes(type)
        ? 'calendar'
        : signatureTypes.includes(type)
          ? 'signature'
          : isPicture
            ? 'inline-picture'
            : 'attachment';
    this.#file(kind, name, bytes);
  }

  #addWords(text: string): void {
    if (text.trim() === '' || usualPreamble.test(text)) return;
    this.remarks.add('partly-readable');
    if (isGarbage(text)) this.#file('unreadable', '', Buffer.from(text));
    else this.pieces.push(plainPiece(text));
  }

  #file(kind: MailFileKind, name: string, bytes: Uint8Array): void {
    if (bytes.length > 0) this.files.push({ kind, name, bytes });
  }

  #bytesOf({ start, end }: Range): Buffer {
    return this.#raw.subarray(start, end);
  }
}

const plainPiece = (text: string): TextPiece => ({
  text,
  signature: '',
  shown: text,
  marksQuotation: false,
  isPage: false,
});

const wholeText = ({ text, signature }: TextPiece): string =>
  signature === '' ? text : `${text}\n\n${signature}`;

const unflowed = (text: string, deletesSpaces: boolean): string =>
  unflow(text.replace(/\r\n?/g, '\n'), deletesSpaces);

/** A few are typed by accident. */
const fewControls = 8;

/** Bytes that are no text whatever the charset: one character in fifty is a control, or one in five is none at all. */
const isGarbage = (text: string): boolean => {
  const controls = text.match(/[^\P{Cc}\t\n\v\f\r]/gu)?.length ?? 0;
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  return (controls > fewControls && controls * 50 > text.length) || broken * 5 > text.length;
};

/** What a page says of its charset in its first kilobyte. */
const charsetInPage = (bytes: Uint8Array): string => {
  const start = Buffer.from(bytes.subarray(0, kilobyte)).toString('latin1');
  return /<meta[^>]{1,200}charset\s{0,4}=\s{0,4}["']?([\w-]{2,40})/i.exec(start)?.[1] ?? '';
};
