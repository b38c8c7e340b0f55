import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEarlierCases } from '../../infra/ops/member/members.ts';
import { bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf } from '../team/as-member.ts';
import { casesSeenBy } from './team-view.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

describe('a member who joins later', () => {
  let service: Service;
  let ada: Member;
  beforeAll(async () => {
    service = await startService();
    ada = await service.addMember({ name: 'Ada' });
  });
  afterAll(() => service.close());
  beforeEach(() => void (service.calls.length = 0));

  const namesSeenBy = async ({ authorization }: Member) =>
    (await casesSeenBy(service, authorization)).map(({ caseName }) => caseName).sort();
  const statusFor = async ({ authorization }: Member, id: string) =>
    (await service.team(`/api/cases/${id}`, { headers: { authorization } })).status;
  const calls = () =>
    service.calls.filter(({ caller }) => caller === 'reporter').map(({ command }) => command.slice(0, -7));
  const ticket = async () => {
    const response = await service.reporter('/api/tickets', { method: 'POST' });
    return (await bodyOf<{ ticket: string }>(response)).ticket;
  };

  it('is not told of an earlier report, neither finds nor reads it, and gets the next one', async () => {
    const earlier = await fileReport(service);
    const bo = await service.addMember({ name: 'Bo' });
    await service.scheduledRun();
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    expect((await service.emulators.ses.mails()).map(({ to }) => to)).toEqual([[ada.email]]);
    const id = await caseIdOf(service, earlier);
    expect(await statusFor(bo, id)).toBe(404);
    expect(await namesSeenBy(bo)).toEqual([]);

    const later = await fileReport(service, { urgent: true });
    await service.scheduledRun();
    expect((await service.emulators.ses.mails()).map(({ to }) => to)).toContainEqual([bo.email]);
    expect(await namesSeenBy(bo)).toEqual([later.caseName]);
    expect(await namesSeenBy(ada)).toEqual([earlier.caseName, later.caseName].sort());

    expect(await openEarlierCases(service.ops, bo.memberId)).toMatchObject({ kind: 'changed' });
    expect(await namesSeenBy(bo)).toEqual([earlier.caseName, later.caseName].sort());
    expect(await statusFor(bo, id)).toBe(200);
  });

  it('stands on the form at once, which costs one read, and so does a ticket', async () => {
    await service.reporter('/report');
    const { name } = await service.addMember({ name: 'Carla Newcomer' });
    service.calls.length = 0;
    for (const path of ['/', '/report', '/report/security']) {
      const page = await service.reporter(path);
      expect(await page.text()).toContain(name);
    }
    await ticket();
    expect(calls()).toEqual(['GetItem', 'GetItem', 'GetItem', 'GetItem']);
  });

  it('gets what is sent with a ticket that was taken after they came, in one call', async () => {
    await fileReport(service);
    const dee = await service.addMember();
    const taken = await ticket();
    service.clock.advance(59_000);
    service.calls.length = 0;
    const { caseName } = await fileReport(service, { ticket: taken });
    expect(calls()).toEqual(['TransactWriteItems']);
    expect(await namesSeenBy(dee)).toEqual([caseName]);
  });

  it('gets what is sent a minute after a ticket was taken before they came, and not what is sent sooner', async () => {
    const taken = await ticket();
    const eve = await service.addMember();
    await fileReport(service, { ticket: taken, answers: { whatHappened: 'Sooner.' } });
    expect(await namesSeenBy(eve)).toEqual([]);
    service.clock.advance(60_000);
    service.calls.length = 0;
    const { caseName } = await fileReport(service, { ticket: taken, answers: { whatHappened: 'Later.' } });
    expect(calls()).toEqual(['GetItem', 'TransactWriteItems']);
    expect(await namesSeenBy(eve)).toEqual([caseName]);
  });

  it('without a ticket the team counts as it is, and reports in one second share what was read', async () => {
    await fileReport(service);
    service.calls.length = 0;
    await fileReport(service);
    expect(calls()).toEqual(['TransactWriteItems']);
    service.clock.advance(1_000);
    service.calls.length = 0;
    await fileReport(service);
    expect(calls()).toEqual(['GetItem', 'TransactWriteItems']);
  });

  it('a roster that cannot be read just then loses no report and no form', async () => {
    await fileReport(service);
    const failure = { kind: 'fail', code: 'ValidationException', statusCode: 400 } as const;
    service.clock.advance(1_000);
    service.emulators.faults.dynamoDb.next('GetItem', failure);
    const { caseName } = await fileReport(service);
    expect(await namesSeenBy(ada)).toContain(caseName);
    service.emulators.faults.dynamoDb.next('GetItem', failure);
    expect(await (await service.reporter('/report')).text()).toContain('Ada');
  });

  it('a report that was sent while nobody was there is the first one’s to read', async () => {
    const empty = await startService();
    const { caseName } = await fileReport(empty);
    const first = await empty.addMember();
    const second = await empty.addMember();
    expect((await casesSeenBy(empty, first.authorization)).map((seen) => seen.caseName)).toEqual([caseName]);
    expect(await casesSeenBy(empty, second.authorization)).toEqual([]);
    const sent = await empty.reporter(
      '/api/reports',
      jsonRequest({ answers: { whatHappened: 'x' }, excludedMembers: [first.memberId] }),
    );
    expect(sent.status).toBe(201);
    expect(await casesSeenBy(empty, second.authorization)).toHaveLength(1);
    await empty.close();
  });
});
