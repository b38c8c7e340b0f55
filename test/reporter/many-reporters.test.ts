import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseNameOf, hiddenField, openReport, postForm, sendReport, textOf, wordsOf } from './pages.ts';
import { countCases } from './stored.ts';

const reporters = Array.from({ length: 32 }, (_, number) => `mark-${String(number).padStart(2, '0')}`);

/** What one reporter reads in the end, and the marks of others in it. */
type Read = {
  readonly mark: string;
  readonly text: string;
  readonly caseName: string;
  readonly receiptName: string;
};

describe('32 reporters at once', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  const expectOwnOnly = (reads: readonly Read[]): void => {
    expect(reads).toHaveLength(32);
    for (const { mark, text, caseName, receiptName } of reads) {
      expect([...new Set(text.match(/mark-\d\d/g))]).toEqual([mark]);
      expect(text).toContain(`${mark} report`);
      expect(text).toContain(`${mark} reply`);
      expect(caseName).toBe(receiptName);
    }
  };

  it('with pages each reads their own report and reply, and nobody else’s', async () => {
    const reads = await Promise.all(
      reporters.map(async (mark): Promise<Read> => {
        const receipt = await sendReport(service, { whatHappened: `${mark} report` });
        const thread = await openReport(service, wordsOf(receipt));
        const handle = hiddenField(thread, 'handle');
        const replied = await postForm(service, '/follow-up/reply', { handle, text: `${mark} reply` });
        expect([receipt.status, thread.status, replied.status]).toEqual([201, 200, 200]);
        return {
          mark,
          text: textOf(replied),
          caseName: caseNameOf(replied),
          receiptName: caseNameOf(receipt),
        };
      }),
    );
    expectOwnOnly(reads);
  });

  it('with the API each reads their own report and reply, and nobody else’s', async () => {
    const before = await countCases(service);
    const reads = await Promise.all(
      reporters.map(async (mark): Promise<Read> => {
        const issued = await service.reporter('/api/tickets', { method: 'POST' });
        const { ticket } = await bodyOf<{ ticket: string }>(issued);
        const report = jsonRequest({ ticket, answers: { whatHappened: `${mark} report` } });
        const sent = await service.reporter('/api/reports', report);
        expect(sent.status).toBe(201);
        const filed = await bodyOf<Filed>(sent);
        const { headers } = bearer(filed.token);
        const reply = jsonRequest({ text: `${mark} reply` }, headers);
        expect((await service.reporter('/api/follow-up/entries', reply)).status).toBe(201);
        const thread = await service.reporter('/api/follow-up', { headers });
        expect(thread.status).toBe(200);
        const read = await bodyOf<{ caseName: string }>(thread);
        return { mark, text: JSON.stringify(read), caseName: read.caseName, receiptName: filed.caseName };
      }),
    );
    expectOwnOnly(reads);
    expect(await countCases(service)).toBe(before + 32);
  });
});
