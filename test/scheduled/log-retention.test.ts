import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { caseKeys, sortKeyOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { logKeptUntil, logTimeToLive } from '../../functions/domain/register/log-retention.ts';
import { logWriteAfter } from '../../functions/domain/register/log-write.ts';
import { logMinute } from '../../functions/scheduled/scheduled-run.ts';
import { defaultDecisions } from '../../functions/settings/default-decisions.ts';
import { startService, type Service } from '../harness/service.ts';
import { decide, decidedCase, writeLog } from '../team/decided-case.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

describe('lines of the enforcement log', () => {
  let service: Service;
  let lead: Member;
  let caseId: string;
  let lineId: string;
  beforeAll(async () => {
    service = await startService({ decisions: { logYears: 2 } });
    lead = await service.addMember({ role: 'lead' });
    ({ caseId, lineId } = await decidedCase(service, lead, { decidedOn: '2026-03-01' }));
  });
  afterAll(() => service.close());

  const lines = async (): Promise<string[]> => {
    const { cases } = service.emulators.tables;
    return (await queryPartition(service.dynamo, cases, caseKeys.logOf('conduct'))).map(sortKeyOf);
  };
  const runAt = async (time: string): Promise<void> => {
    service.clock.now = new Date(time);
    service.logs.length = 0;
    await service.scheduledRun();
  };
  const thatHour = (isoDay: string): string => `${isoDay}T00:${String(logMinute)}:00.000Z`;

  it('are deleted when their last day is over, and not a day earlier; those that last longer stay', async () => {
    const lasting = await decide(service, lead, caseId, { decidedOn: '2026-03-01', until: '2028-03-05' });
    const other = await decide(service, lead, caseId, { decidedOn: '2026-03-02' });
    await runAt(thatHour('2028-03-01'));
    expect(await lines()).toEqual(expect.arrayContaining([lineId, lasting, other]));
    await runAt('2028-03-02T00:12:00.000Z');
    expect(await lines()).toContain(lineId);
    await runAt(thatHour('2028-03-02'));
    expect((await lines()).toSorted()).toEqual([lasting, other].toSorted());
    expect(service.logs).toContainEqual({ event: 'log-lines-erased', count: 1 });
    await runAt(thatHour('2028-03-06'));
    expect(await lines()).toEqual([]);
  });

  it('that are kept longer in this very moment stay', async () => {
    service.clock.now = new Date('2028-03-06T10:00:00.000Z');
    const { caseId: later, lineId: id } = await decidedCase(service, lead, { decidedOn: '2028-03-06' });
    service.interrupt.before = async ({ command, caller, input }) => {
      if (
        caller !== 'scheduled' ||
        !JSON.stringify(input).includes('Delete') ||
        command !== 'TransactWriteItemsCommand'
      )
        return;
      service.interrupt.before = undefined;
      service.clock.now = new Date('2028-03-06T10:00:00.000Z');
      await writeLog(service, lead, later, logWriteAfter({ logLine: id }, { until: '2031-01-01' }));
    };
    await runAt(thatHour('2030-03-07'));
    expect(service.interrupt.before).toBeUndefined();
    expect(await lines()).toContain(id);
    expect(service.logs.map(({ event }) => event)).not.toContain('log-lines-erased');
  });

  it('of a ban for good are kept for 30 years, and go with the others once it has been taken back', () => {
    const ban = {
      decidedOn: '2026-03-01',
      rung: 'permanent-ban',
      status: 'in-force',
      until: undefined,
    } as const;
    expect(logKeptUntil(defaultDecisions, ban)).toBe('2056-03-01');
    expect(logKeptUntil(defaultDecisions, { ...ban, status: 'replaced' })).toBe('2036-03-01');
    expect(logKeptUntil(defaultDecisions, { ...ban, rung: 'warning' })).toBe('2036-03-01');
  });

  it('go by time to live a day after a scheduled run should have deleted them', () => {
    expect(logTimeToLive('2028-03-01')).toBe(Date.parse('2028-03-03T00:00:00.000Z') / 1000);
  });
});
