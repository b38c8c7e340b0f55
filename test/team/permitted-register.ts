import { casePath } from '../../functions/team/routes.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import type { Attempt, CaseTry, Scene } from './permitted-operations.ts';

const path = ({ caseId }: Pick<Scene, 'caseId'>, below: string): string =>
  `${casePath(caseId)}/respondents/1/${below}`;
const form = (scene: Scene, below: string, fields: Readonly<Record<string, string>> = {}): Attempt => ({
  path: path(scene, below),
  init: formPost(fields),
});
const json = (scene: Scene, below: string, body: unknown = {}): Attempt => ({
  path: `/api${path(scene, below)}`,
  init: jsonRequest(body, { 'sec-fetch-site': 'same-origin' }),
});

const robin = { name: 'Robin Roe', handles: [{ platform: 'chat', handle: 'robin' }] };
const adds = (caseId: string): Attempt => ({
  path: `/api${casePath(caseId)}/respondents`,
  init: jsonRequest(robin, { 'sec-fetch-site': 'same-origin' }),
});

const before: CaseTry['before'] = ({ caseId }) => [adds(caseId)];

type Met = { readonly people: readonly { readonly entries: readonly { readonly entry: string }[] }[] };

/** The same name in another case, and by what that one is told. */
const withAnother: CaseTry['prepare'] = async (scene, act) => {
  await act({ path: `/api${casePath(scene.otherId)}`, init: {} });
  await act(adds(scene.caseId));
  await act(adds(scene.otherId));
  const { people } = await bodyOf<Met>(await act(json(scene, 'met-before')));
  return { ...scene, entry: people[0]?.entries[0]?.entry };
};

const nobody = '-'.repeat(22);
const joining = ({ entry = nobody }: Scene) => ({ entry });

/** The register: how each part of it is asked for. */
export const registerTries = {
  'met-before': {
    once: true,
    before,
    page: (scene) => form(scene, 'met-before'),
    json: (scene) => json(scene, 'met-before'),
  },
  'same-person': {
    once: true,
    prepare: withAnother,
    page: (scene) => form(scene, 'same-person', joining(scene)),
    json: (scene) => json(scene, 'same-person', joining(scene)),
  },
  'not-same-person': {
    once: true,
    prepare: withAnother,
    page: (scene) => form(scene, 'not-same-person', joining(scene)),
    json: (scene) => json(scene, 'not-same-person', joining(scene)),
  },
  'part-person': {
    once: true,
    before,
    page: (scene) => form(scene, 'part-person'),
    json: (scene) => json(scene, 'part-person'),
  },
  'open-person': {
    once: true,
    before,
    page: (scene) => ({ path: path(scene, 'person'), init: {} }),
    json: (scene) => json(scene, 'person'),
  },
  'note-person': {
    once: true,
    before,
    page: (scene) => form(scene, 'person-notes', { text: 'Talk to them first.' }),
    json: (scene) => json(scene, 'person-notes', { text: 'Talk to them first.' }),
  },
} satisfies Record<string, CaseTry>;
