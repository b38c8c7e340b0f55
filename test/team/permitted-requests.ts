import { dataRequestRecord } from '../../functions/domain/casework/record/data-request-record.ts';
import { noteRecord } from '../../functions/domain/casework/record/note.ts';
import { day } from '../../functions/domain/kernel/clock.ts';
import type { DataRequest } from '../../functions/domain/data-request/data-request.ts';
import { twoPersonRequestRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { requestHash, type TwoPersonRequest } from '../../functions/domain/decision/two-person-request.ts';
import { casePath } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import { editCase } from './decided-case.ts';
import type { Attempt, CaseTry, Scene } from './permitted-operations.ts';

const reason = 'It has to be.';
const form = ({ caseId }: Scene, path: string, fields: Readonly<Record<string, string>>): Attempt => ({
  path: `${casePath(caseId)}${path}`,
  init: formPost(fields),
});
const json = ({ caseId }: Scene, path: string, body: unknown): Attempt => ({
  path: `/api${casePath(caseId)}${path}`,
  init: jsonRequest(body, { 'sec-fetch-site': 'same-origin' }),
});

/** A copy that somebody asks for. */
const requestBy = (
  id: string,
  { actorId, now }: Scene,
  own: Partial<TwoPersonRequest> = {},
): TwoPersonRequest => ({
  act: 'copy',
  reason,
  copy: {
    recipient: 'A court',
    contents: 'report',
    whyNotTold: reason,
    version: 1,
    entries: 1,
    files: 'none',
  },
  by: { id, name: 'Somebody' },
  on: now.toISOString(),
  team: [actorId],
  status: 'open',
  ...own,
});

const dataRequestIn = ({ actorId, now }: Scene): DataRequest => ({
  person: 'other',
  who: 'Kim',
  asks: 'information',
  language: 'en',
  cameOn: day(now),
  answerBy: day(now),
  by: { id: actorId, name: 'Somebody' },
  on: day(now),
});
/** Above the versions of a new case, by which notes are numbered. */
const clearedNumber = 900;
const answered = { request: 1, outcome: 'declined', text: reason };

type Arrange = NonNullable<CaseTry['arrange']>;

const arranged =
  (requestIn: (scene: Scene) => TwoPersonRequest): Arrange =>
  (service, lead, scene) =>
    editCase(service, lead, scene.caseId, { records: [twoPersonRequestRecord.write(requestIn(scene))] });

const asked = (scene: Scene): TwoPersonRequest => requestBy(scene.colleagueId, scene);
const own = (scene: Scene): TwoPersonRequest => requestBy(scene.actorId, scene);
const agreed = (scene: Scene): TwoPersonRequest => ({
  ...own(scene),
  status: 'agreed',
  answered: { by: { id: scene.colleagueId, name: 'Somebody else' }, on: scene.now.toISOString() },
});
const answerOf = (scene: Scene) => ({
  request: 1,
  hash: requestHash(scene.caseId, 1, asked(scene)),
  verdict: 'declines',
  reason,
});

/** What takes two people: how each part of it is asked for. */
export const requestTries = {
  'ask-erasure': {
    once: true,
    page: (scene) => form(scene, '/erasure/requests', { reason }),
    json: (scene) => json(scene, '/erasure/requests', { reason }),
  },
  'answer-request': {
    once: true,
    arrange: arranged(asked),
    page: (scene) => form(scene, '/requests/answer', { ...answerOf(scene), request: '1' }),
    json: (scene) => json(scene, '/requests/answer', answerOf(scene)),
  },
  'take-back-request': {
    once: true,
    arrange: arranged(own),
    page: (scene) => form(scene, '/requests/take-back', { request: '1' }),
    json: (scene) => json(scene, '/requests/take-back', { request: 1 }),
  },
  'answer-data-request': {
    once: true,
    arrange: (service, lead, scene) =>
      editCase(service, lead, scene.caseId, { records: [dataRequestRecord.write(dataRequestIn(scene))] }),
    page: (scene) => form(scene, '/data-requests/answer', { ...answered, request: '1' }),
    json: (scene) => json(scene, '/data-requests/answer', answered),
  },
  'clear-note': {
    once: true,
    arrange: (service, lead, scene) =>
      editCase(service, lead, scene.caseId, {
        erasesReporter: true,
        records: [
          noteRecord.write(
            {
              kind: 'note',
              author: { id: lead.memberId, name: lead.name },
              on: scene.now.toISOString(),
              text: reason,
            },
            { number: clearedNumber },
          ),
        ],
      }),
    page: (scene) => form(scene, '/notes/clear', { note: String(clearedNumber) }),
    json: (scene) => json(scene, '/notes/clear', { note: clearedNumber }),
  },
  'open-copy': {
    once: true,
    arrange: arranged(agreed),
    page: (scene) => form(scene, '/copies/open', { request: '1' }),
    json: (scene) => json(scene, '/copies/open', { request: 1 }),
  },
} satisfies Record<string, CaseTry>;
