import { StopCleaning } from '../stop-cleaning.ts';

/**
 * What becomes of an element: it stays, goes with all that is in it, or has its text replaced. `onOther` hears of it
 * when the text was another one.
 */
export type ElementRule = 'keep' | 'drop' | { readonly text: string; readonly onOther: () => void };
/** What becomes of an attribute: its new value in markup, or `undefined` when it goes. */
export type AttributeRule = (attribute: Attribute) => string | undefined;

export type Attribute = { readonly element: string; readonly name: string; readonly value: string };
export type Element = {
  /** With its prefix, as written. */
  readonly name: string;
  readonly parent: string | undefined;
  readonly attribute: (name: string) => string | undefined;
};

export type XmlRules = {
  readonly element: (element: Element) => ElementRule;
  readonly attribute: AttributeRule;
  readonly onComment?: () => void;
};

const deepest = 500;
const longestName = 500;
const piecesAtOnce = 10_000;
/** It is in memory about six times while it is rewritten. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The document after the rules, in one pass. Comments and processing instructions go; a document type, an encoding
 * other than UTF-8 or anything not well-formed ends the cleaning. Bytes beyond ASCII are copied as they are.
 */
export const rewriteXml = (bytes: Buffer, rules: XmlRules): Buffer => {
  if (bytes.length > mostBytes) throw StopCleaning.refusing('unpacks-too-large');
  if (bytes[0] === 0xfe || bytes[0] === 0xff || bytes.subarray(0, 4).includes(0)) {
    throw StopCleaning.because('not-understood');
  }
  const xml = bytes.toString('latin1');
  const written: Buffer[] = [];
  let pieces: string[] = [];
  const open: string[] = [];
  let skipFrom: number | undefined;
  let replaceAt: number | undefined;
  let onEndOfReplaced: ((end: number) => void) | undefined;
  let position = 0;
  // What stays as it is is copied in runs: a sheet has millions of elements.
  let runStart = 0;
  let runEnd = 0;
  const flush = () => {
    written.push(Buffer.from(pieces.join(''), 'latin1'));
    pieces = [];
  };
  const add = (text: string) => {
    // Of millions of short strings each takes many times its length.
    if (pieces.push(text) === piecesAtOnce) flush();
  };
  const endRun = () => {
    if (runEnd > runStart) add(xml.slice(runStart, runEnd));
    runStart = runEnd = 0;
  };
  const keep = (start: number, end: number) => {
    if (skipFrom !== undefined || replaceAt !== undefined) return;
    if (start !== runEnd) {
      endRun();
      runStart = start;
    }
    runEnd = end;
  };
  const write = (text: string) => {
    endRun();
    add(text);
  };
  const until = (end: string, from: number): number => {
    const at = xml.indexOf(end, from);
    if (at === -1) throw StopCleaning.because('broken');
    return at + end.length;
  };
  while (position < xml.length) {
    if (xml[position] !== '<') {
      const next = xml.indexOf('<', position);
      const end = next === -1 ? xml.length : next;
      keep(position, end);
      position = end;
    } else if (xml.startsWith('<!--', position)) {
      position = until('-->', position + 4);
      rules.onComment?.();
    } else if (xml.startsWith('<![CDATA[', position)) {
      const end = until(']]>', position);
      keep(position, end);
      position = end;
    } else if (xml.startsWith('<?', position)) {
      const end = until('?>', position);
      const instruction = xml.slice(position, end);
      if (/^<\?xml\s/.test(instruction)) {
        if (/encoding\s*=\s*["'](?!utf-8|us-ascii)/i.test(instruction))
          throw StopCleaning.because('not-understood');
        keep(position, end);
      } else rules.onComment?.();
      position = end;
    } else if (xml.startsWith('<!', position)) throw StopCleaning.because('not-understood');
    else if (xml.startsWith('</', position)) {
      const end = until('>', position);
      const name = xml.slice(position + 2, end - 1).trimEnd();
      if (open.pop() !== name) throw StopCleaning.because('broken');
      if (replaceAt === open.length) {
        replaceAt = undefined;
        onEndOfReplaced?.(position);
      }
      if (skipFrom === open.length) skipFrom = undefined;
      else keep(position, end);
      position = end;
    } else {
      const tagStart = position;
      const tag = readTag(xml, position);
      position = tag.end;
      if (skipFrom === undefined && replaceAt === undefined) {
        const rule = rules.element({
          name: tag.name,
          parent: open.at(-1),
          attribute: (name) => tag.attributes.find((attribute) => attribute.name === name)?.value,
        });
        if (rule === 'drop') {
          if (!tag.isEmpty) skipFrom = open.length;
        } else {
          const rewritten = rewrittenTag(tag, rules.attribute);
          if (rewritten === undefined) keep(tagStart, tag.end);
          else write(rewritten);
          if (rule !== 'keep' && !tag.isEmpty) {
            write(rule.text);
            replaceAt = open.length;
            const { end } = tag;
            onEndOfReplaced = (textEnd) => {
              if (xml.slice(end, textEnd) !== rule.text) rule.onOther();
            };
          }
        }
      }
      if (!tag.isEmpty) open.push(tag.name);
      if (open.length > deepest) throw StopCleaning.refusing('nested-too-deep');
    }
  }
  if (open.length > 0) throw StopCleaning.because('broken');
  endRun();
  flush();
  return Buffer.concat(written);
};

type Tag = {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly isEmpty: boolean;
  readonly end: number;
};

const namePattern = /[^\s<>"'/=]+/y;
const attributePattern = /\s+([^\s<>"'/=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEndPattern = /\s*(\/?)>/y;

const matchAt = (pattern: RegExp, xml: string, position: number): RegExpExecArray | null => {
  pattern.lastIndex = position;
  return pattern.exec(xml);
};

const readTag = (xml: string, start: number): Tag => {
  const name = matchAt(namePattern, xml, start + 1)?.[0];
  if (name === undefined || name.length > longestName) throw StopCleaning.because('broken');
  const attributes: Attribute[] = [];
  let position = start + 1 + name.length;
  for (;;) {
    const found = matchAt(attributePattern, xml, position);
    if (!found) break;
    position += found[0].length;
    attributes.push({ element: name, name: found[1] ?? '', value: found[2] ?? found[3] ?? '' });
  }
  const end = matchAt(tagEndPattern, xml, position);
  if (!end) throw StopCleaning.because('broken');
  return { name, attributes, isEmpty: end[1] === '/', end: position + end[0].length };
};

/** `undefined` when the rule leaves every attribute as it is. */
const rewrittenTag = (tag: Tag, rule: AttributeRule): string | undefined => {
  const values = tag.attributes.map(rule);
  if (tag.attributes.every(({ value }, index) => values[index] === value)) return undefined;
  const attributes = tag.attributes.map(({ name }, index) => {
    const value = values[index];
    return value === undefined ? '' : ` ${name}="${value.replaceAll('"', '&quot;')}"`;
  });
  return `<${tag.name}${attributes.join('')}${tag.isEmpty ? '/' : ''}>`;
};

/** The name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
