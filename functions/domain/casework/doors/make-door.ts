import * as z from 'zod';
import { addDays, day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { language } from '../../../settings/localised.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation } from '../change/operation.ts';
import {
  damagedRecords,
  recordNumber,
  unknownRespondent,
  type DamagedRecords,
  type UnknownRespondent,
} from '../decision/decision-problems.ts';
import { caseFull, type CaseFull } from '../decision/room.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { recordsOf } from '../record/work-record.ts';
import {
  doorProblems,
  hearing,
  isInRange,
  respondentAsked,
  responseDoorOf,
  type NotInRange,
} from './door-parts.ts';
import { checkDoorText, doorTextFields, mayTell, type MayTell } from './door-text.ts';
import {
  handedOverAnswer,
  handOverDoor,
  handOverProblems,
  type HandOverRefusal,
  type HandOverWanted,
} from './hand-over-door.ts';

const common = {
  language: language.describe('What the page and its buttons are in.'),
  ...doorTextFields,
  answerBy: z.iso
    .date()
    .nullish()
    .describe(
      'By when they are asked to answer; the days of the settings where it is left out. `null`: they are asked nothing, such as on a page that is made for a letter.',
    ),
};

const newDoor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('response'),
    respondent: recordNumber.describe('Whom it is for.'),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('witness'),
    whom: requiredText(200)
      .optional()
      .describe(
        'Whom it is for, in words for the team, who alone read it. Left out for one who stays anonymous: they are told apart by a number.',
      ),
    ...common,
  }),
]);
type NewDoor = z.infer<typeof newDoor>;

type MakeRefusal =
  | HandOverRefusal
  | MayTell
  | NotInRange
  | UnknownRespondent
  | DamagedRecords
  | CaseFull
  /** They have a conversation that is open. */
  | { readonly kind: 'has-door' };

const pageOf = ({ language, about, questions }: NewDoor, answerBy: string | undefined) => ({
  language,
  about,
  questions,
  ...(answerBy !== undefined && { answerBy }),
});

type Decided = HandOverWanted | { readonly refusal: MakeRefusal };

const responseDoor = async (
  context: CaseContext,
  opened: OpenCase,
  wanted: Extract<NewDoor, { kind: 'response' }>,
  answerBy: string | undefined,
): Promise<Decided> => {
  const { respondent, about } = wanted;
  const { records: doors } = await readRecordsOf(context, opened, doorRecord);
  if (responseDoorOf(doors, [respondent])) return { refusal: { kind: 'has-door' } };
  const asked = await respondentAsked(context, opened, respondent, { by: answerBy, question: about });
  if ('refusal' in asked) return asked;
  return {
    wanted: {
      respondent,
      whom: asked.codeName,
      page: { kind: 'response', ...pageOf(wanted, answerBy), decisions: [] },
    },
    edit: { audit: { action: 'door-made', detail: asked.codeName }, records: asked.records },
  };
};

const decide = async (context: CaseContext, opened: OpenCase, wanted: NewDoor): Promise<Decided> => {
  const { now, settings } = context;
  const { answerBy: chosen = day(addDays(now, settings.doors.answerDays)) } = wanted;
  const answerBy = chosen ?? undefined;
  if (answerBy !== undefined && !isInRange(answerBy, now)) return { refusal: { kind: 'not-in-range' } };
  const respondent = wanted.kind === 'response' ? wanted.respondent : undefined;
  const reader = { respondent, language: wanted.language };
  const warned = await checkDoorText(context, opened, wanted, reader);
  if (warned) return { refusal: warned };
  if (wanted.kind === 'response') return responseDoor(context, opened, wanted, answerBy);
  const whom = wanted.whom ?? `Witness ${recordsOf(opened.head, doorRecord.name).last + 1}`;
  return {
    wanted: { whom, page: { kind: 'witness', ...pageOf(wanted, answerBy) } },
    edit: { audit: { action: 'door-made', detail: whom } },
  };
};

export const makeDoor = caseOperation<MakeRefusal>()({
  name: 'make-door',
  path: '/doors',
  summary:
    'Begin a conversation with a respondent or a witness, who has no account. The answer holds a link and words to hand over, once; nothing is sent to anybody. A respondent is asked by a day, which a decision about them waits for, unless they are asked nothing.',
  permission: hearing,
  input: newDoor,
  ...handedOverAnswer,
  perform: (context, caseId, wanted, { sentKey }) =>
    handOverDoor<MakeRefusal>(context, caseId, {
      permission: hearing,
      sentKey,
      decide: (opened) => decide(context, opened, wanted),
    }),
  problems: {
    ...handOverProblems,
    ...mayTell,
    'not-in-range': doorProblems['not-in-range'],
    ...unknownRespondent,
    ...damagedRecords,
    ...caseFull,
    'has-door': {
      ...invalidField(
        '/respondent',
        'Has a conversation already.',
        'There is a conversation with this respondent. Make new words for that one.',
      ),
    },
  },
  audit: { 'door-made': { says: 'Began a conversation with', detail: 'as-it-is' } },
  example: {
    kind: 'witness',
    whom: 'Somebody who was in the room',
    language: 'en',
    about: 'A talk on Friday.',
    questions: ['What did you see?'],
  },
});
