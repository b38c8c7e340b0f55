import type { CaseTruth, DecisionTruth } from '../../tools/community/truth.ts';
import { hourOf } from '../../tools/community/true-counts.ts';
import { bearer, fileReport } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { caseIdOf, post, read } from './as-member.ts';
import { decidingOf } from './deciding.ts';

/** Somebody of an invented community who is on the team of a service. */
export type Living = Awaited<ReturnType<Service['addMember']>>;

export type Team = {
  readonly members: readonly (Living & { readonly inventedId: string })[];
  /** Leads, and is asked where nobody else is without a part. */
  readonly decider: Awaited<ReturnType<Service['addMember']>>;
};

/** Something that happens at an hour of the community's time. */
export type Happening = { readonly at: number; readonly does: () => Promise<void> };

const manyLinks =
  'https://one.example https://two.example https://three.example https://four.example https://five.example';

/** What a member does must succeed: a story that is refused would be counted otherwise. */
const succeeded = async (what: string, answer: Response): Promise<Response> => {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
  return answer;
};

const dayAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

const proposalOf = ({ rung, measures }: DecisionTruth, respondent: number, now: Date) => {
  const texts = { reporterText: 'We looked into it.', reasons: 'It was so.' };
  if (rung === null) return { respondent, rung, ...texts };
  const days = { warning: 90, 'temporary-ban': 200 }[rung];
  return {
    respondent,
    rung,
    ...(days !== undefined && { until: dayAfter(now, days) }),
    ...(rung === 'permanent-ban' && { lawyerOn: now.toISOString().slice(0, 10) }),
    measures: measures.map((type) => ({ type })),
    letter: {
      language: 'en',
      behaviour: 'You did it.',
      impact: 'It hurt.',
      expected: 'Speak calmly.',
      consequences: 'As you read here.',
    },
    ...texts,
  };
};

