import { StopCleaning } from '../stop-cleaning.ts';
import { escapeXml } from './xml-tags.ts';

const mostEntities = 100;
const longestEntity = 1_000;
const longestHead = 64 * 1024;

// XML 1.0 §2.8. Each expression begins where the one before ended, and reads each character once.
const start =
  /<!DOCTYPE\s+[\w:.-]{1,100}(?:\s+(?:PUBLIC\s+("[^"]*"|'[^']*')\s+|SYSTEM\s+)("[^"]*"|'[^']*'))?\s*/iy;
const publicHead =
  /<!DOCTYPE\s+html\s+PUBLIC\s+"(-\/\/W3C\/\/DTD XHTML (?:1\.0 (?:Strict|Transitional|Frameset)|1\.1)\/\/EN)"/i;
const entity = /\s*<!ENTITY\s+([\w.-]{1,100})\s+(?:"([^"<&%]*)"|'([^'<&%]*)')\s*>/y;
const end = /\s*\]?\s*>(?:\r?\n)?/y;

export type Doctype = {
  /** The document without its document type, its own entities resolved. */
  readonly xml: Buffer;
  /** The type by which readers know the names of letters (`&nbsp;`); empty for any other. */
  readonly html: string;
};

/**
 * Takes a document type off (XML 1.0 §2.8). Drawing programs declare short names for addresses in it; those are put in.
 * A type that declares anything else, or names that stand for names, ends the cleaning.
 * @throws {StopCleaning} `not-understood` for such a type
 */
export const withoutDoctype = (bytes: Buffer, works: (steps: number) => void): Doctype => {
  const head = bytes.toString('latin1', 0, longestHead);
  const from = head.search(/<!DOCTYPE/i);
  if (from === -1) return { xml: bytes, html: '' };
  start.lastIndex = from;
  const opened = start.exec(head);
  if (!opened) throw StopCleaning.because('not-understood');
  let position = start.lastIndex;
  const entities = new Map<string, string>();
  if (head[position] === '[') {
    position += 1;
    for (;;) {
      entity.lastIndex = position;
      const declared = entity.exec(head);
      if (!declared) break;
      position = entity.lastIndex;
      entities.set(declared[1] ?? '', declared[2] ?? declared[3] ?? '');
    }
  }
  end.lastIndex = position;
  if (!end.exec(head) || entities.size > mostEntities) throw StopCleaning.because('not-understood');
  const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(end.lastIndex)]);
  return {
    xml: entities.size === 0 ? rest : resolved(rest, entities, works),
    html: htmlType(opened[0]),
  };
};

const htmlType = (written: string): string => {
  if (!/^<!DOCTYPE\s+html/i.test(written)) return '';
  const known = publicHead.exec(written)?.[1];
  if (known === undefined) return '<!DOCTYPE html>\n';
  const kind = /Strict|Transitional|Frameset/.exec(known)?.[0].toLowerCase();
  const folder = kind === undefined ? 'xhtml11/DTD/xhtml11' : `xhtml1/DTD/xhtml1-${kind}`;
  return `<!DOCTYPE html PUBLIC "${known}" "http://www.w3.org/TR/${folder}.dtd">\n`;
};

const resolved = (
  bytes: Buffer,
  entities: ReadonlyMap<string, string>,
  works: (steps: number) => void,
): Buffer => {
  works(2 * bytes.length);
  if ([...entities.values()].some(({ length }) => length > longestEntity))
    throw StopCleaning.because('not-understood');
  const xml = bytes.toString('latin1').replace(/&([\w.-]{1,100});/g, (whole, name: string) => {
    const value = entities.get(name);
    if (value === undefined) return whole;
    works(20 + value.length);
    return escapeXml(value);
  });
  return Buffer.from(xml, 'latin1');
};
