import { redaction } from '../../redaction/redaction.ts';
import { recordKind } from './work-record.ts';

/** What of an entry is not handed out; one for each entry of which something is redacted. */
export const redactionRecord = recordKind({ name: 'redaction', schema: redaction, rewritten: true });
