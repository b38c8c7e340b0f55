import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, list, post, read, setState, type SignedIn } from './as-member.ts';
import { agreeTo } from './two-people.ts';
import { rowsOf } from '../scheduled/stored.ts';

const day = 86_400_000;

describe('a reporter who asks for everything to be erased', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let colleague: Awaited<ReturnType<Service['addMember']>>;
  let token: string;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    colleague = await service.addMember();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    const filed = await fileReport(service, { identity: { name: 'Lin' } });
    token = filed.token;
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await read(service, colleague, id);
  });

  const ask = () =>
    service.reporter('/api/follow-up', { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
  const followUp = async () =>
    service.reporter('/api/follow-up', { headers: { authorization: `Bearer ${token}` } });
  const answerBy = async () => (await read(service, lead, id)).deadlines.erasureAnswerBy;
  const decide = (decision: object, member: SignedIn = lead) =>
    post(service, member, `/api/cases/${id}/erasure`, decision);
  const mailsTo = async (email: string) =>
    (await service.emulators.ses.mails()).filter(({ to }) => to.includes(email)).length;

  it('is promised an answer as soon as the team’s next word would be due', async () => {
    expect((await ask()).status).toBe(202);
    const by = await answerBy();
    expect(new Date(by ?? 0).getTime() - service.clock.now.getTime()).toBeGreaterThan(6.9 * day);
    expect((await list(service, lead)).cases[0]?.id).toBe(id);
  });

  it('is told why it is kept, and may ask again', async () => {
    await ask();
    expect((await decide({ decision: 'refuse', reason: 'A decision rests on it.' })).status).toBe(200);
    expect(await answerBy()).toBeUndefined();
    expect(JSON.stringify(await (await followUp()).json())).toContain('A decision rests on it.');
    expect((await decide({ decision: 'erase' })).status).toBe(409);
    service.clock.advance(day);
    expect((await ask()).status).toBe(202);
    expect(await answerBy()).toBeDefined();
  });

  it('is not gone when one member alone wants it', async () => {
    await ask();
    expect((await decide({ decision: 'erase' })).status).toBe(200);
    expect((await followUp()).status).toBe(200);
    expect((await agreeTo(service, lead, id)).status).toBe(403);
    expect((await followUp()).status).toBe(200);
  });

  it('refusing it declines what a colleague was asked to agree to', async () => {
    await ask();
    expect((await decide({ decision: 'erase' })).status).toBe(200);
    expect((await decide({ decision: 'refuse', reason: 'A decision rests on it.' })).status).toBe(200);
    expect((await agreeTo(service, colleague, id)).status).toBe(409);
    expect((await followUp()).status).toBe(200);
  });

  it('is gone at once when two agree: for the reporter, the team and, with the next scheduled run, the tables', async () => {
    await ask();
    expect((await decide({ decision: 'erase' })).status).toBe(200);
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
    expect((await followUp()).status).toBe(401);
    expect((await post(service, lead, `/api/cases/${id}/notes`, { text: 'x' })).status).toBe(404);
    expect((await list(service, lead)).cases.map((line) => line.id)).not.toContain(id);
    const sealed = (await rowsOf(service, 'vault')).find(({ pk }) => pk?.S === vaultKeys.case(id).pk);
    expect(Object.keys(sealed ?? {})).not.toEqual(
      expect.arrayContaining(['threads', 'sealedBrief', 'identity', 'sealedCaseworkKey']),
    );
    await service.scheduledRun();
    const left = (await rowsOf(service, 'cases')).filter(({ pk }) => pk?.S?.includes(id));
    expect(left.map(({ sk }) => sk?.S)).toEqual(['HEAD']);
    expect((await rowsOf(service, 'vault')).some(({ pk }) => pk?.S === vaultKeys.case(id).pk)).toBe(false);
  });

  it('nothing is erased that nobody asked to be', async () => {
    expect((await decide({ decision: 'erase' })).status).toBe(409);
    expect((await decide({ decision: 'refuse', reason: 'No.' })).status).toBe(409);
    expect((await followUp()).status).toBe(200);
  });

  it('the team is told when the answer is overdue, of a closed case too', async () => {
    await setState(service, lead, id, 'closed');
    await ask();
    await service.scheduledRun();
    await list(service, lead);
    service.clock.advance(7 * day + day / 24);
    const before = await mailsTo(lead.email);
    for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
    expect((await mailsTo(lead.email)) - before).toBeGreaterThan(0);
    expect((await read(service, lead, id)).overdue).toBe(true);
  });

  it('erasing meets a message that comes in at the same moment: it is read again, and nothing is left half', async () => {
    await ask();
    expect((await decide({ decision: 'erase' })).status).toBe(200);
    const [erased, message] = await Promise.all([
      agreeTo(service, colleague, id),
      post(service, lead, `/api/cases/${id}/messages`, { text: 'One more thing.' }),
    ]);
    expect(erased.status).toBe(200);
    expect([201, 404]).toContain(message.status);
    expect((await followUp()).status).toBe(401);
  });
});
