import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, type Service } from '../harness/service.ts';
import { get, post, read, refusalOf } from './as-member.ts';
import { correction, proposedCase, temporaryBan, violation } from './deciding.ts';
import { platforms } from './platforms.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Decisions = {
  readonly decisions: readonly {
    readonly respondent: number;
    readonly status: string;
    readonly toReview?: string;
  }[];
};

describe('ways around deciding together', () => {
  let service: Service;
  let lead: Member;
  let ada: Member;
  let ben: Member;
  beforeAll(async () => {
    service = await startService({ decisions: { platforms } });
    lead = await service.addMember({ name: 'Lea Lead', role: 'lead' });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben' });
  });
  afterAll(() => service.close());

  it('a proposal that follows a decision about one person is not edited into one about another', async () => {
    const { act, done, approve, force, list, nobodyAsked } = await proposedCase(service, [ada, ben, lead]);
    await approve(ada);
    await approve(ben);
    expect((await force(ada)).status).toBe(201);
    await done(ada, '/respondents', { name: 'Kim Doe' });
    await done(ada, '/findings', violation({ respondent: 2 }));
    await nobodyAsked(ada, 2);
    await done(ada, '/proposals', correction({ follows: 1 }));
    const about = { ...correction({ respondent: 2 }), proposal: 2 };
    expect(await refusalOf(await act(ada, '/proposals/edit', about))).toEqual([422, 'invalid-fields']);
    expect((await act(ada, '/proposals/edit', { ...correction(), proposal: 2 })).status).toBe(200);
    expect((await list<Decisions>(ada, '/decisions')).decisions).toMatchObject([{ status: 'in-force' }]);
  });

  it('a proposal may follow a decision about somebody who turned out to be the same person', async () => {
    const { act, done, approve, force } = await proposedCase(service, [ada, ben, lead]);
    await approve(ada);
    await approve(ben);
    expect((await force(ada)).status).toBe(201);
    await done(ada, '/respondents', { name: 'Robin R.' });
    await done(ada, '/respondents/1/merge', { into: 2 });
    expect((await act(ada, '/proposals', correction({ respondent: 2, follows: 1 }))).status).toBe(201);
  });

  it('what left the settings since it was approved does not come into force', async () => {
    const { approve, force, missing, act, hash } = await proposedCase(
      service,
      [ada, ben, lead],
      temporaryBan(),
    );
    for (const who of [ada, ben, lead]) await approve(who);
    const { measures } = service.teamContext.settings.decisions;
    const { ban } = measures;
    Reflect.deleteProperty(measures, 'ban');
    expect(await missing(ada)).toEqual(['measures']);
    expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
    const said = { proposal: 1, hash: await hash(ada), verdict: 'takes-back' };
    expect((await act(ada, '/approvals', said)).status).toBe(200);
    expect(await refusalOf(await act(ada, '/approvals', { ...said, verdict: 'approves' }))).toEqual([
      409,
      'not-complete',
    ]);
    Object.assign(measures, { ban });
    expect(await missing(ada)).toEqual([]);
    const { ladder } = service.teamContext.settings.decisions;
    const before = ladder['temporary-ban'];
    Object.assign(ladder, { 'temporary-ban': { ...before, lasts: { kind: 'days', least: 1, most: 14 } } });
    expect(await missing(ada)).toContain('until');
    Object.assign(ladder, { 'temporary-ban': before });
    expect((await force(ada)).status).toBe(201);
  });

  it('who was removed and added again, and steps aside then, has stepped aside', async () => {
    const cleo = await service.addMember({ name: 'Cleo Only', email: 'cleo@example.org' });
    const { approve, force, list, caseId, done } = await proposedCase(service, [ada, cleo, lead]);
    await approve(ada);
    await approve(cleo);
    expect((await force(ada)).status).toBe(201);
    const removed = await service.team(`/api/members/${cleo.memberId}`, {
      method: 'DELETE',
      headers: { authorization: lead.authorization },
    });
    expect(removed.status).toBe(200);
    const again = await service.addMember({ name: 'Cleo Only', email: 'cleo@example.org' });
    expect(again.memberId).not.toBe(cleo.memberId);
    await read(service, lead, caseId);
    await done(lead, '/grants', { memberId: again.memberId, reason: 'They are back.' });
    await read(service, again, caseId);
    expect((await post(service, again, `/api/cases/${caseId}/recusal`, {})).status).toBe(200);
    expect((await list<Decisions>(lead, '/decisions')).decisions[0]?.toReview).toContain('stepped aside');
    expect((await get(service, again, `/api/cases/${caseId}`)).status).toBe(404);
  });

  it('ten proposals are open at a time, so that the letter of each is compared with the report', async () => {
    const { act, done, caseId } = await proposedCase(service, [ada, ben]);
    for (let number = 2; number < 10; number++) await done(ada, '/proposals', correction());
    const once = { 'idempotency-key': 'the-tenth' };
    const tenth = () => post(service, ada, `/api/cases/${caseId}/proposals`, correction(), once);
    expect([(await tenth()).status, (await tenth()).status]).toEqual([201, 201]);
    expect(await refusalOf(await act(ada, '/proposals', correction()))).toEqual([409, 'too-many-proposals']);
    await done(ada, '/proposals/withdraw', { proposal: 3 });
    expect((await act(ada, '/proposals', correction())).status).toBe(201);
  });
});
