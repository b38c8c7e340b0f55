import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read, setState, whole, type ProblemBody } from './as-member.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

describe('granting access to a case', () => {
  let service: Service;
  let lead: Member;
  let member: Member;
  let later: Member;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Lea', role: 'lead' });
    member = await service.addMember({ name: 'Max' });
    id = await caseIdOf(service, await fileReport(service));
    later = await service.addMember({ name: 'Lara' });
  });
  afterAll(() => service.close());

  const grant = (by: Member, caseId: string, memberId: string, reason = 'They speak Arabic.') =>
    post(service, by, `/api/cases/${caseId}/grants`, { memberId, reason });
  const refused = async (answer: Promise<Response>, status: number, code: string) => {
    const response = await answer;
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect([response.status, (await bodyOf<ProblemBody>(response)).code]).toEqual([status, code]);
  };

  it('a lead lets a later member in, once, and it is written down', async () => {
    expect((await get(service, later, `/api/cases/${id}`)).status).toBe(404);
    const { version } = await read(service, lead, id);
    const first = await grant(lead, id, later.memberId);
    expect([first.status, await first.json()]).toEqual([
      201,
      { id, memberId: later.memberId, version: version + 1 },
    ]);
    const again = await grant(lead, id, later.memberId);
    expect([again.status, await again.json()]).toEqual([
      200,
      { id, memberId: later.memberId, version: version + 1 },
    ]);
    expect((await list(service, later)).cases.map((line) => line.id)).toEqual([id]);
    const { notes } = await read(service, later, id);
    expect(notes).toMatchObject([
      {
        kind: 'grant',
        author: { name: 'Lea' },
        member: { id: later.memberId, name: 'Lara' },
        reason: 'They speak Arabic.',
      },
    ]);
    const answered = await post(service, later, `/api/cases/${id}/messages`, { text: 'Hello.' });
    expect(answered.status).toBe(201);
  });

  it('an outside reviewer sees what was granted to them and nothing else', async () => {
    const outside = await service.addMember({ role: 'outside-reviewer' });
    const other = await caseIdOf(service, await fileReport(service));
    expect((await list(service, outside)).cases).toEqual([]);
    expect((await grant(lead, other, outside.memberId)).status).toBe(201);
    expect((await list(service, outside)).cases.map((line) => line.id)).toEqual([other]);
    expect((await get(service, outside, `/api/cases/${id}`)).status).toBe(404);
  });

  it('only a lead grants; for whom the case does not exist it does not exist here either', async () => {
    await refused(grant(member, id, later.memberId), 403, 'forbidden');
    const stranger = await service.addMember();
    const never = 'A'.repeat(22);
    expect(await whole(await grant(stranger, id, later.memberId))).toEqual(
      await whole(await grant(stranger, never, later.memberId)),
    );
    const newLead = await service.addMember({ role: 'lead' });
    expect((await grant(newLead, id, newLead.memberId)).status).toBe(404);
  });

  it('never overrides the reporter, and names what is wrong', async () => {
    const elsewhere = await service.addMember({ channels: ['security'] });
    const filed = await fileReport(service, { excludedMembers: [later.memberId] });
    const excluding = await caseIdOf(service, filed);
    await refused(grant(lead, excluding, later.memberId), 409, 'excluded-by-reporter');
    await refused(grant(lead, excluding, 'nobody'), 422, 'unknown-member');
    await refused(grant(lead, excluding, elsewhere.memberId), 422, 'not-of-the-channel');
    await refused(grant(lead, excluding, later.memberId, ' '), 422, 'invalid-fields');
    expect((await get(service, later, `/api/cases/${excluding}`)).status).toBe(404);
    expect((await read(service, lead, excluding)).notes).toEqual([]);
  });

  it('two grants and an answer at once are all kept', async () => {
    const both = await caseIdOf(service, await fileReport(service));
    const [one, two] = [await service.addMember(), await service.addMember()];
    const answers = await Promise.all([
      grant(lead, both, one.memberId),
      grant(lead, both, two.memberId),
      post(service, member, `/api/cases/${both}/messages`, { text: 'Hello.' }),
      setState(service, member, both, 'in-review'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201, 201, 201]);
    for (const each of [one, two])
      expect((await list(service, each)).cases.map((line) => line.id)).toEqual([both]);
  });
});
