import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../functions/settings/defaults.ts';
import type { Settings } from '../../../functions/settings/schema.ts';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { attachFiles, type AttachContext } from '../../../functions/domain/attachment/attach-files.ts';
import { openChoices } from '../../../functions/domain/attachment/attach.ts';
import type { UploadPlace } from '../../../functions/domain/attachment/attachment.ts';
import type { AttachmentStore } from '../../../functions/domain/attachment/attachment-store.ts';
import { readAttachment, readOriginal } from '../../../functions/domain/attachment/read-attachment.ts';
import { receiveFile, type ReceiveResult } from '../../../functions/domain/attachment/receive-file.ts';
import { openReference, referenceTo } from '../../../functions/domain/attachment/reference.ts';
import {
  beginUpload,
  finishUpload,
  missingParts,
  passOf,
  putPart,
  readPass,
} from '../../../functions/domain/attachment/upload.ts';
import { newId } from '../../../functions/domain/kernel/random.ts';
import { newRingKeyPair } from '../../../functions/envelope/key-pair.ts';
import { openEntry, sealEntry, type Entry } from '../../../functions/domain/thread/entry.ts';
import { logFile, photo } from '../../harness/files.ts';

const megabyte = 1024 * 1024;
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)), integer: () => 0 };
const settings: Settings = { ...defaultSettings, sender: 'conduct@example.org' };
const withFiles = (own: Partial<Settings['attachments']>): Settings => ({
  ...settings,
  attachments: { ...settings.attachments, ...own },
});
const newPlace = (): UploadPlace => ({
  caseId: newId(random),
  thread: 'reporter',
  threadKey: random.bytes(32),
});

/** The port as its contract says, in memory: `test/adapters/s3` holds the real one to the same. */
const memoryStore = () => {
  const unfinished = new Map<string, Uint8Array>();
  const kept = new Map<string, Uint8Array>();
  const nameOf = (id: string, number: number): string => `${id}/${number}`;
  const store: AttachmentStore = {
    put: (id, number, chunk) => {
      const name = nameOf(id, number);
      if (unfinished.has(name)) return Promise.resolve('already-there');
      unfinished.set(name, chunk);
      return Promise.resolve('stored');
    },
    chunksThere: (id, chunks) =>
      Promise.resolve(
        Array.from({ length: chunks }, (_, number) => number).filter((number) =>
          unfinished.has(nameOf(id, number)),
        ),
      ),
    keep: (id, chunks) => {
      const numbers = Array.from({ length: chunks }, (_, number) => number);
      const missing = numbers.filter((number) => !unfinished.has(nameOf(id, number)));
      if (missing.length > 0) return Promise.resolve({ kind: 'incomplete', missing });
      for (const number of numbers) {
        const name = nameOf(id, number);
        kept.set(name, unfinished.get(name) ?? new Uint8Array(0));
      }
      return Promise.resolve({ kind: 'kept' });
    },
    getUnfinished: (id, number) => Promise.resolve(unfinished.get(nameOf(id, number))),
    get: (id, number) => Promise.resolve(kept.get(nameOf(id, number))),
  };
  return { store, unfinished, kept };
};
type Memory = ReturnType<typeof memoryStore>;

const receive = (
  { store }: Memory,
  place: UploadPlace,
  file: { readonly name: string; readonly bytes: Uint8Array },
  own = settings,
): Promise<ReceiveResult> => receiveFile({ settings: own, files: store, cleanFile, random }, place, file);

const received = async (memory: Memory, place: UploadPlace, file = photo()) => {
  const result = await receive(memory, place, file);
  if (result.kind !== 'received') throw new Error(result.why);
  return result.file;
};

const identity = newRingKeyPair();
const attachTo = (memory: Memory, own = settings): AttachContext => ({
  settings: own,
  files: memory.store,
  uploads: { beginKeeping: () => Promise.resolve('begun') },
  identityRing: (channel) => ({ channel, purpose: 'identity', epoch: 1, publicKey: identity.publicKey }),
  now: new Date('2026-03-10T09:20:30.000Z'),
});

