import * as z from 'zod';
import { mostPassages } from '../../redaction/redaction.ts';
import { changeCase } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import type { DamagedRecords } from '../decision/decision-problems.ts';
import {
  currentRedaction,
  entryField,
  passageField,
  placeWords,
  readRedactions,
  redacting,
  redactionProblems,
  redactionWrite,
  threadField,
} from './redaction-parts.ts';

type LiftRefusal = DamagedRecords | { readonly kind: 'not-hidden' };

/** Hands out again what was hidden of an entry. */
export const liftRedaction = caseOperation<LiftRefusal>()({
  name: 'lift-redaction',
  path: '/redactions/lift',
  summary: 'Hand out passages of an entry again that were hidden, each as it is listed.',
  permission: redacting,
  input: z.strictObject({
    thread: threadField,
    entry: entryField,
    passages: z
      .array(passageField)
      .min(1, { message: 'Choose what is handed out again.' })
      .max(mostPassages)
      .describe('As they are listed.'),
  }),
  ...changedAnswer,
  perform: async (context, caseId, { thread, entry, passages }) => {
    const place = { thread, entry };
    const result = await changeCase<LiftRefusal>(context, caseId, redacting, async (opened) => {
      const redactions = await readRedactions(context, opened);
      if (!redactions) return { refusal: { kind: 'damaged-records' } };
      const before = currentRedaction(redactions, place);
      const isMeant = (one: (typeof passages)[number]): boolean =>
        passages.some(({ text, from, to }) => one.text === text && one.from === from && one.to === to);
      const kept = before.passages.filter((one) => !isMeant(one));
      if (before.passages.length - kept.length < passages.length) return { refusal: { kind: 'not-hidden' } };
      return {
        edit: {
          audit: { action: 'redaction-lifted', detail: placeWords(place) },
          records: [redactionWrite(context, redactions, place, { ...before, passages: kept })],
        },
      };
    });
    return changedTo<LiftRefusal>(caseId, result);
  },
  problems: {
    'damaged-records': redactionProblems['damaged-records'],
    'not-hidden': invalidField(
      '/passages',
      'Are not hidden as they were listed.',
      'They are not hidden, or no longer as you have read them. Nothing was changed.',
    ),
  },
  audit: {
    'redaction-lifted': { says: 'Let passages be handed out again, of an entry', detail: 'as-it-is' },
  },
  news: { did: 'redaction-lifted', says: 'These passages are handed out again.' },
});
