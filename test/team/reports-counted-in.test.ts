import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorStore } from '../../functions/adapters/dynamodb/scheduled/anchor-store.ts';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { isReportAnchored, isSignedBy } from '../../functions/domain/audit/anchor.ts';
import { sealStatistic } from '../../functions/domain/statistics/sealed-statistic.ts';
import { randomCommunity } from '../domain/statistics/random-community.ts';
import { onlyCatalogueEvents } from '../faults/snapshot.ts';
import { bearer, bodyOf, fileReport, formRequest, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read } from './as-member.ts';
import { passkeySettings } from './as-browser.ts';
import type { Colleague } from './measured-case.ts';

const day = 86_400_000;
const march = '2026-03_2026-03';

describe('whether a report is counted', () => {
  let service: Service;
  let lea: Colleague;
  let leo: Colleague;
  let counted: Filed;
  let kept: Filed;
  let later: Filed;
  let file: string;

  const opened = async (): Promise<Filed> => {
    const filed = await fileReport(service);
    await read(service, lea, await caseIdOf(service, filed));
    return filed;
  };
  const publish = async (period: object): Promise<void> => {
    const { body, ...init } = jsonRequest(
      { ...period, readers: [leo.memberId] },
      { authorization: lea.authorization },
    );
    const made = await service.team('/api/transparency', { ...init, method: 'POST', body: body ?? '' });
    const { id } = await bodyOf<{ readonly id: string }>(made);
    for (const who of [lea, leo])
      expect((await post(service, who, `/api/transparency/${id}/approval`, {})).status).toBe(200);
  };

  beforeAll(async () => {
    service = await startService({ ...passkeySettings, transparency: { enabled: true, delayMonths: 1 } });
    const channels = ['conduct', 'security'];
    lea = await service.addMember({ name: 'Lea', role: 'lead', channels });
    leo = await service.addMember({ name: 'Leo', role: 'lead', channels });
    const rows = randomCommunity(5, { first: '2026-02', months: 3, reports: 90 });
    for (const [index, row] of rows.entries()) {
      const channel = row.channel === 'events' ? 'conduct' : row.channel;
      const ring = await service.teamContext.ringPublicKey(channel, 'register');
      const { month, id, sealed } = sealStatistic(ring, String(index).padStart(22, '0'), { ...row, channel });
      const Item = toAttributes({ ...caseKeys.statistic(month, id), sealed });
      await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
    }
    counted = await opened();
    kept = await opened();
    const recused = await post(service, leo, `/api/cases/${await caseIdOf(service, kept)}/recusal`, {});
    expect(recused.status).toBe(200);
    service.clock.advance(60 * day);
    later = await opened();
  });
  afterAll(() => service.close());

  const ask = async ({ token }: Filed) => {
    service.calls.length = 0;
    const answer = await service.reporter('/api/follow-up/counted', bearer(token));
    const calls = service.calls.map(({ command }) => command);
    return { status: answer.status, body: await bodyOf<unknown>(answer), calls };
  };
  const page = async (filed: Filed, language: string) => {
    const fields = { words: filed.passphrase };
    const answer = await service.reporter(`/follow-up/counted?lang=${language}`, formRequest(fields));
    return { status: answer.status, html: await answer.text() };
  };

  it('is answered by nothing while nothing is published', async () => {
    expect(await ask(counted)).toMatchObject({ status: 200, body: { reports: [] } });
    expect((await page(counted, 'en')).html).toContain('No transparency report is published yet.');
  });

  it('tells the reporter alone, after the same calls whether it is or not', async () => {
    await publish({ from: '2026-03', until: '2026-03' });
    const standingOf = async (filed: Filed) => (await ask(filed)).body;
    expect(await standingOf(counted)).toEqual({ reports: [{ id: march, standing: 'counted' }] });
    expect(await standingOf(kept)).toEqual({ reports: [{ id: march, standing: 'held-back' }] });
    expect(await standingOf(later)).toEqual({ reports: [{ id: march, standing: 'other-months' }] });
    const calls = [(await ask(counted)).calls, (await ask(kept)).calls, (await ask(later)).calls];
    expect(calls).toEqual(Array(3).fill(['GetItemCommand', 'QueryCommand', 'QueryCommand']));
  });

  it('is found in a longer report of the same months by another mark', async () => {
    await publish({ from: '2026-02', until: '2026-03' });
    expect((await ask(counted)).body).toEqual({
      reports: [march, '2026-02_2026-03'].map((id) => ({ id, standing: 'counted' })),
    });
    type Marks = { readonly counted: readonly string[]; readonly cells: { readonly reports: number } };
    const [one, other] = await Promise.all(
      [march, '2026-02_2026-03'].map(async (id) => {
        const answer = await service.reporter(`/transparency/${id}.json`);
        file = id === march ? await answer.clone().text() : file;
        return bodyOf<Marks>(answer);
      }),
    );
    expect(one?.counted).toHaveLength(one?.cells.reports ?? -1);
    expect(other?.counted).toHaveLength(other?.cells.reports ?? -1);
    expect(other?.counted.filter((mark) => one?.counted.includes(mark))).toEqual([]);
    expect([...(one?.counted ?? [])].sort()).toEqual(one?.counted);
  });

  it('stands on the page of the conversation, in three languages, without a script', async () => {
    for (const [language, word] of [
      ['en', 'Your report is counted.'],
      ['es', 'Tu reporte está contado.'],
      ['ar', 'بلاغك محسوب.'],
    ] as const) {
      const { status, html } = await page(counted, language);
      expect(status).toBe(200);
      expect(html).toContain(word);
      expect(html).not.toContain(counted.token);
    }
    expect((await page(kept, 'en')).html).toContain('Your report is not counted here.');
    const unusable = await service.reporter('/api/follow-up/counted', bearer('A'.repeat(22)));
    expect(unusable.status).toBe(401);
  });

  it('the anchor of the day has the file of each report: one that was changed has no leaf', async () => {
    service.clock.advance(day);
    for (let run = 0; run < 3; run++) await service.scheduledRun();
    const anchor = service.logs.findLast(({ event }) => event === 'audit-logs-anchored');
    if (anchor?.event !== 'audit-logs-anchored') throw new Error('nothing was anchored');
    const signed = anchor;
    onlyCatalogueEvents([anchor]);
    expect(signed).toMatchObject({ cases: 3, reports: 2 });
    expect(isSignedBy(signed.publicKey, signed)).toBe(true);
    expect(isSignedBy(signed.publicKey, { ...signed, reports: 1 })).toBe(false);
    const store = anchorStore(service.dynamo, service.emulators.tables, 30);
    const leaves = await store.leaves({ day: signed.day, parts: 2, filled: 2 });
    expect(isReportAnchored(leaves, march, Buffer.from(file))).toBe(true);
    const changed = file.replace(/"reports": (\d+)/, (_all, count) => `"reports": ${Number(count) + 1}`);
    expect(changed).not.toBe(file);
    expect(isReportAnchored(leaves, march, Buffer.from(changed))).toBe(false);
    expect(isReportAnchored(leaves, '2026-02_2026-03', Buffer.from(file))).toBe(false);
    expect(service.denied).toEqual([]);
  });
});
