import { createHash } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { Refusal } from '../refusal.ts';

const description = z.strictObject({
  key: z.string(),
  /** MD5 in hexadecimal. */
  etag: z.string(),
  /** ISO 8601. */
  lastModified: z.iso.datetime(),
  contentType: z.string().optional(),
  /** By the name of the header that carries them: `x-amz-checksum-crc32`. */
  checksums: z.record(z.string(), z.string()),
});
export type ObjectDescription = z.infer<typeof description>;
export type ListedObject = ObjectDescription & { readonly size: number };
export type StoredObject = ObjectDescription & { readonly bytes: Buffer };

/** Twice as long in hexadecimal, with an ending: no file system takes longer names than 255 bytes. */
const longestKey = 120;
const lengthBytes = 4;

const ifThere = async <T>(call: Promise<T>): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const isTooLong = (key: string): boolean => Buffer.byteLength(key) > longestKey;

const descriptionIn = (text: Buffer): ObjectDescription =>
  description.parse(JSON.parse(text.toString('utf8')));

/**
 * The objects of one bucket, a file each: length of the description (4) ‖ description as JSON ‖ bytes. A file's name is
 * its key in hexadecimal, for file systems that take capitals for small letters. An object is there whole or not at all.
 */
export class ObjectFiles {
  readonly #folder: string;
  readonly #capacity: number;
  #unfinished = 0;

  private constructor(folder: string, capacity: number) {
    this.#folder = folder;
    this.#capacity = capacity;
  }

  /** @param capacity bytes after which the disk is taken for full */
  static async open(folder: string, capacity = Infinity): Promise<ObjectFiles> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // What a killed process had not finished writing.
    const unfinished = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true })));
    return new ObjectFiles(folder, capacity);
  }

  /**
   * @param onlyNew refuses to replace what is there
   * @throws {Refusal} PreconditionFailed; KeyTooLongError; InsufficientStorage when the disk is full, and then nothing
   * of the object is left
   */
  async put(object: StoredObject, onlyNew: boolean): Promise<void> {
    const { bytes, ...described } = object;
    const text = Buffer.from(JSON.stringify(described satisfies ObjectDescription));
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(text.length);
    const path = this.#path(object.key);
    const unfinished = join(this.#folder, `${process.pid}-${(this.#unfinished += 1)}.tmp`);
    try {
      await this.#writeSynced(unfinished, Buffer.concat([length, text, bytes]));
      await (onlyNew ? link(unfinished, path) : rename(unfinished, path));
    } catch (error) {
      throw refusalFor(error);
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  async get(key: string): Promise<StoredObject | undefined> {
    const file = isTooLong(key) ? undefined : await ifThere(readFile(this.#path(key)));
    if (file === undefined) return undefined;
    const end = lengthBytes + file.readUInt32BE();
    return { ...descriptionIn(file.subarray(lengthBytes, end)), bytes: file.subarray(end) };
  }

  /** What `get` gives without reading the bytes. */
  async describe(key: string): Promise<ListedObject | undefined> {
    const file = isTooLong(key) ? undefined : await ifThere(open(this.#path(key)));
    if (file === undefined) return undefined;
    try {
      const { buffer: length } = await file.read(Buffer.alloc(lengthBytes), 0, lengthBytes, 0);
      const { buffer: text } = await file.read(
        Buffer.alloc(length.readUInt32BE()),
        0,
        undefined,
        lengthBytes,
      );
      const { size } = await file.stat();
      return { ...descriptionIn(text), size: size - lengthBytes - text.length };
    } finally {
      await file.close();
    }
  }

  async delete(key: string): Promise<void> {
    if (!isTooLong(key)) await rm(this.#path(key), { force: true });
  }

  /** Every key, by the order of its bytes. */
  async keys(): Promise<string[]> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.object'));
    return names.sort().map((name) => Buffer.from(name.slice(0, -'.object'.length), 'hex').toString('utf8'));
  }

  #path(key: string): string {
    if (isTooLong(key)) throw new Refusal('KeyTooLongError', 'Your key is too long');
    return join(this.#folder, `${Buffer.from(key).toString('hex')}.object`);
  }

  async #writeSynced(path: string, bytes: Buffer): Promise<void> {
    const file = await open(path, 'wx', 0o600);
    try {
      const room = Math.max(0, this.#capacity - (await this.#used()));
      await file.writeFile(bytes.subarray(0, room));
      if (room < bytes.length) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async #used(): Promise<number> {
    if (this.#capacity === Infinity) return 0;
    const objects = await Promise.all((await this.keys()).map((key) => this.describe(key)));
    return objects.reduce((sum, object) => sum + (object?.size ?? 0), 0);
  }
}

const refusalFor = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST')
    return new Refusal(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      {
        statusCode: 412,
      },
    );
  // 507 is none of those an SDK tries again: a disk is as full a moment later.
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Refusal('InsufficientStorage', 'There is no room left on the disk.', { statusCode: 507 });
  return error;
};

export const describeObject = (
  key: string,
  bytes: Buffer,
  more: Pick<ObjectDescription, 'checksums' | 'contentType'> & { readonly now: Date },
): StoredObject => ({
  key,
  bytes,
  etag: createHash('md5').update(bytes).digest('hex'),
  lastModified: more.now.toISOString(),
  checksums: more.checksums,
  ...(more.contentType === undefined ? {} : { contentType: more.contentType }),
});
