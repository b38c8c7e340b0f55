import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newMailsOf } from '../harness/new-mails.ts';
import { startService, type Service } from '../harness/service.ts';
import { get, post } from '../team/as-member.ts';
import { asking, caseAboutSomebody, decideWith, type Colleague } from '../team/measured-case.ts';
import { platforms } from '../team/platforms.ts';

const soon = 'Something in your queue is due soon';
const overdue = 'Something in your queue is overdue';

describe('what ends by itself', () => {
  let service: Service;
  let lead: Colleague;
  let grace: Colleague;
  let id: string;
  let newMails: () => Promise<string[]>;
  beforeEach(async () => {
    service = await startService({
      decisions: { platforms },
      // Nothing else of the case runs while the restriction does.
      channels: { conduct: { deadlines: { updateDays: 90, feedbackDays: 90 } } },
    });
    newMails = newMailsOf(service);
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    grace = await service.addMember({ name: 'Grace' });
    id = await caseAboutSomebody(service, grace);
    await post(service, grace, `/api/cases/${id}/messages`, { text: 'We have it.' });
    service.clock.advance(3_600_000);
    for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
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
  const restrict = async (until: string): Promise<void> => {
    const done = { by: { id: grace.memberId, name: grace.name }, on: '2026-03-10' };
    const rollOuts = [{ platform: 'chat', restriction: 'mute', account: '@someone', done }];
    const followUp = { id: grace.memberId, name: grace.name };
    await decideWith(service, grace, id, {
      measures: [{ type: 'restriction-of-spaces', until, followUp, rollOuts }],
    });
  };

  it('is reminded of a week and a day before, and overdue until it is lifted', async () => {
    await restrict('2026-04-07');
    expect(await runAt('2026-03-31T22:00:00.000Z')).toEqual([]);
    expect(await runAt('2026-03-31T23:00:00.000Z')).toEqual([`${soon} > ${grace.email}`]);
    expect(await runAt('2026-04-06T22:00:00.000Z')).toEqual([]);
    expect(await runAt('2026-04-06T23:00:00.000Z')).toEqual([`${soon} > ${grace.email}`]);
    expect(await runAt('2026-04-08T23:00:00.000Z')).toEqual([`${overdue} > ${grace.email}`]);
    const lifted = { measure: 1, account: 1, is: 'lifted' };
    const ask = asking(service, () => id);
    expect(await ask(grace, '/measures/accounts/status', lifted)).toBe(200);
    expect(await runAt('2026-04-12T23:00:00.000Z')).toEqual([]);
  });

  it('within two weeks only a day before', async () => {
    await restrict('2026-03-20');
    expect(await runAt('2026-03-13T23:00:00.000Z')).toEqual([]);
    expect(await runAt('2026-03-19T23:00:00.000Z')).toEqual([`${soon} > ${grace.email}`]);
  });
});
