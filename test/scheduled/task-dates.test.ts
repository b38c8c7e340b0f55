import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newMailsOf } from '../harness/new-mails.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { openReport, textOf } from '../reporter/pages.ts';
import { caseIdOf, get, list, post, read } from '../team/as-member.ts';
import { atPages, wordsOf } from '../team/team-pages.ts';

type Running = { readonly running: readonly { readonly deadline: string; readonly task?: string }[] };

const day = 86_400_000;
const soon = 'Something in your queue is due soon';
const overdue = 'Something in your queue is overdue';

describe('tasks with a date, and who will be in touch by when', () => {
  let service: Service;
  let id: string;
  let passphrase: string;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let grace: typeof lead;
  let newMails: () => Promise<string[]>;
  beforeEach(async () => {
    service = await startService();
    newMails = newMailsOf(service);
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    grace = await service.addMember({ name: 'Grace' });
    const filed = await fileReport(service);
    ({ passphrase } = filed);
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await post(service, lead, `/api/cases/${id}/messages`, { text: 'We have it.' });
    for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    await mailsSince();
  });
  afterEach(() => service.close());

  /** The new mails, after which both have looked. */
  const mailsSince = async (): Promise<string[]> => {
    const mails = await newMails();
    for (const member of [lead, grace]) await get(service, member, '/api/cases');
    return mails;
  };
  const runAt = async (iso: string): Promise<string[]> => {
    service.clock.now = new Date(iso);
    for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
    return mailsSince();
  };
  const addTask = (dueOn: string, assigneeId: string) =>
    post(service, lead, `/api/cases/${id}/tasks`, { text: 'Ask the venue.', dueOn, assigneeId });

  it('a task is due in the queue, among what runs, and whoever does it is reminded, then the leads', async () => {
    await addTask('2026-03-13', grace.memberId);
    expect((await list(service, lead)).cases[0]?.nextDeadline).toBe('2026-03-13T23:00:00.000Z');
    const running = async () =>
      (await bodyOf<Running>(await get(service, lead, `/api/cases/${id}`))).running[0];
    expect(await running()).toMatchObject({ deadline: 'task', task: '1', missed: false, told: [] });
    expect(wordsOf(await (await atPages(service, grace)).html('/cases'))).toContain('Your task: in 3 days');
    expect(wordsOf(await (await atPages(service, lead)).html('/cases'))).toContain('Task: in 3 days');

    expect(await runAt('2026-03-12T22:00:00.000Z')).toEqual([]);
    expect(await runAt('2026-03-12T23:00:00.000Z')).toEqual([`${soon} > ${grace.email}`]);
    expect(await runAt('2026-03-13T23:00:00.000Z')).toEqual([`${overdue} > ${grace.email}`]);
    service.clock.advance(60_000);
    expect((await list(service, lead)).cases[0]?.overdue).toBe(true);
    expect(await running()).toMatchObject({ missed: true });
    expect((await runAt('2026-03-14T23:00:00.000Z')).map((mail) => mail.split(' > ')[1])).toEqual([
      lead.email,
    ]);
    // It was promised to nobody outside: the reporter is told nothing of it.
    const text = textOf(await openReport(service, passphrase));
    expect(text).not.toContain('and has not');
    expect(text).not.toContain('a reminder was sent');
  });

  it('a task that is done, or has no date, is due no more', async () => {
    await addTask('2026-03-13', grace.memberId);
    await post(service, lead, `/api/cases/${id}/tasks`, { text: 'Sometime.' });
    await post(service, grace, `/api/cases/${id}/tasks/1`, { done: true });
    const { nextDeadline, deadlines } = await read(service, lead, id);
    expect(nextDeadline).toBe(deadlines.nextUpdateBy);
    expect(await runAt('2026-03-14T23:00:00.000Z')).toEqual([]);
    await post(service, grace, `/api/cases/${id}/tasks/1`, { done: false });
    expect((await list(service, lead)).cases[0]?.nextDeadline).toBe('2026-03-13T23:00:00.000Z');
  });

  it('a task of a closed case stays due: some things follow afterwards', async () => {
    await addTask('2026-03-13', grace.memberId);
    const closing = { state: 'closed', reason: 'Settled.', message: 'We close this case.' };
    expect((await post(service, lead, `/api/cases/${id}/state`, closing)).status).toBe(200);
    const { cases } = await list(service, lead, '?status=closed');
    expect(cases[0]?.nextDeadline).toBe('2026-03-13T23:00:00.000Z');
    expect(await runAt('2026-03-13T23:00:00.000Z')).toEqual([`${overdue} > ${grace.email}`]);
  });

  it.each([
    ['Grace', () => grace],
    ['a mediator', () => lead],
  ])('%s is to be in touch: who is named is reminded, else who promised it', async (name, reminded) => {
    const promise = { text: 'You are called.', inTouch: { name, by: '2026-03-13' } };
    await post(service, lead, `/api/cases/${id}/messages`, promise);
    expect((await list(service, lead)).cases[0]?.nextDeadline).toBe('2026-03-13T23:00:00.000Z');
    expect(await runAt('2026-03-12T23:00:00.000Z')).toEqual([`${soon} > ${reminded().email}`]);
    expect(await runAt('2026-03-13T23:00:00.000Z')).toEqual(
      [lead, grace].map(({ email }) => `${overdue} > ${email}`).sort(),
    );
    service.clock.now = new Date(Date.parse('2026-03-14T09:00:00.000Z'));
    const text = textOf(await openReport(service, passphrase));
    expect(text).toContain('The team should have answered by 13 March 2026 and has not.');
    expect(text).toContain('On 13 March 2026 a reminder was sent to at least one person on the team');
  });

  it('whoever steps aside from a report nobody has opened does not let it expire', async () => {
    const filed = await fileReport(service);
    const unopened = await caseIdOf(service, filed);
    expect((await post(service, grace, `/api/cases/${unopened}/recusal`, {})).status).toBe(200);
    service.clock.now = new Date(Date.parse(filed.retainedUntil) - 14 * day);
    for (let runs = 0; runs < 3; runs++) await service.scheduledRun();
    expect(service.logs).toContainEqual(expect.objectContaining({ event: 'unopened-case-kept-longer' }));
    service.clock.now = new Date(Date.parse(filed.retainedUntil) + 2 * day);
    await service.emulators.dynamoDb.sweepExpired();
    await service.scheduledRun();
    expect((await read(service, lead, unopened)).opened).toBe(true);
    const audit = await get(service, lead, `/api/cases/${unopened}/audit`);
    expect(audit.status).toBe(200);
    // Its audit log is kept as long as the case: nothing of it is missing.
    expect(await audit.text()).not.toContain('missing');
  });
});
