import { proposalRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { casePath } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import { handedOver } from './case-with-door.ts';
import { doorOf } from './many-doors.ts';
import { editCase } from './decided-case.ts';
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

/** The admins of a platform have said that a restriction is in place. */
const withAnswer: Arrange = async (service, lead, { caseId, now }) => {
  await nameSomebody(service, lead, caseId);
  await decideWith(service, lead, caseId, {
    measures: [{ type: 'ban', rollOuts: [{ platform: 'chat', restriction: 'ban', account: '@someone' }] }],
  });
  const { thread } = await handedOver(service, lead, caseId, doorOf('platform'));
  const on = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000).toISOString();
  const facts = { measure: '1', account: '1', name: '@someone', restriction: 'ban' };
  const entry = { from: 'platform', kind: 'act', on, act: 'placed', facts, texts: new Map() } as const;
  await editCase(service, lead, caseId, { entries: [{ thread, entry }] });
};

/** An expert who is shown something, until a day that is far enough. */
const withExpert: Arrange = async (service, lead, { caseId, now }) => {
  const endsOn = new Date(now.getTime() + 10 * 86_400_000).toISOString().slice(0, 10);
  await handedOver(service, lead, caseId, doorOf('expert', endsOn));
};

const nothing: Arrange = () => Promise.resolve();

type Input = Readonly<Record<string, unknown>>;

/** @param fields of the form, where they are not those of the JSON */
const tryOf = (path: string, arrange: Arrange, input: Input, fields: Input = input): CaseTry => ({
  once: true,
  arrange,
  page: ({ caseId }) => ({ path: `${casePath(caseId)}${path}`, init: formPost(asFields(fields)) }),
  json: ({ caseId }) => ({
    path: `/api${casePath(caseId)}${path}`,
    init: jsonRequest(input, { 'sec-fetch-site': 'same-origin' }),
  }),
});

const shownReport = {
  about: 'Please translate this.',
  entries: [{ thread: 'reporter', entry: 1 }],
};
const tickedReport = { ...shownReport, entries: 'reporter 1' };
const translator = { whom: 'A translator', language: 'en' };

/** What is done with conversations besides the reporter's. */
export const doorTries = {
  'remake-door': tryOf('/doors/remake', withDoor, { door: 1 }),
  'close-door': tryOf('/doors/close', withDoor, { door: 1, reason: 'They are heard.' }),
  'edit-door-page': tryOf('/doors/page', withDoor, { door: 1, about: 'A talk on the second evening.' }),
  'make-expert-door': tryOf(
    '/doors/experts',
    nothing,
    { ...translator, ...shownReport },
    { ...translator, ...tickedReport },
  ),
  'edit-excerpts': tryOf(
    '/doors/experts/entries',
    withExpert,
    { door: 1, ...shownReport },
    { door: 1, ...tickedReport },
  ),
  'take-over-answers': tryOf('/doors/answers/taken-over', withAnswer, { door: 1, upTo: 1 }),
  'hand-over-letter': tryOf('/letters/hand-over', withLetter, { decision: 1 }),
  'skip-response': tryOf('/opinions/skip', withRespondent, { respondent: 1, reason: 'It is not safe.' }),
} satisfies Record<string, CaseTry>;
