import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { redactionRecord } from '../../functions/domain/casework/record/redaction-record.ts';
import { redaction, redactionOf } from '../../functions/domain/redaction/redaction.ts';
import { redactedTexts } from '../../functions/domain/redaction/redacted-texts.ts';
import { redactionsHash } from '../../functions/domain/redaction/redactions-hash.ts';

const frozen = z
  .object({
    caseworkKey: z.base64(),
    caseId: z.string(),
    /** Texts of the entry that the first of them is about, and what was handed out of it. */
    texts: z.record(z.string(), z.string()),
    handedOut: z.record(z.string(), z.string()),
    /** What binds a copy of the first three entries of the reporter's thread. */
    hash: z.string(),
    records: z.array(
      z.object({ number: z.int(), revision: z.int(), sealed: z.base64(), redaction: z.unknown() }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/redactions-v1.json', import.meta.url), 'utf8')));

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const open = (number: number, revision: number, sealed: string) =>
  redactionRecord.open(bytes(frozen.caseworkKey), frozen.caseId, { number, revision, sealed: bytes(sealed) });
const all = frozen.records.map((one) => redaction.parse(one.redaction));

describe('redactions of the first release that has them', () => {
  it('open as they were written, in their own place alone', () => {
    for (const { number, revision, sealed, redaction: stored } of frozen.records) {
      expect(open(number, revision, sealed)).toEqual(stored);
      expect(open(number + 1, revision, sealed)).toBeUndefined();
    }
  });

  it('hide what they hid', () => {
    const redacted = redactionOf(all, { thread: 'reporter', entry: 1 });
    const texts = redactedTexts({ texts: new Map(Object.entries(frozen.texts)) }, redacted);
    expect(Object.fromEntries(texts ?? [])).toEqual(frozen.handedOut);
    expect(redactionOf(all, { thread: 'reporter', entry: 2 }).held).toBe(true);
    expect(redactionOf(all, { thread: 'witness-1', entry: 1 }).files).toEqual(['AAAAAAAAAAAAAAAAAAAAAA']);
  });

  it('bind a copy by what they bound it by, whatever their order, and by nothing of another thread or entry', () => {
    const hashOf = (some: typeof all) => redactionsHash(some, 'reporter', 3);
    expect(hashOf(all)).toBe(frozen.hash);
    expect(hashOf([...all].reverse())).toBe(frozen.hash);
    expect(hashOf(all.filter(({ thread }) => thread === 'reporter'))).toBe(frozen.hash);
    expect(hashOf(all.slice(1))).not.toBe(frozen.hash);
    expect(redactionsHash(all, 'reporter', 1)).not.toBe(frozen.hash);
  });
});
