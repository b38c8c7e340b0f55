import { narrative } from '../../narrative/narrative.ts';
import { recordKind } from './work-record.ts';

/** What may be told of a case in a transparency report; it has one at most. */
export const narrativeRecord = recordKind({ name: 'narrative', schema: narrative, rewritten: true });
