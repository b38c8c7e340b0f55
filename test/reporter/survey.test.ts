import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, type Filed, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsOf } from '../scheduled/stored.ts';
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
  const page = async ({ passphrase }: Filed): Promise<string> =>
    (
      await service.reporter('/follow-up', {
        method: 'POST',
        body: new URLSearchParams({ words: passphrase }),
      })
    ).text();
  const closed = async (): Promise<Filed & { readonly id: string }> => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await read(service, lead, id);
    expect((await setState(service, lead, id, 'closed')).status).toBe(200);
    return { ...filed, id };
  };
  const surveys = async () =>
    (
      await bodyOf<{ surveys: { reporter: { count?: number; means: number[] } } }>(
        await get(service, lead, '/api/review'),
      )
    ).surveys.reporter;

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

  it('are read in sums of five and more alone, and no row names the case', async () => {
    expect(await surveys()).toEqual({ means: [] });
    const ids = [];
    for (let number = 0; number < 3; number++) {
      const filed = await closed();
      ids.push(filed.id);
      expect((await answer(filed.token, [5, 4, 3])).status).toBe(201);
    }
    expect(await surveys()).toEqual({ count: 5, means: [5, 4, 3] });
    const rows = (await rowsOf(service, 'cases')).filter((row) => JSON.stringify(row.pk).includes('STAT#'));
    for (const id of ids) expect(JSON.stringify(rows)).not.toContain(id);
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
