import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  forwardedCase,
  forwardFilesBytes,
  forwardHeader,
  forwardInfo,
  forwardTextBytes,
  keyIdOf,
  mostForwardedFiles,
  type ForwardedCase,
} from '../../functions/domain/forward/forward-format.ts';
import { openForward, readForwardFile } from '../../functions/domain/forward/open-forward.ts';
import {
  keyFingerprint,
  receivingKeyLine,
  receivingKeyText,
} from '../../functions/domain/forward/receiving-key.ts';
import { sealForward } from '../../functions/domain/forward/seal-forward.ts';
import { lengthPrefixed, pad, utf8 } from '../../functions/envelope/format.ts';
import { hpkeSeal } from '../../functions/envelope/hpke-seal.ts';
import { newRingKeyPair } from '../../functions/envelope/key-pair.ts';
import { independentOpen } from '../envelope/independent-hpke.ts';

const vectors = z
  .object({
    publicKey: z.string(),
    privateKey: z.string(),
    keyLine: z.string(),
    fingerprint: z.string(),
    files: z.array(z.object({ file: z.base64(), content: forwardedCase })),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/forward-v1.json', import.meta.url), 'utf8')));
const withFiles = z
  .object({
    files: z.array(z.object({ file: z.base64(), content: forwardedCase, files: z.array(z.base64()) })),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/forward-v2.json', import.meta.url), 'utf8')));
const bytes = (text: string, encoding: 'base64' | 'base64url' = 'base64'): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));
const frozenKeys = {
  publicKey: bytes(vectors.publicKey, 'base64url'),
  privateKey: bytes(vectors.privateKey, 'base64url'),
};

const content: ForwardedCase = {
  id: 'A'.repeat(22),
  from: { community: 'Example', address: 'https://report.example.org/' },
  sentOn: '2026-03-10',
  basis: 'consent',
  entries: [{ thread: 'reporter', from: 'reporter', on: '2026-03-10T09:00:00.000Z', text: 'They shouted.' }],
};
const openedWith = (keys: Parameters<typeof openForward>[0], file: Uint8Array) => {
  const read = readForwardFile(file);
  return read && openForward(keys, read);
};
const contentWith = (keys: Parameters<typeof openForward>[0], file: Uint8Array) =>
  openedWith(keys, file)?.content;

describe('a forwarded case as a file', () => {
  it('of the first version opens forever', () => {
    for (const { file, content: stored } of vectors.files)
      expect(openedWith(frozenKeys, bytes(file))).toEqual({ content: stored, files: [] });
    expect(receivingKeyLine(frozenKeys.publicKey)).toBe(vectors.keyLine);
    expect(keyFingerprint(frozenKeys.publicKey)).toBe(vectors.fingerprint);
    expect(receivingKeyText.parse(vectors.keyLine)).toBe(vectors.publicKey);
  });

  it('of the second version, which brings files along, opens forever', () => {
    expect(withFiles.files.length).toBeGreaterThan(1);
    for (const { file, content: stored, files } of withFiles.files) {
      const opened = openedWith(frozenKeys, bytes(file));
      expect(opened?.content).toEqual(stored);
      expect(opened?.files.map((one) => Buffer.from(one).toString('base64'))).toEqual(files);
    }
  });

  it('is HPKE as another implementation opens it', async () => {
    const keys = newRingKeyPair();
    const file = sealForward(keys.publicKey, content) ?? new Uint8Array(0);
    const sealed = file.subarray(forwardHeader(1).length + 32);
    const padded = await independentOpen(keys.privateKey, forwardInfo(keys.publicKey), sealed);
    const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
    expect(JSON.parse(Buffer.from(padded.subarray(4, 4 + length)).toString('utf8'))).toEqual(content);
  });

  it('opens with its own key alone, and not when any byte of it was changed or is missing', () => {
    const keys = newRingKeyPair();
    const file = sealForward(keys.publicKey, content) ?? new Uint8Array(0);
    expect(contentWith(keys, file)).toEqual(content);
    expect(openedWith(newRingKeyPair(), file)).toBeUndefined();
    // The id of the key only says which one to take.
    const bound = forwardHeader(1).length + 32;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const changed = Uint8Array.from(file);
          changed[at] = (changed[at] ?? 0) ^ by;
          const isKeyId = at >= forwardHeader(1).length && at < bound;
          expect(openedWith(keys, changed) === undefined).toBe(!isKeyId);
          expect(openedWith(keys, file.subarray(0, at))).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  });

  const described = (...names: readonly string[]): ForwardedCase => ({
    ...content,
    files: names.map((name) => ({ entry: 0, name })),
  });

  it('brings files along whole and in their order, empty ones too, and is of the first version without any', () => {
    const keys = newRingKeyPair();
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: mostForwardedFiles }),
        (files) => {
          const said = files.length === 0 ? content : described(...files.map((_, at) => `${at}.txt`));
          const file = sealForward(keys.publicKey, said, files) ?? new Uint8Array(0);
          const first = Buffer.from(file).toString('latin1', 0, 21);
          expect(first).toBe(files.length === 0 ? 'conductline-forward-1' : 'conductline-forward-2');
          const opened = openedWith(keys, file);
          expect(opened?.content).toEqual(said);
          expect(opened?.files.map((one) => [...one])).toEqual(files.map((one) => [...one]));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('opens as no other version than its own', () => {
    const keys = newRingKeyPair();
    const file = Buffer.from(sealForward(keys.publicKey, described('a'), [Buffer.from('a')]) ?? []);
    file.set(forwardHeader(1));
    expect(openedWith(keys, file)).toBeUndefined();
  });

  it('with more or larger files than one may bring is not made, and not opened', () => {
    const keys = newRingKeyPair();
    const large = new Uint8Array(forwardFilesBytes);
    expect(sealForward(keys.publicKey, described('a'), [large])).toBeDefined();
    expect(sealForward(keys.publicKey, described('a', 'b'), [large, new Uint8Array(1)])).toBeUndefined();
    const many = Array.from({ length: mostForwardedFiles + 1 }, () => new Uint8Array(1));
    expect(sealForward(keys.publicKey, described(...many.map(() => 'a')), many)).toBeUndefined();
    expect(() => sealForward(keys.publicKey, described('a'), [])).toThrow();
  });

  const nothing = new Uint8Array(0);
  const sealedParts = (keys: { readonly publicKey: Uint8Array }, plaintext: Uint8Array): Uint8Array =>
    Buffer.concat([
      forwardHeader(2),
      keyIdOf(keys.publicKey),
      hpkeSeal(keys.publicKey, forwardInfo(keys.publicKey, 2), pad(plaintext)),
    ]);
  it.each<readonly [string, ForwardedCase, readonly Uint8Array[], Uint8Array]>([
    ['fewer files than it says', described('a', 'b'), [new Uint8Array(1)], nothing],
    ['more files than it says', described('a'), [new Uint8Array(1), new Uint8Array(1)], nothing],
    ['files it says nothing of', content, [new Uint8Array(1)], nothing],
    [
      'a file of an entry that is not there',
      { ...content, files: [{ entry: 1, name: 'a' }] },
      [new Uint8Array(1)],
      nothing,
    ],
    ['a length beyond its end', described('a'), [], Uint8Array.of(255, 255, 255, 255, 1)],
    ['bytes after its end', described('a'), [new Uint8Array(1)], Uint8Array.of(1)],
    ['very many parts', content, [], new Uint8Array(400_000)],
  ])('sealed by somebody who means harm, with %s, is refused', (_, said, files, after) => {
    const keys = newRingKeyPair();
    const parts = lengthPrefixed([utf8(JSON.stringify(said)), ...files]);
    expect(openedWith(keys, sealedParts(keys, Buffer.concat([parts, after])))).toBeUndefined();
  });

  it('says nothing of its length but a class, and is not longer than a report may be', () => {
    const { publicKey } = newRingKeyPair();
    const ofLength = (length: number) =>
      sealForward(publicKey, {
        ...content,
        entries: content.entries.map((one) => ({ ...one, text: 'x'.repeat(length) })),
      });
    expect(ofLength(10)?.length).toBe(ofLength(300)?.length);
    expect(ofLength(forwardTextBytes)).toBeDefined();
    expect(ofLength(forwardTextBytes + 1)).toBeUndefined();
  });

  it('a key that is none is refused', () => {
    for (const text of ['', 'conductline-key-1:', 'conductline-key-1:AAAA', 'A'.repeat(44), 'x y'])
      expect(receivingKeyText.safeParse(text).success).toBe(false);
  });
});
