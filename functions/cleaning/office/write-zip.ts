import { crc32, deflateRawSync } from 'node:zlib';

export type NewEntry = { readonly name: string; readonly content: Buffer; readonly isStored?: boolean };

const stored = 0;
const deflated = 8;
const version = 20;
/** Names are UTF-8 (APPNOTE.TXT §4.4.4, bit 11). */
const utf8Flag = 0x0800;
/** 1 January 1980, the first day a zip container knows, at midnight. */
const firstDay = 0x0021;

/** A zip container without times, owners, comments or extra fields. */
export class ZipWriter {
  private readonly parts: Buffer[] = [];
  private readonly directory: Buffer[] = [];
  private offset = 0;
  private count = 0;

  /** Adds a file, packed when that makes it smaller and `isStored` does not forbid it. */
  add({ name, content, isStored = false }: NewEntry): void {
    const packed = isStored ? content : deflateRawSync(content);
    const isPacked = packed.length < content.length;
    const body = isPacked ? packed : content;
    const nameBytes = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(version, 0);
    common.writeUInt16LE(utf8Flag, 2);
    common.writeUInt16LE(isPacked ? deflated : stored, 4);
    common.writeUInt16LE(firstDay, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(this.offset, 10);
    this.directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, place, nameBytes]));
    // A copy of what came in, so that the file that was unpacked can be let go.
    this.parts.push(local, isPacked ? packed : Buffer.from(content));
    this.offset += local.length + body.length;
    this.count++;
  }

  finish(): Buffer {
    const directory = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 0, 'latin1');
    end.writeUInt16LE(this.count, 8);
    end.writeUInt16LE(this.count, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([...this.parts, directory, end]);
  }
}
