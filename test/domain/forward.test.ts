import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  forwardedCase,
  forwardHeader,
  forwardInfo,
  forwardTextBytes,
  type ForwardedCase,
} from '../../functions/domain/forward/forward-format.ts';
import { openForward, readForwardFile } from '../../functions/domain/forward/open-forward.ts';
import {
  keyFingerprint,
  receivingKeyLine,
  receivingKeyText,
} from '../../functions/domain/forward/receiving-key.ts';
import { sealForward } from '../../functions/domain/forward/seal-forward.ts';
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

describe('a forwarded case as a file', () => {
  it('of the first version opens forever', () => {
    for (const { file, content: stored } of vectors.files)
      expect(openedWith(frozenKeys, bytes(file))).toEqual(stored);
    expect(receivingKeyLine(frozenKeys.publicKey)).toBe(vectors.keyLine);
    expect(keyFingerprint(frozenKeys.publicKey)).toBe(vectors.fingerprint);
    expect(receivingKeyText.parse(vectors.keyLine)).toBe(vectors.publicKey);
  });

  it('is HPKE as another implementation opens it', async () => {
    const keys = newRingKeyPair();
    const file = sealForward(keys.publicKey, content) ?? new Uint8Array(0);
    const sealed = file.subarray(forwardHeader.length + 32);
    const padded = await independentOpen(keys.privateKey, forwardInfo(keys.publicKey), sealed);
    const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
    expect(JSON.parse(Buffer.from(padded.subarray(4, 4 + length)).toString('utf8'))).toEqual(content);
  });

  it('opens with its own key alone, and not when any byte of it was changed or is missing', () => {
    const keys = newRingKeyPair();
    const file = sealForward(keys.publicKey, content) ?? new Uint8Array(0);
    expect(openedWith(keys, file)).toEqual(content);
    expect(openedWith(newRingKeyPair(), file)).toBeUndefined();
    // The id of the key only says which one to take.
    const bound = forwardHeader.length + 32;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const changed = Uint8Array.from(file);
          changed[at] = (changed[at] ?? 0) ^ by;
          const isKeyId = at >= forwardHeader.length && at < bound;
          expect(openedWith(keys, changed) === undefined).toBe(!isKeyId);
          expect(openedWith(keys, file.subarray(0, at))).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
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
