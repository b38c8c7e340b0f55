import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEarlierCases, revokeMember } from '../../infra/ops/member/members.ts';
import { bearer, bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, type ProblemBody } from './as-member.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

describe('acts that follow one another decide no more than each of them may', () => {
  let service: Service;
  let lead: Member;
  let member: Member;
  let colleague: Member;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Lea Lead', role: 'lead', channels: ['conduct'] });
    member = await service.addMember({ name: 'Max Member', channels: ['conduct'] });
    colleague = await service.addMember({ name: 'Cora Colleague', channels: ['conduct'] });
  });
  afterEach(() => service.close());

  const reason = 'It has to be.';
  const act = (who: Member, id: string, path: string, body: object) =>
    post(service, who, `/api/cases/${id}${path}`, body);
  const knows = async (who: Member, id: string): Promise<boolean> =>
    (await get(service, who, `/api/cases/${id}/brief`)).status === 200;
  const codeOf = async (answer: Response): Promise<unknown> => [
    answer.status,
    answer.ok ? undefined : (await bodyOf<ProblemBody>(answer)).code,
  ];

  it('a case is not moved to a channel where nobody but an outside reviewer may know it', async () => {
    const reviewer = await service.addMember({
      name: 'Olu Outside',
      role: 'outside-reviewer',
      channels: ['conduct', 'security'],
    });
    const id = await caseIdOf(service, await fileReport(service));
    expect((await act(lead, id, '/grants', { memberId: reviewer.memberId, reason })).status).toBe(201);
    const moved = await act(lead, id, '/transfer', { channel: 'security', reason });
    expect(await codeOf(moved)).toEqual([409, 'nobody-there']);
    expect(await knows(lead, id)).toBe(true);
  });

  it('who acted for the leads and took the case has no more rights when the leads are back', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    await act(lead, id, '/recusal', {});
    expect((await act(member, id, '/assignee', { memberId: member.memberId })).status).toBe(200);
    expect((await act(member, id, '/recusal/lift', { memberId: lead.memberId })).status).toBe(200);
    const by = new Date(service.clock.now.getTime() + 10 * 86_400_000).toISOString();
    const moved = await act(member, id, '/deadlines', { deadline: 'feedbackBy', by, reason });
    expect(await codeOf(moved)).toEqual([403, 'forbidden']);
  });

  it('who is added once more before the first row is taken away stays kept out', async () => {
    const filed = await fileReport(service, { excludedMembers: [member.memberId] });
    const id = await caseIdOf(service, filed);
    const again = await service.addMember({
      name: 'member, max',
      email: 'elsewhere@example.org',
      channels: ['conduct'],
    });
    await revokeMember(service.ops, member.memberId);
    await openEarlierCases(service.ops, again.memberId);
    expect(await knows(again, id)).toBe(false);
    await read(service, lead, id);
    expect(await codeOf(await act(lead, id, '/grants', { memberId: again.memberId, reason }))).toEqual([
      409,
      'excluded-by-reporter',
    ]);
  });

  it('what is urgent is nobody’s again when who took it leaves the case to others', async () => {
    const filed = await fileReport(service, { urgent: true });
    const id = await caseIdOf(service, filed);
    expect((await act(member, id, '/taken', {})).status).toBe(200);
    await act(member, id, '/recusal', {});
    expect(await read(service, lead, id)).not.toHaveProperty('taken');
    const page = await bodyOf<{ summary: object }>(
      await service.reporter('/api/follow-up', bearer(filed.token)),
    );
    expect(JSON.stringify(page.summary)).not.toContain('taken');
  });

  it('what somebody else told a member does not become theirs alone in two steps', async () => {
    const filed = await post(service, member, '/api/cases', {
      channel: 'conduct',
      answers: { whatHappened: 'He shouted.' },
      forWhom: 'another',
      reporterKnows: true,
      cameBy: 'mail',
      door: false,
      excludedMembers: [lead.memberId],
    });
    const { id } = await bodyOf<{ id: string }>(filed);
    expect(await codeOf(await act(member, id, '/aside', { memberId: colleague.memberId, reason }))).toEqual([
      409,
      'last-who-may-lead',
    ]);
    expect(await knows(colleague, id)).toBe(true);
  });

  it('who acts for the leads moves a case to nobody but themselves as little as they take it from others', async () => {
    const both = ['conduct', 'security'];
    const insider = await service.addMember({ name: 'Ida Insider', channels: both });
    const excludedMembers = [lead.memberId, member.memberId, colleague.memberId];
    const id = await caseIdOf(service, await fileReport(service, { excludedMembers }));
    const move = () => act(insider, id, '/transfer', { channel: 'security', reason });
    expect(await codeOf(await move())).toEqual([409, 'nobody-there']);
    await service.addMember({ name: 'Sam Security', channels: ['security'] });
    // Who joins later may not know of it; a report of today is another matter.
    expect(await codeOf(await move())).toEqual([409, 'nobody-there']);
    const later = await caseIdOf(service, await fileReport(service, { excludedMembers }));
    const moved = await act(insider, later, '/transfer', { channel: 'security', reason });
    expect(moved.status).toBe(200);
  });

  it('what is urgent and a member who leaves the team had taken is nobody’s again', async () => {
    const id = await caseIdOf(service, await fileReport(service, { urgent: true }));
    expect((await act(member, id, '/taken', {})).status).toBe(200);
    await read(service, lead, id);
    const { authorization } = lead;
    const left = await service.team(`/api/members/${member.memberId}`, {
      method: 'DELETE',
      headers: { authorization },
    });
    expect(left.status).toBe(200);
    expect(await read(service, lead, id)).not.toHaveProperty('taken');
    service.calls.length = 0;
    await service.scheduledRun();
    const mails = service.calls.filter(({ command }) => command === 'SendRawEmailCommand');
    expect(mails.length).toBeGreaterThan(0);
  });
});
