import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { caseName } from '../../case/case-name.ts';
import { codeName } from '../../decision/code-name.ts';
import { derive } from '../../../envelope/derive.ts';
import { utf8 } from '../../../envelope/format.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { changeCase, isCommitted } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { noInput } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation } from '../change/operation.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';
import {
  mergedAlready,
  noSuchRespondent,
  numberOf,
  type Merged,
  type NoSuchRespondent,
} from '../decision/respondent-parts.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';
import { lookUp, type LookedFor, type LookedUp, type MetPerson } from './look-up.ts';
import { matchKinds, surenessOf, sureness } from './match-words.ts';
import { withRegister, type OpenedRegister } from './persons.ts';
import { sealTask, taskDays } from './same-person-task.ts';
import { asShown, shownDecision } from './shown-decision.ts';

// Consistent decisions need what was decided before; what exists for the member is all that is shown. An outside reviewer was
// given one case, not the register.
export const lookUpPermission: PermissionRow = { roles: insiders };

type LookUpRefusal = NoSuchRespondent | Merged | { readonly kind: 'lookups-used-up'; readonly most: number };

/** A respondent of a case that the member has opened, who was not merged into another. */
export const respondentOf = async (
  context: CaseContext,
  opened: OpenCase,
  number: number,
): Promise<LookedFor | NoSuchRespondent | Merged> => {
  const { records } = await readRecordsOf(context, opened, respondentRecord);
  const found = records.find((one) => one.number === number)?.content;
  if (!found) return { kind: 'no-such-respondent' };
  if (found.mergedInto !== undefined) return { kind: 'merged', into: found.mergedInto };
  return { caseId: opened.head.caseId, number, respondent: found };
};

export const metEntry = z.object({
  entry: z.string().describe('What it is said by that they are, or are not, the same person.'),
  codeName,
  caseName,
  caseId: z.string().optional().describe('Absent when the case has been erased.'),
  addedOn: z.iso.date().describe('Since when they are a respondent there.'),
  decisions: z.array(shownDecision).describe('The newest first.'),
});

export const metPerson = z.object({
  why: z
    .array(z.enum(matchKinds))
    .describe('The surest first. `joined`: the team has said that they are the same person.'),
  sure: z.enum(sureness),
  saidApart: z.boolean().describe('A member has said that they are another person.'),
  entries: z.array(metEntry),
});

export const metAnswer = z.object({
  codeName: codeName.describe('Of the respondent.'),
  people: z.array(metPerson).describe('The surest first.'),
});
export type MetBefore = z.infer<typeof metAnswer>;

const personView = ({ why, saidApart, entries }: MetPerson): z.input<typeof metPerson> => ({
  why: [...why],
  sure: surenessOf(why),
  saidApart,
  entries: entries.map(({ place, entry, decisions, isThere }) => ({
    entry: place.id,
    codeName: entry.codeName,
    caseName: entry.caseName,
    ...(isThere && { caseId: entry.caseId }),
    addedOn: entry.addedOn,
    decisions: decisions.map(asShown),
  })),
});

/** Written whatever was found, under an id that only the secret leads to: the next look-up takes its place. */
const leaveTask = async (
  context: CaseContext,
  { secret }: OpenedRegister,
  { opened, lookedFor: { caseId, number } }: Looked,
  { task }: LookedUp,
): Promise<void> => {
  const { now } = context;
  const ring = await context.ringPublicKey(opened.head.channel, 'register');
  const of = [utf8(caseId), utf8(String(number))];
  const id = Buffer.from(derive(secret, 'conductline same person task', 16, of)).toString('base64url');
  await context.lookUps.putTask(sealTask(ring, id, { ...task, on: day(now) }), addDays(now, taskDays));
};

type Looked = {
  readonly kind: 'looked';
  readonly opened: OpenCase;
  readonly lookedFor: LookedFor;
};

/** Counts the look-up and writes it down, before anything is looked at. */
const begin = async (
  context: CaseContext,
  caseId: string,
  number: number,
): Promise<Looked | LookUpRefusal | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const refused = await notPermitted(context, lookUpPermission, opened);
  if (refused) return refused;
  const lookedFor = await respondentOf(context, opened, number);
  if ('kind' in lookedFor) return lookedFor;
  const { member, settings, now } = context;
  const most = settings.register.lookupsPerDay;
  if (!(await context.lookUps.takeLookUp(member.memberId, day(now), most)))
    return { kind: 'lookups-used-up', most };
  const result = await changeCase(context, caseId, lookUpPermission, () => ({
    edit: { audit: { action: 'looked-up', detail: lookedFor.respondent.codeName } },
  }));
  if (isCommitted(result)) return { kind: 'looked', opened, lookedFor };
  return result.kind === 'already-sent' ? { kind: 'not-found' } : result;
};

/** Answers whether a respondent has been met before. Nothing of the answer is kept. */
export const metBefore = caseOperation<LookUpRefusal>()({
  name: 'met-before',
  path: '/respondents/:part/met-before',
  summary:
    'Look whether a respondent has been met before: in cases and decisions that exist for you, with why they may be the same person. It is written into the audit log and counts among your look-ups of the day.',
  permission: lookUpPermission,
  input: noInput,
  gives: 'People who may be the respondent; nobody, where there is nobody for you to know of',
  answer: metAnswer,
  perform: async (context, caseId, _, { part }) => {
    const begun = await begin(context, caseId, numberOf(part));
    if (begun.kind !== 'looked') return begun;
    const found = await withRegister(context, async (register) => {
      const lookedUp = await lookUp(context, register, begun.lookedFor);
      await leaveTask(context, register, begun, lookedUp);
      return lookedUp;
    });
    return {
      kind: 'done',
      answer: metAnswer.parse({
        codeName: begun.lookedFor.respondent.codeName,
        people: found.people.map(personView),
      }),
    };
  },
  problems: {
    'no-such-respondent': noSuchRespondent,
    merged: mergedAlready,
    'lookups-used-up': ({ most }) => ({
      is: 'conflict',
      code: 'lookups-used-up',
      detail: `You have looked ${most} times today, which is as often as a member can in a day. Go on tomorrow, or ask a colleague.`,
    }),
  },
  audit: { 'looked-up': { says: 'Looked whether they had been met before:', detail: 'as-it-is' } },
});
