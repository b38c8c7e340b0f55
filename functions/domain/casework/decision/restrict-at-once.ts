import * as z from 'zod';
import type { DecisionSettings } from '../../../settings/decision-schema.ts';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import type { Decision } from '../../decision/decision.ts';
import { aboutRespondent } from '../../decision/kept-respondent.ts';
import { dayAfter, daysHeld, isRunning } from '../../decision/measure-state.ts';
import { mostRollOuts, type Measure } from '../../decision/measure.ts';
import { isRestriction } from '../../decision/named-in-settings.ts';
import { rollOutsOf } from '../../decision/proposal-standing.ts';
import type { Respondent } from '../../decision/respondent.ts';
import { addHours, day, nextFullHour } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase, isNamedIn } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import { noticeTime, type OutboxNotice } from '../../notice/outbox.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import { wasSent } from '../change/was-sent.ts';
import { invalidField } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { recordsOf } from '../record/work-record.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { decisionRecord, measureRecord, respondentRecord } from '../record/decision-records.ts';
import {
  damagedRecords,
  recordNumber,
  unknownRespondent,
  type DamagedRecords,
  type UnknownRespondent,
} from './decision-problems.ts';
import {
  caseFull,
  hasRoom,
  mayHaveMeasures,
  tooManyMeasures,
  type CaseFull,
  type TooManyMeasures,
} from './room.ts';
import { placeOf, placeText, unknownPlace, type Place, type UnknownPlace } from './places.ts';

// Somebody may have to be kept safe before two members are awake; it lasts days, and the others are told at once.
const imposing: PermissionRow = { roles: insiders, assigneeToo: true };

type AgainRefusal =
  | { readonly kind: 'restricted' | 'not-again' }
  /** `mostDays`: of all of them together. */
  | { readonly kind: 'too-long'; readonly mostDays: number };

type RestrictRefusal =
  | UnknownRespondent
  | UnknownPlace
  | DamagedRecords
  | AgainRefusal
  | CaseFull
  | TooManyMeasures
  | { readonly kind: 'no-restriction' | 'too-many-accounts' }
  | { readonly kind: 'not-in-range'; readonly mostDays: number };

/** Of these times the days of the settings, somebody is restricted at once before something has to be decided. */
const mostTimes = 2;

const wantedRestriction = z.strictObject({
  respondent: recordNumber,
  type: z.string().min(1).max(31).describe('A measure of the settings that restricts somebody.'),
  until: z.iso.date().describe('The last day; today counts as the first.'),
  reason: reasonText,
  what: requiredText(1024).optional(),
  where: z
    .union([placeText, z.array(placeText).max(20)])
    .optional()
    .describe('On every account of theirs that is known there; accounts can be added later.'),
});
type WantedRestriction = z.infer<typeof wantedRestriction>;

const placesOf = (settings: DecisionSettings, where: WantedRestriction['where']): Place[] | undefined => {
  const texts = where === undefined ? [] : [where].flat();
  const places = texts.flatMap((text) => placeOf(settings, text) ?? []);
  return places.length === texts.length ? places : undefined;
};

/** What came before about the same person, under whichever of their numbers it was written. */
type Before = {
  readonly respondents: readonly Numbered<Respondent>[];
  readonly measures: readonly Numbered<Measure>[];
  readonly decisions: readonly Numbered<Decision>[];
};

