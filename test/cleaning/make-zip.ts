import { crc32, deflateRawSync } from 'node:zlib';

/** What a container may say of a file in it that is not so. */
export type MadeEntry = {
  readonly name: string;
  readonly content: string | Buffer;
  readonly declaredSize?: number;
  readonly flags?: number;
};

/** A zip container as other programs write them: with a time, an owner in an extra field, and a comment. */
export const makeZip = (
  entries: readonly MadeEntry[],
  options: { readonly sameKernel?: boolean } = {},
): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [index, { name, content, declaredSize, flags = 0 }] of entries.entries()) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const extra = Buffer.from('ux\x0b\0\x01\x04MARK\x04ERER', 'latin1');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(0x5c64_28c7, 6);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declaredSize ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    common.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt16LE(6, 0);
    place.writeUInt32LE(options.sameKernel ? 0 : offset, 10);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x03'),
      common,
      place,
      Buffer.from(name),
      extra,
      Buffer.from('MARKER'),
    );
    if (options.sameKernel && index > 0) continue;
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), extra, packed]);
    locals.push(local);
    offset += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(6, 20);
  return Buffer.concat([...locals, directoryBytes, end, Buffer.from('MARKER')]);
};

const contentTypes = (main: string): string =>
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  `<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}"/>` +
  '<Override PartName="/docProps/core.xml" ContentType="application/MARKER"/></Types>';

/** The smallest DOCX or XLSX that is taken for one, with these parts. */
export const makeOpenXml = (
  kind: 'wordprocessingml.document.main+xml' | 'spreadsheetml.sheet.main+xml',
  parts: readonly MadeEntry[],
  options: { readonly sameKernel?: boolean } = {},
): Buffer => makeZip([{ name: '[Content_Types].xml', content: contentTypes(kind) }, ...parts], options);
