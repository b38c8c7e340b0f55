import { describe, expect, it } from 'vitest';
import { startService, type Service } from '../harness/service.ts';
import { fileReport } from '../harness/requests.ts';
import { sendAppeal } from './appealing.ts';
import { caseIdOf, get, list, post, read } from './as-member.ts';
import { decideWith, nameSomebody } from './measured-case.ts';

const hour = 3_600_000;
/** Hours after an appeal was sent: it is to be acknowledged in 48, and decided in 14 days. */
const looks = [0, 1, 24, 48, 49, 96, 13 * 24, 14 * 24, 15 * 24, 20 * 24];

type Mails = { readonly member: readonly string[]; readonly lead: readonly string[] };

/** What comes to a member who is excluded from a case, and to its lead, where an appeal comes in it or where there is none. */
const world = async (hasAppeal: boolean): Promise<Mails> => {
  const service: Service = await startService();
  try {
    const lead = await service.addMember({ name: 'Lea', role: 'lead' });
    const ada = await service.addMember({ name: 'Ada' });
    const eve = await service.addMember({ name: 'Eve' });
    if (hasAppeal) {
      const filed = await fileReport(service, { excludedMembers: [eve.memberId] });
      const id = await caseIdOf(service, filed);
      for (const who of [lead, ada]) await read(service, who, id);
      await nameSomebody(service, ada, id);
      await decideWith(service, ada, id, {});
      await sendAppeal(service, filed.token);
      const { untaken } = (await (await get(service, ada, `/api/cases/${id}/appeals`)).json()) as {
        untaken: readonly { thread: string; entry: number }[];
      };
      const [sent] = untaken;
      const taken = { thread: sent?.thread, entry: sent?.entry };
      expect((await post(service, ada, `/api/cases/${id}/appeals`, taken)).status).toBe(201);
      const decider = { appeal: 1, memberId: lead.memberId };
      expect((await post(service, lead, `/api/cases/${id}/appeals/decider`, decider)).status).toBe(200);
    }
    const began = service.clock.now.getTime();
    const mails = { member: [] as string[], lead: [] as string[] };
    let seen = 0;
    for (const later of looks) {
      service.clock.now = new Date(began + later * hour);
      await service.scheduledRun();
      service.clock.advance(60_000);
      await service.scheduledRun();
      const all = (await service.emulators.ses.mails()).toSorted((one, other) =>
        one.sentAt.localeCompare(other.sentAt),
      );
      const said = (email: string) =>
        all
          .slice(seen)
          .filter(({ to }) => to.includes(email))
          .map(({ subject }) => `${later} ${subject}`);
      mails.member.push(...said(eve.email));
      mails.lead.push(...said(lead.email));
      seen = all.length;
      for (const who of [lead, eve]) await list(service, who);
    }
    return mails;
  } finally {
    await service.close();
  }
};

describe('notices of an appeal', () => {
  it('come to those who may know of the case, up the whole ladder, and to nobody else', async () => {
    const [without, withAppeal] = [await world(false), await world(true)];
    expect(withAppeal.member).toEqual(without.member);
    expect(withAppeal.lead).toEqual(
      expect.arrayContaining([
        '24 Something in your queue is due soon',
        '48 Something in your queue is overdue',
        '96 Something in your queue has been overdue for a while',
        '336 Something in your queue is overdue',
      ]),
    );
  }, 120_000);
});
