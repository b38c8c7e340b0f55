import type * as z from 'zod';
import type { proposalList } from '../../functions/team/decision/decision-contract.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, type SignedIn } from './as-member.ts';

/** A case on its way to a decision, as members' front ends take it there. */

export type ProposalJson = z.infer<typeof proposalList>['proposals'][number];

type Body = Readonly<Record<string, unknown>>;

/** A proposal that lacks nothing but approvals: what the tests change is laid over it. */
export const correction = (own: Body = {}): Body => ({
  respondent: 1,
  rung: 'correction',
  measures: [{ type: 'private-apology', dueOn: '2026-03-24' }],
  letter: {
    language: 'en',
    behaviour: 'You shouted at a volunteer.',
    impact: 'They left early.',
    expected: 'Speak calmly.',
    consequences: 'An apology by 24 March.',
  },
  reporterText: 'We have spoken with them.',
  reasons: 'It was once, and they are sorry.',
  ...own,
});

export const temporaryBan = (own: Body = {}): Body =>
  correction({
    rung: 'temporary-ban',
    until: '2026-05-10',
    measures: [
      { type: 'ban', restrictions: [{ platform: 'chat', restriction: 'ban' }] },
      { type: 'no-contact' },
    ],
    ...own,
  });

export const permanentBan = (own: Body = {}): Body =>
  correction({ rung: 'permanent-ban', measures: [{ type: 'ban' }], lawyerOn: '2026-03-09', ...own });

export const violation = (own: Body = {}): Body => ({
  respondent: 1,
  outcome: 'violation',
  rules: ['harassment'],
  summary: 'They shouted at a volunteer twice.',
  impact: 'The volunteer left.',
  ...own,
});

export type Deciding = ReturnType<typeof decidingOf>;

/** What members do in one case. */
export const decidingOf = (service: Service, caseId: string) => {
  const path = (below: string): string => `/api/cases/${caseId}${below}`;
  const act = (who: SignedIn, below: string, body: Body): Promise<Response> =>
    post(service, who, path(below), body);
  const done = async (who: SignedIn, below: string, body: Body): Promise<void> => {
    const answer = await act(who, below, body);
    if (answer.status >= 300) throw new Error(`${below}: ${answer.status} ${await answer.text()}`);
  };
  const list = async <Answer>(who: SignedIn, below: string): Promise<Answer> =>
    bodyOf<Answer>(await get(service, who, path(below)));
  const proposal = async (who: SignedIn, number = 1): Promise<ProposalJson> => {
    const { proposals } = await list<z.infer<typeof proposalList>>(who, '/proposals');
    const found = proposals.find((one) => one.number === number);
    if (!found) throw new Error('no such proposal');
    return found;
  };
  const hash = async (who: SignedIn, number = 1): Promise<string> => (await proposal(who, number)).hash ?? '';
  const say = async (who: SignedIn, verdict: string, number = 1): Promise<Response> =>
    act(who, '/approvals', { proposal: number, hash: await hash(who, number), verdict });
  return {
    caseId,
    act,
    done,
    list,
    proposal,
    hash,
    say,
    approve: async (who: SignedIn, number = 1): Promise<void> => {
      const answer = await say(who, 'approves', number);
      if (answer.status >= 300) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    force: async (who: SignedIn, number = 1): Promise<Response> =>
      act(who, '/decisions', { proposal: number, hash: await hash(who, number) }),
    missing: async (who: SignedIn, number = 1): Promise<readonly string[]> =>
      (await proposal(who, number)).missing.map(({ part }) => part),
    /** Why neither is asked: what they think is noted elsewhere. */
    nobodyAsked: async (who: SignedIn, respondent = 1): Promise<void> => {
      for (const of of ['reporter', 'respondent'])
        await done(who, '/opinions', { of, respondent, whyNotAsked: 'It would not be safe.' });
    },
  };
};

/** A case that all of these have opened, with a respondent. */
export const caseToDecide = async (
  service: Service,
  [first, ...others]: readonly SignedIn[],
  report: Parameters<typeof fileReport>[1] = {},
): Promise<Deciding & { readonly token: string; readonly passphrase: string }> => {
  if (!first) throw new Error('somebody decides');
  const filed = await fileReport(service, report);
  const caseId = await caseIdOf(service, filed);
  for (const member of [first, ...others]) await read(service, member, caseId);
  const deciding = decidingOf(service, caseId);
  await deciding.done(first, '/respondents', {
    name: 'Robin Roe',
    handles: [{ platform: 'chat', handle: 'robin' }],
  });
  return { ...deciding, token: filed.token, passphrase: filed.passphrase };
};

/** A case with a finding and a proposal that lacks nothing but approvals. */
export const proposedCase = async (
  service: Service,
  members: readonly SignedIn[],
  body: Body = correction(),
): Promise<Deciding & { readonly token: string; readonly passphrase: string }> => {
  const deciding = await caseToDecide(service, members);
  const [first] = members;
  if (!first) throw new Error('somebody decides');
  await deciding.done(first, '/findings', violation());
  await deciding.nobodyAsked(first);
  await deciding.done(first, '/proposals', body);
  return deciding;
};
