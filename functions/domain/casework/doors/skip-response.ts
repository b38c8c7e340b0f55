import * as z from 'zod';
import type { Opinion } from '../../decision/opinion.ts';
import { decisionsAbout, opinionOf, respondentOf } from '../../decision/proposal-standing.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase } from '../change/change-case.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import {
  damagedRecords,
  recordNumber,
  unknownRespondent,
  type DamagedRecords,
  type UnknownRespondent,
} from '../decision/decision-problems.ts';
import { readDeciding } from '../decision/read-deciding.ts';
import { caseFull, hasRoom, type CaseFull } from '../decision/room.ts';
import { opinionRecord } from '../record/decision-records.ts';
import { hearing } from './door-parts.ts';

type SkipRefusal =
  | UnknownRespondent
  | DamagedRecords
  | CaseFull
  /** They have answered: what they said stands. */
  | { readonly kind: 'heard' };

/** A decision needs what the respondent said, or this reason; it stands beside the proposal. */
export const skipResponse = caseOperation<SkipRefusal>()({
  name: 'skip-response',
  path: '/opinions/skip',
  summary:
    'Decide about a respondent without hearing them before, with the reason, such as somebody’s safety. It stands where a decision is proposed.',
  permission: hearing,
  input: z.strictObject({ respondent: recordNumber, reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { respondent: number, reason }) => {
    const result = await changeCase<SkipRefusal>(context, caseId, hearing, async (opened) => {
      const { records, unreadable, bytes } = await readDeciding(context, opened);
      const respondent = respondentOf(records, number);
      if (!respondent || respondent.mergedInto !== undefined)
        return { refusal: { kind: 'unknown-respondent' } };
      if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
      const before = opinionOf(records, 'respondent', number);
      if (before?.content.said !== undefined) return { refusal: { kind: 'heard' } };
      const content: Opinion = {
        of: 'respondent',
        respondent: number,
        asked: before?.content.asked,
        whyNotAsked: reason,
        decisionsBefore: decisionsAbout(records, number),
        writtenBy: authorOf(context.member),
        on: day(context.now),
      };
      if (!hasRoom('deciding', bytes, opinionRecord, { before: before?.content, after: content }))
        return { refusal: { kind: 'case-full' } };
      return {
        edit: {
          audit: { action: 'response-skipped', detail: respondent.codeName },
          records: [opinionRecord.write(content, { number: before?.number })],
        },
      };
    });
    return changedTo<SkipRefusal>(caseId, result);
  },
  problems: {
    ...unknownRespondent,
    ...damagedRecords,
    ...caseFull,
    heard: {
      is: 'conflict',
      code: 'heard',
      detail: 'It is noted already what they say. That stands.',
    },
  },
  audit: { 'response-skipped': { says: 'Goes on without hearing', detail: 'as-it-is' } },
  form: {
    name: 'skip-response',
    page: 'people',
    panel: 'begin',
    summary: 'Decide without hearing a respondent',
    text: 'Only where hearing them would put somebody in danger. The reason stands where a decision is proposed.',
    fields: [
      { name: 'respondent', label: 'Respondent', as: 'record', from: 'respondents' },
      { name: 'reason', label: 'Why', as: 'lines', rows: 2 },
    ],
    button: 'Go on without hearing them',
  },
  news: { did: 'response-skipped', says: 'It is noted why they are not heard.', at: '#begin' },
});
