import { proposalRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { casePath } from '../../functions/team/routes.ts';
import { addDays, day } from '../../functions/domain/kernel/clock.ts';
import { bearer, jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import { handedOver, withOwnWords } from './case-with-door.ts';
import { editCase } from './decided-case.ts';
import { doorOf } from './many-doors.ts';
import { decideWith, nameSomebody } from './measured-case.ts';
import { asFields } from './permitted-measures.ts';
import type { CaseTry } from './permitted-operations.ts';

type Arrange = NonNullable<CaseTry['arrange']>;

const withRespondent: Arrange = (service, lead, { caseId }) => nameSomebody(service, lead, caseId);

const withDoor: Arrange = async (service, lead, scene) => {
  await withRespondent(service, lead, scene);
  await handedOver(service, lead, scene.caseId);
};

/** A decision with a letter, about whom there is a conversation with. */
const withLetter: Arrange = async (service, lead, scene) => {
  await withDoor(service, lead, scene);
  await editCase(service, lead, scene.caseId, {
    records: [
      proposalRecord.write({
        content: {
          respondent: 1,
          rung: 'warning',
          from: '2026-03-10',
          measures: [],
          letter: { language: 'en', behaviour: 'You shouted.', impact: '', expected: '', consequences: '' },
          reporterText: 'Decided.',
          reasons: 'It was loud.',
        },
        hash: 'h',
        status: 'in-force',
        by: { id: lead.memberId, name: lead.name },
        on: '2026-03-10',
        team: [],
      }),
    ],
  });
  const by = { id: lead.memberId, name: lead.name };
  const letterAnnounced = { on: '2026-03-10', by, saidOn: '2026-03-10', reason: 'They meet tomorrow.' };
  await decideWith(service, lead, scene.caseId, { decision: { letterAnnounced } });
};

const tryOf = (path: string, arrange: Arrange, input: Readonly<Record<string, unknown>>): CaseTry => ({
  once: true,
  arrange,
  page: ({ caseId }) => ({ path: `${casePath(caseId)}${path}`, init: formPost(asFields(input)) }),
  json: ({ caseId }) => ({
    path: `/api${casePath(caseId)}${path}`,
    init: jsonRequest(input, { 'sec-fetch-site': 'same-origin' }),
  }),
});

/** Admins of a platform have said that a restriction is in place. */
const withAnswer: Arrange = async (service, lead, scene) => {
  await withRespondent(service, lead, scene);
  const account = { platform: 'chat', restriction: 'mute', account: '@someone' };
  await decideWith(service, lead, scene.caseId, {
    measures: [{ type: 'restriction-of-spaces', rollOuts: [account] }],
  });
  const token = await withOwnWords(
    service,
    (await handedOver(service, lead, scene.caseId, doorOf('platform'))).token,
  );
  const facts = { measure: '1', account: '1', name: '@someone', restriction: 'mute' };
  const said = jsonRequest({ act: 'placed', facts }, bearer(token).headers);
  const answer = await service.reporter('/api/follow-up/acts', said);
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
};

const withExpert: Arrange = async (service, lead, { caseId, now }) => {
  await handedOver(service, lead, caseId, doorOf('expert', day(addDays(now, 10))));
};

const newExpert = { whom: 'A translator', language: 'en', about: 'Please translate.' };
const expertTry: CaseTry = {
  ...tryOf('/doors/experts', () => Promise.resolve(), {
    ...newExpert,
    entries: [{ thread: 'reporter', entry: 1 }],
  }),
  page: ({ caseId }) => ({
    path: `${casePath(caseId)}/doors/experts`,
    init: formPost({ ...newExpert, entries: 'reporter 1' }),
  }),
};

const excerptsTry: CaseTry = {
  ...tryOf('/doors/experts/entries', withExpert, {
    door: 1,
    about: 'Please translate.',
    entries: [{ thread: 'reporter', entry: 1 }],
  }),
  page: ({ caseId }) => ({
    path: `${casePath(caseId)}/doors/experts/entries`,
    init: formPost({ door: '1', about: 'Please translate.', entries: 'reporter 1' }),
  }),
};

/** What is done with conversations besides the reporter's. */
export const doorTries = {
  'remake-door': tryOf('/doors/remake', withDoor, { door: 1 }),
  'close-door': tryOf('/doors/close', withDoor, { door: 1, reason: 'They are heard.' }),
  'edit-door-page': tryOf('/doors/page', withDoor, { door: 1, about: 'A talk on the second evening.' }),
  'hand-over-letter': tryOf('/letters/hand-over', withLetter, { decision: 1 }),
  'take-over-answers': tryOf('/doors/answers/taken-over', withAnswer, { door: 1, upTo: 1 }),
  'make-expert-door': expertTry,
  'edit-excerpts': excerptsTry,
  'skip-response': tryOf('/opinions/skip', withRespondent, { respondent: 1, reason: 'It is not safe.' }),
} satisfies Record<string, CaseTry>;
