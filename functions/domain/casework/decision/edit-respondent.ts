import * as z from 'zod';
import type { Respondent } from '../../decision/respondent.ts';
import { changeCase } from '../change/change-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';
import {
  mergedAlready,
  noSuchRespondent,
  numberOf,
  respondentFields,
  respondentPermission,
  unlessEmpty,
  type Merged,
  type NoSuchRespondent,
} from './respondent-parts.ts';

/** Somebody changed them since the member read them. */
type Revised = { readonly kind: 'respondent-changed'; readonly revision: number };
type EditRefusal = NoSuchRespondent | Merged | Revised;

const newContent = z.strictObject({
  ...respondentFields,
  revision: z
    .int()
    .min(1)
    .optional()
    .describe('As it was read: when somebody has changed them since, nothing is done and you are told.'),
});

const edited = (
  before: Respondent,
  { name, handles, reach, relation }: z.infer<typeof newContent>,
): Respondent => ({
  ...before,
  ...(name !== undefined && { name: unlessEmpty(name) }),
  ...(handles !== undefined && { handles }),
  ...(reach !== undefined && { reach: unlessEmpty(reach) }),
  ...(relation !== undefined && { relation: unlessEmpty(relation) }),
});

/** Changes what is known of a respondent; the code name stays. */
export const editRespondent = caseOperation<EditRefusal>()({
  name: 'edit-respondent',
  path: '/respondents/:part',
  summary:
    'Change what is known of a respondent. What is left out stays as it is, an empty text or list takes it away.',
  permission: respondentPermission,
  input: newContent,
  ...changedAnswer,
  perform: async (context, caseId, wanted, { part }) => {
    const number = numberOf(part);
    const result = await changeCase<EditRefusal>(context, caseId, respondentPermission, async (opened) => {
      const { records } = await readRecordsOf(context, opened, respondentRecord);
      const found = records.find((one) => one.number === number);
      if (!found) return { refusal: { kind: 'no-such-respondent' } };
      const { content, revision } = found;
      if (content.mergedInto !== undefined) return { refusal: { kind: 'merged', into: content.mergedInto } };
      if (wanted.revision !== undefined && revision !== wanted.revision)
        return { refusal: { kind: 'respondent-changed', revision } };
      return {
        edit: {
          audit: { action: 'respondent-edited', detail: content.codeName },
          records: [respondentRecord.write(edited(content, wanted), { number })],
        },
      };
    });
    return changedTo<EditRefusal>(caseId, result);
  },
  problems: {
    'no-such-respondent': noSuchRespondent,
    merged: mergedAlready,
    'respondent-changed': ({ revision }) => ({
      is: 'conflict',
      code: 'respondent-changed',
      detail:
        'Somebody has changed this respondent since you read them, so nothing was done yet. Read them again.',
      at: { pointer: '/revision', detail: 'Is not the current one.' },
      more: { revision },
    }),
  },
  audit: { 'respondent-edited': { says: 'Changed a respondent', detail: 'as-it-is' } },
  news: { did: 'respondent-edited', says: 'The respondent is changed.', at: '#respondents' },
});
