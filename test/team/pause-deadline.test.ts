import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { openReport, textOf } from '../reporter/pages.ts';
import { caseIdOf, post, read, type ProblemBody } from './as-member.ts';
import { atPages, wordsOf } from './team-pages.ts';

describe('pausing a date', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
  });
  afterAll(() => service.close());

  const pause = (id: string, more: object = {}) =>
    post(service, lead, `/api/cases/${id}/deadlines/pause`, {
      deadline: 'nextUpdateBy',
      until: '2026-03-13',
      reason: 'We wait for the venue.',
      ...more,
    });

  it('leaves of it what was left, and tells the reporter until when, in their language', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const { nextUpdateBy } = (await read(service, lead, id)).deadlines;
    const left = new Date(nextUpdateBy).getTime() - service.clock.now.getTime();

    expect((await pause(id, { toReporter: 'They answer next week.' })).status).toBe(200);

    const after = (await read(service, lead, id)).deadlines.nextUpdateBy;
    const whole = new Date('2026-03-13T23:00:00.000Z').getTime() + left;
    expect(whole - new Date(after).getTime()).toBeGreaterThanOrEqual(0);
    expect(whole - new Date(after).getTime()).toBeLessThanOrEqual(3_600_000);
    const page = textOf(await openReport(service, filed.passphrase));
    expect(page).toContain('The team has paused a date until 13 March 2026.');
    expect(page).toContain('They answer next week.');
    expect(page).not.toContain('venue');
  });

  it('reminds nobody before the pause is over', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    await pause(id, { deadline: 'acknowledgeBy', until: '2026-03-20' });
    const { running } = await bodyOf<{ running: { deadline: string; by: string }[] }>(
      await service.team(`/api/cases/${id}`, { headers: { authorization: lead.authorization } }),
    );
    const by = running.find(({ deadline }) => deadline === 'acknowledgeBy')?.by ?? '';
    expect(by > '2026-03-21').toBe(true);
  });

  it.each([
    ['a day that has passed', { until: '2026-03-01' }, 422, 'invalid-fields'],
    ['a day after more than a year', { until: '2028-03-01' }, 422, 'invalid-fields'],
    ['a date nobody was promised', { deadline: 'inTouchBy' }, 409, 'deadline-not-running'],
    ['no reason', { reason: ' ' }, 422, 'invalid-fields'],
  ])('is refused for %s, and nothing is written', async (_, more, status, code) => {
    const id = await caseIdOf(service, await fileReport(service));
    const { version } = await read(service, lead, id);
    const answer = await pause(id, more);
    expect([answer.status, (await bodyOf<ProblemBody>(answer)).code]).toEqual([status, code]);
    expect((await read(service, lead, id)).version).toBe(version);
  });

  it('is done on the page as well, which keeps what was typed when it is refused', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    const ada = await atPages(service, lead);
    await ada.get(`/cases/${id}`);
    await read(service, lead, id);
    const form = { deadline: 'feedbackBy', until: '2026-03-01', reason: 'The venue is closed.' };
    const refused = await ada.fillIn(id, 'deadlines/pause', form);
    expect(refused.status).toBe(422);
    const page = wordsOf(await refused.text());
    expect(page).toContain('A pause ends today or later');
    expect(page).toContain('The venue is closed.');
    const done = await ada.fillIn(id, 'deadlines/pause', { ...form, until: '2026-03-16' });
    expect(done.headers.get('location')).toBe(`/cases/${id}?did=paused#dates`);
  });
});
