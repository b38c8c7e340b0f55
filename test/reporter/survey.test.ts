import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, type Filed, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsOf } from '../scheduled/stored.ts';
import { signedInCookie } from '../team/as-browser.ts';
import { caseIdOf, get, read, setState } from '../team/as-member.ts';

describe('the three questions at the end', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  beforeAll(async () => {
    service = await startService({ channels: { conduct: { survey: 'on' } } });
    lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
  });
  afterAll(() => service.close());

  const answer = (token: string, answers: readonly number[]): Promise<Response> =>
    service.reporter('/api/follow-up/survey', jsonRequest({ answers }, bearer(token).headers));
  const page = async ({ passphrase: words }: Pick<Filed, 'passphrase'>): Promise<string> =>
    (
      await service.reporter('/follow-up', {
        method: 'POST',
        body: new URLSearchParams({ words }),
      })
    ).text();
  const closed = async (): Promise<Filed & { readonly id: string }> => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await read(service, lead, id);
    expect((await setState(service, lead, id, 'closed')).status).toBe(200);
    return { ...filed, id };
  };
  type Sum = { channel: string; from: string; first: string; last: string; atLeast: number; means: number[] };
  const surveys = async () =>
    (await bodyOf<{ surveys: Sum[] }>(await get(service, lead, '/api/review'))).surveys;

  it('are asked once the case is closed, and answered once', async () => {
    const open = await fileReport(service);
    expect(await page(open)).not.toContain('/follow-up/survey');
    expect((await answer(open.token, [5, 4, 3])).status).toBe(409);
    const filed = await closed();
    expect(await page(filed)).toContain('/follow-up/survey');
    expect((await answer(filed.token, [5, 4, 6])).status).toBe(422);
    expect((await answer(filed.token, [5, 4, 3])).status).toBe(201);
    expect((await answer(filed.token, [1, 1, 1])).status).toBe(409);
    expect(await page(filed)).not.toContain('/follow-up/survey');
  });

  it('without scripts, by the form of the page; what is not chosen is said', async () => {
    const filed = await closed();
    const shown = await page(filed);
    const [, handle = ''] = /name="handle" value="([\w-]+)"/.exec(shown) ?? [];
    const send = (fields: Record<string, string>) =>
      service.reporter('/follow-up/survey', {
        method: 'POST',
        body: new URLSearchParams({ handle, ...fields }),
      });
    const missing = await send({ survey1: '5', survey2: '4' });
    expect(missing.status).toBe(422);
    expect(await missing.text()).toContain('Choose an answer to each');
    const sent = await send({ survey1: '5', survey2: '4', survey3: '3' });
    expect([sent.status, (await sent.text()).includes('Your answers are counted')]).toEqual([200, true]);
  });

  it('tell nothing to somebody who reads after every answer: sums are of whole months and of five at least', async () => {
    const ids = [];
    for (let number = 0; number < 4; number++) {
      expect(await surveys()).toEqual([]);
      const filed = await closed();
      ids.push(filed.id);
      expect((await answer(filed.token, [5, 4, 3])).status).toBe(201);
    }
    // There are six now, of a month that is not over.
    expect(await surveys()).toEqual([]);
    const rows = (await rowsOf(service, 'cases')).filter((row) => JSON.stringify(row.pk).includes('STAT#'));
    for (const id of ids) expect(JSON.stringify(rows)).not.toContain(id);
    service.clock.now = new Date('2026-04-01T12:00:00.000Z');
    expect(await surveys()).toEqual([]);
    service.clock.now = new Date('2026-04-02T12:00:00.000Z');
    const told = {
      ...{ channel: 'conduct', from: 'reporter', first: '2026-01', last: '2026-03' },
      ...{ atLeast: 5, means: [5, 4, 3] },
    };
    expect(await surveys()).toEqual([told]);
    for (let number = 0; number < 4; number++) {
      const filed = await closed();
      expect((await answer(filed.token, [1, 1, 1])).status).toBe(201);
      expect(await surveys()).toEqual([told]);
    }
    service.clock.now = new Date('2026-05-02T12:00:00.000Z');
    expect(await surveys()).toEqual([told]);
    const fifth = await closed();
    expect((await answer(fifth.token, [1, 1, 1])).status).toBe(201);
    service.clock.now = new Date('2026-06-02T12:00:00.000Z');
    const later = { ...told, first: '2026-04', last: '2026-05', means: [1, 1, 1] };
    expect(await surveys()).toEqual([told, later]);
    const cookie = await signedInCookie(service, lead.memberId);
    const shown = await (await service.team('/review', { headers: { cookie } })).text();
    expect(shown).toContain('5 or more answers');
  });

  it('are not asked in a channel that does not ask', async () => {
    const filed = await fileReport(service, {
      channel: 'security',
      answers: { whatHappened: 'It.', component: 'X' },
    });
    const id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await setState(service, lead, id, 'closed');
    expect(await page(filed)).not.toContain('/follow-up/survey');
    expect((await answer(filed.token, [5, 5, 5])).status).toBe(409);
  });
});
