import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys, outboxPartition, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { newMailsOf } from '../harness/new-mails.ts';
import { bearer, bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type CountedCall, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read, setState, tamper } from '../team/as-member.ts';

type Shown = {
  readonly running: readonly {
    readonly deadline: string;
    readonly missed: boolean;
    readonly told: readonly { readonly step: string; readonly on: string }[];
  }[];
};

const minute = 60_000;
const outside = 'ombud@example.org';
const outsideContact = { label: 'Ombud', value: 'By letter', email: outside };
const subjects = {
  reminder: 'Something in your queue is due soon',
  overdue: 'Something in your queue is overdue',
  long: 'Something in your queue has been overdue for a while',
  outside: 'Something the team has promised is overdue',
};

describe('deadlines', () => {
  let service: Service;
  let newMails: () => Promise<string[]>;
  beforeEach(async () => {
    service = await startService({ outsideContact });
    newMails = newMailsOf(service);
  });
  afterEach(() => service.close());

  const runAt = async (iso: string, runs = 2) => {
    service.clock.now = new Date(iso);
    for (let scheduledRun = 0; scheduledRun < runs; scheduledRun++) {
      await service.scheduledRun();
      service.clock.advance(minute);
    }
  };
  /** The new mails, after which each of these members has looked. */
  const news = async (...looking: { readonly authorization: string }[]) => {
    const mails = await newMails();
    for (const member of looking) await get(service, member, '/api/cases');
    return mails;
  };
  const outbox = () => queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition);
  const told = (subject: keyof typeof subjects, ...members: { readonly email: string }[]) =>
    members.map(({ email }) => `${subjects[subject]} > ${email}`).sort();

  it('climb the ladder: reminder, everybody, the leads, the outside contact; each once', async () => {
    const member = await service.addMember();
    const lead = await service.addMember({ role: 'lead' });
    await fileReport(service);
    await runAt('2026-03-10T10:00:00.000Z');
    await news(member, lead);

    await runAt('2026-03-11T08:58:00.000Z');
    expect(await news(member, lead)).toEqual([]);
    await runAt('2026-03-11T09:00:00.000Z');
    expect(await news(member, lead)).toEqual(told('reminder', member, lead));
    await runAt('2026-03-12T08:58:00.000Z');
    expect(await news(member, lead)).toEqual([]);
    await runAt('2026-03-12T09:00:00.000Z', 5);
    expect(await news(member, lead)).toEqual(told('overdue', member, lead));
    await runAt('2026-03-13T09:00:00.000Z', 5);
    expect(await news(member, lead)).toEqual(told('long', lead));
    await runAt('2026-03-15T09:00:00.000Z', 5);
    expect(await news(member, lead)).toEqual(told('outside', { email: outside }));
    await runAt('2026-03-16T08:57:00.000Z');
    expect(await news(member, lead)).toEqual([]);
    expect(await outbox()).toEqual([]);
    // The next update is a promise of its own.
    await runAt('2026-03-16T09:00:00.000Z');
    expect(await news(member, lead)).toEqual(told('reminder', member, lead));
  });

  it('stop when the team keeps them, and run on from its last word', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await runAt('2026-03-12T08:00:00.000Z');
    await setState(service, member, id, 'in-review');
    await news(member);
    await runAt('2026-03-12T09:00:00.000Z');
    await runAt('2026-03-18T07:00:00.000Z');
    expect(await news(member)).toEqual([]);
    await runAt('2026-03-18T08:00:00.000Z');
    expect(await news(member)).toEqual(told('reminder', member));
    await post(service, member, `/api/cases/${id}/messages`, { text: 'We are on it.' });
    await runAt('2026-03-19T08:00:00.000Z');
    expect(await news(member)).toEqual([]);
    await setState(service, member, id, 'closed');
    for (const day of ['20', '24', '25', '26', '31']) await runAt(`2026-03-${day}T08:00:00.000Z`);
    expect(await news(member)).toEqual([]);
  });

  it('a reminder is for whoever the case is assigned to; what comes after it is for everybody', async () => {
    const member = await service.addMember();
    const assignee = await service.addMember();
    const id = await caseIdOf(service, await fileReport(service));
    await runAt('2026-03-10T10:00:00.000Z');
    await read(service, assignee, id);
    const assigned = await post(service, assignee, `/api/cases/${id}/assignee`, {
      memberId: assignee.memberId,
    });
    expect(assigned.status).toBeLessThan(300);
    await runAt('2026-03-10T11:00:00.000Z');
    await news(member, assignee);
    await runAt('2026-03-11T09:00:00.000Z');
    expect(await news(member, assignee)).toEqual(told('reminder', assignee));
    await runAt('2026-03-12T09:00:00.000Z');
    expect(await news(member, assignee)).toEqual(told('overdue', assignee, member));
  });

  it('a reminder for somebody who is away is everybody’s, and one for leads who are all away as well', async () => {
    const absence = { from: '2026-03-11', until: '2026-03-13' };
    const member = await service.addMember();
    const away = await service.addMember({ role: 'lead', absence });
    const id = await caseIdOf(service, await fileReport(service));
    await runAt('2026-03-10T10:00:00.000Z');
    await read(service, away, id);
    await post(service, away, `/api/cases/${id}/assignee`, { memberId: away.memberId });
    await runAt('2026-03-10T11:00:00.000Z');
    await news(member, away);
    await runAt('2026-03-11T09:00:00.000Z');
    expect(await news(member, away)).toEqual(told('reminder', member, away));
    await runAt('2026-03-12T09:00:00.000Z');
    await news(member, away);
    await runAt('2026-03-13T09:00:00.000Z');
    expect(await news(member, away)).toEqual(told('long', member, away));
  });

  it('missed ones are shown to the team with the days on which it was really told', async () => {
    const member = await service.addMember({ role: 'lead' });
    const id = await caseIdOf(service, await fileReport(service));
    const running = async () => (await bodyOf<Shown>(await get(service, member, `/api/cases/${id}`))).running;
    await runAt('2026-03-11T09:00:00.000Z');
    expect((await running())[0]).toEqual({
      deadline: 'acknowledgeBy',
      by: '2026-03-12T09:00:00.000Z',
      missed: false,
      told: [{ step: 'reminder', on: '2026-03-11' }],
    });
    service.clock.now = new Date('2026-03-12T09:00:01.000Z');
    expect((await running())[0]).toMatchObject({ missed: true, told: [{ step: 'reminder' }] });
    // The scheduled function was away for a day.
    await runAt('2026-03-13T10:00:00.000Z');
    const [missed, ...others] = await running();
    expect(missed?.told).toEqual([
      { step: 'reminder', on: '2026-03-11' },
      { step: 'overdue', on: '2026-03-13' },
      { step: 'leads', on: '2026-03-13' },
    ]);
    expect(others.map(({ deadline, missed: late }) => [deadline, late])).toEqual([
      ['nextUpdateBy', false],
      ['feedbackBy', false],
    ]);
    const { cases } = await list(service, member);
    expect(cases.map(({ overdue }) => overdue)).toEqual([true]);
    await setState(service, member, id, 'acknowledged');
    expect((await running()).map(({ deadline, told: days }) => [deadline, days])).toEqual([
      ['nextUpdateBy', []],
      ['feedbackBy', []],
    ]);
  });

  it('an update within its promise does not hide that the feedback is missed', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await setState(service, member, id, 'in-review');
    await runAt('2026-06-05T08:00:00.000Z', 3);
    await post(service, member, `/api/cases/${id}/messages`, { text: 'Still on it.' });
    await news(member);
    await runAt('2026-06-08T09:00:00.000Z', 3);
    expect(await news(member)).toEqual(told('overdue', member));
  });

  it('nobody is told who is excluded, in another channel, or was not there yet', async () => {
    const excluded = await service.addMember({ role: 'lead' });
    const member = await service.addMember();
    const foreign = await service.addMember({ channels: ['security'], role: 'lead' });
    await fileReport(service, { excludedMembers: [excluded.memberId] });
    const late = await service.addMember({ role: 'lead' });
    const everybody = [excluded, member, foreign, late];
    await runAt('2026-03-10T10:00:00.000Z');
    await news(...everybody);
    await runAt('2026-03-12T09:00:00.000Z', 3);
    expect(await news(...everybody)).toEqual(told('overdue', member));
    // No lead may know of it: it is everybody's.
    await runAt('2026-03-13T09:00:00.000Z', 3);
    expect(await news(...everybody)).toEqual(told('long', member));
  });

  it('with everybody excluded the outside contact is told, and not to ask the team', async () => {
    const excluded = await service.addMember();
    await fileReport(service, { excludedMembers: [excluded.memberId] });
    await runAt('2026-03-10T10:00:00.000Z');
    const [mail, ...more] = await service.emulators.ses.mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: [outside],
      subject: 'Something is waiting that nobody on the team may see',
    });
    expect(mail?.text).toContain('Please don’t ask the team');
    expect(await outbox()).toEqual([]);
  });

  it('a day has one mail of a kind, however many cases, until the member has looked', async () => {
    const member = await service.addMember();
    for (let number = 0; number < 120; number++) await fileReport(service);
    await runAt('2026-03-10T10:00:00.000Z');
    await news();
    await runAt('2026-03-12T09:00:00.000Z', 3);
    expect(await news()).toEqual(told('overdue', member));
    await runAt('2026-03-13T09:00:00.000Z', 3);
    expect(await news()).toEqual(told('long', member));
    await runAt('2026-03-15T09:00:00.000Z', 3);
    expect(await news()).toEqual(told('outside', { email: outside }));
    expect(await outbox()).toEqual([]);
  });

  it('no mail says anything of a case: those of a kind are the same but for their recipient', async () => {
    const member = await service.addMember({ name: 'Ada Lovelace', role: 'lead' });
    const texts: string[][] = [];
    let before: string[] = [];
    for (const [channel, from] of [
      ['conduct', '2026-03-10T09:20:30.000Z'],
      ['security', '2026-05-10T09:20:30.000Z'],
    ] as const) {
      service.clock.now = new Date(from);
      const filed = await fileReport(service, { channel, answers: { whatHappened: 'He shouted at me.' } });
      const id = await caseIdOf(service, filed);
      for (const hours of [1, 24, 48, 72, 120]) {
        service.clock.now = new Date(Date.parse(from) + hours * 60 * minute);
        await service.scheduledRun();
        await service.scheduledRun();
        await get(service, member, '/api/cases');
      }
      const mails = await service.emulators.ses.mails();
      const sent = mails
        .filter(({ messageId }) => !before.includes(messageId))
        .map((mail) => ({
          ...mail,
          messageId: '',
          sentAt: '',
          raw: mail.raw?.replace(/^(?:Message-ID|Date): .*$/gm, ''),
        }));
      before = mails.map(({ messageId }) => messageId);
      texts.push(sent.map((mail) => JSON.stringify(mail)).sort());
      for (const secret of [filed.caseName, id, 'shouted', 'Lovelace', 'ecurity', 'onduct channel'])
        expect(JSON.stringify(sent)).not.toContain(secret);
      await setState(service, member, id, 'closed');
    }
    expect(texts[0]).toHaveLength(5);
    expect(texts[0]).toEqual(texts[1]);
  });

  it('a mail that is not accepted is tried again, and nobody is told twice', async () => {
    const members = [await service.addMember(), await service.addMember()];
    await fileReport(service);
    await runAt('2026-03-10T10:00:00.000Z');
    await news(...members);
    await runAt('2026-03-11T09:00:00.000Z', 1);
    service.emulators.faults.ses.next('SendRawEmail', {
      kind: 'fail',
      code: 'MessageRejected',
      statusCode: 400,
    });
    await service.scheduledRun();
    expect(await news()).toHaveLength(1);
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await service.emulators.ses.mails()).toHaveLength(4);
    expect(await outbox()).toEqual([]);
  });

  it('a case whose brief cannot be read is told to nobody, and its notices wait', async () => {
    const member = await service.addMember();
    const id = await caseIdOf(service, await fileReport(service));
    await runAt('2026-03-10T10:00:00.000Z');
    await news(member);
    const sealedBrief = {
      version: 1,
      suite: 1,
      keyRing: 'conduct/briefs',
      epoch: 9,
      bytes: new Uint8Array(9),
    };
    await tamper(service, 'vault', vaultKeys.case(id), { set: { sealedBrief } });
    await runAt('2026-03-12T09:00:00.000Z', 3);
    expect(await news()).toEqual([]);
    expect(await outbox()).toHaveLength(1);
  });

  it('a row from before there were ladders gets its steps when the sweep meets it, or when it changes', async () => {
    const member = await service.addMember();
    const [met, changed] = [await fileReport(service), await fileReport(service)];
    await runAt('2026-03-10T10:00:00.000Z');
    for (const filed of [met, changed]) {
      const key = caseKeys.head(await caseIdOf(service, filed));
      await tamper(service, 'cases', key, { set: { dueSk: '2031-02-23T09:00:00.000Z' }, remove: ['told'] });
    }
    await news(member);
    await runAt('2026-03-14T09:00:00.000Z', 3);
    expect(await news(member)).toEqual([]);
    await tamper(service, 'cases', caseKeys.head(await caseIdOf(service, met)), {
      set: { dueSk: '2026-03-14T09:00:00.000Z' },
    });
    await runAt('2026-03-14T10:00:00.000Z', 3);
    expect(await news(member)).toEqual(told('long', member));
    await setState(service, member, await caseIdOf(service, met), 'closed');
    await setState(service, member, await caseIdOf(service, changed), 'in-review');
    await runAt('2026-03-21T10:00:00.000Z', 3);
    expect(await news(member)).toContain(`${subjects.overdue} > ${member.email}`);
  });

  it('withdrawn and expired cases tell nobody of their deadlines, and are erased', async () => {
    const member = await service.addMember();
    const withdrawn = await fileReport(service);
    const expired = await caseIdOf(service, await fileReport(service));
    await read(service, member, expired);
    await runAt('2026-03-11T10:00:00.000Z', 3);
    await news(member);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) });
    await tamper(service, 'vault', vaultKeys.case(expired), {
      set: { expiresAt: '2026-03-12T08:00:00.000Z' },
    });
    await runAt('2026-03-12T09:00:00.000Z', 3);
    expect(await news(member)).toEqual([]);
    expect(service.logs).toContainEqual({ event: 'cases-erased', count: 1 });
  });

  it('a scheduled run that runs out of time goes on where it stopped, behind cases that wait for ops', async () => {
    await service.addMember();
    for (let number = 0; number < 70; number++) await fileReport(service);
    await runAt('2026-03-10T10:00:00.000Z');
    service.clock.now = new Date('2026-03-11T09:00:00.000Z');
    const marked = () =>
      service.calls.filter(
        ({ command, input }) =>
          command === 'TransactWriteItemsCommand' &&
          JSON.stringify(input).includes('"step":{"S":"reminder"}'),
      ).length;
    service.calls.length = 0;
    service.interrupt.before = ({ command }) => {
      if (command === 'TransactWriteItemsCommand') service.clock.advance(900);
    };
    await service.scheduledRun();
    expect(marked()).toBe(38);
    await service.scheduledRun();
    expect(marked()).toBe(70);
  });

  describe('crashes', () => {
    const isMark = ({ caller, command, input }: CountedCall) =>
      caller === 'scheduled' &&
      command === 'TransactWriteItemsCommand' &&
      JSON.stringify(input).includes('told');

    it('before the mark nothing is told, and the next scheduled run makes up for it', async () => {
      const member = await service.addMember();
      await fileReport(service);
      await runAt('2026-03-10T10:00:00.000Z');
      await news(member);
      service.interrupt.before = (call) => {
        if (isMark(call)) throw new Error('killed');
      };
      await runAt('2026-03-12T09:00:00.000Z');
      service.interrupt.before = undefined;
      expect(await news(member)).toEqual([]);
      await runAt('2026-03-12T09:05:00.000Z', 3);
      expect(await news(member)).toEqual(told('overdue', member));
    });

    it('whichever call fails, no step is skipped, and none is told twice unless its mark failed', async () => {
      const days = fc.array(
        fc.record({ hours: fc.integer({ min: 1, max: 20 }), failing: fc.integer({ min: 0, max: 12 }) }),
        { minLength: 3, maxLength: 6 },
      );
      await fc.assert(
        fc.asyncProperty(days, async (runs) => {
          const own = await startService({ outsideContact });
          try {
            const member = await own.addMember({ role: 'lead' });
            await fileReport(own);
            let failedMarks = 0;
            const scheduledRun = async (failing: number) => {
              let calls = 0;
              own.interrupt.before = ({ caller, command, input }) => {
                if (caller !== 'scheduled' || ++calls !== failing) return;
                if (command === 'UpdateItemCommand' && JSON.stringify(input).includes('otice'))
                  failedMarks += 1;
                if (command === 'UpdateItemCommand' && JSON.stringify(input).includes('outside'))
                  failedMarks += 1;
                throw new Error('killed');
              };
              await own.scheduledRun().catch(() => undefined);
              own.interrupt.before = undefined;
              await get(own, member, '/api/cases');
              // A lease that could not be given back has run out.
              own.clock.advance(minute);
            };
            for (const { hours, failing } of runs) {
              own.clock.advance(hours * 60 * minute);
              await scheduledRun(failing);
              await scheduledRun(0);
            }
            own.clock.now = new Date('2026-03-15T20:00:00.000Z');
            for (let more = 0; more < 4; more++) await scheduledRun(0);
            const sent = (await own.emulators.ses.mails()).map(({ subject }) => subject);
            const count = (subject: string) => sent.filter((one) => one === subject).length;
            // Those that come at once are told by the most pressing.
            for (const subject of [subjects.long, subjects.outside])
              expect(count(subject)).toBeGreaterThanOrEqual(1);
            for (const subject of Object.values(subjects))
              expect(count(subject)).toBeLessThanOrEqual(1 + failedMarks);
            expect(sent.length).toBeLessThanOrEqual(5 + failedMarks);
          } finally {
            await own.close();
          }
        }),
        { numRuns: 5, endOnFailure: true },
      );
    });
  });
});
