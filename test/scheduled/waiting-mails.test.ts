import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WaitingMails } from '../../functions/domain/sweep/waiting-mails.ts';
import { mailMinute, scheduledRun } from '../../functions/scheduled/scheduled-run.ts';
import { startService, type Service } from '../harness/service.ts';
import { byMail, filed, put } from '../mail/mailed.ts';
import { countCases } from '../reporter/stored.ts';

describe('mails that nobody has filed', () => {
  let service: Service;
  let waiting: string[];
  beforeEach(async () => {
    service = await startService(byMail);
    waiting = [];
  });
  afterEach(() => service.close());

  const asked: Date[] = [];
  const waitingMails: WaitingMails = {
    cameBefore: (time) => {
      asked.push(time);
      return Promise.resolve(waiting);
    },
    handOver: (key) => service.mail(key),
  };
  const runAt = async (minute: number): Promise<void> => {
    service.clock.now = new Date(Date.UTC(2026, 2, 10, 10, minute));
    service.logs.length = 0;
    asked.length = 0;
    await scheduledRun({ ...service.scheduledContext, waitingMails });
  };

  it('are filed within the hour, and an alarm tells of them', async () => {
    waiting.push(await put(service, { text: 'Its event was lost.' }));
    await runAt(mailMinute - 1);
    expect([await countCases(service), asked]).toEqual([0, []]);
    await runAt(mailMinute);
    expect(await countCases(service)).toBe(1);
    expect(asked).toEqual([new Date(Date.UTC(2026, 2, 10, 9, mailMinute))]);
    expect(service.logs).toContainEqual({ event: 'mail-waiting', count: 1 });
  });

  it('are no alarm where there are none, and nothing where no channel takes mails', async () => {
    await filed(service);
    await runAt(mailMinute);
    expect(service.logs).not.toContainEqual(expect.objectContaining({ event: 'mail-waiting' }));
    await scheduledRun(service.scheduledContext);
    expect(service.logs.filter(({ event }) => event === 'fault')).toEqual([]);
  });
});
