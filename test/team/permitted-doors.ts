import { proposalRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { casePath } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import { handedOver } from './case-with-door.ts';
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
  await decideWith(service, lead, scene.caseId, {
    decision: {
      letterAnnounced: {
        on: '2026-03-10',
        by: { id: lead.memberId, name: lead.name },
        saidOn: '2026-03-10',
        reason: 'It cannot wait.',
      },
    },
  });
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

/** What is done with conversations besides the reporter's. */
export const doorTries = {
  'remake-door': tryOf('/doors/remake', withDoor, { door: 1 }),
  'close-door': tryOf('/doors/close', withDoor, { door: 1, reason: 'They are heard.' }),
  'edit-door-page': tryOf('/doors/page', withDoor, { door: 1, about: 'A talk on the second evening.' }),
  'hand-over-letter': tryOf('/letters/hand-over', withLetter, { decision: 1 }),
  'skip-response': tryOf('/opinions/skip', withRespondent, { respondent: 1, reason: 'It is not safe.' }),
} satisfies Record<string, CaseTry>;
