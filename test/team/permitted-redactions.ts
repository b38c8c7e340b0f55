import { casePath } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import type { Attempt, CaseTry, Scene } from './permitted-operations.ts';

const form = ({ caseId }: Scene, path: string, fields: Readonly<Record<string, string>>): Attempt => ({
  path: `${casePath(caseId)}${path}`,
  init: formPost(fields),
});
const json = ({ caseId }: Scene, path: string, body: unknown): Attempt => ({
  path: `/api${casePath(caseId)}${path}`,
  init: jsonRequest(body, { 'sec-fetch-site': 'same-origin' }),
});

const place = { thread: 'reporter', entry: 1 };
const passage = { text: 'whatHappened', from: 0, to: 2 };

/** What is not handed out: how each part of it is asked for. */
export const redactionTries = {
  'redact-entry': {
    once: true,
    page: (scene) =>
      form(scene, '/redactions', { thread: 'reporter', entry: '1', held: 'yes', step: 'save' }),
    json: (scene) => json(scene, '/redactions', { ...place, hide: [passage] }),
  },
  'hide-words': {
    once: true,
    before: (scene) => [json(scene, '/messages', { text: 'We have talked to Robin.' })],
    page: (scene) => form(scene, '/redactions/words', { words: 'Robin', step: 'save' }),
    json: (scene) => json(scene, '/redactions/words', { words: ['Robin'] }),
  },
  'lift-redaction': {
    once: true,
    before: (scene) => [json(scene, '/redactions', { ...place, hide: [passage] })],
    page: (scene) =>
      form(scene, '/redactions/lift', {
        thread: 'reporter',
        entry: '1',
        passage: 'whatHappened/0/2',
      }),
    json: (scene) => json(scene, '/redactions/lift', { ...place, passages: [passage] }),
  },
} satisfies Record<string, CaseTry>;
