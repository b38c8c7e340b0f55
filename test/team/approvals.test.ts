import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { get, post, read, refusalOf } from './as-member.ts';
import { caseToDecide, correction, permanentBan, proposedCase, temporaryBan, violation } from './deciding.ts';
import { platforms } from './platforms.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Decisions = {
  readonly decisions: readonly {
    readonly toReview?: string;
    readonly dissentedBy: readonly { readonly name: string }[];
  }[];
};

describe('who decides', () => {
  let service: Service;
  let lead: Member;
  let ada: Member;
  let ben: Member;
  let eve: Member;
  beforeAll(async () => {
    service = await startService({ decisions: { platforms } });
    lead = await service.addMember({ name: 'Lea Lead', role: 'lead' });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben' });
    eve = await service.addMember({ name: 'Eve' });
  });
  afterAll(() => service.close());

  const revisionOf = async (who: Member, caseId: string): Promise<number | undefined> => {
    const { respondents } = await bodyOf<{ respondents: { revision: number }[] }>(
      await get(service, who, `/api/cases/${caseId}/respondents`),
    );
    return respondents[0]?.revision;
  };

  describe('approvals', () => {
    it('bind exactly the text they were given for: an edit voids them, also one that is taken back', async () => {
      const { approve, act, hash, proposal, done, force } = await proposedCase(service, [ada, ben]);
      const first = await hash(ada);
      await approve(ada);
      await approve(ben);
      await done(ada, '/proposals/edit', { proposal: 1, ...correction({ reasons: 'Other reasons.' }) });
      await done(ada, '/proposals/edit', { proposal: 1, ...correction() });
      expect((await proposal(ada)).approving).toEqual([]);
      expect(await refusalOf(await act(ben, '/approvals', said(first)))).toEqual([409, 'proposal-changed']);
      expect(await refusalOf(await act(ada, '/decisions', { proposal: 1, hash: first }))).toEqual([
        409,
        'proposal-changed',
      ]);
      expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
    });

    it('do not count once what was found is written anew, or the respondent is somebody else', async () => {
      const { approve, proposal, done, caseId } = await proposedCase(service, [ada, ben]);
      await approve(ada);
      await done(ada, '/findings', violation());
      expect((await proposal(ada)).approving).toEqual([]);
      await approve(ada);
      await done(ada, '/respondents/1', {
        revision: await revisionOf(ada, caseId),
        handles: [{ platform: 'chat', handle: 'somebody-else' }],
      });
      expect((await proposal(ada)).approving).toEqual([]);
    });

    it('count once for each, and can be taken back; dissent is kept', async () => {
      const { approve, say, proposal, force, list } = await proposedCase(service, [ada, ben, eve]);
      await approve(ada);
      expect(await refusalOf(await say(ada, 'approves'))).toEqual([409, 'said-already']);
      expect((await proposal(ada)).approving).toHaveLength(1);
      expect((await say(ada, 'takes-back')).status).toBe(200);
      expect((await proposal(ada)).approving).toEqual([]);
      await approve(ada);
      await approve(ben);
      expect((await say(eve, 'dissents')).status).toBe(200);
      expect((await force(eve)).status).toBe(201);
      const { decisions } = await list<Decisions>(ada, '/decisions');
      expect(decisions[0]?.dissentedBy.map(({ name }) => name)).toEqual(['Eve']);
    });

    it('are not for a text that is not complete', async () => {
      const { done, say } = await caseToDecide(service, [ada, ben]);
      await done(ada, '/findings', violation());
      await done(ada, '/proposals', correction({ reasons: ' ' }));
      expect(await refusalOf(await say(ada, 'approves'))).toEqual([409, 'not-complete']);
      expect((await say(ben, 'dissents')).status).toBe(200);
    });

    const said = (hash: string) => ({ proposal: 1, hash, verdict: 'approves' });
    const whyOf = (people: readonly { readonly memberId: string; readonly why?: string | undefined }[]) =>
      new Map(people.map(({ memberId, why }) => [memberId, why]));

    it('are for who may see the case, has opened it, was there, and is not close to anybody concerned', async () => {
      const { proposal, act, say, caseId } = await proposedCase(service, [ada, ben, lead]);
      const late = await service.addMember({ name: 'Late' });
      const stranger = await service.addMember({ name: 'Stranger', channels: ['security'] });
      await post(service, lead, `/api/cases/${caseId}/grants`, {
        memberId: late.memberId,
        reason: 'To help.',
      });
      await read(service, late, caseId);
      await act(ben, '/soft-conflict', { reason: 'We share an office.' });
      const why = whyOf((await proposal(ada)).people);
      expect([ada, lead, ben, eve, late, stranger].map(({ memberId }) => why.get(memberId))).toEqual([
        undefined,
        undefined,
        'soft-conflict',
        'not-opened',
        'joined-later',
        'cannot-see',
      ]);
      for (const who of [ben, late])
        expect(await refusalOf(await say(who, 'approves'))).toEqual([409, 'takes-no-part']);
      expect((await act(ben, '/soft-conflict/lift', { reason: 'Not any more.' })).status).toBe(200);
      expect((await say(ben, 'approves')).status).toBe(200);
    });

    it('of who joins later make no majority, whatever is edited after', async () => {
      const { approve, force, say, done, proposal, caseId } = await proposedCase(
        service,
        [ada, lead],
        permanentBan(),
      );
      const friend = await service.addMember({ name: 'Friend' });
      await post(service, lead, `/api/cases/${caseId}/grants`, {
        memberId: friend.memberId,
        reason: 'Help.',
      });
      await read(service, friend, caseId);
      await done(ada, '/proposals/edit', { proposal: 1, ...permanentBan({ reasons: 'Better ones.' }) });
      await approve(ada);
      await approve(lead);
      expect(await refusalOf(await say(friend, 'approves'))).toEqual([409, 'takes-no-part']);
      expect(await refusalOf(await force(lead))).toEqual([409, 'not-ready']);
      expect((await proposal(ada)).missing.map(({ says }) => says).join(' ')).toContain('3 are needed');
    });

    it('of an outside reviewer count in a small team', async () => {
      const reviewer = await service.addMember({ name: 'Rae Review', role: 'outside-reviewer' });
      const { caseId, done, nobodyAsked, approve, force } = await caseToDecide(service, [ada, lead]);
      await post(service, lead, `/api/cases/${caseId}/grants`, {
        memberId: reviewer.memberId,
        reason: 'We are two.',
      });
      await read(service, reviewer, caseId);
      await done(ada, '/findings', violation());
      await nobodyAsked(ada);
      await done(ada, '/proposals', permanentBan());
      for (const who of [ada, lead]) await approve(who);
      expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
      await approve(reviewer);
      expect((await force(ada)).status).toBe(201);
    });
  });

  describe('rules', () => {
    it('want two thirds of those who may take part for a temporary ban', async () => {
      const { approve, force } = await proposedCase(service, [ada, ben, eve, lead], temporaryBan());
      await approve(ada);
      await approve(ben);
      expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
      await approve(eve);
      expect((await force(ada)).status).toBe(201);
    });

    it('want a lead among three who approve for good, and a lawyer’s look', async () => {
      const { approve, missing, force, done } = await proposedCase(
        service,
        [ada, ben, eve, lead],
        permanentBan({ lawyerOn: undefined }),
      );
      expect(await missing(ada)).toEqual(['lawyer', 'approvals', 'approvals']);
      await done(ada, '/proposals/edit', { proposal: 1, ...permanentBan() });
      for (const who of [ada, ben, eve]) await approve(who);
      expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
      await approve(lead);
      expect((await force(ada)).status).toBe(201);
    });

    it('are those of public naming as well, on whatever rung', async () => {
      const body = correction({ measures: [{ type: 'named-publicly' }] });
      const { approve, force } = await proposedCase(service, [ada, ben, lead], body);
      await approve(ada);
      await approve(ben);
      expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
      await approve(lead);
      expect((await force(ada)).status).toBe(201);
    });

    it('have to be met at the moment of putting in force: who opens the case meanwhile counts', async () => {
      const { approve, force, caseId } = await proposedCase(service, [ada, ben], temporaryBan());
      await approve(ada);
      await approve(ben);
      for (const who of [eve, lead]) await read(service, who, caseId);
      expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
    });
  });

  describe('who steps aside after they approved', () => {
    it('counts no more before it is in force', async () => {
      const { approve, force, act } = await proposedCase(service, [ada, ben, eve]);
      await approve(ada);
      await approve(ben);
      expect((await act(ben, '/recusal', {})).status).toBe(200);
      expect(await refusalOf(await force(ada))).toEqual([409, 'not-ready']);
    });

    it.each(['recusal', 'aside', 'soft-conflict'] as const)(
      'by %s after it is in force, marks the decision for review if it mattered',
      async (how) => {
        const { approve, force, act, list } = await proposedCase(service, [ada, ben, lead]);
        await approve(ada);
        await approve(ben);
        await force(ada);
        const reason = 'They are close.';
        const answer = await {
          recusal: () => act(ben, '/recusal', {}),
          aside: () => act(lead, '/aside', { memberId: ben.memberId, reason }),
          'soft-conflict': () => act(ben, '/soft-conflict', { reason }),
        }[how]();
        expect(answer.status).toBe(200);
        const { decisions } = await list<Decisions>(lead, '/decisions');
        expect(decisions[0]?.toReview).toContain('stepped aside');
      },
    );

    it('marks nothing when the rule is met without them', async () => {
      const { approve, force, act, list } = await proposedCase(service, [ada, ben, eve]);
      for (const who of [ada, ben, eve]) await approve(who);
      await force(ada);
      await act(eve, '/recusal', {});
      expect((await list<Decisions>(ada, '/decisions')).decisions[0]).not.toHaveProperty('toReview');
    });
  });
});
