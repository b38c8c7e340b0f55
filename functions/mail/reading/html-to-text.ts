import { attributeOf, HtmlTags, type HtmlPiece } from './html-tags.ts';
import { decodeEntities } from './html-entities.ts';

export type HtmlText = {
  /** Quotations have `> ` before their lines. */
  readonly text: string;
  readonly signature: string;
  /** The words that are shown, without the addresses of links. */
  readonly shown: string;
  /** Pictures that stand in the page itself. */
  readonly pictures: readonly Uint8Array[];
  /** Whether a mail program marked a quotation as one. */
  readonly marksQuotation: boolean;
};

const blocks = new Set(
  (
    'address article aside center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ' +
    'ol p pre section table tbody tfoot thead tr ul blockquote'
  ).split(' '),
);
const apart = new Set('p h1 h2 h3 h4 h5 h6 ul ol table pre blockquote dl'.split(' '));
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const mostOpen = 500;
const mostPictures = 20;
const deepestQuotation = 10;

const isSignature = (attributes: ReadonlyMap<string, string>): boolean =>
  /\b(gmail_signature|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature|applemailsignature)\b/i.test(
    `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`,
  ) || /^(x_)*signature$/i.test(attributes.get('id') ?? '');

const isMarkedQuotation = (name: string, attributes: ReadonlyMap<string, string>): boolean =>
  (name === 'blockquote' && attributes.get('type')?.toLowerCase() === 'cite') ||
  /\b(gmail_quote|moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote)\b/.test(
    attributes.get('class') ?? '',
  );

type OpenElement = {
  readonly name: string;
  readonly isPreformatted: boolean;
  readonly inSignature: boolean;
  readonly quotations: number;
  /** Of itself, or of the link that it stands in. */
  readonly href: string;
  readonly isLink: boolean;
  readonly linkText: string[];
};

const quotedBy = (quotations: number): string => '> '.repeat(Math.min(quotations, deepestQuotation));

/** One of the two texts that are written: white space is held back until something follows it. */
class Column {
  readonly #written: string[] = [];
  #breaks = 0;
  #space = false;
  #isEmpty = true;
  #quotations = 0;

  breakLine(least: number): void {
    this.#breaks = Math.max(this.#breaks, least);
  }

  addBreak(): void {
    this.#breaks = Math.min(3, this.#breaks + 1);
  }

  /** @param isPreformatted the white space at the start of a line is kept */
  write(text: string, quotations: number, isPreformatted = false): void {
    if (text.trim() === '') {
      this.#space ||= text !== '';
      return;
    }
    const prefix = quotedBy(quotations);
    const beginsLine = this.#isEmpty || this.#breaks > 0;
    // An empty line between a text and what it quotes belongs to neither.
    const between = `\n${quotedBy(Math.min(quotations, this.#quotations))}`;
    if (this.#breaks > 0 && !this.#isEmpty) this.#written.push(between.repeat(this.#breaks - 1), '\n');
    if (beginsLine) this.#written.push(prefix);
    else if (this.#space || text.startsWith(' ')) this.#written.push(' ');
    this.#written.push(isPreformatted && beginsLine ? text.trimEnd() : text.trim());
    this.#isEmpty = false;
    this.#quotations = quotations;
    this.#breaks = 0;
    this.#space = text.endsWith(' ');
  }

  toString(): string {
    return this.#written
      .join('')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
  }
}

/** Turns a page into text: nothing is loaded, links are "text (address)", pictures are their alternative text. */
export const htmlToText = (html: string): HtmlText => {
  const renderer = new Renderer();
  for (const piece of new HtmlTags(html).pieces()) renderer.take(piece);
  return renderer.result();
};

class Renderer {
  readonly #open: OpenElement[] = [
    {
      name: '',
      isPreformatted: false,
      inSignature: false,
      quotations: 0,
      href: '',
      isLink: false,
      linkText: [],
    },
  ];
  /** How many of each name are open: an end without a beginning is not looked for. */
  readonly #openOf = new Map<string, number>();
  readonly #text = new Column();
  readonly #signature = new Column();
  readonly #shown: string[] = [];
  readonly #pictures: Uint8Array[] = [];
  #marksQuotation = false;

  take(piece: HtmlPiece): void {
    switch (piece.kind) {
      case 'text': {
        this.#write(decodeEntities(piece.written));
        return;
      }
      case 'open': {
        this.#begin(piece.name, piece.attributes);
        return;
      }
      case 'close': {
        this.#end(piece.name);
        return;
      }
    }
  }

  result(): HtmlText {
    while (this.#open.length > 1) this.#pop();
    return {
      text: this.#text.toString(),
      signature: this.#signature.toString(),
      shown: this.#shown.join(''),
      pictures: this.#pictures,
      marksQuotation: this.#marksQuotation,
    };
  }

  get #top(): OpenElement {
    const top = this.#open.at(-1);
    if (!top) throw new RangeError('The bottom is never taken off.');
    return top;
  }

  get #column(): Column {
    return this.#top.inSignature ? this.#signature : this.#text;
  }

