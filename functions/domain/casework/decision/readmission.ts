import * as z from 'zod';
import { insiders, leads, type PermissionRow } from '../../authorization/permissions.ts';
import { requestsAnswered, type Readmission } from '../../decision/after-decision.ts';
import type { Decision } from '../../decision/decision.ts';
import { dayAfter, isPlaced } from '../../decision/measure-state.ts';
import type { Measure } from '../../decision/measure.ts';
import { lastsOf } from '../../decision/named-in-settings.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { measureRecord } from '../record/decision-records.ts';
import { changeDecision, noSuchDecision, type NoSuchDecision, type NotInForce } from './decision-change.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from './decision-problems.ts';
import { mayHaveMeasures, tooManyMeasures, type TooManyMeasures } from './room.ts';
import { secondMemberProblem, type NotSecond } from './second-member.ts';

// Takes up again what several have decided: a lead plans it; for a ban without an end somebody else has to agree.
const planning: PermissionRow = { roles: leads, assigneeToo: true };
const agreeing: PermissionRow = { roles: insiders, assigneeToo: true };
// Says of what was planned that it has happened.
const returning: PermissionRow = { roles: insiders, assigneeToo: true };

type Found = NoSuchDecision | NotInForce;

type PlanRefusal =
  | Found
  | TooManyMeasures
  | { readonly kind: 'no-ban' | 'not-for-good' | 'not-in-range' }
  /** `until`: the last day of the ban. */
  | { readonly kind: 'too-early'; readonly until: string };

const mostDaysAhead = 3650;

const planned = z.strictObject({
  decision: recordNumber,
  returnOn: z.iso.date().describe('The first day on which they are back.'),
  conditions: reasonText.optional().describe('What they have to do before.'),
  probationUntil: z.iso.date().optional().describe('By the settings where it is left out.'),
  reason: reasonText,
});
type Planned = z.infer<typeof planned>;

const planProblem = (
  context: CaseContext,
  decision: Decision,
  { returnOn, probationUntil }: Planned,
): Exclude<PlanRefusal, Found> | undefined => {
  const { settings, now } = context;
  const lasts = lastsOf(settings.decisions, decision);
  if (lasts === undefined || lasts === 'none') return { kind: 'no-ban' };
  if (lasts === 'permanent' && !settings.decisions.readmission.afterPermanentBan)
    return { kind: 'not-for-good' };
  const { until } = decision;
  if (until !== undefined && returnOn <= until) return { kind: 'too-early', until };
  const isInRange =
    returnOn >= day(now) &&
    returnOn <= day(addDays(now, mostDaysAhead)) &&
    (probationUntil === undefined ||
      (probationUntil >= returnOn && probationUntil <= dayAfter(returnOn, 730)));
  return isInRange ? undefined : { kind: 'not-in-range' };
};

/** What they have to do first is followed up like every measure. */
const conditionOf = (
  { member, now }: CaseContext,
  { respondent }: Decision,
  { decision, conditions, returnOn }: Planned,
): readonly Measure[] =>
  conditions === undefined
    ? []
    : [
        {
          respondent,
          decision,
          type: readmissionTasks,
          what: conditions,
          from: day(now),
          dueOn: returnOn,
          followUp: authorOf(member),
          status: 'to-do',
          rollOuts: [],
        },
      ];

const readmissionTasks = 'readmission-tasks';

const plan = async (
  context: CaseContext,
  caseId: string,
  wanted: Planned,
): Promise<ChangeResult<PlanRefusal>> => {
  const { settings, member, now } = context;
  const team = (await context.team()).map(({ memberId }) => memberId);
  const asked = { number: wanted.decision, permission: planning };
  return changeDecision<PlanRefusal>(context, caseId, asked, (before, { head }) => {
    const problem = planProblem(context, before, wanted);
    if (problem) return { refusal: problem };
    const conditions = conditionOf(context, before, wanted);
    if (!mayHaveMeasures(head, conditions.length)) return { refusal: { kind: 'too-many-measures' } };
    const { returnOn, reason } = wanted;
    const readmission: Readmission = {
      returnOn,
      probationUntil:
        wanted.probationUntil ?? dayAfter(returnOn, settings.decisions.readmission.probationDays),
      reason,
      planned: { by: authorOf(member), on: day(now) },
      team,
    };
    return {
      action: 'return-planned',
      decision: {
        ...before,
        readmission,
        returnRequests: requestsAnswered(before.returnRequests, {
          ...readmission.planned,
          as: 'planned',
          reason,
        }),
      },
      records: conditions.map((one) => measureRecord.write(one)),
      opensMeasures: conditions.length > 0,
    };
  });
};

