import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { appealStateOf } from '../../functions/domain/appeal/appeal-state.ts';
import { appeal } from '../../functions/domain/appeal/appeal.ts';
import { appealRecord } from '../../functions/domain/casework/record/decision-records.ts';

const frozen = z
  .object({
    caseworkKey: z.base64(),
    caseId: z.string(),
    records: z.array(
      z.object({ number: z.int(), revision: z.int(), sealed: z.base64(), appeal: z.unknown() }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/appeals-v1.json', import.meta.url), 'utf8')));

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const open = (number: number, revision: number, sealed: string) =>
  appealRecord.open(bytes(frozen.caseworkKey), frozen.caseId, { number, revision, sealed: bytes(sealed) });

describe('appeals', () => {
  it('are frozen: one that is open, a late second one, one that waits for a proposal, and one that is decided', () => {
    expect(frozen.records.map((record) => appealStateOf(appeal.parse(record.appeal), 2))).toEqual([
      'open',
      'again',
      'changing',
      'decided',
    ]);
  });

  it('open as they were written', () => {
    for (const { number, revision, sealed, appeal: stored } of frozen.records)
      expect(open(number, revision, sealed)).toEqual(stored);
  });

  it('that are moved to another place do not open', () => {
    const [first, second] = frozen.records;
    if (!first || !second) throw new Error('two are frozen');
    expect(open(second.number, second.revision, first.sealed)).toBeUndefined();
    expect(open(first.number, first.revision, first.sealed)).toBeDefined();
  });
});