  #write(text: string): void {
    const { isPreformatted, quotations, linkText, href } = this.#top;
    this.#shown.push(text);
    if (href !== '') linkText.push(text);
    if (!isPreformatted) {
      this.#column.write(text.replace(/[ \t\r\n\f\u00a0]+/g, ' '), quotations);
      return;
    }
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index > 0) this.#column.addBreak();
      this.#column.write(line, quotations, true);
    }
  }

  #begin(name: string, attributes: ReadonlyMap<string, string>): void {
    if (blocks.has(name)) {
      const isTight = (attributes.get('class') ?? '').includes('MsoNormal');
      this.#column.breakLine(apart.has(name) && !isTight ? 2 : 1);
      this.#shown.push('\n');
    }
    if (name === 'br') this.#column.addBreak();
    if (name === 'br' || name === 'td' || name === 'th') this.#shown.push(' ');
    if (name === 'td' || name === 'th') this.#column.write(' ', 0);
    if (name === 'li') this.#column.write('- ', this.#top.quotations);
    if (name === 'hr') this.#column.write('----------', this.#top.quotations);
    if (name === 'img') this.#picture(attributes);
    if (name === 'hr') this.#column.breakLine(1);
    this.#marksQuotation ||= isMarkedQuotation(name, attributes);
    if (empty.has(name) || this.#open.length >= mostOpen) return;
    const { isPreformatted, inSignature, quotations, href, linkText } = this.#top;
    const isLink = name === 'a' && /^\s*(https?|mailto|tel|ftp|sms|geo):/i.test(attributes.get('href') ?? '');
    this.#openOf.set(name, (this.#openOf.get(name) ?? 0) + 1);
    this.#open.push({
      name,
      isPreformatted: isPreformatted || name === 'pre' || name === 'textarea',
      inSignature: inSignature || (quotations === 0 && isSignature(attributes)),
      quotations: quotations + (name === 'blockquote' ? 1 : 0),
      isLink,
      href: isLink ? attributeOf(attributes, 'href').trim() : href,
      linkText: isLink ? [] : linkText,
    });
  }

  #end(name: string): void {
    if (name === 'br') {
      this.#begin(name, new Map());
      return;
    }
    if ((this.#openOf.get(name) ?? 0) === 0) return;
    const index = this.#open.findLastIndex((element) => element.name === name);
    if (index > 0) while (this.#open.length > index) this.#pop();
  }

  #pop(): void {
    const { name, href, isLink, linkText, quotations } = this.#top;
    if (isLink && href !== '') {
      const shown = linkText.join('').trim();
      const address = href.replace(/^(mailto|tel|sms):/i, '');
      const isSaid = [href, address, address.replace(/^https?:\/\//i, '')].some(
        (one) => one.replace(/\/$/, '') === shown.replace(/\/$/, ''),
      );
      if (!isSaid) this.#column.write(shown === '' ? ` ${address}` : ` (${address})`, quotations);
    }
    const column = this.#column;
    this.#open.pop();
    this.#openOf.set(name, (this.#openOf.get(name) ?? 1) - 1);
    if (blocks.has(name)) {
      column.breakLine(apart.has(name) && name !== 'p' ? 2 : 1);
      this.#shown.push('\n');
    }
  }

  #picture(attributes: ReadonlyMap<string, string>): void {
    const alternative = attributeOf(attributes, 'alt').trim();
    if (alternative !== '') this.#column.write(` [${alternative}] `, this.#top.quotations);
    const [, base64] =
      /^data:image\/[\w.+-]{1,40};base64,([\s\S]*)$/i.exec(attributes.get('src') ?? '') ?? [];
    if (base64 !== undefined && this.#pictures.length < mostPictures)
      this.#pictures.push(Buffer.from(base64, 'base64'));
  }
}
