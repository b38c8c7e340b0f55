import { decodeEntities } from './html-entities.ts';

/** A piece of a page: text as it is written, or a tag. Comments, declarations, scripts and styles are neither. */
export type HtmlPiece =
  | { readonly kind: 'text'; readonly written: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string };

/** Elements whose content nobody is shown. */
const unseen = ['script', 'style', 'head', 'template', 'noembed', 'iframe', 'object', 'svg', 'math'];
const attribute = /[\s/]*([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?|[\s/"'=]+/y;
const tagName = /<(\/?)([A-Za-z][A-Za-z0-9:-]{0,40})/y;

/**
 * Takes a page apart in one pass. It never stops early: a comment, a script or a tag without an end is text, so that
 * no word of a broken page is lost.
 */
export class HtmlTags {
  readonly #html: string;
  readonly #lower: string;
  /** What was looked for and is not there any more: it is never looked for again. */
  readonly #missing = new Set<string>();
  #quotesAreBroken = false;

  constructor(html: string) {
    this.#html = html;
    this.#lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }

  *pieces(): Generator<HtmlPiece> {
    let at = 0;
    let textStart = 0;
    while (at < this.#html.length) {
      const next = this.#find('<', at);
      if (next < 0) break;
      const found = this.#markupAt(next);
      if (!found) {
        at = next + 1;
        continue;
      }
      if (next > textStart) yield { kind: 'text', written: this.#html.slice(textStart, next) };
      if (found.piece) yield found.piece;
      at = textStart = found.end;
    }
    if (textStart < this.#html.length) yield { kind: 'text', written: this.#html.slice(textStart) };
  }

  #markupAt(start: number): { readonly end: number; readonly piece?: HtmlPiece } | undefined {
    if (this.#html.startsWith('<!--', start)) {
      const end = this.#find('-->', start + 2);
      if (end >= 0) return { end: end + 3 };
    }
    const second = this.#html[start + 1] ?? '';
    if (second === '!' || second === '?') {
      const end = this.#find('>', start);
      return end < 0 ? undefined : { end: end + 1 };
    }
    tagName.lastIndex = start;
    const [, slash, written] = tagName.exec(this.#html) ?? [];
    if (written === undefined) return undefined;
    const name = written.toLowerCase();
    if (slash === '/') {
      const end = this.#find('>', start);
      return end < 0 ? undefined : { end: end + 1, piece: { kind: 'close', name } };
    }
    const tag = this.#tagFrom(name, start + 1 + written.length);
    if (!tag || !unseen.includes(name)) return tag;
    const end = this.#find(`</${name}`, tag.end);
    const close = end < 0 ? -1 : this.#find('>', end);
    // An iframe or a script without an end hides nothing.
    return close < 0 ? { end: tag.end } : { end: close + 1 };
  }

  #tagFrom(name: string, start: number): { readonly end: number; readonly piece: HtmlPiece } | undefined {
    const attributes = new Map<string, string>();
    if (!this.#quotesAreBroken) {
      let at = start;
      while (at < this.#html.length && this.#html[at] !== '>') {
        attribute.lastIndex = at;
        const found = attribute.exec(this.#html);
        if (!found) break;
        at = attribute.lastIndex;
        const key = found[1]?.toLowerCase();
        const value = found[2] ?? found[3] ?? found[4] ?? '';
        if (key !== undefined && !attributes.has(key) && attributes.size < 40) attributes.set(key, value);
      }
      if (this.#html[at] === '>') return { end: at + 1, piece: { kind: 'open', name, attributes } };
      this.#quotesAreBroken = true;
    }
    const end = this.#find('>', start);
    return end < 0 ? undefined : { end: end + 1, piece: { kind: 'open', name, attributes: new Map() } };
  }

  #find(wanted: string, from: number): number {
    if (this.#missing.has(wanted)) return -1;
    const found = this.#lower.indexOf(wanted, from);
    if (found < 0) this.#missing.add(wanted);
    return found;
  }
}

export const attributeOf = (attributes: ReadonlyMap<string, string>, name: string): string =>
  decodeEntities(attributes.get(name) ?? '');