describe('a file that comes', () => {
  it('is stored sealed: neither its bytes nor what was removed stand anywhere', async () => {
    const memory = memoryStore();
    const file = photo();
    await received(memory, newPlace(), file);
    const stored = Buffer.concat([...memory.unfinished.values()]);
    for (let at = 0; at + 24 <= file.bytes.length; at += 97) {
      expect(stored.includes(Buffer.from(file.bytes.subarray(at, at + 24)))).toBe(false);
    }
  });

  it('is kept as it came beside the cleaned one only when something was removed', async () => {
    const memory = memoryStore();
    const place = newPlace();
    const cleaned = await received(memory, place);
    expect(cleaned).toMatchObject({ outcome: 'cleaned', type: 'jpeg', name: 'IMG_0042.jpg' });
    expect(cleaned.removed).toContain('gps-position');
    expect(cleaned.original?.size).toBe(photo().bytes.length);
    const plain = await received(memory, place, logFile());
    expect(plain).toMatchObject({ outcome: 'nothing-found', removed: [], original: undefined });
    expect(memory.unfinished.size).toBe(3);
  });

  it('that cannot be cleaned is taken with a word about it, or refused where the settings say so', async () => {
    const memory = memoryStore();
    const broken = { name: 'x.docx', bytes: Buffer.from('PK\x03\x04 broken') };
    expect(await receive(memory, newPlace(), broken)).toMatchObject({
      kind: 'received',
      file: { outcome: 'could-not-be-cleaned' },
    });
    const stored = memory.unfinished.size;
    const refusing = withFiles({ uncleanable: 'refuse' });
    expect(await receive(memory, newPlace(), broken, refusing)).toMatchObject({ why: 'cannot-be-cleaned' });
    expect(memory.unfinished.size).toBe(stored);
  });

  it.each([
    ['empty', { name: 'x', bytes: new Uint8Array(0) }],
    ['too-large', { name: 'x', bytes: new Uint8Array(megabyte + 1) }],
  ])('that is %s is refused, and nothing of it is stored', async (why, file) => {
    const memory = memoryStore();
    const result = await receive(memory, newPlace(), file, withFiles({ fileMegabytes: 1 }));
    expect(result).toMatchObject({ kind: 'refused', why });
    expect(memory.unfinished.size).toBe(0);
  });
});

describe('a reference', () => {
  it('opens to its file in its own thread, and nowhere else', async () => {
    const place = newPlace();
    const file = await received(memoryStore(), place);
    const reference = referenceTo(place, file);
    expect(openReference(place, reference)).toEqual(file);
    const others = [
      newPlace(),
      { ...place, caseId: newId(random) },
      { ...place, thread: 'appeal' },
      { ...place, threadKey: random.bytes(32) },
    ];
    for (const other of others) expect(openReference(other, reference)).toBeUndefined();
  });

  it('is none when it is changed, cut, or put before another id', async () => {
    const place = newPlace();
    const file = await received(memoryStore(), place);
    const [id = '', sealed = ''] = referenceTo(place, file).split('.');
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    const wrong = [
      '',
      '.',
      id,
      `${id}.`,
      `.${sealed}`,
      `${newId(random)}.${sealed}`,
      `${id}.${sealed.slice(0, -8)}`,
      `${id}.${bytes.toString('base64url')}`,
      `${id}.${sealed}.${sealed}`,
      `../../kept/x.${sealed}`,
    ];
    for (const text of wrong) expect(openReference(place, text)).toBeUndefined();
  });

  it('shows neither the name nor how long it is', async () => {
    const place = newPlace();
    const file = await received(memoryStore(), place);
    const [short, long] = ['a.jpg', `${'a'.repeat(110)}.jpg`].map((name) =>
      referenceTo(place, { ...file, name }),
    );
    expect(long).toHaveLength(short?.length ?? 0);
  });

  it('named twice is one file', async () => {
    const place = newPlace();
    const reference = referenceTo(place, await received(memoryStore(), place));
    expect(openChoices(place, [{ reference }, { reference, keepOriginal: true }])).toHaveLength(1);
  });
});

