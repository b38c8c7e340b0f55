import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, type Filed, fileReport, readThread, replyTo } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, read, type SignedIn } from '../team/as-member.ts';
import { expectNothingOpens, rowsNaming } from './stored.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('a report nobody has opened', () => {
  let service: Service;
  let member: SignedIn;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterEach(() => service.close());

  const followUp = (filed: Filed) => readThread(service, filed);
  const reply = (filed: Filed, text: string) => replyTo(service, filed, text);
  const retainedUntil = async (filed: Filed) =>
    (await bodyOf<{ summary: { retainedUntil: string } }>(await followUp(filed))).summary.retainedUntil;

  it('a report nobody has opened is kept longer, the team is told, and the reporter’s date moves', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const limit = Date.parse(filed.retainedUntil);
    service.clock.now = new Date(limit - 14 * day - 1);
    // The report, and the deadlines that were missed long ago.
    for (let runs = 0; runs < 3; runs++) await service.scheduledRun();
    await get(service, member, '/api/cases');
    service.logs.length = 0;
    const before = (await service.emulators.ses.mails()).length;

    service.clock.now = new Date(limit - 14 * day);
    await service.scheduledRun();
    expect(service.logs).toContainEqual({ event: 'unopened-case-kept-longer', count: 1 });
    const moved = limit + 30 * day;
    expect(await retainedUntil(filed)).toBe(new Date(moved).toISOString());
    service.clock.advance(hour);
    await service.scheduledRun();
    expect((await service.emulators.ses.mails()).length).toBe(before + 1);

    service.clock.now = new Date(limit + day);
    await service.emulators.dynamoDb.sweepExpired();
    expect((await list(service, member)).cases).toMatchObject([
      { id, opened: false, retainedUntil: new Date(moved).toISOString() },
    ]);
    expect((await reply(filed, 'Is anybody there?')).status).toBe(201);
    service.clock.now = new Date(moved - 14 * day);
    await service.scheduledRun();
    const again = moved + 30 * day;
    expect(await retainedUntil(filed)).toBe(new Date(again).toISOString());

    const opened = await read(service, member, id);
    expect(opened.threads.reporter.entries).toHaveLength(2);
    service.clock.now = new Date(again - 14 * day);
    await service.scheduledRun();
    expect(await retainedUntil(filed)).toBe(new Date(again).toISOString());
    service.clock.now = new Date(again);
    await service.scheduledRun();
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
  });

  it('a report that is opened while it is being kept longer follows the ordinary rule', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    service.clock.now = new Date(Date.parse(filed.retainedUntil) - 14 * day);
    service.interrupt.before = async ({ caller, command, input }) => {
      if (caller !== 'scheduled' || command !== 'TransactWriteItemsCommand') return;
      if (!JSON.stringify(input).includes('openedAt')) return;
      service.interrupt.before = undefined;
      await read(service, member, id);
    };
    await service.scheduledRun();
    expect(await retainedUntil(filed)).toBe(filed.retainedUntil);
    service.clock.now = new Date(filed.retainedUntil);
    await service.scheduledRun();
    expect((await followUp(filed)).status).toBe(401);
    await expectNothingOpens(service);
  });
});
