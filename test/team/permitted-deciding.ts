import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { casePath } from '../../functions/team/routes.ts';
import { formPost } from './as-browser.ts';
import type { Attempt, CaseTry, Scene } from './permitted-operations.ts';

/** How each operation of deciding a case is asked for, on its page and as JSON. */

type Act = (attempt: Attempt) => Promise<Response>;
type Fields = Parameters<typeof formPost>[0];

const json = ({ caseId }: Scene, path: string, body: unknown): Attempt => ({
  path: `/api${casePath(caseId)}${path}`,
  init: jsonRequest(body, { 'sec-fetch-site': 'same-origin' }),
});
const form = ({ caseId }: Scene, path: string, fields: Fields): Attempt => ({
  path: `${casePath(caseId)}${path}`,
  init: formPost(fields),
});

/** With a hash that is none, until a proposal is there. */
const hashOf = ({ hash }: Scene): string => hash ?? 'A'.repeat(43);

const done = async (act: Act, attempt: Attempt): Promise<void> => {
  const response = await act(attempt);
  if (response.status >= 300) throw new Error(`${attempt.path}: ${await response.text()}`);
};

const finding = { respondent: 1, outcome: 'not-substantiated', summary: 'Nobody can say.' };
const proposal = { respondent: 1, rung: null, reporterText: 'We looked into it.', reasons: 'No proof.' };
const proposalForm = { ...proposal, respondent: '1', rung: '' };
const reason = 'We share an office.';

const withRespondent = async (scene: Scene, act: Act): Promise<Scene> => {
  await done(act, json(scene, '/respondents', { name: 'Robin Roe' }));
  return scene;
};

const withProposal = async (scene: Scene, act: Act, more: object = {}): Promise<Scene> => {
  await withRespondent(scene, act);
  await done(act, json(scene, '/findings', finding));
  for (const of of ['reporter', 'respondent'])
    await done(act, json(scene, '/opinions', { of, respondent: 1, whyNotAsked: 'It is not safe.' }));
  await done(act, json(scene, '/proposals', { ...proposal, ...more }));
  const path = `/api${casePath(scene.caseId)}/proposals`;
  const { proposals } = await bodyOf<{ proposals: { hash: string }[] }>(await act({ path, init: {} }));
  return { ...scene, hash: proposals[0]?.hash };
};

/** The settings of the test let one approval do. */
const withApproval = async (scene: Scene, act: Act): Promise<Scene> => {
  const proposed = await withProposal(scene, act);
  await done(act, json(scene, '/approvals', { proposal: 1, hash: hashOf(proposed), verdict: 'approves' }));
  return proposed;
};

/** A decision with a letter, though nothing follows. */
const tomorrowOf = ({ now }: Scene): string =>
  new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);

const withDecision = async (scene: Scene, act: Act): Promise<Scene> => {
  const proposed = await withProposal(scene, act, {
    letter: { language: 'en', behaviour: 'We looked into it.', impact: '', expected: '', consequences: '' },
  });
  const { hash } = proposed;
  await done(act, json(scene, '/approvals', { proposal: 1, hash, verdict: 'approves' }));
  await done(act, json(scene, '/decisions', { proposal: 1, hash }));
  return proposed;
};

export const decidingTries = {
  'record-finding': {
    once: true,
    prepare: withRespondent,
    page: (scene) => form(scene, '/findings', { ...finding, respondent: '1' }),
    json: (scene) => json(scene, '/findings', finding),
  },
  'propose-decision': {
    once: true,
    prepare: withRespondent,
    page: (scene) => form(scene, '/proposals', proposalForm),
    json: (scene) => json(scene, '/proposals', proposal),
  },
  'edit-proposal': {
    once: true,
    prepare: withProposal,
    page: (scene) => form(scene, '/proposals/edit', { ...proposalForm, proposal: '1', hash: hashOf(scene) }),
    json: (scene) => json(scene, '/proposals/edit', { ...proposal, proposal: 1 }),
  },
  'withdraw-proposal': {
    once: true,
    prepare: withProposal,
    page: (scene) => form(scene, '/proposals/withdraw', { proposal: '1' }),
    json: (scene) => json(scene, '/proposals/withdraw', { proposal: 1 }),
  },
  'ask-reporter': {
    once: true,
    prepare: withRespondent,
    page: (scene) => form(scene, '/opinions/ask', { respondent: '1', question: 'What do you think?' }),
    json: (scene) => json(scene, '/opinions/ask', { respondent: 1, question: 'What do you think?' }),
  },
  'note-opinion': {
    once: true,
    prepare: withRespondent,
    page: (scene) => form(scene, '/opinions', { of: 'reporter', respondent: '1', said: 'Yes.' }),
    json: (scene) => json(scene, '/opinions', { of: 'reporter', respondent: 1, said: 'Yes.' }),
  },
  'lift-soft-conflict': {
    once: true,
    asActor: (scene) => [json(scene, '/soft-conflict', { reason })],
    page: (scene) => form(scene, '/soft-conflict/lift', { reason }),
    json: (scene) => json(scene, '/soft-conflict/lift', { reason }),
  },
  'say-of-proposal': {
    once: true,
    prepare: withProposal,
    page: (scene) =>
      form(scene, '/approvals', { proposal: '1', hash: hashOf(scene), verdict: 'dissents', note: 'No.' }),
    json: (scene) => json(scene, '/approvals', { proposal: 1, hash: hashOf(scene), verdict: 'approves' }),
  },
  'put-in-force': {
    once: true,
    prepare: withApproval,
    page: (scene) => form(scene, '/decisions', { proposal: '1', hash: hashOf(scene) }),
    json: (scene) => json(scene, '/decisions', { proposal: 1, hash: hashOf(scene) }),
  },
  'letter-delivered': {
    once: true,
    prepare: withDecision,
    page: (scene) => form(scene, '/letters', { decision: '1', way: 'printed' }),
    json: (scene) => json(scene, '/letters', { decision: 1, way: 'copied' }),
  },
  'announce-letter': {
    once: true,
    prepare: withDecision,
    page: (scene) => form(scene, '/letters/announcement', { decision: '1', on: tomorrowOf(scene) }),
    json: (scene) => json(scene, '/letters/announcement', { decision: 1, on: tomorrowOf(scene) }),
  },
} satisfies Record<string, CaseTry>;