/** One case as it happened, to be lived through the applications in the order of its hours. */
export const livedCase = (service: Service, team: Team, truth: CaseTruth): readonly Happening[] => {
  const { channel } = truth;
  const idOf = (invented: string): string => {
    const found = team.members.find(({ inventedId }) => inventedId === invented);
    if (!found) throw new Error('everybody is on the team');
    return found.memberId;
  };
  const able = team.members.filter(
    (one) => one.channels.includes(channel) && !truth.excluded.includes(one.inventedId),
  );
  const taking = able.slice(0, truth.takingPart);
  const [lead] = taking;
  if (!lead) throw new Error('somebody takes part');
  let caseId = '';
  let token = '';
  const path = (below: string): string => `/api/cases/${caseId}${below}`;
  const does = async (
    who: { readonly authorization: string },
    below: string,
    body: object,
  ): Promise<Response> => succeeded(below, await post(service, who, path(below), body));

  const comes = async (): Promise<void> => {
    const report = {
      channel,
      answers: {
        whatHappened: truth.fate === 'spam' ? manyLinks : 'They shouted.',
        ...(channel === 'security' && { component: 'The chat' }),
      },
      urgent: truth.urgent,
      excludedMembers: truth.excluded.map(idOf),
    };
    if (truth.source === 'reporter') {
      const identity = truth.anonymous ? {} : { identity: { name: 'Grace' } };
      const filed = await fileReport(service, { ...report, ...identity });
      token = filed.token;
      caseId = await caseIdOf(service, filed);
      return;
    }
    const how = { forWhom: 'another', reporterKnows: true, cameBy: 'chat', door: true };
    const answer = await succeeded('filing', await post(service, lead, '/api/cases', { ...report, ...how }));
    caseId = ((await answer.json()) as { id: string }).id;
  };

  const openedByAll = async (): Promise<void> => {
    for (const member of taking) await read(service, member, caseId);
  };

  const answers = async (): Promise<void> => {
    await openedByAll();
    await does(lead, '/messages', { text: 'We have read it.' });
    for (const [index, { person, found }] of truth.people.entries()) {
      await does(lead, '/respondents', { name: person, handles: [] });
      if (found) await does(lead, '/findings', { respondent: index + 1, ...found, summary: 'It was so.' });
    }
  };

  const decides = async (decision: DecisionTruth, respondent: number): Promise<void> => {
    const deciding = decidingOf(service, caseId);
    await deciding.nobodyAsked(lead, respondent);
    const proposal = proposalOf(decision, respondent, service.clock.now);
    const answer = await does(lead, '/proposals', proposal);
    const { proposal: number } = (await answer.json()) as { proposal: number };
    for (const member of taking.slice(0, decision.approved)) await deciding.approve(member, number);
    await succeeded('in force', await deciding.force(lead, number));
  };

  const numbers = numbered(truth);
  const appeals = numbers.flatMap(({ decision, number }) =>
    decision.appeal ? [{ appeal: decision.appeal, decision: number }] : [],
  );
  const inOrder = appeals.toSorted((one, other) => one.appeal.sentAt - other.appeal.sentAt);
  const appealed = inOrder.flatMap(({ appeal, decision }, index): readonly Happening[] => {
    const about = { appeal: index + 1 };
    const notes = async (): Promise<void> => {
      await read(service, team.decider, caseId);
      await does(lead, '/appeals/outside', {
        decision,
        side: 'respondent',
        ground: 'procedure',
        receivedOn: service.clock.now.toISOString().slice(0, 10),
        said: 'Nobody asked me.',
        ...(appeal.end === 'refused' && { lateReason: 'They were away.' }),
      });
    };
    const ends = async (): Promise<void> => {
      if (appeal.end === 'refused') {
        await does(team.decider, '/appeals/late', {
          ...about,
          take: 'no',
          reason: 'Too late.',
          text: 'Too late.',
        });
        return;
      }
      await does(lead, '/appeals/decider', { ...about, memberId: team.decider.memberId });
      const text = 'We have looked at it again.';
      await does(team.decider, '/appeals/outcome', {
        ...about,
        outcome: appeal.end,
        reasons: 'So.',
        text,
        despite: 'yes',
      });
    };
    const { sentAt, acknowledgedAt, endedAt } = appeal;
    return [
      { at: sentAt, does: notes },
      ...(acknowledgedAt === undefined
        ? []
        : [
            {
              at: acknowledgedAt,
              does: async () => {
                await does(lead, '/appeals/acknowledge', about);
              },
            },
          ]),
      ...(endedAt === undefined ? [] : [{ at: endedAt, does: ends }]),
    ];
  });

  const closes = async (): Promise<void> => {
    if (truth.fate === 'spam') await openedByAll();
    await does(lead, '/state', { state: 'closed', reason: 'Done.', whyNoMessage: 'They know.' });
  };
  const withdraws = async (): Promise<void> => {
    await succeeded(
      'withdrawing',
      await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) }),
    );
    await service.scheduledRun();
  };

  const decided = new Set(numbers.map(({ decision }) => decision.at));
  const { sentAt, acknowledgedAt, firstAnswerAt, closedAt, fate, words } = truth;
  return [
    { at: sentAt, does: comes },
    // A case is counted from its first opening on; in the community, nothing stays unopened for longer than an hour.
    ...(fate === 'open' && firstAnswerAt === undefined ? [{ at: sentAt, does: openedByAll }] : []),
    ...(fate === 'withdrawn' ? [{ at: sentAt + 1, does: withdraws }] : []),
    ...(firstAnswerAt === undefined ? [] : [{ at: firstAnswerAt, does: answers }]),
    ...words
      .filter((at) => at !== acknowledgedAt && !decided.has(at))
      .map((at) => ({
        at,
        does: async () => {
          await does(lead, '/messages', { text: 'We still work on it.' });
        },
      })),
    ...numbers.map(({ decision, respondent }) => ({
      at: decision.at,
      does: () => decides(decision, respondent),
    })),
    ...appealed,
    ...(closedAt === undefined ? [] : [{ at: closedAt, does: closes }]),
  ];
};

/** Decisions with the numbers that they get: in the order in which they come into force. */
const numbered = ({ people }: CaseTruth) =>
  people
    .flatMap(({ decisions }, index) => decisions.map((decision) => ({ decision, respondent: index + 1 })))
    .toSorted((one, other) => one.decision.at - other.decision.at)
    .map((one, index) => ({ ...one, number: index + 1 }));

/**
 * What cannot be lived through the applications of this release: reports by ways that they do not have, and erasing what
 * nobody has opened, which they do not. A decision that an appeal changes has a test of its own.
 */
export const canBeLived = ({ source, fate, people }: CaseTruth): boolean =>
  (source === 'reporter' || source === 'member') &&
  fate !== 'erased-unopened' &&
  people.every(({ decisions }) => decisions.every(({ appeal }) => appeal?.end !== 'changed'));

/** Lives through everything, hour by hour. */
export const liveThrough = async (
  service: Service,
  began: Date,
  happenings: readonly Happening[],
): Promise<void> => {
  for (const { at, does } of happenings.toSorted((one, other) => one.at - other.at)) {
    service.clock.now = hourOf(began, at);
    await does();
  }
};
