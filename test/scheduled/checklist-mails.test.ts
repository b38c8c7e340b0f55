import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checklistFromHour, checklistMinute } from '../../functions/scheduled/scheduled-run.ts';
import { routes } from '../../functions/team/routes.ts';
import { startService, type Service } from '../harness/service.ts';
import { post } from '../team/as-member.ts';

const dayMs = 86_400_000;
const point = (order: number, everyDays: number) => ({
  order,
  everyDays,
  label: { en: 'Read the secret code', es: 'Leer', ar: 'قراءة' },
});

describe('the checklist of the yearly review, when its date has come', () => {
  let service: Service;
  let ada: Awaited<ReturnType<Service['addMember']>>;
  let bo: Awaited<ReturnType<Service['addMember']>>;
  beforeEach(async () => {
    service = await startService({ review: { checklist: { first: point(1, 30), later: point(2, 40) } } });
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    bo = await service.addMember({ name: 'Bo', role: 'lead' });
    await service.addMember({ name: 'Mia' });
    await service.addMember({ name: 'Quinn', role: 'auditor' });
  });
  afterEach(() => service.close());

  /** So many days on, in a minute in which the scheduled run looks. */
  const afterDays = async (days: number): Promise<void> => {
    const then = new Date(service.clock.now.getTime() + days * dayMs);
    then.setUTCHours(checklistFromHour, checklistMinute, 0, 0);
    service.clock.now = then;
    await service.scheduledRun();
  };
  const anHourOn = async (): Promise<void> => {
    service.clock.advance(3_600_000);
    await service.scheduledRun();
  };
  const mails = async () =>
    (await service.emulators.ses.mails()).filter(({ subject }) => subject.includes('checklist'));
  const told = async (): Promise<string[]> => (await mails()).flatMap(({ to }) => to).sort();
  const both = (): string[] => [ada.email, bo.email].sort();

  it('is told to those who lead the team, once for each due date, without saying what', async () => {
    await afterDays(29);
    expect(await told()).toEqual([]);
    await afterDays(2);
    expect(await told()).toEqual(both());
    const [mail] = await mails();
    expect(mail?.subject).toBe('Something on your team’s checklist is due');
    expect(JSON.stringify(await mails())).not.toMatch(/secret|first|later/);
    await anHourOn();
    await afterDays(1);
    expect(await told()).toHaveLength(2);
    // The other point is due as well; the first one still is.
    await afterDays(10);
    expect(await told()).toEqual([...both(), ...both()].sort());
    await post(service, ada, routes.api.checklist, { point: 'first' });
    await post(service, ada, routes.api.checklist, { point: 'later' });
    await afterDays(29);
    expect(await told()).toHaveLength(4);
    await afterDays(2);
    expect(await told()).toHaveLength(6);
    await afterDays(1);
    expect(await told()).toHaveLength(6);
  });

  it('is told again to whom a mail did not reach, and to nobody else', async () => {
    service.emulators.faults.ses.next('SendRawEmail', {
      kind: 'fail',
      code: 'MessageRejected',
      statusCode: 400,
    });
    await afterDays(31);
    expect(await told()).toHaveLength(1);
    expect(service.logs.filter(({ event }) => event === 'notice-failing')).toHaveLength(1);
    await anHourOn();
    expect(await told()).toEqual(both());
  });

  it('waits for who is away, and is told to all of them when all are', async () => {
    const away = async (who: typeof ada, days: number): Promise<void> => {
      const on = (later: number) =>
        new Date(service.clock.now.getTime() + later * dayMs).toISOString().slice(0, 10);
      const absence = { from: on(0), until: on(days) };
      expect((await post(service, who, `/api/members/${who.memberId}`, { absence })).status).toBe(200);
    };
    await away(ada, 35);
    await afterDays(31);
    expect(await told()).toEqual([bo.email]);
    await afterDays(5);
    expect(await told()).toEqual(both());
    await away(ada, 20);
    await away(bo, 20);
    await afterDays(10);
    expect(await told()).toEqual([...both(), ...both()].sort());
  });
});
