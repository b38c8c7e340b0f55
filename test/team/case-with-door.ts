import { randomBytes } from 'node:crypto';
import { changeCase, isCommitted } from '../../functions/domain/casework/change/change-case.ts';
import { beginDoor, type NewDoorWanted } from '../../functions/domain/casework/doors/begin-door.ts';
import type { Member } from '../../functions/domain/member/member.ts';
import type { ThreadName } from '../../functions/domain/thread/thread-name.ts';
import { encodeToken } from '../../functions/envelope/token.ts';
import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { contextOf } from './decided-case.ts';

const permission = { roles: ['member', 'lead'] } as const;

export const responseAbout = (about = 'A talk on the first evening.'): NewDoorWanted => ({
  respondent: 1,
  whom: 'Kim',
  page: { kind: 'response', language: 'en', about, questions: ['What happened?'], decisions: [] },
});

/** A door of a case that the member has opened; its token as it is handed over. */
export const handedOver = async (
  service: Service,
  member: Member,
  caseId: string,
  wanted: NewDoorWanted = responseAbout(),
): Promise<{ readonly token: string; readonly thread: ThreadName }> => {
  const token = randomBytes(16);
  const context = contextOf(service, member);
  let thread = '';
  const result = await changeCase(context, caseId, permission, (opened) => {
    const { record, ...edit } = beginDoor(context, opened, wanted, token);
    thread = record.thread;
    return Promise.resolve({ edit: { audit: { action: 'door-made' }, ...edit } });
  });
  if (!isCommitted(result)) throw new Error(`not made: ${JSON.stringify(result)}`);
  return { token: encodeToken(token), thread };
};

/** The door of a conversation, closed by the team. */
export const closed = async (
  service: Service,
  member: Member,
  caseId: string,
  thread: ThreadName,
): Promise<void> => {
  const result = await changeCase(contextOf(service, member), caseId, permission, () =>
    Promise.resolve({ edit: { audit: { action: 'door-closed' }, doors: [{ thread, door: undefined }] } }),
  );
  if (!isCommitted(result)) throw new Error(`not closed: ${JSON.stringify(result)}`);
};

/** The same once its holder has made words of their own: the token that opens the conversation. */
export const withOwnWords = async (service: Service, token: string): Promise<string> => {
  const tickets = await service.reporter('/api/tickets', { method: 'POST' });
  const wish = jsonRequest(await tickets.json(), bearer(token).headers);
  const answer = await service.reporter('/api/follow-up/passphrase', wish);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await bodyOf<{ token: string }>(answer)).token;
};
