import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read } from './as-member.ts';
import { decide } from './decided-case.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;

/** Each has an entry of the register, a line of the log and a row of the statistics, which say who may know of them. */
const people = 34;

describe('a case with decisions about many people', () => {
  let service: Service;
  let lead: Person;
  let ben: Person;
  let cara: Person;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    await service.addMember({ role: 'lead', channels: ['security'] });
    ben = await service.addMember({ channels: ['conduct'] });
    cara = await service.addMember({ channels: ['conduct'] });
    id = await caseIdOf(service, await fileReport(service));
    await read(service, lead, id);
    for (let number = 1; number <= people; number++) {
      const added = await post(service, lead, `/api/cases/${id}/respondents`, {
        name: `Robin ${number} Roe`,
      });
      expect([number, added.status]).toEqual([number, 201]);
      await decide(service, lead, id, { respondent: number, rung: 'warning' });
    }
    for (const one of [ben, cara]) await read(service, one, id);
  });
  afterAll(() => service.close());

  const sees = async (who: Person): Promise<number> => (await get(service, who, `/api/cases/${id}`)).status;

  it('can be left by whoever has a conflict of interest, who then sees no line of it', async () => {
    expect((await post(service, ben, `/api/cases/${id}/recusal`, {})).status).toBe(200);
    expect(await sees(ben)).toBe(404);
    expect(await (await get(service, ben, '/api/log')).text()).toContain('"lines":[]');
  });

  it('is not counted for them any more from the next change on that is counted', async () => {
    const message = { thread: 'reporter', text: 'We have read it.' };
    expect((await post(service, lead, `/api/cases/${id}/messages`, message)).status).toBe(201);
    const counted = async (who: Person): Promise<readonly [boolean, boolean]> => {
      const review = await (await get(service, who, '/api/review')).text();
      return [review.includes(`"decisions":${people}`), review.includes('"cases":1')];
    };
    expect(await counted(ben)).toEqual([false, false]);
    expect(await counted(cara)).toEqual([true, true]);
  });

  it('can be kept from a member by a lead', async () => {
    const aside = { memberId: cara.memberId, reason: 'They are close.' };
    expect((await post(service, lead, `/api/cases/${id}/aside`, aside)).status).toBe(200);
    expect(await sees(cara)).toBe(404);
    expect(await (await get(service, cara, '/api/log')).text()).toContain('"lines":[]');
  });

  it('goes to another channel, or says in words that it cannot', async () => {
    const moved = await post(service, lead, `/api/cases/${id}/transfer`, {
      channel: 'security',
      reason: 'x',
    });
    expect([200, 409]).toContain(moved.status);
  });
});
