import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { reportDigest } from '../../functions/domain/transparency/published-report.ts';
import { sealStatistic } from '../../functions/domain/statistics/sealed-statistic.ts';
import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { randomCommunity } from '../domain/statistics/random-community.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { get } from './as-member.ts';
import { passkeySettings } from './as-browser.ts';
import type { Colleague } from './measured-case.ts';

type Report = { readonly cells: Readonly<Record<string, number | null>> };

const half = { from: '2025-01', until: '2025-06' };
const inHalf = ({ month }: Statistic): boolean => month >= half.from && month <= half.until;

describe('transparency reports', () => {
  let service: Service;
  let lea: Colleague;
  let leo: Colleague;
  let ada: Colleague;
  const rows = randomCommunity(3, { first: '2025-01', months: 12, reports: 240 }).filter(
    ({ channel }) => channel !== 'events',
  );

  const store = async (row: Statistic, index: number): Promise<void> => {
    const ring = await service.teamContext.ringPublicKey(row.channel, 'register');
    const { month, id, sealed } = sealStatistic(ring, `row-${index}`.padEnd(22, '0'), row);
    const Item = toAttributes({ ...caseKeys.statistic(month, id), sealed });
    await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
  };

  beforeAll(async () => {
    service = await startService({ ...passkeySettings, transparency: { enabled: true } });
    const channels = ['conduct', 'security'];
    lea = await service.addMember({ name: 'Lea', role: 'lead', channels });
    leo = await service.addMember({ name: 'Leo', role: 'lead', channels });
    ada = await service.addMember({ name: 'Ada', channels });
    for (const [index, row] of rows.entries())
      await store(row.kind !== 'survey' && index === 0 ? { ...row, hiddenFrom: [ada.memberId] } : row, index);
  });
  afterAll(() => service.close());

  const post = async (
    who: Colleague,
    path: string,
    body: unknown = {},
  ): Promise<readonly [number, unknown]> => {
    const { body: sent, ...init } = jsonRequest(body, { authorization: who.authorization });
    const answer = await service.team(path, { ...init, method: 'POST', body: sent ?? '' });
    return [answer.status, await bodyOf<unknown>(answer)];
  };
  const draft = async (readers: readonly Colleague[], period: object = half): Promise<string> => {
    const ids = readers.map(({ memberId }) => memberId);
    const [status, made] = await post(lea, '/api/transparency', { ...period, readers: ids });
    expect([status, made]).toEqual([201, { id: expect.any(String) as unknown }]);
    return (made as { readonly id: string }).id;
  };

  it('says that nothing is published yet', async () => {
    const page = await (await service.reporter('/transparency')).text();
    expect(page).toContain('Nothing is published yet.');
    expect(await bodyOf(await service.reporter('/api/transparency'))).toEqual({ reports: [] });
  });

  it('is counted by a lead, for members of every channel, some months after its end', async () => {
    expect((await post(ada, '/api/transparency', { ...half, readers: [lea.memberId] }))[0]).toBe(403);
    expect(await post(lea, '/api/transparency', { ...half, readers: [] })).toMatchObject([
      422,
      { code: 'not-readers' },
    ]);
    const early = { from: '2026-01', until: '2026-02', readers: [leo.memberId] };
    expect(await post(lea, '/api/transparency', early)).toMatchObject([422, { code: 'too-early' }]);
    const backwards = { from: '2025-06', until: '2025-01', readers: [leo.memberId] };
    expect(await post(lea, '/api/transparency', backwards)).toMatchObject([422, { code: 'not-a-period' }]);
  });

  it('is published by two, neither alone, exactly as they read it, and stays', async () => {
    const id = await draft([leo]);
    expect((await get(service, ada, `/api/transparency/${id}`)).status).toBe(404);
    const read = await bodyOf<{ readonly report: Report }>(
      await get(service, leo, `/api/transparency/${id}`),
    );
    const hidden = rows.findIndex((row) => row.kind === 'case' && inHalf(row)) === 0 ? 1 : 0;
    const received = rows.filter((row) => row.kind === 'case' && inHalf(row)).length;
    expect(read.report.cells.reports).toBe(received - hidden);

    expect(await post(lea, `/api/transparency/${id}/approval`)).toEqual([200, { published: false }]);
    expect(await post(lea, `/api/transparency/${id}/approval`)).toMatchObject([
      409,
      { code: 'approved-before' },
    ]);
    expect(await bodyOf(await service.reporter('/api/transparency'))).toEqual({ reports: [] });
    expect(await post(leo, `/api/transparency/${id}/approval`)).toEqual([
      200,
      { published: true, report: '2025-01_2025-06' },
    ]);

    const file = await (await service.reporter('/transparency/2025-01_2025-06.json')).text();
    expect(JSON.parse(file)).toEqual(read.report);
    expect(await bodyOf(await service.reporter('/api/transparency'))).toEqual({
      reports: [{ id: '2025-01_2025-06', publishedOn: '2026-03-10', sha256: reportDigest(file) }],
    });
    const again = { ...half, readers: [leo.memberId] };
    expect(await post(lea, '/api/transparency', again)).toMatchObject([422, { code: 'published-before' }]);
  });

  it('is a page without a script in three languages, with each chart beside its table, and files', async () => {
    for (const [language, word] of [
      ['en', 'How we count'],
      ['es', 'Cómo contamos'],
      ['ar', 'كيف نعدّ'],
    ] as const) {
      const page = await (await service.reporter(`/transparency/2025-01_2025-06?lang=${language}`)).text();
      expect(page).toContain(word);
      expect(page.match(/<svg/g)?.length).toBeGreaterThan(20);
      expect(page).not.toContain('undefined');
    }
    const markdown = await (await service.reporter('/transparency/2025-01_2025-06.md?lang=en')).text();
    expect(markdown).toContain('Some cases may be held back from these counts.');
    const table = await (await service.reporter('/transparency/2025-01_2025-06.csv?lang=en')).text();
    expect(table).toContain('"Withheld"');
    expect((await service.reporter('/transparency/2025-01_2025-06.exe')).status).toBe(404);
    expect((await service.reporter('/transparency/2024-01_2024-06')).status).toBe(404);
  });

  it('a draft that was counted before another report was published is not published any more', async () => {
    const second = { from: '2025-07', until: '2025-09' };
    const outdated = await draft([leo], second);
    const other = await draft([leo], { from: '2025-07', until: '2025-08' });
    await post(lea, `/api/transparency/${other}/approval`);
    expect((await post(leo, `/api/transparency/${other}/approval`))[0]).toBe(200);
    expect(await post(lea, `/api/transparency/${outdated}/approval`)).toMatchObject([
      409,
      { code: 'outdated' },
    ]);
  });

  it('nothing was asked for that a policy refuses', () => {
    expect(service.denied).toEqual([]);
  });
});
