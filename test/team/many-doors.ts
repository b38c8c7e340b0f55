import { randomBytes } from 'node:crypto';
import { changeCase, isCommitted } from '../../functions/domain/casework/change/change-case.ts';
import { beginDoor, type NewDoorWanted } from '../../functions/domain/casework/doors/begin-door.ts';
import { doorRecord } from '../../functions/domain/casework/record/door-record.ts';
import { readRecordsOf } from '../../functions/domain/casework/reading/read-records.ts';
import { day } from '../../functions/domain/kernel/clock.ts';
import type { Member } from '../../functions/domain/member/member.ts';
import type { DoorKind, ThreadName } from '../../functions/domain/thread/thread-name.ts';
import type { Service } from '../harness/service.ts';
import { contextOf } from './decided-case.ts';

/** A door of each kind, with the least that its page shows. */
export const doorOf = (kind: DoorKind, endsOn = '2026-03-20'): NewDoorWanted => {
  switch (kind) {
    case 'response':
      return {
        respondent: 1,
        whom: 'Kim',
        page: { kind, language: 'en', about: 'A talk.', questions: [], decisions: [] },
      };
    case 'witness':
      return { whom: 'Noor', page: { kind, language: 'en', about: 'A talk.', questions: ['What?'] } };
    case 'expert':
      return {
        whom: 'A translator',
        endsOn,
        page: {
          kind,
          language: 'en',
          about: 'Please translate.',
          endsOn,
          excerpts: [{ from: 'Somebody who reported', on: '2026-03-10', text: 'planted-excerpt' }],
        },
      };
    case 'platform':
      return {
        whom: 'Chat',
        platform: 'chat',
        page: { kind, language: 'en', platform: 'Chat', restrictions: [] },
      };
  }
};

/** Many doors of a case, each by a change of its own as members make them; the names of their threads. */
export const withDoors = async (
  service: Service,
  member: Member,
  caseId: string,
  kinds: readonly DoorKind[],
): Promise<readonly ThreadName[]> => {
  const threads: ThreadName[] = [];
  for (const kind of kinds) {
    const context = contextOf(service, member);
    const token = randomBytes(16);
    const made = await changeCase(context, caseId, { roles: [member.role] }, (opened) => {
      const { record, ...edit } = beginDoor(context, opened, doorOf(kind), token);
      threads.push(record.thread);
      return { edit: { audit: { action: 'door-made' }, ...edit } };
    });
    if (!isCommitted(made)) throw new Error(made.kind);
  }
  return threads;
};

/** Closes the door of a thread, as an operation of a member does. */
export const closeDoorOf = async (
  service: Service,
  member: Member,
  caseId: string,
  thread: ThreadName,
): Promise<void> => {
  const context = contextOf(service, member);
  const closed = await changeCase(context, caseId, { roles: [member.role] }, async (opened) => {
    const { records } = await readRecordsOf(context, opened, doorRecord);
    const found = records.find(({ content }) => content.thread === thread);
    if (!found) throw new Error('the case has this door');
    const { number, content } = found;
    const written = { ...content, state: 'closed' as const, closedOn: day(context.now) };
    return {
      edit: {
        audit: { action: 'door-closed' },
        doors: [{ thread, door: undefined }],
        records: [doorRecord.write(written, { number })],
      },
    };
  });
  if (!isCommitted(closed)) throw new Error(closed.kind);
};