/** Why nobody, or not this member, may restrict somebody again on their own word. */
const againProblem = (
  { settings, member, now }: CaseContext,
  { respondent, until }: WantedRestriction,
  { respondents, measures, decisions }: Before,
): AgainRefusal | undefined => {
  const today = day(now);
  const before = aboutRespondent(respondents, measures, respondent)
    .map(({ content }) => content)
    .filter(({ emergency }) => emergency !== undefined);
  if (before.some((one) => isRunning(one, today))) return { kind: 'restricted' };
  // One member alone cannot go on for ever by doing it anew.
  const unconfirmed = before.flatMap(({ emergency, replacedBy }) =>
    emergency?.confirmed !== undefined || replacedBy !== undefined ? [] : (emergency?.by.id ?? []),
  );
  if (isNamedIn(unconfirmed, member)) return { kind: 'not-again' };
  // Nor can two who take turns, or confirm one another: what lasts is decided.
  const decidedOn = aboutRespondent(respondents, decisions, respondent)
    .map(({ content }) => content.on)
    .reduce((latest, on) => (on > latest ? on : latest), '');
  const days = before
    .filter(({ from }) => from >= decidedOn)
    .reduce((sum, one) => sum + daysHeld(one), daysHeld({ from: today, until, status: 'to-do' }));
  const mostDays = mostTimes * settings.decisions.emergency.mostDays;
  return days > mostDays ? { kind: 'too-long', mostDays } : undefined;
};

/** The others are told at once; where there are none, the outside contact. */
const othersTold = (
  { settings, member, now }: CaseContext,
  { head, brief }: OpenCase,
  team: readonly Member[],
): OutboxNotice => {
  const { caseId, channel } = head;
  const recipients = team
    .filter((one) => one.memberId !== member.memberId && canSeeCase(one, channel, brief))
    .map(({ memberId }) => memberId);
  const notice = { caseId, channel, urgent: true, ofTask: true, notBefore: noticeTime(settings, true, now) };
  return recipients.length === 0
    ? { ...notice, step: 'unreviewed-outside' }
    : { ...notice, step: 'unreviewed', recipients };
};

