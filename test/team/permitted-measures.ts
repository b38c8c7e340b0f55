import { casePath } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import { publicBanRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { changeCase } from '../../functions/domain/casework/change/change-case.ts';
import { contextOf, editCase } from './decided-case.ts';
import { decideWith, nameSomebody } from './measured-case.ts';
import type { Attempt, CaseTry, Scene } from './permitted-operations.ts';

const reason = 'It has to be.';
const form = (path: string, fields: Readonly<Record<string, string>>): Attempt => ({
  path,
  init: formPost(fields),
});
const json = (scene: Scene, path: string, body: unknown): Attempt => ({
  path: `/api${casePath(scene.caseId)}${path}`,
  init: jsonRequest(body, { 'sec-fetch-site': 'same-origin' }),
});
const inTenDays = ({ now }: Scene): string =>
  new Date(now.getTime() + 10 * 86_400_000).toISOString().slice(0, 10);

/** The fields of a form that say the same as JSON. */
export const asFields = (input: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));

type Arrange = NonNullable<CaseTry['arrange']>;

const noDecision: Arrange = (service, lead, { caseId }) => nameSomebody(service, lead, caseId);

/** A ban that has ended, after which somebody else has planned a return; and what follows from it. */
const decided: Arrange = async (service, lead, { caseId, actorId, laterId }) => {
  await nameSomebody(service, lead, caseId);
  const planned = { by: { id: laterId, name: 'Somebody' }, on: '2026-03-09' };
  await decideWith(service, lead, caseId, {
    decision: {
      rung: 'temporary-ban',
      from: '2026-03-01',
      until: '2026-03-09',
      readmission: { returnOn: '2026-03-10', reason, planned, team: [actorId] },
    },
    measures: [
      { type: 'private-apology' },
      { type: 'ban', rollOuts: [{ platform: 'chat', restriction: 'ban', account: '@someone' }] },
    ],
  });
};

const bannedForGood: Arrange = async (service, lead, { caseId }) => {
  await nameSomebody(service, lead, caseId);
  await decideWith(service, lead, caseId, { decision: { rung: 'permanent-ban' } });
};

/** Somebody has asked to come back, and nobody has answered. */
const askedToReturn: Arrange = async (service, lead, { caseId, laterId }) => {
  await nameSomebody(service, lead, caseId);
  const noted = { by: { id: laterId, name: 'Somebody' }, on: '2026-03-09' };
  const returnRequests = [{ askedOn: '2026-03-09', said: reason, noted }];
  await decideWith(service, lead, caseId, { decision: { rung: 'permanent-ban', returnRequests } });
};

const entry = { decision: 1, text: 'Robin Roe', until: '2027-03-10' };

/** A permanent ban, and an entry of the public list that waits for a second member. */
const listed: Arrange = async (service, lead, { caseId, actorId, laterId }) => {
  await nameSomebody(service, lead, caseId);
  await decideWith(service, lead, caseId, { decision: { rung: 'permanent-ban' } });
  // Who wrote it is somebody else than the actor, who has opened the case too.
  const id = actorId === lead.memberId ? laterId : lead.memberId;
  await changeCase(contextOf(service, lead), caseId, { roles: [lead.role] }, ({ brief, head }) => ({
    edit: {
      audit: { action: 'granted' },
      brief: id === laterId ? { ...brief, grantedMembers: [...brief.grantedMembers, id] } : brief,
      head: { openedBy: [...new Set([...head.openedBy, id])] },
    },
  }));
  const proposed = { by: { id, name: 'Somebody' }, on: '2026-03-10' };
  await editCase(service, lead, caseId, {
    records: [publicBanRecord.write({ ...entry, proposed, team: [actorId, id] })],
  });
};

type Input = Readonly<Record<string, unknown>>;

const decisionTry = (
  path: string,
  input: Input,
  { arrange = decided, from = '/decisions' }: { readonly arrange?: Arrange; readonly from?: string } = {},
): CaseTry => ({
  once: true,
  arrange,
  page: ({ caseId }) => form(`${casePath(caseId)}${from}${path}`, asFields(input)),
  json: (scene) => json(scene, `${from}${path}`, input),
});
const measureTry = (path: string, input: Input): CaseTry => decisionTry(path, input, { from: '/measures' });

/** What is done about measures, decisions in force, and how long a case is kept. */
export const measureTries = {
  'restrict-at-once': decisionTry(
    '',
    { respondent: 1, type: 'ban', until: '2026-03-12', reason },
    { arrange: noDecision, from: '/restrictions' },
  ),
  'review-restriction': {
    once: true,
    arrange: noDecision,
    before: (scene) => [
      json(scene, '/restrictions', { respondent: 1, type: 'ban', until: '2026-03-12', reason }),
    ],
    page: ({ caseId }) =>
      form(`${casePath(caseId)}/restrictions/review`, { measure: '1', verdict: 'lift', reason }),
    json: (scene) => json(scene, '/restrictions/review', { measure: 1, verdict: 'lift', reason }),
  },
  'settle-measure': measureTry('/status', { measure: 1, status: 'done' }),
  'waive-measure': measureTry('/waive', { measure: 1, reason }),
  'follow-measure': measureTry('/follow-up', { measure: 1, note: 'By mail.' }),
  'add-account': measureTry('/accounts', { measure: 2, where: 'chat/ban', account: '@second' }),
  'tick-account': measureTry('/accounts/status', { measure: 2, account: 1, is: 'in-place' }),
  'report-breach': measureTry('/broken', { measure: 1, reason }),
  'review-decision': decisionTry('/review', { decision: 1, result: 'stays', reason }),
  'plan-return': decisionTry('/return', { decision: 1, returnOn: '2026-03-12', reason }),
  'agree-to-return': decisionTry('/return/agree', { decision: 1 }),
  'note-return-request': decisionTry(
    '/return/requests',
    { decision: 1, askedOn: '2026-03-09', said: reason },
    { arrange: bannedForGood },
  ),
  'decline-return': decisionTry('/return/decline', { decision: 1, reason }, { arrange: askedToReturn }),
  'confirm-return': decisionTry('/return/done', { decision: 1 }),
  'lift-hold': {
    once: true,
    before: (scene) => [json(scene, '/holds', { until: inTenDays(scene), reason })],
    page: ({ caseId }) => form(`${casePath(caseId)}/holds/lift`, { hold: '1', reason }),
    json: (scene) => json(scene, '/holds/lift', { hold: 1, reason }),
  },
  'hold-case': {
    page: (scene) => form(`${casePath(scene.caseId)}/holds`, { until: inTenDays(scene), reason }),
    json: (scene) => json(scene, '/holds', { until: inTenDays(scene), reason }),
  },
  'write-public-ban': decisionTry('', entry, { arrange: listed, from: '/public-bans' }),
  'approve-public-ban': decisionTry('/approve', { entry: 1 }, { arrange: listed, from: '/public-bans' }),
  'take-off-public-ban': decisionTry(
    '/take-off',
    { entry: 1, reason },
    { arrange: listed, from: '/public-bans' },
  ),
} satisfies Record<string, CaseTry>;
