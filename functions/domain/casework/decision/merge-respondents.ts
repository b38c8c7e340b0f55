import * as z from 'zod';
import { aboutRespondent } from '../../decision/kept-respondent.ts';
import { mostHandles, type Respondent } from '../../decision/respondent.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { decisionRecord, proposalRecord, respondentRecord } from '../record/decision-records.ts';
import {
  distinctHandles,
  mergedAlready,
  noSuchRespondent,
  numberOf,
  respondentPermission,
  type Merged,
  type NoSuchRespondent,
} from './respondent-parts.ts';

type MergeRefusal =
  | NoSuchRespondent
  | Merged
  | { readonly kind: 'no-such-other' }
  | { readonly kind: 'other-merged' }
  | { readonly kind: 'same' }
  /** Which of the two decisions, or proposals, is theirs would not be clear any more. */
  | { readonly kind: 'both-decided' }
  | { readonly kind: 'both-proposed' }
  | { readonly kind: 'too-many-handles' };

type Found = Numbered<Respondent>;

/** The kept one takes over the accounts, and what was not known of them. The merged one stays as it was. */
const together = (kept: Respondent, merged: Respondent): Respondent => ({
  ...kept,
  name: kept.name ?? merged.name,
  reach: kept.reach ?? merged.reach,
  relation: kept.relation ?? merged.relation,
  handles: distinctHandles([...kept.handles, ...merged.handles]),
});

const unclear = async (
  context: CaseContext,
  opened: OpenCase,
  respondents: readonly Found[],
  [one, other]: readonly [number, number],
): Promise<Extract<MergeRefusal, { kind: 'both-decided' | 'both-proposed' }> | undefined> => {
  const decisions = (await readRecordsOf(context, opened, decisionRecord)).records.filter(
    ({ content }) => content.status === 'in-force',
  );
  const proposals = (await readRecordsOf(context, opened, proposalRecord)).records
    .filter(({ content }) => content.status === 'open')
    .map(({ content: { content } }) => ({ content }));
  const both = (records: readonly { readonly content: { readonly respondent: number } }[]): boolean =>
    [one, other].every((number) => aboutRespondent(respondents, records, number).length > 0);
  if (both(decisions)) return { kind: 'both-decided' };
  return both(proposals) ? { kind: 'both-proposed' } : undefined;
};

const decide = async (
  context: CaseContext,
  opened: OpenCase,
  number: number,
  into: number,
): Promise<{ readonly refusal: MergeRefusal } | { readonly merged: Found; readonly kept: Found }> => {
  const { records } = await readRecordsOf(context, opened, respondentRecord);
  const merged = records.find((one) => one.number === number);
  const kept = records.find((one) => one.number === into);
  if (!merged) return { refusal: { kind: 'no-such-respondent' } };
  if (merged.content.mergedInto !== undefined)
    return { refusal: { kind: 'merged', into: merged.content.mergedInto } };
  if (number === into) return { refusal: { kind: 'same' } };
  if (!kept) return { refusal: { kind: 'no-such-other' } };
  if (kept.content.mergedInto !== undefined) return { refusal: { kind: 'other-merged' } };
  const refusal = await unclear(context, opened, records, [number, into]);
  if (refusal) return { refusal };
  if (together(kept.content, merged.content).handles.length > mostHandles)
    return { refusal: { kind: 'too-many-handles' } };
  return { merged, kept };
};

/** Says that two respondents are one person. What is about either is read as of the one that is kept. */
export const mergeRespondents = caseOperation<MergeRefusal>()({
  name: 'merge-respondents',
  path: '/respondents/:part/merge',
  summary: 'Say that two respondents are one person: this one is merged into the other, which is kept.',
  permission: respondentPermission,
  input: z.strictObject({ into: z.int().min(1).describe('The number of the respondent that is kept.') }),
  ...changedAnswer,
  perform: async (context, caseId, { into }, { part }) => {
    const number = numberOf(part);
    const result = await changeCase<MergeRefusal>(context, caseId, respondentPermission, async (opened) => {
      const decided = await decide(context, opened, number, into);
      if ('refusal' in decided) return decided;
      const { merged, kept } = decided;
      return {
        edit: {
          audit: {
            action: 'respondents-merged',
            detail: `${merged.content.codeName} into ${kept.content.codeName}`,
          },
          records: [
            respondentRecord.write({ ...merged.content, mergedInto: into }, { number }),
            respondentRecord.write(together(kept.content, merged.content), { number: into }),
          ],
        },
      };
    });
    return changedTo<MergeRefusal>(caseId, result);
  },
  problems: {
    'no-such-respondent': noSuchRespondent,
    merged: mergedAlready,
    'no-such-other': invalidField('/into', 'Is no respondent of this case.', 'Choose another respondent.'),
    'other-merged': invalidField(
      '/into',
      'Has been merged with another.',
      'The other one has been merged themselves. Choose the one that was kept.',
    ),
    same: invalidField('/into', 'Is the same.', 'Choose another respondent than this one.'),
    'both-decided': {
      is: 'conflict',
      code: 'both-decided',
      detail: 'A decision is in force for each of the two. End or replace one of them first.',
    },
    'both-proposed': {
      is: 'conflict',
      code: 'both-proposed',
      detail: 'A proposal is open for each of the two. Withdraw one of them first.',
    },
    'too-many-handles': {
      is: 'conflict',
      code: 'too-many-handles',
      detail: `Together they have more than ${mostHandles} accounts. Take some away first.`,
    },
  },
  audit: { 'respondents-merged': { says: 'Merged two respondents', detail: 'as-it-is' } },
  news: { did: 'respondents-merged', says: 'The two are one respondent now.', at: '#respondents' },
});
