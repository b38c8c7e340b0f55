import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { note, noteRecord } from '../../functions/domain/casework/record/note.ts';

const frozen = z
  .object({
    caseworkKey: z.base64(),
    caseId: z.string(),
    records: z.array(z.object({ number: z.int(), revision: z.int(), sealed: z.base64(), note: z.unknown() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/notes-v1.json', import.meta.url), 'utf8')));

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const open = (number: number, revision: number, sealed: string) =>
  noteRecord.open(bytes(frozen.caseworkKey), frozen.caseId, { number, revision, sealed: bytes(sealed) });

describe('notes of the kinds that came after 0.1.0', () => {
  it('are frozen: a conversation with a respondent, one with somebody else, and a change of what the case names', () => {
    expect(frozen.records.map(({ note: stored }) => note.parse(stored).kind)).toEqual([
      'interview',
      'interview',
      'brief',
    ]);
  });

  it('open as they were written', () => {
    for (const { number, revision, sealed, note: stored } of frozen.records)
      expect(open(number, revision, sealed)).toEqual(stored);
  });

  it('that are moved to another place do not open', () => {
    const [first, second] = frozen.records;
    if (!first || !second) throw new Error('two are frozen');
    expect(open(second.number, second.revision, first.sealed)).toBeUndefined();
    expect(open(first.number, first.revision, first.sealed)).toBeDefined();
  });
});
