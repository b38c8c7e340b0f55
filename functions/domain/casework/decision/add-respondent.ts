import * as z from 'zod';
import { newCodeNameBeside } from '../../decision/code-name.ts';
import { mostRespondents, type Respondent } from '../../decision/respondent.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, isSent, numberWritten, type ChangeResult } from '../change/change-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import { respondentFields, respondentPermission, unlessEmpty } from './respondent-parts.ts';

type AddRefusal = { readonly kind: 'too-many-respondents' };

const newRespondent = z
  .strictObject(respondentFields)
  .refine(({ name, handles, reach, relation }) => [name, handles?.[0], reach, relation].some(Boolean), {
    path: ['name'],
    message: 'Enter a name, an account, or something else by which the team knows whom it means.',
  });

type Added = { readonly respondent: number; readonly codeName: string };

const add = async (
  context: CaseContext,
  caseId: string,
  { name, handles = [], reach, relation }: z.infer<typeof newRespondent>,
  sentKey: string | undefined,
): Promise<{ readonly result: ChangeResult<AddRefusal>; readonly added: Added }> => {
  const { member, now, random } = context;
  let drawn = '';
  const result = await changeCase<AddRefusal>(context, caseId, respondentPermission, async (opened) => {
    if (recordsOf(opened.head, respondentRecord.name).last >= mostRespondents)
      return { refusal: { kind: 'too-many-respondents' } };
    const { records } = await readRecordsOf(context, opened, respondentRecord);
    drawn = newCodeNameBeside(new Set(records.map(({ content }) => content.codeName)), random.integer);
    const content: Respondent = {
      codeName: drawn,
      name: unlessEmpty(name),
      handles,
      reach: unlessEmpty(reach),
      relation: unlessEmpty(relation),
      addedBy: authorOf(member),
      addedOn: day(now),
    };
    return {
      edit: {
        audit: { action: 'respondent-added', detail: drawn },
        records: [respondentRecord.write(content, { sentKey })],
      },
    };
  });
  if (isSent(result)) {
    // Sent before, they have the code name of then.
    const { records } = await readRecordsOf(context, result.opened, respondentRecord);
    const stored = records.find(({ number }) => number === result.number);
    return { result, added: { respondent: result.number, codeName: stored?.content.codeName ?? '' } };
  }
  return { result, added: { respondent: numberWritten(result), codeName: drawn } };
};

/** Names a person whom the case is about. */
export const addRespondent = caseOperation<AddRefusal>()({
  name: 'add-respondent',
  path: '/respondents',
  summary: 'Name a person whom the case is about. They get a code name that is theirs alone in this case.',
  permission: respondentPermission,
  input: newRespondent,
  idempotent: true,
  status: 201,
  gives: 'The number and the code name of the respondent',
  answer: caseChanged.extend({ respondent: z.int(), codeName: z.string() }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const { result, added } = await add(context, caseId, wanted, sentKey);
    const changed = changedTo<AddRefusal>(caseId, result);
    return changed.kind === 'done' ? { kind: 'done', answer: { ...changed.answer, ...added } } : changed;
  },
  problems: {
    'too-many-respondents': {
      is: 'conflict',
      code: 'too-many-respondents',
      detail: `A case has at most ${mostRespondents} respondents, merged ones included.`,
    },
  },
  audit: { 'respondent-added': { says: 'Named a respondent', detail: 'as-it-is' } },
  news: { did: 'respondent', says: 'The respondent is added.', at: '#respondents' },
  example: { name: 'Robin Roe', handles: [{ platform: 'chat', handle: 'robin' }], relation: 'Maintainer' },
});
