import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { originalPart } from '../../../functions/domain/attachment/attachment.ts';
import { openReference } from '../../../functions/domain/attachment/reference.ts';
import { readPass } from '../../../functions/domain/attachment/upload.ts';
import { openRingSealed } from '../../../functions/domain/key-ring/open-ring-sealed.ts';
import { openEntry } from '../../../functions/domain/thread/entry.ts';
import { readDraft } from '../../../functions/envelope/draft.ts';

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

const vector = z
  .object({
    threadKey: bytes,
    ticketSecret: bytes,
    identityPrivateKey: bytes,
    originalSecret: bytes,
    place: z.object({ caseId: z.string(), thread: z.string(), number: z.int() }),
    now: z.iso.datetime().transform((text) => new Date(text)),
    entry: bytes,
    reference: z.string(),
    draft: z.string(),
    pass: z.string(),
  })
  .parse(JSON.parse(readFileSync(new URL('../../vectors/attached-v1.json', import.meta.url), 'utf8')));

const { place, threadKey, ticketSecret, now } = vector;
const { caseId, thread } = place;
const described = {
  name: 'IMG_0042.jpg',
  type: 'jpeg',
  size: 1104,
  outcome: 'cleaned',
  removed: ['gps-position', 'camera'],
  left: [],
};

describe('what was written of files is read forever', () => {
  it('an entry with its files, and the secret of an original by the ring it was sealed to', () => {
    const entry = openEntry(threadKey, place, vector.entry);
    if (entry?.from !== 'reporter') throw new Error('the entry opens');
    expect(entry.attachments).toMatchObject([
      { ...described, original: { size: 5000 } },
      { name: 'chat.zip', type: 'zip', size: 2_000_000, outcome: 'could-not-be-cleaned', why: 'no-cleaner' },
    ]);
    const original = entry.attachments?.[0]?.original;
    if (!original) throw new Error('the original was kept');
    const ring = {
      channel: 'conduct',
      purpose: 'identity' as const,
      epoch: 1,
      privateKey: vector.identityPrivateKey,
    };
    const secret = openRingSealed(ring, { caseId, part: originalPart(original.id) }, original.sealedSecret);
    expect(secret && Buffer.from(secret).equals(Buffer.from(vector.originalSecret))).toBe(true);
  });

  it('a reference, a draft and a pass', () => {
    const file = openReference({ caseId, thread, threadKey }, vector.reference);
    expect(file).toMatchObject({ ...described, original: { size: 5000 } });
    expect(readDraft(ticketSecret, vector.draft, now)).toMatchObject({ kind: 'valid', draft: { caseId } });
    expect(readPass(ticketSecret, vector.pass, now)).toMatchObject({
      name: 'film.mp4',
      size: 9_000_000,
      caseId,
    });
  });
});
