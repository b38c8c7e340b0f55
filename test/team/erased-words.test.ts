import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, fileReport, replyTo, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsOf } from '../scheduled/stored.ts';
import { caseIdOf, get, post, read, type SignedIn } from './as-member.ts';
import { decideWith, type Colleague } from './measured-case.ts';
import { agreeTo } from './two-people.ts';

describe('a reporter whose words are erased while a decision is in force', () => {
  let service: Service;
  let lead: Colleague;
  let colleague: Awaited<ReturnType<Service['addMember']>>;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    colleague = await service.addMember({ name: 'Bea' });
    filed = await fileReport(service, {
      identity: { name: 'planted-identity' },
      answers: { whatHappened: 'planted-report: the dark corridor smelled of burned coffee', who: 'planted-who', where: 'planted-where' },
    });
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await read(service, colleague, id);
    await replyTo(service, filed, 'planted-reply');
    await decideWith(service, lead, id, { decision: { rung: 'correction' } });
  });
  afterEach(() => service.close());

  const bearer = () => ({ headers: { authorization: `Bearer ${filed.token}` } });
  const eraseWords = async (): Promise<void> => {
    const asked = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer() });
    expect(asked.status).toBe(202);
    const wanted = { decision: 'erase-words' };
    expect((await post(service, lead, `/api/cases/${id}/erasure`, wanted)).status).toBe(200);
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
  };
  const whole = async (member: SignedIn = lead) => JSON.stringify(await (await get(service, member, `/api/cases/${id}`)).json());

  it('the words are gone at once, the decision stays', async () => {
    expect(await whole()).toContain('planted-reply');
    await eraseWords();
    expect(await whole()).not.toContain('planted');
    expect((await service.reporter('/api/follow-up', bearer())).status).toBe(401);
    const decisions = await bodyOf<{ decisions: unknown[] }>(await get(service, lead, `/api/cases/${id}/decisions`));
    expect(decisions.decisions).toHaveLength(1);
    await service.scheduledRun();
    const rows = (await rowsOf(service, 'cases')).map(({ pk, sk }) => `${pk?.S}/${sk?.S}`);
    expect(rows.filter((key) => key.includes('THREAD#'))).toEqual([`THREAD#${id}#reporter/SUMMARY`]);
    expect((await post(service, lead, `/api/cases/${id}/notes`, { text: 'x' })).status).toBe(201);
  });
});
