import { narrativeRecord } from '../../functions/domain/casework/record/narrative-record.ts';
import { narrativeHash } from '../../functions/domain/narrative/narrative.ts';
import { casePath } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import { contextOf, editCase } from './decided-case.ts';
import { changeCase } from '../../functions/domain/casework/change/change-case.ts';
import type { CaseTry } from './permitted-operations.ts';

const text = { language: 'en' as const, text: 'Somebody was warned in public, and there was an apology.' };

type Arrange = NonNullable<CaseTry['arrange']>;

const closed: Arrange = (service, lead, { caseId }) =>
  editCase(service, lead, caseId, { head: { state: 'closed' } });

/** Of a case that is closed, a text that somebody else than the actor wrote, one of both a lead. */
const waiting: Arrange = async (service, lead, scene) => {
  const { caseId, actorId, laterId } = scene;
  const id = actorId === lead.memberId ? laterId : lead.memberId;
  await changeCase(contextOf(service, lead), caseId, { roles: [lead.role] }, ({ brief, head }) => ({
    edit: {
      audit: { action: 'granted' },
      brief: id === laterId ? { ...brief, grantedMembers: [...brief.grantedMembers, id] } : brief,
      head: { state: 'closed', openedBy: [...new Set([...head.openedBy, id])] },
    },
  }));
  const written = { by: { id, name: 'Somebody' }, on: '2026-03-10' };
  await editCase(service, lead, caseId, {
    records: [narrativeRecord.write({ ...text, written, team: [actorId, id] })],
  });
};

const narrativeTry = (
  path: string,
  inputOf: (caseId: string) => Readonly<Record<string, string>>,
  arrange: Arrange,
): CaseTry => ({
  once: true,
  arrange,
  page: ({ caseId }) => ({
    path: `${casePath(caseId)}/narrative${path}`,
    init: formPost(inputOf(caseId)),
  }),
  json: ({ caseId }) => ({
    path: `/api${casePath(caseId)}/narrative${path}`,
    init: jsonRequest(inputOf(caseId), { 'sec-fetch-site': 'same-origin' }),
  }),
});

/** What is done about the text of a transparency report. */
export const narrativeTries = {
  'write-narrative': narrativeTry('', () => text, closed),
  'approve-narrative': narrativeTry('/approve', (caseId) => ({ hash: narrativeHash(caseId, text) }), waiting),
  'withdraw-narrative': narrativeTry('/withdraw', () => ({}), waiting),
} satisfies Record<string, CaseTry>;
