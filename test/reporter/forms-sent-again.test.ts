import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { bearer, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { getPage, hiddenField, openReport, postForm, textOf, tokenOf, wordsOf, type Page } from './pages.ts';
import { contentOf, countCases } from './stored.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('a form that is sent again', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  type Sent = { readonly fields: Readonly<Record<string, string>>; readonly receipt: Page };
  let number = 0;
  const sent = async (): Promise<Sent> => {
    const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
    number += 1;
    const fields = { ticket, whatHappened: `Story ${number}.`, 'identity-contact': 'lin@example.org' };
    return { fields, receipt: await postForm(service, '/report', fields) };
  };
  const byChoice = (choice: string) => async (receipt: Page) => {
    const wish = jsonRequest({ choice }, bearer(tokenOf(receipt)).headers);
    expect((await service.reporter('/api/follow-up/withdrawal', wish)).status).toBe(200);
  };
  const newWords = async (receipt: Page) => {
    const handle = hiddenField(await openReport(service, wordsOf(receipt)), 'handle');
    const page = await postForm(service, '/follow-up/new-words', { handle, confirm: 'yes' });
    expect(page.status).toBe(200);
  };
  const expectClosed = async ({ fields }: Sent) => {
    const before = await countCases(service);
    const again = await postForm(service, '/report', fields);
    expect(again.status).toBe(409);
    expect(textOf(again)).toContain(en.receipt.closedSinceText);
    expect(wordsOf(again)).toBe('');
    expect(await countCases(service)).toBe(before);
  };

  it.each([
    ['the report was withdrawn', byChoice('erase-everything')],
    ['the door was closed', byChoice('close-door')],
    ['the words were changed', newWords],
  ])(
    'after %s files nothing: at once, after the sweep, with an expired ticket, days later',
    async (_, end) => {
      const one = await sent();
      await end(one.receipt);
      await expectClosed(one);
      service.clock.advance(hour);
      await service.scheduledRun();
      await expectClosed(one);
      service.clock.advance(2 * hour);
      await expectClosed(one);
      service.clock.advance(28 * day);
      await expectClosed(one);
    },
  );

  it('after new words a second reload files nothing either, and the new words still open the one report', async () => {
    const one = await sent();
    const handle = hiddenField(await openReport(service, wordsOf(one.receipt)), 'handle');
    const replaced = await postForm(service, '/follow-up/new-words', { handle, confirm: 'yes' });
    await expectClosed(one);
    await expectClosed(one);
    expect((await openReport(service, wordsOf(replaced))).status).toBe(200);
  });

  it('what is left of a closed door names neither key nor case, and goes after a month', async () => {
    const one = await sent();
    await byChoice('close-door')(one.receipt);
    const rows = [...(await contentOf(service, 'vault'))].filter(([, row]) => row.closed === 'left');
    expect(rows.length).toBeGreaterThan(0);
    for (const [, row] of rows) {
      expect(Object.keys(row).sort()).toEqual(['closed', 'expiresAt', 'pk', 'sk', 'ttl']);
      const closedAt = new Date(String(row.expiresAt)).getTime();
      expect(row.ttl).toBe((closedAt + 30 * day) / 1000);
    }
  });
});
