import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/team/routes.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, passkeySettings, signedInCookie } from './as-browser.ts';
import { get, post } from './as-member.ts';

describe('the checklist of the yearly review', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let member: Awaited<ReturnType<Service['addMember']>>;
  beforeAll(async () => {
    const trainings = [{ on: '2024-01-10', topic: 'Trauma', members: 3 }];
    service = await startService({ ...passkeySettings, review: { trainings } });
    lead = await service.addMember({ role: 'lead' });
    member = await service.addMember();
  });
  afterAll(() => service.close());

  const points = async () => {
    type Points = { checklist: { point: string; dueOn: string; due: boolean; last?: { by: string } }[] };
    return (await bodyOf<Points>(await get(service, member, routes.api.review))).checklist;
  };
  const dueOnBoard = async (who: typeof lead) =>
    (await bodyOf<{ reviewDue?: string[] }>(await get(service, who, routes.api.board))).reviewDue;

  it('comes back a year after a lead ticked it, and is then on the board of leads alone', async () => {
    expect((await points()).filter(({ due }) => due)).toEqual([]);
    expect((await post(service, member, routes.api.checklist, { point: 'read-code' })).status).toBe(403);
    expect((await post(service, lead, routes.api.checklist, { point: 'nothing' })).status).toBe(422);
    service.clock.advance(370 * 86_400_000);
    expect(await dueOnBoard(lead)).toContain('read-code');
    expect(await dueOnBoard(member)).toBeUndefined();
    const cookie = await signedInCookie(service, lead.memberId);
    const ticked = await service.team(routes.checklist, formPost({ point: 'read-code' }, cookie));
    expect(ticked.status).toBe(303);
    expect(await dueOnBoard(lead)).not.toContain('read-code');
    const [point] = (await points()).filter((one) => one.point === 'read-code');
    expect([point?.due, point?.last?.by]).toEqual([false, lead.memberId]);
    expect((await post(service, lead, routes.api.checklist, { point: 'check-team' })).status).toBe(201);
    const page = await (await service.team(routes.review, { headers: { cookie } })).text();
    expect(page).toContain('Done today');
    expect(page).toContain('due again');
  });
});
