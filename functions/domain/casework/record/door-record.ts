import { door } from '../../door/door.ts';
import { recordKind } from './work-record.ts';

/** The doors of a case besides the reporter's. */
export const doorRecord = recordKind({ name: 'door', schema: door, rewritten: true });
