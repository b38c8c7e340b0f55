import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { keysOf, rowsOf } from '../scheduled/stored.ts';
import { caseIdOf, get, read, setState } from './as-member.ts';
import { asking, decideWith, type Colleague } from './measured-case.ts';

const day = 86_400_000;

describe('how long a case is kept once something was decided, or somebody holds it', () => {
  let service: Service;
  let lead: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
  });
  afterEach(() => service.close());
  const ask = (path: string, body: unknown) => asking(service, () => id)(lead, path, body);
  const keptUntil = async (): Promise<string> => (await read(service, lead, id)).retainedUntil;
  const inReportersThread = async (): Promise<{
    summary: { retainedUntil: string };
    entries: { text: string }[];
  }> => bodyOf(await service.reporter('/api/follow-up', bearer(filed.token)));
  const holds = async () =>
    (await bodyOf<{ holds: readonly unknown[] }>(await get(service, lead, `/api/cases/${id}/holds`))).holds;

  it('closing keeps it by the gravest rung, instead of by the channel', async () => {
    await decideWith(service, lead, id, { decision: { rung: 'correction' } });
    await decideWith(service, lead, id, { decision: { rung: 'temporary-ban' } });
    expect((await setState(service, lead, id, 'closed')).status).toBe(200);
    expect(await keptUntil()).toBe('2031-03-10T09:00:00.000Z');
    expect((await inReportersThread()).summary.retainedUntil).toBe('2031-03-10T09:00:00.000Z');
    expect((await setState(service, lead, id, 'reopened')).status).toBe(200);
    expect(Date.parse(await keptUntil())).toBeGreaterThanOrEqual(Date.parse('2031-03-10T09:00:00.000Z'));
  });

  it('closing keeps it until what was decided has ended, however soon it would go otherwise', async () => {
    await decideWith(service, lead, id, {
      decision: { rung: 'warning', until: '2029-01-31' },
      measures: [{ type: 'restriction-of-spaces', until: '2029-01-31' }],
    });
    expect((await setState(service, lead, id, 'closed')).status).toBe(200);
    expect(await keptUntil()).toBe('2029-03-04T00:00:00.000Z');
    expect((await inReportersThread()).summary.retainedUntil).toBe('2029-03-04T00:00:00.000Z');
  });

  it('a decision without a consequence leaves it to the channel', async () => {
    await decideWith(service, lead, id, { decision: { rung: null, outcome: 'no-violation' } });
    await setState(service, lead, id, 'closed');
    const { afterClosingDays = 0 } = service.teamContext.settings.channels.conduct?.retention ?? {};
    const hour = new Date('2026-03-10T09:00:00.000Z').getTime();
    expect(await keptUntil()).toBe(new Date(hour + afterClosingDays * day).toISOString());
  });

  it('a hold keeps it until its last day, the reporter is told, and closing does not shorten that', async () => {
    expect(await ask('/holds', { until: '2026-03-09', reason: 'No.' })).toEqual([422, 'invalid-fields']);
    expect(await ask('/holds', { until: '2036-03-09', reason: 'No.' })).toEqual([422, 'invalid-fields']);
    const { afterClosingDays = 0 } = service.teamContext.settings.channels.conduct?.retention ?? {};
    const hour = new Date('2026-03-10T09:00:00.000Z').getTime();
    const until = new Date(hour + (afterClosingDays + 100) * day).toISOString().slice(0, 10);
    expect(await ask('/holds', { until, reason: 'A court asks.', toReporter: 'A court asks.' })).toBe(201);
    expect((await inReportersThread()).entries.at(-1)?.text).toContain('keeps your report longer, until');
    await setState(service, lead, id, 'closed');
    const heldUntil = new Date(Date.parse(`${until}T00:00:00.000Z`) + day).toISOString();
    expect(await keptUntil()).toBe(heldUntil);
    expect(await holds()).toEqual([
      expect.objectContaining({ until, holding: true, reason: 'A court asks.' }),
    ]);

    expect(await ask('/holds/lift', { hold: 2, reason: 'Over.' })).toEqual([404, 'no-such-hold']);
    expect(await ask('/holds/lift', { hold: 1, reason: 'Over.' })).toBe(200);
    expect(await ask('/holds/lift', { hold: 1, reason: 'Over.' })).toEqual([409, 'not-holding']);
    expect(await keptUntil()).toBe(new Date(hour + afterClosingDays * day).toISOString());
    expect((await inReportersThread()).entries.at(-1)?.text).toContain('does not keep your report longer');
  });

  it('lifting erases nothing at once', async () => {
    await setState(service, lead, id, 'closed');
    const closedUntil = await keptUntil();
    service.clock.now = new Date(Date.parse(closedUntil) - day);
    const until = new Date(Date.parse(closedUntil) + 30 * day).toISOString().slice(0, 10);
    expect(await ask('/holds', { until, reason: 'A court asks.' })).toBe(201);
    service.clock.now = new Date(Date.parse(closedUntil) + 5 * day);
    await service.scheduledRun();
    expect(await ask('/holds/lift', { hold: 1, reason: 'Over.' })).toBe(200);
    expect(await keptUntil()).toBe(new Date(Date.parse(closedUntil) + 12 * day).toISOString());
  });

  it('beyond the hard limit every row is kept as long, and goes with the case', async () => {
    const until = new Date(Date.parse(filed.retainedUntil) + 20 * day).toISOString().slice(0, 10);
    service.clock.now = new Date(Date.parse(filed.retainedUntil) - 30 * day);
    expect(await ask('/holds', { until, reason: 'A court asks.' })).toBe(201);
    service.clock.advance(2 * 3_600_000);
    await service.scheduledRun();
    const heldUntil = Date.parse(`${until}T00:00:00.000Z`) + day;
    const rows = (await rowsOf(service, 'cases')).filter((row) =>
      /^(CASE|THREAD|WORK)#/.test(row.pk?.S ?? ''),
    );
    const least = Math.min(...rows.map((row) => Number(row.ttl?.N)));
    expect(least * 1_000).toBe(heldUntil + day);
    service.clock.now = new Date(Date.parse(filed.retainedUntil) + day);
    await service.scheduledRun();
    expect((await get(service, lead, `/api/cases/${id}`)).status).toBe(200);
    service.clock.now = new Date(heldUntil + 3_600_000);
    for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
    expect((await get(service, lead, `/api/cases/${id}`)).status).toBe(404);
    expect(keysOf(await rowsOf(service, 'cases')).filter((key) => key.includes('WORK'))).toEqual([]);
  });
});
