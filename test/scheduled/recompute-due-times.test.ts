import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  caseKeys,
  dueKeyOf,
  dueTimes,
  indexes,
  teamKeys,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, read, tamper } from '../team/as-member.ts';
import { rowsOf } from './stored.ts';

const minute = 60_000;
const late = '2031-02-23T09:00:00.000Z';
const overdue = 'Something in your queue is overdue';

/** Cases from before there were ladders, or from before the settings were changed, have times that are too late. */
describe('times that are too late', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  const runAt = async (iso: string, runs = 1) => {
    service.clock.now = new Date(iso);
    for (let scheduledRun = 0; scheduledRun < runs; scheduledRun++) {
      await service.scheduledRun();
      service.clock.advance(minute);
    }
  };
  const putLate = async (id: string) =>
    tamper(service, 'cases', caseKeys.head(id), { set: { [indexes.due.sk]: late }, remove: ['told'] });
  /** As if the settings had been others when the cases were last looked at. */
  const changeSettings = () => tamper(service, 'team', teamKeys.clocks(), { set: { settings: 'others' } });
  const times = async () =>
    (await rowsOf(service, 'cases'))
      .flatMap((row) => (dueKeyOf(row) === '' ? [] : dueTimes(dueKeyOf(row)).at))
      .sort();
  const mails = async (subject: string) =>
    (await service.emulators.ses.mails()).filter((mail) => mail.subject === subject).length;
  const put = () => service.logs.flatMap((log) => (log.event === 'cases-put-earlier' ? [log.count] : []));

  it('are put right a page a scheduled run, once, and what is overdue is told', async () => {
    const member = await service.addMember();
    const ids: string[] = [];
    for (let number = 0; number < 120; number++) ids.push(await caseIdOf(service, await fileReport(service)));
    await runAt('2026-03-10T10:00:00.000Z');
    await get(service, member, '/api/cases');
    for (const id of ids) await putLate(id);
    await runAt('2026-03-12T09:30:00.000Z', 2);
    expect([put(), await mails(overdue)]).toEqual([[], 0]);
    await changeSettings();
    await runAt('2026-03-12T09:40:00.000Z', 5);
    expect(put()).toEqual([50, 50, 20]);
    expect(await times()).not.toContain(late);
    expect(await mails(overdue)).toBe(1);
    await runAt('2026-03-12T10:40:00.000Z', 2);
    expect(put()).toHaveLength(3);
  });

  it('leave alone what is right, what is withdrawn or damaged, and tell nothing by themselves', async () => {
    const member = await service.addMember();
    const [right, damaged, wrong] = [
      await caseIdOf(service, await fileReport(service)),
      await caseIdOf(service, await fileReport(service)),
      await caseIdOf(service, await fileReport(service)),
    ];
    await read(service, member, right);
    await tamper(service, 'cases', caseKeys.head(damaged), { remove: ['state'] });
    await putLate(wrong);
    const before = await times();
    await changeSettings();
    await service.scheduledRun();
    expect(put()).toEqual([1]);
    const after = await times();
    expect(before.filter((time) => !after.includes(time))).toEqual([late]);
    expect((await service.emulators.ses.mails()).length).toBe(0);
  });

  it('a case that is changed in the same moment is left to whoever changes it', async () => {
    const member = await service.addMember();
    const id = await caseIdOf(service, await fileReport(service));
    await putLate(id);
    await changeSettings();
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'scheduled' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      await read(service, member, id);
    };
    await service.scheduledRun();
    expect(put()).toEqual([]);
    expect(await times()).toEqual(['2026-03-11T09:00:00.000Z']);
  });

  it('a scheduled run that dies on its way begins its page again', async () => {
    await service.addMember();
    const ids = [
      await caseIdOf(service, await fileReport(service)),
      await caseIdOf(service, await fileReport(service)),
    ];
    await Promise.all(ids.map(putLate));
    await changeSettings();
    let writes = 0;
    service.interrupt.before = ({ caller, command }) => {
      if (caller === 'scheduled' && command === 'TransactWriteItemsCommand' && ++writes === 2)
        throw new Error('killed');
    };
    await service.scheduledRun();
    service.interrupt.before = undefined;
    expect(await times()).toContain(late);
    await service.scheduledRun();
    expect(await times()).not.toContain(late);
  });
});