/** The restriction as it is written, or why it cannot be. */
const restrictionOf = async (
  context: CaseContext,
  opened: OpenCase,
  wanted: WantedRestriction,
  isSent: boolean,
): Promise<Measure | { readonly refusal: RestrictRefusal }> => {
  const { settings, member, now } = context;
  const { mostDays, confirmHours } = settings.decisions.emergency;
  const today = day(now);
  const { respondent: number, type, until, reason, what } = wanted;
  if (!isRestriction(settings.decisions, type)) return { refusal: { kind: 'no-restriction' } };
  if (until < today || until >= dayAfter(today, mostDays))
    return { refusal: { kind: 'not-in-range', mostDays } };
  const places = placesOf(settings.decisions, wanted.where);
  if (!places) return { refusal: { kind: 'unknown-place' } };
  const respondents = (await readRecordsOf(context, opened, respondentRecord)).records;
  const respondent = respondents.find((one) => one.number === number)?.content;
  if (!respondent || respondent.mergedInto !== undefined) return { refusal: { kind: 'unknown-respondent' } };
  const measures = await readRecordsOf(context, opened, measureRecord);
  if (measures.unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const decisions = await readRecordsOf(context, opened, decisionRecord);
  if (decisions.unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const before = { respondents, measures: measures.records, decisions: decisions.records };
  const isFull = (measure: Measure): boolean =>
    !isSent && !hasRoom('measures', measures.bytes, measureRecord, { after: measure });
  const again = isSent ? undefined : againProblem(context, wanted, before);
  if (again) return { refusal: again };
  const rollOuts = rollOutsOf({ restrictions: places }, respondent);
  if (rollOuts.length > mostRollOuts) return { refusal: { kind: 'too-many-accounts' } };
  const team = (await context.team()).map(({ memberId }) => memberId);
  const measure: Measure = {
    respondent: number,
    type,
    what,
    from: today,
    until,
    status: 'to-do',
    rollOuts,
    emergency: {
      by: authorOf(member),
      at: now.toISOString(),
      reason,
      confirmBy: nextFullHour(addHours(now, confirmHours)).toISOString(),
      team,
    },
  };
  return isFull(measure) ? { refusal: { kind: 'case-full' } } : measure;
};

const restrict = (
  context: CaseContext,
  caseId: string,
  wanted: WantedRestriction,
  sentKey: string | undefined,
): Promise<ChangeResult<RestrictRefusal>> =>
  changeCase<RestrictRefusal>(context, caseId, imposing, async (opened) => {
    const isSent = await wasSent(context, opened, sentKey);
    if (!isSent && !mayHaveMeasures(opened.head, 1)) return { refusal: { kind: 'too-many-measures' } };
    const measure = await restrictionOf(context, opened, wanted, isSent);
    if ('refusal' in measure) return measure;
    return {
      edit: {
        audit: {
          action: 'restricted-at-once',
          detail: measure.type,
          facts: {
            measure: recordsOf(opened.head, measureRecord.name).last + 1,
            confirmBy: measure.emergency?.confirmBy,
          },
        },
        records: [measureRecord.write(measure, { sentKey })],
        notices: [othersTold(context, opened, await context.team())],
      },
    };
  });

export const restrictAtOnce = caseOperation<RestrictRefusal>()({
  name: 'restrict-at-once',
  path: '/restrictions',
  summary:
    'Restrict a respondent at once, for a few days, on one’s own word. It is marked as not reviewed, the others are told within the minute, and it ends by itself.',
  permission: imposing,
  input: wantedRestriction,
  idempotent: true,
  status: 201,
  gives: 'The number of the measure',
  answer: caseChanged.extend({ measure: z.int() }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const result = await restrict(context, caseId, wanted, sentKey);
    const changed = changedTo<RestrictRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, measure: numberWritten(result) } };
  },
  problems: {
    ...unknownRespondent,
    ...damagedRecords,
    ...caseFull,
    ...tooManyMeasures,
    'unknown-place': unknownPlace,
    'no-restriction': invalidField(
      '/type',
      'Is no restriction of the settings.',
      'The settings have no such measure, or it restricts nobody.',
    ),
    'not-in-range': ({ mostDays }) =>
      invalidField(
        '/until',
        `Must be today or later, and at most ${mostDays} days with today.`,
        `A restriction of this kind ends after at most ${mostDays} days, today included.`,
      ),
    'too-many-accounts': invalidField(
      '/where',
      `Concerns more than ${mostRollOuts} accounts.`,
      `It concerns more than ${mostRollOuts} accounts of theirs. Choose fewer places.`,
    ),
    restricted: {
      is: 'conflict',
      code: 'restricted',
      detail: 'Somebody has restricted this respondent at once already, and it has not ended.',
    },
    'not-again': {
      is: 'conflict',
      code: 'not-again',
      detail:
        'Nobody has confirmed your last restriction of this respondent. Ask a colleague to look at it, or propose a decision.',
    },
    'too-long': ({ mostDays }) => ({
      is: 'conflict',
      code: 'too-long',
      detail: `Without a decision nobody is restricted at once for more than ${mostDays} days together. Propose a decision.`,
    }),
  },
  audit: {
    'restricted-at-once': { says: 'Restricted somebody at once, on their own word', detail: 'as-it-is' },
  },
  form: {
    name: 'restrict',
    page: 'measures',
    panel: 'emergency',
    summary: 'Restrict somebody at once',
    text: 'For when somebody is in danger and a decision takes too long. It ends by itself. Your colleagues are told within the minute, and one of them has to confirm it.',
    fields: [
      { name: 'respondent', label: 'Who', as: 'record', from: 'respondents' },
      { name: 'type', label: 'What kind', as: 'choice', from: 'restriction-types' },
      {
        name: 'where',
        label: 'Where, and what is restricted',
        as: 'choice',
        from: 'places',
        none: 'Add the accounts later',
      },
      { name: 'what', label: 'What exactly (optional)', as: 'line' },
      { name: 'until', label: 'Last day', as: 'day' },
      { name: 'reason', label: 'Why it cannot wait', as: 'lines', rows: 3 },
    ],
    button: 'Restrict them now',
  },
  news: {
    did: 'restricted',
    says: 'The restriction is noted. Your colleagues are told within the minute. Now have it put in place on the platform.',
    at: '#emergency',
  },
});
