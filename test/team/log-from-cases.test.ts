import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/team/routes.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { get } from './as-member.ts';
import { proposedCase, temporaryBan } from './deciding.ts';
import { platforms } from './platforms.ts';
import { atPages } from './team-pages.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Line = { readonly id: string; readonly caseId?: string; readonly platforms: readonly string[] };

const forum = { label: 'Forum', restrictions: { ban: 'Banned' } };

describe('the enforcement log and the cases it is about', () => {
  let service: Service;
  let ada: Member;
  let ben: Member;
  let outside: Member;
  let deciding: Awaited<ReturnType<typeof proposedCase>>;
  beforeAll(async () => {
    service = await startService({ ...passkeySettings, decisions: { platforms: { ...platforms, forum } } });
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben', role: 'lead' });
    outside = await service.addMember({ name: 'Olu', role: 'outside-reviewer' });
    deciding = await proposedCase(service, [ada, ben], temporaryBan());
    await deciding.done(ada, '/grants', { memberId: outside.memberId, reason: 'Reviews it.' });
    await deciding.approve(ada);
    await deciding.approve(ben);
    expect((await deciding.force(ben)).status).toBe(201);
  });
  afterAll(() => service.close());

  const lines = async (query: string): Promise<readonly Line[]> =>
    (await bodyOf<{ lines: readonly Line[] }>(await get(service, ada, `${routes.api.log}?${query}`))).lines;
  const log = (platform: string) => lines(`platform=${platform}`);

  it('finds a decision by the platforms on which it restricts somebody, and by one that is added later', async () => {
    const [line] = await log('chat');
    expect(line).toMatchObject({ caseId: deciding.caseId, platforms: ['chat'] });
    expect(await log('forum')).toEqual([]);
    await deciding.done(ada, '/measures/accounts', { measure: 1, where: 'forum/ban', account: 'robin' });
    expect(await log('forum')).toMatchObject([{ platforms: ['chat', 'forum'] }]);
    await deciding.done(ada, '/measures/accounts/status', { measure: 1, account: 2, is: 'removed' });
    expect(await log('forum')).toEqual([]);
  });

  it('says that all measures of a decision are done, and that one is open again', async () => {
    const settle = (measure: number, status: string) =>
      deciding.done(ada, '/measures/status', { measure, status });
    const done = async () => (await lines('status=measures-done')).map(({ caseId }) => caseId);
    await deciding.done(ada, '/measures/waive', { measure: 1, reason: 'Appealed.' });
    expect(await done()).toEqual([]);
    await settle(2, 'done');
    expect(await done()).toEqual([deciding.caseId]);
    await deciding.done(ada, '/decisions/review', {
      decision: 1,
      result: 'stays',
      reason: 'As it was.',
      nextOn: '2026-06-01',
    });
    expect(await done()).toEqual([deciding.caseId]);
    await settle(2, 'to-do');
    expect(await done()).toEqual([]);
  });

  it('leads from a decision to its line, and from the line to its case', async () => {
    const { html: page } = await atPages(service, ada);
    const [line] = await log('chat');
    const random = (line?.id ?? '').split('#')[1] ?? '';
    const shown = await page(`/cases/${deciding.caseId}/decision`);
    const href = /href="(\/log\?[^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href).toContain(`#line-${random}`);
    const listed = await page(href.split('#')[0] ?? '');
    expect(listed).toContain(`id="line-${random}"`);
    expect(listed.match(/id="line-/g)).toHaveLength(1);
    expect(listed).toContain(`href="/cases/${deciding.caseId}"`);
  });

  it('shows no way to the log to who may not read it', async () => {
    await get(service, outside, `/api/cases/${deciding.caseId}`);
    const { html: page } = await atPages(service, outside);
    expect(await page(`/cases/${deciding.caseId}/decision`)).not.toContain('href="/log');
  });
});