describe('files that are attached', () => {
  const target = (place: UploadPlace, attachmentBytes = 0) => ({
    ...place,
    channel: 'conduct',
    attachmentBytes,
  });

  it('are read as they were cleaned, and the original only with a secret that the thread does not hold', async () => {
    const [memory, place] = [memoryStore(), newPlace()];
    const file = await received(memory, place);
    const choices = [{ reference: referenceTo(place, file), keepOriginal: true, name: 'me/at home.exe' }];
    const result = await attachFiles(attachTo(memory), target(place), choices);
    if (result.kind !== 'attached') throw new Error(result.kind);
    const [attachment] = result.files.attachments;
    if (!attachment?.original || !file.original) throw new Error('the original is kept');
    expect(attachment.name).toBe('at home.exe.jpg');
    const whole = (size: number) => ({ start: 0, end: size });
    const { get } = memory.store;
    const cleaned = await cleanFile(photo().bytes, defaultCleaningLimits);
    expect(Buffer.from(await readAttachment(get, place, attachment, whole(attachment.size)))).toEqual(
      Buffer.from(cleaned.kind === 'cleaned' ? cleaned.bytes : []),
    );
    const original = { ...file.original };
    expect(Buffer.from(await readOriginal(get, place, original, whole(original.size)))).toEqual(
      Buffer.from(photo().bytes),
    );
    expect(JSON.stringify(attachment)).not.toContain(Buffer.from(file.original.secret).toString('base64'));
    const withThreadKey = { ...original, secret: place.threadKey };
    await expect(readOriginal(get, place, withThreadKey, whole(10))).rejects.toThrow('row-unreadable');
  });

  it('leave the original behind unless its sender keeps it', async () => {
    const [memory, place] = [memoryStore(), newPlace()];
    const reference = referenceTo(place, await received(memory, place));
    const result = await attachFiles(attachTo(memory), target(place), [{ reference }]);
    expect(result).toMatchObject({ kind: 'attached', files: { objects: [reference.split('.')[0]] } });
    expect(memory.kept.size).toBe(1);
  });

  it('are refused, and none is kept, when they are too many, too large for the case, or another thread’s', async () => {
    const [memory, place] = [memoryStore(), newPlace()];
    const references = [
      { reference: referenceTo(place, await received(memory, place)) },
      { reference: referenceTo(place, await received(memory, place, logFile())) },
    ];
    const few = attachTo(memory, withFiles({ filesPerEntry: 1 }));
    expect(await attachFiles(few, target(place), references)).toEqual({ kind: 'too-many-files', limit: 1 });
    const full = target(place, settings.attachments.caseMegabytes * megabyte - 100);
    expect(await attachFiles(attachTo(memory), full, references)).toEqual({ kind: 'case-full', room: 100 });
    expect(await attachFiles(attachTo(memory), target(newPlace()), references)).toEqual({
      kind: 'files-unknown',
    });
    expect(memory.kept.size).toBe(0);
  });

  it('stand in their entry, and open with it', async () => {
    const [memory, place] = [memoryStore(), newPlace()];
    const reference = referenceTo(place, await received(memory, place));
    const result = await attachFiles(attachTo(memory), target(place), [{ reference, keepOriginal: true }]);
    if (result.kind !== 'attached') throw new Error(result.kind);
    const at = { caseId: place.caseId, thread: place.thread, number: 1 };
    const entry: Entry = {
      from: 'reporter',
      kind: 'report',
      on: '2026-03-10T09:00:00.000Z',
      texts: new Map([['whatHappened', 'x']]),
      attachments: [...result.files.attachments],
    };
    const opened = openEntry(place.threadKey, at, sealEntry(place.threadKey, at, entry));
    if (opened?.from !== 'reporter') throw new Error('the entry opens');
    const [was, is] = [result.files.attachments[0], opened.attachments?.[0]];
    const hexOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
    expect({ ...is, original: undefined }).toEqual({ ...was, original: undefined });
    expect(hexOf(is?.original?.sealedSecret.bytes)).toBe(hexOf(was?.original?.sealedSecret.bytes));
    expect(hexOf(is?.original?.sealedSecret.bytes)).toHaveLength(160);
  });
});

