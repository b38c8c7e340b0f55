import { StopCleaning } from '../stop-cleaning.ts';
import {
  declaredPrefix,
  isDeclaration,
  localName,
  outermost,
  prefixOf,
  scopeOf,
  type Scope,
} from './namespaces.ts';
import { escapeXml, readTag, unescapeXml, type Tag } from './xml-tags.ts';

/** What becomes of an element: it stays, goes with all that is in it, or has its text replaced. */
export type ElementRule = 'keep' | 'drop' | { readonly text: (old: string) => string };
/** What becomes of an attribute: its new value, or `undefined` when it goes. */
export type AttributeRule = (attribute: Attribute) => string | undefined;

export type Name = { readonly namespace: string; readonly local: string };
export type Attribute = Name & {
  readonly element: Element;
  readonly value: string;
};
export type Element = Name & {
  readonly parent: Name | undefined;
  /** By local name, whatever its namespace. */
  readonly attribute: (local: string) => string | undefined;
  /** The namespace of a prefix at this place. */
  readonly resolve: (prefix: string) => string | undefined;
};

export type XmlRules = {
  readonly element: (element: Element) => ElementRule;
  readonly attribute: AttributeRule;
  /** Whether the declaration of a namespace stays. */
  readonly namespace: (namespace: string) => boolean;
  /** An element inside one that is dropped. */
  readonly onDropped?: (element: Name) => void;
  readonly onComment: () => void;
  readonly works: (steps: number) => void;
};

const deepest = 500;
const piecesAtOnce = 10_000;
/** It is in memory about six times while it is rewritten. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The document after the rules, in one pass. Comments and processing instructions go; a document type, an encoding
 * other than UTF-8 or anything not well-formed ends the cleaning. Bytes beyond ASCII are copied as they are.
 * @throws {StopCleaning} `unpacks-too-large`, `not-understood` for another encoding
 */
export const rewriteXml = (bytes: Buffer, rules: XmlRules): Buffer => {
  if (bytes.length > mostBytes) throw StopCleaning.refusing('unpacks-too-large');
  if (bytes[0] === 0xfe || bytes[0] === 0xff || bytes.subarray(0, 4).includes(0)) {
    throw StopCleaning.because('not-understood');
  }
  rules.works(2 * bytes.length);
  return new Rewriting(bytes.toString('latin1'), rules).run();
};

type Open = { readonly name: string; readonly itself: Name; readonly scope: Scope };
type StartTag = {
  readonly position: number;
  readonly tag: Tag;
  readonly itself: Name;
  readonly around: Open | undefined;
  readonly scope: Scope;
};
type Replacing = { readonly depth: number; readonly start: number; readonly text: (old: string) => string };

class Rewriting {
  private readonly written: Buffer[] = [];
  private pieces: string[] = [];
  private readonly open: Open[] = [];
  private isRootGone = false;
  private skipFrom: number | undefined;
  private replacing: Replacing | undefined;
  private replacedText: string[] = [];
  // What stays as it is is copied in runs: a sheet has millions of elements.
  private runStart = 0;
  private runEnd = 0;
  private readonly xml: string;
  private readonly rules: XmlRules;

  constructor(xml: string, rules: XmlRules) {
    this.xml = xml;
    this.rules = rules;
  }

  run(): Buffer {
    let position = 0;
    while (position < this.xml.length) position = this.readAt(position);
    if (this.open.length > 0) throw StopCleaning.because('broken');
    if (this.isRootGone) throw StopCleaning.because('not-understood');
    this.endRun();
    this.flush();
    return Buffer.concat(this.written);
  }

  /** Reads one piece of markup or text and says where the next begins. */
  private readAt(position: number): number {
    const { xml } = this;
    if (xml[position] !== '<') {
      const next = xml.indexOf('<', position);
      const end = next === -1 ? xml.length : next;
      if (this.replacing) this.replacedText.push(unescapeXml(xml.slice(position, end)));
      this.keep(position, end);
      return end;
    }
    this.rules.works(20);
    if (xml.startsWith('<!--', position)) {
      this.rules.onComment();
      return this.until('-->', position + 4);
    }
    if (xml.startsWith('<![CDATA[', position)) {
      const end = this.until(']]>', position);
      if (this.replacing) this.replacedText.push(xml.slice(position + 9, end - 3));
      this.keep(position, end);
      return end;
    }
    if (xml.startsWith('<?', position)) return this.readInstruction(position);
    if (xml.startsWith('<!', position)) throw StopCleaning.because('not-understood');
    return xml.startsWith('</', position) ? this.readEndTag(position) : this.readStartTag(position);
  }