export const planReturn = caseOperation<PlanRefusal>()({
  name: 'plan-return',
  path: '/decisions/return',
  summary:
    'Plan how somebody comes back after a ban: the day, what they have to do before, and a probation. After a ban without an end a second member has to agree.',
  permission: planning,
  input: planned,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<PlanRefusal>(caseId, await plan(context, caseId, wanted)),
  problems: {
    ...noSuchDecision,
    ...tooManyMeasures,
    'no-ban': invalidField(
      '/decision',
      'Bans nobody.',
      'This decision bans nobody, so there is nobody to come back.',
    ),
    'not-for-good': {
      is: 'forbidden',
      code: 'no-return',
      detail: 'The settings allow nobody to come back after a permanent ban.',
    },
    'too-early': ({ until }) =>
      invalidField(
        '/returnOn',
        `Must be after ${until}.`,
        `The ban lasts until ${until}. To shorten it, propose another decision.`,
      ),
    'not-in-range': invalidField(
      '/returnOn',
      'Must be today or later, within ten years, and not after the probation ends.',
      'They come back today or later, within ten years. The probation ends on that day or later, and within two years of it.',
    ),
  },
  audit: { 'return-planned': { says: 'Planned how somebody comes back', detail: 'as-it-is' } },
  form: {
    name: 'return',
    page: 'measures',
    panel: 'readmission',
    summary: 'Plan how somebody comes back',
    fields: [
      { name: 'decision', label: 'After which decision', as: 'record', from: 'bans' },
      { name: 'returnOn', label: 'First day back', as: 'day' },
      { name: 'conditions', label: 'What they have to do before (optional)', as: 'lines', rows: 3 },
      { name: 'probationUntil', label: 'Probation until (optional)', as: 'day' },
      { name: 'reason', label: 'Why', as: 'lines', rows: 3 },
    ],
    button: 'Plan the return',
  },
  news: { did: 'return', says: 'The return is planned.', at: '#readmission' },
});

type AgreeRefusal = Found | DamagedRecords | NotSecond | { readonly kind: 'not-planned' | 'agreed' };

/** What has no end ends on the day before they are back, so that it is lifted in time. */
const endedBefore = (
  measures: readonly Numbered<Measure>[],
  decision: number,
  returnOn: string,
): ReturnType<typeof measureRecord.write>[] =>
  measures
    .filter(
      ({ content }) =>
        content.decision === decision && content.rollOuts.length > 0 && content.until === undefined,
    )
    .map(({ number, content }) => {
      const status = content.status === 'done' && content.rollOuts.some(isPlaced) ? 'to-do' : content.status;
      return measureRecord.write({ ...content, status, until: dayAfter(returnOn, -1) }, { number });
    });

const agree = (context: CaseContext, caseId: string, number: number): Promise<ChangeResult<AgreeRefusal>> => {
  const tick = { by: authorOf(context.member), on: day(context.now) };
  const asked = { number, permission: agreeing };
  return changeDecision<AgreeRefusal>(context, caseId, asked, async (before, opened) => {
    const { readmission } = before;
    if (!readmission) return { refusal: { kind: 'not-planned' } };
    if (readmission.agreed) return { refusal: { kind: 'agreed' } };
    const { planned, team } = readmission;
    const problem = await secondMemberProblem(context, opened, { by: planned.by, team });
    if (problem) return { refusal: problem };
    const { records, unreadable } = await readRecordsOf(context, opened, measureRecord);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const ending = endedBefore(records, number, readmission.returnOn);
    return {
      action: 'return-agreed',
      decision: { ...before, readmission: { ...readmission, agreed: tick } },
      records: ending,
      opensMeasures: ending.length > 0,
    };
  });
};

export const agreeToReturn = caseOperation<AgreeRefusal>()({
  name: 'agree-to-return',
  path: '/decisions/return/agree',
  summary: 'Agree that somebody comes back as a colleague has planned it.',
  permission: agreeing,
  input: z.strictObject({ decision: recordNumber }),
  ...changedAnswer,
  perform: async (context, caseId, { decision }) =>
    changedTo<AgreeRefusal>(caseId, await agree(context, caseId, decision)),
  problems: {
    ...noSuchDecision,
    ...damagedRecords,
    'not-planned': { is: 'conflict', code: 'not-planned', detail: 'Nobody has planned a return yet.' },
    agreed: { is: 'conflict', code: 'agreed', detail: 'Somebody has agreed to it already.' },
    oneself: { is: 'forbidden', code: 'oneself', detail: 'Somebody else has to agree to it.' },
    'joined-later': {
      is: 'forbidden',
      code: 'joined-later',
      detail: 'Who joined the team after it was planned does not agree to it.',
    },
    'soft-conflict': {
      is: 'forbidden',
      code: 'soft-conflict',
      detail: 'You have said that you are close to somebody concerned. Somebody else has to agree to it.',
    },
  },
  audit: { 'return-agreed': { says: 'Agreed that somebody comes back', detail: 'as-it-is' } },
  form: {
    name: 'agree',
    page: 'measures',
    panel: 'readmission',
    summary: 'Agree to a return',
    fields: [{ name: 'decision', label: 'After which decision', as: 'record', from: 'returns-to-agree' }],
    button: 'Agree to the return',
  },
  news: { did: 'agreed', says: 'You have agreed to the return.', at: '#readmission' },
});

