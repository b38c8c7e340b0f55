import type { TeamOperation } from '../../functions/domain/authorization/permissions.ts';
import { answerField } from '../../functions/team/filing/on-behalf-page.tsx';
import { draftPath, memberPath, routes } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import type { Attempt } from './permitted-operations.ts';

/** Who tries, and a member it is done to, who may be gone afterwards. */
type Persons = { readonly actorId: string; readonly targetId: string };
type TeamTry = (persons: Persons) => Attempt;

const look =
  (path: string): TeamTry =>
  () => ({ path, init: {} });
const form =
  (pathOf: (persons: Persons) => string, fields: Parameters<typeof formPost>[0] = {}): TeamTry =>
  (persons) => ({ path: pathOf(persons), init: formPost(fields) });
const json =
  (pathOf: (persons: Persons) => string, body: unknown = {}, method = 'POST'): TeamTry =>
  (persons) => {
    const { body: sent, ...init } = jsonRequest(body, { 'sec-fetch-site': 'same-origin' });
    return {
      path: pathOf(persons),
      init: { ...init, method, body: method === 'DELETE' ? null : (sent ?? '') },
    };
  };

const person = { name: 'Nel', email: 'nel@example.org', channels: ['conduct'] };
const absence = { from: '2026-04-01', until: '2026-04-02' };
const filing = {
  channel: 'conduct',
  answers: { whatHappened: 'He shouted.' },
  forWhom: 'another',
  reporterKnows: true,
  cameBy: 'mail',
  door: false,
};

/** Tried with what nobody could be given: whoever may is told so, as there is no such draft or nothing in the file. */
export const triedInVain: readonly TeamOperation[] = ['draft-report', 'approve-report', 'receive-forwarded'];

/** How each operation that is about no case is asked for: every way there is. */
export const teamTries: Readonly<Record<TeamOperation, readonly TeamTry[]>> = {
  'see-board': [look(routes.board), look(routes.api.board)],
  'list-cases': [look(routes.queue), look(routes.api.cases)],
  'keep-own-filters': [
    form(() => routes.filters, { do: 'keep', assignee: 'me' }),
    json(() => routes.api.filters, { filters: [] }, 'PUT'),
  ],
  'search-cases': [form(() => routes.queue, { q: 'Bob' }), look(`${routes.api.cases}?q=Bob`)],
  'read-log': [look(routes.log), look(routes.logFile), look(routes.api.log), look(routes.api.logFile)],
  'see-same-people': [look(routes.samePeople), look(routes.api.samePeople)],
  'see-drafts': [look(routes.transparency), look(routes.api.transparency)],
  // Whatever it is refused for: the permission comes first.
  'draft-report': [
    form(() => routes.transparency, { from: '2026-01', until: '2026-01' }),
    json(() => routes.api.transparency, { from: '2026-01', until: '2026-01', readers: [] }),
    form(() => draftPath('nobodys-draft', routes.reportDrop)),
    form(() => draftPath('nobodys-draft', routes.reportNarratives)),
    json(() => '/api/transparency/nobodys-draft/narratives', { taken: [] }),
  ],
  'approve-report': [
    look(draftPath('nobodys-draft')),
    form(() => draftPath('nobodys-draft', routes.reportApproval)),
    look('/api/transparency/nobodys-draft'),
    json(() => '/api/transparency/nobodys-draft/approval'),
  ],
  'file-on-behalf': [
    look(routes.newCase),
    form(() => routes.newCase, {
      channel: 'conduct',
      [answerField('whatHappened')]: 'He shouted.',
      forWhom: 'another',
      reporterKnows: 'yes',
      cameBy: 'mail',
    }),
    json(() => routes.api.cases, filing),
  ],
  'receive-forwarded': [
    look(routes.forwarded),
    form(() => routes.forwarded, {}),
    json(() => routes.api.forwarded, { file: '' }),
  ],
  'see-members': [look(routes.members), look(routes.api.members)],
  'manage-members': [
    look(routes.newMember),
    form(() => routes.members, { ...person, role: 'member' }),
    ({ targetId }) => ({ path: memberPath(targetId), init: {} }),
    form(({ targetId }) => memberPath(targetId), { ...person, email: 'changed@example.org', role: 'lead' }),
    form(({ targetId }) => memberPath(targetId, routes.memberAbsence), absence),
    form(({ targetId }) => memberPath(targetId, routes.memberEnrolment)),
    form(({ targetId }) => memberPath(targetId, routes.memberRemoval), { sure: 'yes' }),
    json(() => routes.api.members, { ...person, email: 'script@example.org' }),
    json(({ targetId }) => `/api${memberPath(targetId)}`, { role: 'lead' }),
    json(({ targetId }) => `/api${memberPath(targetId)}`, { absence }),
    json(({ targetId }) => `/api${memberPath(targetId)}/enrolment`),
    json(({ targetId }) => `/api${memberPath(targetId)}`, {}, 'DELETE'),
  ],
  'read-review': [look(routes.review), look(routes.api.review)],
  'tick-checklist': [
    form(() => routes.checklist, { point: 'read-code' }),
    json(() => routes.api.checklist, { point: 'read-code' }),
  ],
  'read-procedure': [look(routes.procedure), look(routes.api.procedure)],
  // Whoever may look is told that no case of theirs has this code.
  'find-by-code': [look(`${routes.caseByCode}?code=`), look(`${routes.api.caseByCode}?code=`)],
  'manage-own-passkeys': [look(routes.passkeys)],
  'set-own-absence': [
    ({ actorId }) => ({ path: memberPath(actorId), init: {} }),
    form(({ actorId }) => memberPath(actorId, routes.memberAbsence), absence),
    json(({ actorId }) => `/api${memberPath(actorId)}`, { absence }),
  ],
};
