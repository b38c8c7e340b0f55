import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, refusalOf } from './as-member.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

describe('a lead keeps a member from a case', () => {
  let service: Service;
  let lead: Member;
  let secondLead: Member;
  let member: Member;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    secondLead = await service.addMember({ name: 'Lin', role: 'lead' });
    member = await service.addMember({ name: 'Grace' });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    id = await caseIdOf(service, await fileReport(service));
  });

  const aside = (who: Member, { memberId }: Member, reason = 'They are close.') =>
    post(service, who, `/api/cases/${id}/aside`, { memberId, reason });
  const back = (who: Member, { memberId }: Member) =>
    post(service, who, `/api/cases/${id}/aside/lift`, { memberId, reason: 'They are not.' });
  const statusFor = async (who: Member) => (await get(service, who, `/api/cases/${id}/brief`)).status;

  it('with a reason, written down, and takes it back: then they say again that nothing stands in their way', async () => {
    await read(service, member, id);
    await post(service, lead, `/api/cases/${id}/assignee`, { memberId: member.memberId });
    expect((await post(service, lead, `/api/cases/${id}/aside`, { memberId: member.memberId })).status).toBe(
      422,
    );
    expect((await aside(lead, member)).status).toBe(200);
    expect(await statusFor(member)).toBe(404);
    expect(await read(service, lead, id)).not.toHaveProperty('assignee');
    expect(await refusalOf(await aside(lead, member))).toEqual([409, 'may-not-know']);
    const grant = { memberId: member.memberId, reason: 'All the same.' };
    expect(await refusalOf(await post(service, secondLead, `/api/cases/${id}/grants`, grant))).toEqual([
      409,
      'set-aside',
    ]);
    expect((await back(secondLead, member)).status).toBe(200);
    expect(await refusalOf(await back(lead, member))).toEqual([409, 'not-set-aside']);
    const preview = await get(service, member, `/api/cases/${id}/brief`);
    expect(await bodyOf(preview)).toMatchObject({ opened: false });
    const { notes } = await read(service, lead, id);
    expect(notes.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['set-aside', 'They are close.'],
      ['let-back', 'They are not.'],
    ]);
    const log = await bodyOf<{ entries: { action: string; detail?: string }[] }>(
      await get(service, lead, `/api/cases/${id}/audit`),
    );
    const lines = log.entries.map(({ action, detail }) => `${action} ${detail ?? ''}`);
    expect(lines).toEqual(expect.arrayContaining(['set-aside Grace', 'let-back Grace']));
  });

  it('never the last who may lead it, never oneself, and only as a lead', async () => {
    expect(await refusalOf(await aside(member, secondLead))).toEqual([403, 'forbidden']);
    expect(await refusalOf(await aside(lead, lead))).toEqual([403, 'oneself']);
    const excludedMembers = [lead.memberId, secondLead.memberId];
    id = await caseIdOf(service, await fileReport(service, { excludedMembers }));
    const later = await service.addMember({ name: 'Later' });
    await post(service, member, `/api/cases/${id}/grants`, { memberId: later.memberId, reason: 'To help.' });
    const third = await service.addMember({ name: 'Third' });
    await post(service, member, `/api/cases/${id}/grants`, { memberId: third.memberId, reason: 'To help.' });
    // With both leads kept out the member acts for them, and leaves the case to somebody else as well.
    expect((await aside(member, later)).status).toBe(200);
    expect(await refusalOf(await aside(member, third))).toEqual([409, 'last-who-may-lead']);
    expect(await refusalOf(await aside(member, member))).toEqual([403, 'oneself']);
    id = await caseIdOf(service, await fileReport(service));
    const [one, other] = await Promise.all([aside(lead, secondLead), aside(secondLead, lead)]);
    expect([one.status, other.status].sort()).toEqual([200, 404]);
    expect([await statusFor(lead), await statusFor(secondLead)].sort()).toEqual([200, 404]);
  });

  it('who is told of it by a mail that says no more, and nobody else', async () => {
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    await service.scheduledRun();
    service.calls.length = 0;
    await read(service, lead, id);
    expect((await aside(lead, member)).status).toBe(200);
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    const mails = service.calls
      .filter(({ command }) => command === 'SendRawEmailCommand')
      .map(({ input }) => JSON.stringify(input))
      .filter((mail) => mail.includes('step aside'));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain(member.email);
    const { caseName } = await read(service, lead, id);
    expect(mails[0]).not.toContain(caseName);
  });
});

describe('who looks after a case', () => {
  let service: Service;
  let lead: Member;
  let member: Member;
  let colleague: Member;
  let reviewer: Member;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    member = await service.addMember();
    colleague = await service.addMember();
    reviewer = await service.addMember({ role: 'outside-reviewer' });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    id = await caseIdOf(service, await fileReport(service, { identity: { name: 'Somebody Real' } }));
    await post(service, lead, `/api/cases/${id}/grants`, { memberId: reviewer.memberId, reason: 'To look.' });
  });
  const assign = async (who: Member, to: Member | undefined) =>
    (await post(service, who, `/api/cases/${id}/assignee`, { memberId: to?.memberId ?? null })).status;
  const name = async (who: Member) =>
    (await post(service, who, `/api/cases/${id}/identity`, { part: 'name', reason: 'To call.' })).status;

  it('is said by leads; members take what nobody has and give back what is theirs', async () => {
    expect(await assign(member, colleague)).toBe(403);
    expect(await assign(member, member)).toBe(200);
    expect(await assign(colleague, colleague)).toBe(403);
    expect(await assign(colleague, undefined)).toBe(403);
    expect(await assign(member, undefined)).toBe(200);
    expect(await assign(colleague, colleague)).toBe(200);
    expect(await assign(lead, member)).toBe(200);
  });

  it('an outside reviewer is given a case by a lead alone, and may do more with it only then', async () => {
    await read(service, reviewer, id);
    expect([await assign(reviewer, reviewer), await name(reviewer)]).toEqual([403, 403]);
    expect(await assign(lead, reviewer)).toBe(200);
    expect(await name(reviewer)).toBe(200);
    expect(await assign(reviewer, undefined)).toBe(200);
    expect(await name(reviewer)).toBe(403);
  });

  it('gives no member the rights of one whom a lead has chosen', async () => {
    const by = new Date(service.clock.now.getTime() + 10 * 86_400_000).toISOString();
    const moved = { deadline: 'feedbackBy', by, reason: 'It takes longer.' };
    const move = async () => (await post(service, member, `/api/cases/${id}/deadlines`, moved)).status;
    expect([await assign(member, member), await move()]).toEqual([200, 403]);
    expect([await assign(lead, member), await move()]).toEqual([200, 200]);
  });
});
