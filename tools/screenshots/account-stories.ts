import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { loadRingPublicKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { statisticItems } from '../../functions/adapters/dynamodb/rows/statistic-rows.ts';
import { addDays, day } from '../../functions/domain/kernel/clock.ts';
import { newId } from '../../functions/domain/kernel/random.ts';
import { sealStatistic } from '../../functions/domain/statistics/sealed-statistic.ts';
import type { Local } from '../../infra/local/start-local.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import { writeMany, opsClient } from '../bench/bulk-rows.ts';
import { makeCommunity } from '../community/community.ts';
import { asOps, memberNamed } from './team-browser.ts';

/** Who decides beside the first member: another lead of every channel. */
export const secondLead = 'Ada Lovelace';

/** What `tourSettings` do not have: tags, reports that wait, and published reports. */
export const accountSettings = {
  tags: {
    online: { en: 'Online' },
    event: { en: 'At an event' },
    'no-answer': { en: 'Waits for the reporter' },
  },
  transparency: { enabled: true },
  channels: { conduct: { hold: {} } },
  forwarding: { channels: ['conduct'] },
};

export type ByJson = {
  readonly get: <Answer>(path: string) => Promise<Answer>;
  readonly post: <Answer>(path: string, content: object) => Promise<Answer>;
};

/** A member who works by a script. */
export const byJson = async (local: Local, name: string): Promise<ByJson> => {
  const { memberId } = await memberNamed(local, name);
  const token = (await asOps(local, (team) => createAccessToken(team, memberId))) ?? '';
  const ask = async <Answer>(path: string, init: RequestInit): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${local.teamUrl}/api${path}`, { headers, ...init });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status} ${await answer.text()}`);
    // The shape is the contract of the operation that is asked.
    return (await answer.json()) as Answer;
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, content) => ask(path, { method: 'POST', body: JSON.stringify(content) }),
  };
};

export const addSecondLead = (local: Local): Promise<unknown> =>
  asOps(local, (team) =>
    addMember(team, {
      name: secondLead,
      email: 'ada@example.org',
      role: 'lead',
      channels: [...local.channels],
    }),
  );

const stories = [
  ['He shouted at me in the sprint room that I should go home.', 'The sprint room'],
  ['He followed me to my room after the dinner, although I had asked him not to.', 'The hotel'],
  ['In the chat he has written to me every night this week.', 'The community chat'],
  ['Somebody laughs about my accent whenever I speak in the weekly call.', 'The weekly call'],
] as const;

export type Prepared = { readonly id: string; readonly caseName: string };

const reported = async (local: Local, by: ByJson, index: number): Promise<Prepared> => {
  const [whatHappened, where] = stories[index % stories.length] ?? stories[0];
  const answer = await fetch(`${local.reporterUrl}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answers: { whatHappened, where, who: 'Robin Roe' }, channel: 'conduct' }),
  });
  if (!answer.ok) throw new Error(`the report is answered with ${answer.status}`);
  // The shape is the contract of functions/reporter/api/contract.ts.
  const { caseName } = (await answer.json()) as { caseName: string };
  const { cases } = await by.get<{ cases: { id: string; caseName: string }[] }>('/cases');
  const id = cases.find((one) => one.caseName === caseName)?.id;
  if (id === undefined) throw new Error('the case is listed');
  return { id, caseName };
};

const inDays = (days: number): string => day(addDays(new Date(), days));

/** A decision about the first respondent of a case, in force. */
const decide = async (caseId: string, [first, second]: readonly [ByJson, ByJson]): Promise<void> => {
  const path = (below: string): string => `/cases/${caseId}${below}`;
  await second.get(path(''));
  await first.post(path('/findings'), {
    respondent: 1,
    outcome: 'violation',
    rules: ['harassment'],
    summary: 'They shouted at somebody.',
    impact: 'They left early.',
  });
  for (const of of ['reporter', 'respondent'])
    await first.post(path('/opinions'), { of, respondent: 1, whyNotAsked: 'It would not be safe.' });
  await first.post(path('/proposals'), {
    respondent: 1,
    rung: 'warning',
    until: inDays(90),
    measures: [{ type: 'private-apology', dueOn: inDays(14) }],
    letter: {
      language: 'en',
      behaviour: 'You shouted at somebody.',
      impact: 'They left early.',
      expected: 'Speak calmly.',
      consequences: 'A warning, and an apology.',
    },
    reporterText: 'We have spoken with them.',
    reasons: 'It was once.',
  });
  const { proposals } = await first.get<{ proposals: { hash: string }[] }>(path('/proposals'));
  const exactly = { proposal: 1, hash: proposals[0]?.hash };
  for (const by of [first, second]) await by.post(path('/approvals'), { ...exactly, verdict: 'approves' });
  await second.post(path('/decisions'), exactly);
};

/** Some cases at work: the same person is named in three of them, and one is decided. */
export const casesAtWork = async (
  local: Local,
  [first, second]: readonly [ByJson, ByJson],
): Promise<readonly [Prepared, ...Prepared[]]> => {
  const decided = await reported(local, first, 0);
  const others = [];
  for (let index = 1; index < stories.length; index += 1) others.push(await reported(local, first, index));
  for (const { id } of [decided, ...others.slice(0, 2)]) {
    await first.get(`/cases/${id}`);
    await first.post(`/cases/${id}/respondents`, {
      name: 'Robin Roe',
      handles: [{ platform: 'chat', handle: 'robin_r' }],
    });
  }
  await first.post(`/cases/${decided.id}/tags`, { add: ['event'] });
  await first.post(`/cases/${others[0]?.id ?? ''}/tags`, { add: ['online'] });
  await decide(decided.id, [first, second]);
  return [decided, ...others];
};

/** A year of an invented community, as it is left in the statistics. */
export const writeStatistics = async (local: Local): Promise<void> => {
  const { dynamoDb, tables } = local.emulators;
  const { cases, team } = tables;
  const client: DynamoDBClient = opsClient(dynamoDb.url);
  const random = { bytes: (length: number) => randomBytes(length), integer: () => 0 };
  try {
    const { rows } = makeCommunity({
      seed: 15,
      years: 1,
      cases: 300,
      began: new Date('2025-01-01T00:00:00.000Z'),
    });
    const rings = new Map(
      await Promise.all(
        local.channels.map(
          async (channel) => [channel, await loadRingPublicKey(client, team, channel, 'register')] as const,
        ),
      ),
    );
    await writeMany(client, rows.length, (number) => {
      const row = rows[number];
      const ring = row && rings.get(row.channel);
      if (!row || !ring) return [];
      // From before anybody joined, a row would be shown to nobody.
      const seen = row.kind === 'survey' ? row : { ...row, rosterRevision: undefined, hiddenFrom: [] };
      return statisticItems(cases, [sealStatistic(ring, newId(random), seen)]).flatMap(({ Put }) =>
        Put?.Item ? [{ table: cases, item: Put.Item }] : [],
      );
    });
  } finally {
    client.destroy();
  }
};