describe('an upload in parts', () => {
  const secret = random.bytes(32);
  const now = new Date('2026-03-10T09:20:30.000Z');
  const bytes = Buffer.alloc(9 * megabyte + 5, 'connection refused\n');
  const begin = (place: UploadPlace) =>
    beginUpload(random, place, { name: 'server.log', size: bytes.length }, now);
  const part = (first: number) => bytes.subarray(first * megabyte, (first + 4) * megabyte);

  it('goes on where it stopped, takes a part twice as one, and is one file in the end', async () => {
    const [memory, place] = [memoryStore(), newPlace()];
    const upload = begin(place);
    expect(await missingParts(memory.store, upload)).toEqual([0, 4, 8]);
    await putPart(memory.store, upload, { first: 4, bytes: part(4) });
    await putPart(memory.store, upload, { first: 4, bytes: part(4) });
    const context = { settings, files: memory.store, cleanFile, random };
    expect(await finishUpload(context, upload)).toEqual({ kind: 'incomplete', missing: [0, 8] });
    expect(await missingParts(memory.store, upload)).toEqual([0, 8]);
    await putPart(memory.store, upload, { first: 0, bytes: part(0) });
    await putPart(memory.store, upload, { first: 8, bytes: part(8) });
    const finished = await finishUpload(context, upload);
    if (finished.kind !== 'received') throw new Error(finished.kind);
    const stored = memory.unfinished.size;
    expect(await finishUpload(context, upload)).toEqual(finished);
    expect(memory.unfinished.size).toBe(stored);
    const reference = referenceTo(place, finished.file);
    await attachFiles(attachTo(memory), { ...place, channel: 'conduct', attachmentBytes: 0 }, [
      { reference },
    ]);
    const read = await readAttachment(memory.store.get, place, finished.file, {
      start: 0,
      end: bytes.length,
    });
    expect(Buffer.from(read).equals(bytes)).toBe(true);
  });

  it.each([
    ['a number that begins no part', 1, 4 * megabyte, { kind: 'no-such-part' }],
    ['a number behind the end', 12, 4 * megabyte, { kind: 'no-such-part' }],
    ['a number below zero', -4, 4 * megabyte, { kind: 'no-such-part' }],
    ['half a number', 0.5, 4 * megabyte, { kind: 'no-such-part' }],
    ['too few bytes', 0, 4 * megabyte - 1, { kind: 'wrong-length', expected: 4 * megabyte }],
    ['too many bytes', 8, megabyte + 6, { kind: 'wrong-length', expected: megabyte + 5 }],
  ])('refuses %s, and stores nothing', async (_, first, length, refusal) => {
    const memory = memoryStore();
    const result = await putPart(memory.store, begin(newPlace()), { first, bytes: new Uint8Array(length) });
    expect(result).toEqual(refusal);
    expect(memory.unfinished.size).toBe(0);
  });

  it('has a pass that is good for twenty hours, for this server and for nothing else', () => {
    const upload = begin(newPlace());
    const pass = passOf(secret, upload);
    const later = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
    expect(readPass(secret, pass, later(19.9))).toEqual(upload);
    expect(readPass(secret, pass, later(20))).toBeUndefined();
    expect(readPass(random.bytes(32), pass, now)).toBeUndefined();
    expect(readPass(secret, `${pass.slice(0, -4)}AAAA`, now)).toBeUndefined();
  });
});

describe('a range of a file', () => {
  const place = newPlace();
  const memory = memoryStore();
  const bytes = randomBytes(2 * megabyte + 4321);
  const file = received(memory, place, { name: 'x.bin', bytes }).then(async (read) => {
    await memory.store.keep(read.id, 3);
    return read;
  });

  it('is the same as the slice of the file, wherever it begins and ends', async () => {
    const stored = await file;
    const edges = fc.oneof(
      fc.integer({ min: 0, max: bytes.length }),
      fc.constantFrom(0, megabyte - 1, megabyte, megabyte + 1, 2 * megabyte, bytes.length),
    );
    await fc.assert(
      fc.asyncProperty(edges, edges, async (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        if (start === end) return;
        const read = await readAttachment(memory.store.get, place, stored, { start, end });
        expect(Buffer.from(read).equals(bytes.subarray(start, end))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [
      'is missing',
      (get: AttachmentStore['get']): AttachmentStore['get'] =>
        (id, number) =>
          number === 1 ? Promise.resolve(undefined) : get(id, number),
    ],
    [
      'was swapped',
      (get: AttachmentStore['get']): AttachmentStore['get'] =>
        (id, number) =>
          get(id, number === 1 ? 0 : number),
    ],
  ])('is not given out when one of its chunks %s', async (_, broken) => {
    const stored = await file;
    const reading = readAttachment(broken(memory.store.get), place, stored, { start: 0, end: bytes.length });
    await expect(reading).rejects.toThrow('row-unreadable');
  });

  it('of a file that was cut short at a chunk does not open', async () => {
    const stored = await file;
    const cut = { ...stored, size: 2 * megabyte };
    const reading = readAttachment(memory.store.get, place, cut, { start: megabyte, end: 2 * megabyte });
    await expect(reading).rejects.toThrow('row-unreadable');
  });
});
