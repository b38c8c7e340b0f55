import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Store } from '../../infra/local/dynamodb/store.ts';
import { place, type Place } from './search.ts';

/** Every file under a folder, byte by byte. */
export const filesUnder = async (folder: string): Promise<Place[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => place(relative(folder, file), await readFile(file))));
};

/**
 * Every row of a LevelDB folder that nobody has open, index rows and request tokens too: its key, its value,
 * and the bytes of its binary attributes. Its files may be compressed; these are not.
 */
export const rowsIn = async (database: string): Promise<Place[]> => {
  const store = await Store.open(database);
  const rows: Place[] = [];
  for await (const [key, value] of store.level.iterator({})) {
    rows.push(place(`row ${key}`, Buffer.concat([Buffer.from(key), decoded(value)])));
  }
  await store.close();
  return rows;
};

/** A value as JSON, followed by the bytes of every binary attribute in it. */
export const decoded = (value: unknown): Buffer => {
  const parts: Buffer[] = [];
  const json = JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'B' && typeof inner === 'string') parts.push(Buffer.from(inner, 'base64'));
    if (inner instanceof Uint8Array) parts.push(Buffer.from(inner));
    return inner;
  });
  return Buffer.concat([Buffer.from(json), ...parts]);
};
