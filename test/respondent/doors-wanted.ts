import type { NewDoorWanted } from '../../functions/domain/casework/doors/begin-door.ts';
import type { DoorKind } from '../../functions/domain/thread/thread-name.ts';
import { responseAbout } from '../team/case-with-door.ts';

/** A door of each kind, as the team makes it. */
export const doorsWanted: Readonly<Record<DoorKind, NewDoorWanted>> = {
  response: responseAbout(),
  witness: {
    whom: 'Ines',
    page: { kind: 'witness', language: 'en', about: 'The first evening.', questions: ['What did you see?'] },
  },
  expert: {
    whom: 'A translator',
    endsOn: '2026-05-20',
    page: {
      kind: 'expert',
      language: 'en',
      about: 'Please translate this.',
      endsOn: '2026-05-20',
      excerpts: [{ from: 'Somebody', on: '2026-03-09', text: 'Bonsoir.' }],
    },
  },
  platform: {
    whom: 'The admins of the chat',
    platform: 'chat',
    page: { kind: 'platform', language: 'en', platform: 'Chat', restrictions: [] },
  },
};
