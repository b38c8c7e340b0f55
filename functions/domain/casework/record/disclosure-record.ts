import { disclosure } from '../../export/disclosure.ts';
import { recordKind } from './work-record.ts';

/** What of a case was handed out; one for each copy that was opened. */
export const disclosureRecord = recordKind({ name: 'disclosure', schema: disclosure, rewritten: false });
