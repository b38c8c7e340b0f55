import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRecordsOf } from '../../functions/domain/casework/reading/read-records.ts';
import { openCase } from '../../functions/domain/casework/change/open-case.ts';
import { decisionRecord } from '../../functions/domain/casework/record/decision-records.ts';
import type { Decision } from '../../functions/domain/decision/decision.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { get } from './as-member.ts';
import { contextOf } from './decided-case.ts';
import {
  asking,
  caseAboutSomebody,
  decideWith,
  doneMeasures,
  measuresOf,
  type Colleague,
} from './measured-case.ts';
import { platforms } from './platforms.ts';
import { atPages, wordsOf } from './team-pages.ts';

const begin = new Date('2026-03-10T09:20:30.000Z');

describe('what becomes of a decision', () => {
  let service: Service;
  let lead: Colleague;
  let member: Colleague;
  let id: string;
  beforeAll(async () => {
    service = await startService({ ...passkeySettings, decisions: { platforms } });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    member = await service.addMember({ name: 'Grace' });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.clock.now = begin;
    id = await caseAboutSomebody(service, member);
  });
  const ask = (who: Colleague, path: string, body: unknown) => asking(service, () => id)(who, path, body);
  const at = (iso: string): void => {
    service.clock.now = new Date(iso);
  };
  const stands = async (): Promise<Decision | undefined> => {
    const context = contextOf(service, member);
    const stored = await context.store.findCase(id);
    const opened = await openCase(context.openKeyRing, member, stored, service.clock.now);
    return opened && (await readRecordsOf(context, opened, decisionRecord)).records[0]?.content;
  };
  const runs = async (): Promise<readonly string[]> => {
    const { running } = await bodyOf<{ running: readonly { deadline: string; by: string }[] }>(
      await get(service, member, `/api/cases/${id}`),
    );
    return running.filter(({ deadline }) => deadline === 'decision').map(({ by }) => by.slice(0, 10));
  };
  const place = { platform: 'chat', restriction: 'ban', account: '@someone' };
  const ban = (until?: string) => ({ type: 'ban', until, rollOuts: [place] });

  it('a lead looks at it again: it stays until another day, or has ended once nothing of it goes on', async () => {
    await decideWith(service, member, id, {
      decision: { until: '2026-03-20', reviewOn: '2026-03-18' },
      measures: [ban('2026-03-20')],
    });
    expect(await runs()).toEqual(['2026-03-18', '2026-03-21']);
    const review = (who: Colleague, result: string, more: object = {}) =>
      ask(who, '/decisions/review', { decision: 1, result, reason: 'Seen.', ...more });
    expect(await review(member, 'stays')).toEqual([403, 'forbidden']);
    expect(await review(lead, 'stays', { nextOn: '2026-03-10' })).toEqual([422, 'invalid-fields']);
    expect(await review(lead, 'stays', { nextOn: '2026-03-19' })).toBe(200);
    expect(await runs()).toEqual(['2026-03-19', '2026-03-21']);
    expect(await review(lead, 'ended')).toEqual([409, 'decision-goes-on']);
    const tick = (is: string) => ask(member, '/measures/accounts/status', { measure: 1, account: 1, is });
    expect(await tick('in-place')).toBe(200);
    at('2026-03-21T10:00:00.000Z');
    expect(await review(lead, 'ended')).toEqual([409, 'decision-goes-on']);
    expect(await tick('lifted')).toBe(200);
    expect(await review(lead, 'ended')).toBe(200);
    expect(await stands()).toMatchObject({
      status: 'ended',
      reviews: [{ result: 'stays' }, { result: 'ended', by: { name: 'Ada' }, on: '2026-03-21' }],
    });
    expect(await review(lead, 'stays')).toEqual([409, 'not-in-force']);
    expect(await ask(lead, '/decisions/review', { decision: 2, result: 'stays', reason: 'No.' })).toEqual([
      404,
      'no-such-decision',
    ]);
  });

  it('somebody comes back after a temporary ban: conditions, lifting, probation', async () => {
    await decideWith(service, member, id, {
      decision: { rung: 'temporary-ban', until: '2026-03-20' },
      measures: [ban('2026-03-20')],
    });
    const plan = (more: object) =>
      ask(lead, '/decisions/return', { decision: 1, reason: 'It ends.', ...more });
    const isBack = () => ask(member, '/decisions/return/done', { decision: 1 });
    expect(await isBack()).toEqual([409, 'not-planned']);
    expect(await plan({ returnOn: '2026-03-20' })).toEqual([422, 'invalid-fields']);
    expect(await plan({ returnOn: '2026-03-21', probationUntil: '2026-03-20' })).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await plan({ returnOn: '2026-03-21', conditions: 'A training.' })).toBe(200);
    expect(await runs()).toEqual(['2026-03-21']);
    expect(await isBack()).toEqual([409, 'too-soon']);
    const tick = (is: string) => ask(member, '/measures/accounts/status', { measure: 1, account: 1, is });
    expect(await tick('in-place')).toBe(200);
    at('2026-03-21T10:00:00.000Z');
    expect(await isBack()).toEqual([409, 'conditions-open']);
    expect(await ask(member, '/measures/status', { measure: 2, status: 'done' })).toBe(200);
    expect(await isBack()).toEqual([409, 'not-lifted']);
    expect(await tick('lifted')).toBe(200);
    expect(await isBack()).toBe(200);
    expect(await stands()).toMatchObject({
      status: 'ended',
      readmission: { returned: { by: { name: 'Grace' } } },
    });
    expect((await measuresOf(service, member, id))[2]).toMatchObject({
      type: 'probation',
      from: '2026-03-21',
      until: '2026-06-19',
      status: 'to-do',
    });
  });

  it('after a permanent ban a second member agrees, and what has no end ends before the return', async () => {
    await decideWith(service, member, id, { decision: { rung: 'permanent-ban' }, measures: [ban()] });
    const done = { measure: 1, account: 1, is: 'in-place' };
    expect(await ask(member, '/measures/accounts/status', done)).toBe(200);
    expect(await ask(member, '/measures/status', { measure: 1, status: 'done' })).toBe(200);
    const agree = (who: Colleague) => ask(who, '/decisions/return/agree', { decision: 1 });
    expect(await agree(member)).toEqual([409, 'not-planned']);
    const plan = { decision: 1, returnOn: '2026-04-01', reason: 'They have asked.' };
    expect(await ask(member, '/decisions/return', plan)).toEqual([403, 'forbidden']);
    expect(await ask(lead, '/decisions/return', plan)).toBe(200);
    expect(await agree(lead)).toEqual([403, 'oneself']);
    at('2026-04-01T10:00:00.000Z');
    expect(await ask(member, '/decisions/return/done', { decision: 1 })).toEqual([409, 'not-agreed']);
    expect(await agree(member)).toBe(200);
    expect(await agree(member)).toEqual([409, 'agreed']);
    expect((await measuresOf(service, member, id))[0]).toMatchObject({
      until: '2026-03-31',
      status: 'to-do',
    });
    expect(await ask(member, '/decisions/return/done', { decision: 1 })).toEqual([409, 'not-lifted']);
    expect(await ask(member, '/measures/accounts/status', { ...done, is: 'lifted' })).toBe(200);
    expect(await ask(member, '/decisions/return/done', { decision: 1 })).toBe(200);
  });

  it('in a case that has no room for more measures, somebody whose probation is over comes back', async () => {
    await decideWith(service, member, id, { decision: { rung: 'temporary-ban', until: '2026-03-20' } });
    await doneMeasures(service, member, id, 100);
    const plan = { decision: 1, returnOn: '2026-03-21', probationUntil: '2026-03-21', reason: 'It ends.' };
    expect(await ask(lead, '/decisions/return', { ...plan, conditions: 'A training.' })).toEqual([
      409,
      'too-many-measures',
    ]);
    expect(await ask(lead, '/decisions/return', plan)).toBe(200);
    at('2026-03-21T10:00:00.000Z');
    const isBack = () => ask(member, '/decisions/return/done', { decision: 1 });
    expect(await isBack()).toEqual([409, 'too-many-measures']);
    at('2026-03-22T10:00:00.000Z');
    expect(await isBack()).toBe(200);
  });

  it('nobody comes back from a decision that bans nobody', async () => {
    await decideWith(service, member, id, { decision: { rung: 'correction' } });
    const plan = { decision: 1, returnOn: '2026-04-01', reason: 'Why not.' };
    expect(await ask(lead, '/decisions/return', plan)).toEqual([422, 'invalid-fields']);
  });

  it('the page speaks of coming back only where somebody is kept away, and says when nothing is planned', async () => {
    const grace = await atPages(service, member);
    const page = async () => wordsOf(await grace.html(`/cases/${id}/measures`));
    await decideWith(service, member, id, { decision: { rung: 'correction' } });
    expect(await page()).not.toContain('Coming back after a ban');
    await decideWith(service, member, id, { decision: { rung: 'temporary-ban', until: '2026-03-20' } });
    expect(await page()).toContain('Coming back after a ban No return is planned.');
    const plan = { decision: 2, returnOn: '2026-03-21', reason: 'It ends.' };
    expect(await ask(lead, '/decisions/return', plan)).toBe(200);
    expect(await page()).toContain('teal-heron: Temporary ban, 10 March 2026: back on 21 March 2026');
    expect(await page()).not.toContain('No return is planned.');
  });

  it('a request to come back after a permanent ban is noted, reminded of, and answered by a lead', async () => {
    await decideWith(service, member, id, { decision: { rung: 'permanent-ban' }, measures: [ban()] });
    const request = (more: object = {}) =>
      ask(member, '/decisions/return/requests', {
        decision: 1,
        askedOn: '2026-03-09',
        said: 'I have changed.',
        ...more,
      });
    const decline = (who: Colleague) =>
      ask(who, '/decisions/return/decline', { decision: 1, reason: 'It is too early.' });
    expect(await decline(lead)).toEqual([409, 'no-request']);
    expect(await request({ askedOn: '2026-03-11' })).toEqual([422, 'invalid-fields']);
    expect(await request()).toBe(200);
    expect(await request()).toEqual([409, 'request-open']);
    expect(await runs()).toEqual(['2026-03-24']);
    expect(await decline(member)).toEqual([403, 'forbidden']);
    expect(await decline(lead)).toBe(200);
    expect(await runs()).toEqual([]);
    expect(await request({ said: 'Once more.' })).toBe(200);
    const plan = { decision: 1, returnOn: '2026-04-01', reason: 'They have changed.' };
    expect(await ask(lead, '/decisions/return', plan)).toBe(200);
    expect((await stands())?.returnRequests).toMatchObject([
      { said: 'I have changed.', answered: { as: 'declined', by: { name: 'Ada' } } },
      { said: 'Once more.', answered: { as: 'planned', reason: 'They have changed.' } },
    ]);
  });

  it('nobody has to ask to come back from what ends', async () => {
    await decideWith(service, member, id, { decision: { rung: 'temporary-ban', until: '2026-03-20' } });
    const asked = { decision: 1, askedOn: '2026-03-09', said: 'Please.' };
    expect(await ask(member, '/decisions/return/requests', asked)).toEqual([422, 'invalid-fields']);
  });
});