  private readInstruction(position: number): number {
    const end = this.until('?>', position);
    const head = this.xml.slice(position, Math.min(end, position + 200));
    if (!/^<\?xml\s/.test(head)) {
      this.rules.onComment();
      return end;
    }
    if (/encoding\s*=\s*["'](?!utf-8|us-ascii)/i.test(head)) throw StopCleaning.because('not-understood');
    // A declaration is written again: what else stands in it is nobody's business.
    this.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n');
    return this.xml.startsWith('\n', end) ? end + 1 : this.xml.startsWith('\r\n', end) ? end + 2 : end;
  }

  private readEndTag(position: number): number {
    const end = this.until('>', position);
    const opened = this.open.pop();
    if (opened?.name !== this.xml.slice(position + 2, end - 1).trimEnd())
      throw StopCleaning.because('broken');
    if (this.replacing?.depth === this.open.length) this.endReplacing(position);
    if (this.skipFrom === this.open.length) this.skipFrom = undefined;
    else this.keep(position, end);
    return end;
  }

  private endReplacing(end: number): void {
    const { start, text } = this.replacing ?? { start: end, text: (old: string) => old };
    this.replacing = undefined;
    const inside = this.xml.slice(start, end);
    const old = this.replacedText.join('');
    this.replacedText = [];
    const replacement = text(old);
    if (replacement === old && !inside.includes('<')) this.keep(start, end);
    else this.write(escapeXml(replacement));
  }

  private readStartTag(position: number): number {
    const tag = readTag(this.xml, position);
    this.rules.works(20 * tag.attributes.length);
    const around = this.open.at(-1);
    const scope = scopeOf(around?.scope ?? outermost, tag.attributes, this.rules.works);
    const itself = { namespace: scope.get(prefixOf(tag.name)) ?? '', local: localName(tag.name) };
    if (this.skipFrom !== undefined) this.rules.onDropped?.(itself);
    else if (!this.replacing) this.judge({ position, tag, itself, around, scope });
    if (!tag.isEmpty) this.open.push({ name: tag.name, itself, scope });
    if (this.open.length > deepest) throw StopCleaning.refusing('nested-too-deep');
    return tag.end;
  }

  private judge({ position, tag, itself, around, scope }: StartTag): void {
    const element: Element = {
      namespace: itself.namespace,
      local: itself.local,
      parent: around?.itself,
      attribute: (local) =>
        tag.attributes.find(({ name }) => localName(name) === local && !isDeclaration(name))?.value,
      resolve: (prefix) => scope.get(prefix),
    };
    const rule = this.rules.element(element);
    if (rule === 'drop') {
      this.isRootGone ||= !around;
      this.rules.onDropped?.(itself);
      if (!tag.isEmpty) this.skipFrom = this.open.length;
      return;
    }
    const rewritten = this.rewrittenTag(tag, element, scope);
    if (rewritten === undefined) this.keep(position, tag.end);
    else this.write(rewritten);
    if (rule === 'keep' || tag.isEmpty) return;
    this.replacing = { depth: this.open.length, start: tag.end, text: rule.text };
  }

  /** `undefined` when the rules leave every attribute as it is. */
  private rewrittenTag(tag: Tag, element: Element, scope: Scope): string | undefined {
    const values = tag.attributes.map(({ name, value }) =>
      this.attributeAfterRules(name, value, element, scope),
    );
    if (tag.attributes.every(({ value }, index) => values[index] === value)) return undefined;
    const attributes = tag.attributes.map(({ name, raw, value }, index) => {
      const replacement = values[index];
      if (replacement === value) return ` ${name}="${raw.replaceAll('"', '&quot;')}"`;
      return replacement === undefined ? '' : ` ${name}="${escapeXml(replacement)}"`;
    });
    return `<${tag.name}${attributes.join('')}${tag.isEmpty ? '/' : ''}>`;
  }

  private attributeAfterRules(
    name: string,
    value: string,
    element: Element,
    scope: Scope,
  ): string | undefined {
    if (isDeclaration(name)) {
      const namespace = scope.get(declaredPrefix(name)) ?? '';
      return this.rules.namespace(namespace) ? value : undefined;
    }
    const prefix = prefixOf(name);
    const namespace = prefix === '' ? '' : (scope.get(prefix) ?? '');
    return this.rules.attribute({ namespace, local: localName(name), element, value });
  }

  private until(end: string, from: number): number {
    const at = this.xml.indexOf(end, from);
    if (at === -1) throw StopCleaning.because('broken');
    return at + end.length;
  }

  private keep(start: number, end: number): void {
    if (this.skipFrom !== undefined || this.replacing) return;
    if (start !== this.runEnd) {
      this.endRun();
      this.runStart = start;
    }
    this.runEnd = end;
  }

  private write(text: string): void {
    this.endRun();
    this.add(text);
  }

  private endRun(): void {
    if (this.runEnd > this.runStart) this.add(this.xml.slice(this.runStart, this.runEnd));
    this.runStart = this.runEnd = 0;
  }

  private add(text: string): void {
    // Of millions of short strings each takes many times its length.
    if (this.pieces.push(text) === piecesAtOnce) this.flush();
  }

  private flush(): void {
    this.written.push(Buffer.from(this.pieces.join(''), 'latin1'));
    this.pieces = [];
  }
}
