import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, setState, type SignedIn } from '../team/as-member.ts';
import { comeBackLater, onlyCatalogueEvents, somethingWrong, storedCases } from './snapshot.ts';

const failing = (code: string, statusCode = 400) => ({ kind: 'fail', code, statusCode }) as const;

describe('when KMS fails', () => {
  let service: Service;
  let member: SignedIn;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember({ channels: ['conduct'] });
    id = await caseIdOf(service, await fileReport(service));
  });
  afterEach(async () => {
    onlyCatalogueEvents(service.logs);
    await service.close();
  });

  const attempts = (): Record<string, () => Promise<Response>> => ({
    list: () => get(service, member, '/api/cases'),
    read: () => get(service, member, `/api/cases/${id}`),
    message: () => post(service, member, `/api/cases/${id}/messages`, { text: 'Hello.' }),
    note: () => post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' }),
    state: () => setState(service, member, id, 'acknowledged'),
  });

  it.each([
    ['throttles', failing('ThrottlingException'), 3, 'kms-busy'],
    ['exceeds its quota', failing('LimitExceededException'), 3, 'kms-busy'],
    ['has an outage', failing('KMSInternalException', 500), 3, 'kms-unavailable'],
    ['cuts the connection', { kind: 'drop' } as const, 3, 'kms-unavailable'],
    ['never answers', { kind: 'hang' } as const, 3, 'kms-unavailable'],
  ])(
    'and %s: the member is asked to come back, nothing is written, and the failure is not kept',
    async (_, fault, times, code) => {
      const before = await storedCases(service);
      service.emulators.faults.kms.next('Decrypt', fault, times);
      await comeBackLater((await attempts().message?.()) ?? new Response());
      expect(service.logs).toEqual([{ event: 'fault', code }]);
      expect((await storedCases(service)) === before).toBe(true);
      expect((await read(service, member, id)).threads.reporter.entries).toHaveLength(1);
    },
  );

  it.each([
    'AccessDeniedException',
    'DisabledException',
    'KMSInvalidStateException',
    'InvalidCiphertextException',
  ])(
    'and refuses with %s: it is a fault that coming back does not help against, and nothing is written',
    async (code) => {
      const before = await storedCases(service);
      for (const [what, attempt] of Object.entries(attempts())) {
        service.emulators.faults.kms.next('Decrypt', failing(code));
        await somethingWrong(await attempt());
        expect(service.logs.at(-1), what).toEqual({ event: 'fault', code: 'kms-refused' });
      }
      expect((await storedCases(service)) === before).toBe(true);
    },
  );

  it('the second ring failing after the first writes nothing either', async () => {
    expect((await get(service, member, '/api/cases')).status).toBe(200);
    const before = await storedCases(service);
    service.emulators.faults.kms.next('Decrypt', failing('ThrottlingException'), 3);
    await comeBackLater(await get(service, member, `/api/cases/${id}`));
    expect((await storedCases(service)) === before).toBe(true);
  });

  it('many members asking while it fails are all asked to come back, and none is kept waiting by another', async () => {
    // Who comes when the call of another has failed makes one of their own: three attempts for each of them at most.
    service.emulators.faults.kms.next('Decrypt', failing('KMSInternalException', 500), 12);
    const answers = await Promise.all([1, 2, 3, 4].map(() => get(service, member, '/api/cases')));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    service.emulators.faults.kms.clear();
    expect((await get(service, member, '/api/cases')).status).toBe(200);
  });

  it('reports are filed, followed up, answered by the reporter and withdrawn without it', async () => {
    service.emulators.faults.kms.next('*', failing('KMSInternalException', 500), 99);
    const { token } = await fileReport(service);
    const headers = { authorization: `Bearer ${token}` };
    expect((await service.reporter('/api/follow-up', { headers })).status).toBe(200);
    expect((await service.reporter('/api/follow-up', { method: 'DELETE', headers })).status).toBe(200);
    expect(
      service.calls.filter((call) => call.caller === 'reporter' && call.service === 'KMSClient'),
    ).toEqual([]);
  });
});
