import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearer, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, list, post, read, setState, type SignedIn } from '../team/as-member.ts';

/** A case that does not exist for the member, and something that comes up in it. */
const reasons = ['excluded', 'another channel', 'recused', 'set aside', 'joined later'] as const;
type Hidden = {
  readonly reason: (typeof reasons)[number];
  readonly urgent: boolean;
  readonly closed: boolean;
};
const hiddenCase: fc.Arbitrary<Hidden> = fc.record({
  reason: fc.constantFrom(...reasons),
  urgent: fc.boolean(),
  closed: fc.boolean(),
});
/** A chat is told of every case nobody is kept from, whatever its channel; that is so in both worlds or in none. */
const isToldInChat = ({ reason }: Hidden): boolean =>
  reason === 'another channel' || reason === 'joined later';

type Person = SignedIn & { readonly memberId: string; readonly email: string };
const hour = 3_600_000;
/** Minutes and hours after both cases have come: urgent steps, then each deadline’s, on the hour. */
const looks = [0, 11 / 60, 22 / 60, 1, 24, 48, 72, 120].map((hours) => hours * hour);

const hide = async (service: Service, { reason, urgent, closed }: Hidden, member: Person, lead: Person) => {
  const filed = await fileReport(service, {
    channel: reason === 'another channel' ? 'security' : 'conduct',
    answers: { whatHappened: 'It.' },
    urgent,
    excludedMembers: reason === 'excluded' ? [member.memberId] : [],
  });
  const id = await caseIdOf(service, filed);
  await read(service, lead, id);
  if (reason === 'recused') await post(service, member, `/api/cases/${id}/recusal`, {});
  if (reason === 'set aside')
    await post(service, lead, `/api/cases/${id}/aside`, { memberId: member.memberId, reason: 'Close.' });
  if (closed) await setState(service, lead, id, 'closed');
  return filed;
};

/** What comes to a member and to the chat in five days with one case of theirs, and with some that are hidden. */
const world = async (
  hidden: readonly Hidden[],
): Promise<{ readonly mails: string[]; readonly chat: string[] }> => {
  const chat: string[] = [];
  const answer: typeof fetch = (_, init) => {
    if (typeof init?.body !== 'string') throw new Error('a text');
    chat.push(init.body);
    return Promise.resolve(new Response('ok'));
  };
  const webhooks = { chat: { url: 'https://chat.example.org/hooks/x' } };
  const service = await startService({ webhooks }, answer);
  try {
    const lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    const earlier = hidden.some(({ reason }) => reason === 'joined later')
      ? await fileReport(service, { channel: 'conduct', answers: { whatHappened: 'It.' } })
      : undefined;
    service.clock.advance(hour);
    const member = await service.addMember({ channels: ['conduct'] });
    const writing = earlier ? [earlier] : [];
    for (const one of hidden) {
      if (one.reason === 'joined later') continue;
      const filed = await hide(service, one, member, lead);
      if (one.urgent) writing.push(filed);
    }
    // That somebody was set aside they are told on the hour, and who joined is announced; both before all else.
    service.clock.advance(hour);
    await service.scheduledRun();
    await list(service, member);
    const before = (await service.emulators.ses.mails()).length;
    chat.length = 0;
    // Mails are told apart by their time.
    service.clock.advance(60_000);

    const began = service.clock.now.getTime();
    await fileReport(service, { channel: 'conduct', urgent: true });
    for (const { token } of writing) {
      const more = jsonRequest({ text: 'More.', urgent: true }, bearer(token).headers);
      expect((await service.reporter('/api/follow-up/entries', more)).status).toBe(201);
    }
    const mails: string[] = [];
    let seen = before;
    for (const later of looks) {
      service.clock.now = new Date(began + later);
      await service.scheduledRun();
      service.clock.advance(60_000);
      await service.scheduledRun();
      const all = (await service.emulators.ses.mails()).toSorted((one, other) =>
        one.sentAt.localeCompare(other.sentAt),
      );
      const fresh = all.slice(seen).filter(({ to }) => to.includes(member.email));
      seen = all.length;
      mails.push(...fresh.map(({ subject, text }) => `${later / hour} ${subject} ${text}`).toSorted());
      await list(service, member);
    }
    return { mails, chat };
  } finally {
    await service.close();
  }
};

describe('cases that a member may not know of', () => {
  it('bring them no mail, and the chat no message, that there would not be without', async () => {
    const without = await world([]);
    expect(without.mails.length).toBeGreaterThan(2);
    await fc.assert(
      fc.asyncProperty(fc.array(hiddenCase, { minLength: 1, maxLength: 3 }), async (hidden) => {
        const { mails, chat } = await world(hidden);
        expect(mails).toEqual(without.mails);
        if (!hidden.some(isToldInChat)) expect(chat).toEqual(without.chat);
      }),
      { numRuns: Number(process.env.NON_INTERFERENCE_RUNS ?? 4), endOnFailure: true },
    );
  });
});