type ReturnRefusal =
  | Found
  | DamagedRecords
  | TooManyMeasures
  | {
      readonly kind: 'not-planned' | 'not-agreed' | 'too-soon' | 'conditions-open' | 'not-lifted';
    };

const returnProblem = (
  context: CaseContext,
  before: Decision,
  measures: readonly Measure[],
): 'not-planned' | 'not-agreed' | 'too-soon' | 'conditions-open' | 'not-lifted' | undefined => {
  const { readmission } = before;
  if (!readmission) return 'not-planned';
  if (lastsOf(context.settings.decisions, before) !== 'days' && !readmission.agreed) return 'not-agreed';
  if (day(context.now) < readmission.returnOn) return 'too-soon';
  if (measures.some(({ type, status }) => type === readmissionTasks && status === 'to-do'))
    return 'conditions-open';
  return measures.some(({ rollOuts }) => rollOuts.some(isPlaced)) ? 'not-lifted' : undefined;
};

const comeBack = (
  context: CaseContext,
  caseId: string,
  number: number,
): Promise<ChangeResult<ReturnRefusal>> => {
  const { member, now } = context;
  const tick = { by: authorOf(member), on: day(now) };
  const asked = { number, permission: returning };
  return changeDecision<ReturnRefusal>(context, caseId, asked, async (before, opened) => {
    const { records, unreadable } = await readRecordsOf(context, opened, measureRecord);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const own = records.map(({ content }) => content).filter(({ decision }) => decision === number);
    const problem = returnProblem(context, before, own);
    if (problem) return { refusal: { kind: problem } };
    const { readmission, respondent } = before;
    const hasProbation = (readmission?.probationUntil ?? '') >= tick.on;
    if (hasProbation && !mayHaveMeasures(opened.head, 1)) return { refusal: { kind: 'too-many-measures' } };
    const probation: Measure = {
      respondent,
      decision: number,
      type: 'probation',
      from: tick.on,
      until: readmission?.probationUntil,
      followUp: tick.by,
      status: 'to-do',
      rollOuts: [],
    };
    return {
      action: 'returned',
      decision: {
        ...before,
        status: 'ended',
        ...(readmission && { readmission: { ...readmission, returned: tick } }),
      },
      records: hasProbation ? [measureRecord.write(probation)] : [],
    };
  });
};

export const confirmReturn = caseOperation<ReturnRefusal>()({
  name: 'confirm-return',
  path: '/decisions/return/done',
  summary:
    'Note that somebody is back: the day has come, what they had to do is settled, and everything is lifted. Their probation begins.',
  permission: returning,
  input: z.strictObject({ decision: recordNumber }),
  ...changedAnswer,
  perform: async (context, caseId, { decision }) =>
    changedTo<ReturnRefusal>(caseId, await comeBack(context, caseId, decision)),
  problems: {
    ...noSuchDecision,
    ...damagedRecords,
    ...tooManyMeasures,
    'not-planned': { is: 'conflict', code: 'not-planned', detail: 'Nobody has planned a return yet.' },
    'not-agreed': {
      is: 'conflict',
      code: 'not-agreed',
      detail: 'After a ban without an end a second member has to agree to the return first.',
    },
    'too-soon': { is: 'conflict', code: 'too-soon', detail: 'The day of the return has not come yet.' },
    'conditions-open': {
      is: 'conflict',
      code: 'conditions-open',
      detail: 'What they have to do before is not settled yet. Call it done, or let a lead waive it.',
    },
    'not-lifted': {
      is: 'conflict',
      code: 'not-lifted',
      detail: 'A restriction is still in place. Lift it first, and tick that off.',
    },
  },
  audit: { returned: { says: 'Noted that somebody is back', detail: 'as-it-is' } },
  form: {
    name: 'back-again',
    page: 'measures',
    panel: 'readmission',
    summary: 'Somebody is back',
    fields: [{ name: 'decision', label: 'After which decision', as: 'record', from: 'returns-due' }],
    button: 'Note that they are back',
  },
  news: { did: 'returned', says: 'It is noted that they are back.', at: '#readmission' },
});
