import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tryRow } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { doorRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import { dataRequestRecord } from '../../functions/domain/casework/record/data-request-record.ts';
import { doorRecord } from '../../functions/domain/casework/record/door-record.ts';
import type { RecordKind } from '../../functions/domain/casework/record/work-record.ts';
import { doorPage } from '../../functions/domain/door/door-page.ts';
import { openSummaryAs } from '../../functions/domain/thread/summary.ts';
import { doorKinds } from '../../functions/domain/thread/thread-name.ts';

const record = z.object({ number: z.int(), revision: z.int(), sealed: z.base64(), content: z.unknown() });
const frozen = z
  .object({
    caseworkKey: z.base64(),
    threadKey: z.base64(),
    caseId: z.string(),
    doors: z.array(record),
    dataRequests: z.array(record),
    pages: z.array(
      z.object({
        caseId: z.string(),
        thread: z.string(),
        revision: z.int(),
        sealed: z.base64(),
        page: z.unknown(),
      }),
    ),
    row: z.record(z.string(), z.record(z.string(), z.unknown())),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/doors-v1.json', import.meta.url), 'utf8')));

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const opens = <Content>(kind: RecordKind<Content>, records: z.infer<typeof record>[]): void => {
  for (const { number, revision, sealed, content } of records) {
    const open = (at: number) =>
      kind.open(bytes(frozen.caseworkKey), frozen.caseId, { number: at, revision, sealed: bytes(sealed) });
    expect(open(number)).toEqual(content);
    expect(open(number + 1)).toBeUndefined();
  }
};

describe('what the first release with doors stores', () => {
  it('opens: records of doors of every kind, one of them closed', () => {
    expect(frozen.doors.map(({ content }) => z.object({ kind: z.string() }).parse(content).kind)).toEqual([
      ...doorKinds,
    ]);
    opens(doorRecord, frozen.doors);
  });

  it('opens: requests about data, open and answered', () => {
    expect(frozen.dataRequests).toHaveLength(3);
    opens(dataRequestRecord, frozen.dataRequests);
  });

  it('opens: a page of every kind, in its own place alone', () => {
    expect(frozen.pages).toHaveLength(doorKinds.length);
    for (const { sealed, page, ...place } of frozen.pages) {
      expect(openSummaryAs(doorPage, bytes(frozen.threadKey), place, bytes(sealed))).toEqual(page);
      const moved = { ...place, thread: 'witness-9' };
      expect(openSummaryAs(doorPage, bytes(frozen.threadKey), moved, bytes(sealed))).toBeUndefined();
    }
  });

  it('parses: the row of a door that ends by itself', () => {
    const { B } = z.object({ B: z.base64() }).parse(frozen.row.wrappedThreadKey);
    // Parsed from JSON, where bytes stand in base64.
    const parsed = tryRow(doorRow, {
      ...frozen.row,
      wrappedThreadKey: { B: bytes(B) },
    });
    expect(parsed).toMatchObject({
      thread: 'expert-3',
      endsAt: new Date('2026-03-24T23:59:59.999Z'),
      handover: { until: new Date('2026-03-24T10:00:00.000Z') },
    });
  });
});
