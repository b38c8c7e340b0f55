import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { isPlaced, isWaiting, mayLift, statusAfterTick } from '../../decision/measure-state.ts';
import { mostRollOuts, type Measure, type RollOut } from '../../decision/measure.ts';
import { isRestriction } from '../../decision/named-in-settings.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from './decision-problems.ts';
import { changeMeasure, measureUnchanged, type MeasureUnchanged } from './measure-change.ts';
import { placeOf, placeText, unknownPlace, type UnknownPlace } from './places.ts';

// What was decided is carried out by platform admins; who works on the case keeps the list of it.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const accountText = requiredText(200);

type TickProblem =
  | 'no-such-account'
  | 'account-missing'
  | 'has-ended'
  | 'waits'
  | 'goes-on'
  | 'not-in-place'
  | 'in-place'
  | 'passed-on'
  /** Nothing would change: the audit log tells of no tick that nobody made or took back. */
  | 'as-it-is';
type TickRefusal = MeasureUnchanged | { readonly kind: TickProblem };

const ticked = z.strictObject({
  measure: recordNumber,
  account: z.int().min(1).max(mostRollOuts).describe('Which of its accounts, counted from 1.'),
  is: z
    .enum(['in-place', 'lifted', 'undone', 'removed'])
    .describe(
      '`undone` takes the last tick back; `removed` takes an account off the list on which nothing was done.',
    ),
  name: accountText.optional().describe('What the account is called, where it was not known or is another.'),
});
type Ticked = z.infer<typeof ticked>;

/** How one account stands afterwards; `null` when it leaves the list. */
const accountAfter = (
  measure: Measure,
  before: RollOut,
  { is, name }: Pick<Ticked, 'is' | 'name'>,
  tick: NonNullable<RollOut['done']>,
): RollOut | TickProblem | null => {
  const account = name ?? before.account;
  if (before.passedOn) return 'passed-on';
  switch (is) {
    case 'in-place':
      if (account === '') return 'account-missing';
      if (mayLift(measure, tick.on)) return 'has-ended';
      if (isWaiting(measure)) return 'waits';
      if (isPlaced(before)) return 'as-it-is';
      return {
        ...before,
        account: before.done ? before.account : account,
        done: before.done ?? tick,
        lifted: undefined,
        cannot: undefined,
      };
    case 'lifted':
      if (!before.done) return 'not-in-place';
      if (before.lifted) return 'as-it-is';
      if (!isWaiting(measure) && !mayLift(measure, tick.on)) return 'goes-on';
      return { ...before, lifted: tick, cannot: undefined };
    case 'undone':
      if (!before.done) return 'as-it-is';
      return before.lifted ? { ...before, lifted: undefined } : { ...before, done: undefined };
    case 'removed':
      return before.done ? 'in-place' : null;
  }
};

const tickAccount = (
  context: CaseContext,
  caseId: string,
  wanted: Ticked,
): Promise<ChangeResult<TickRefusal>> => {
  const tick = { by: authorOf(context.member), on: day(context.now) };
  const asked = { number: wanted.measure, permission };
  return changeMeasure<TickRefusal>(context, caseId, asked, (before) => {
    const index = wanted.account - 1;
    const account = before.rollOuts[index];
    if (!account) return { refusal: { kind: 'no-such-account' } };
    const after = accountAfter(before, account, wanted, tick);
    if (typeof after === 'string') return { refusal: { kind: after } };
    const rollOuts = before.rollOuts.toSpliced(index, 1, ...(after ? [after] : []));
    const measure = { ...before, rollOuts };
    const status = statusAfterTick(measure, tick.on);
    return {
      action: `account-${wanted.is}`,
      measure: { ...measure, status, ...(status === before.status ? {} : { changed: tick }) },
    };
  });
};

export const tickRollOut = caseOperation<TickRefusal>()({
  name: 'tick-account',
  path: '/measures/accounts/status',
  summary:
    'Tick off that a restriction is in place on an account, or was lifted there. It is lifted once it has ended or was given up.',
  permission,
  input: ticked,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<TickRefusal>(caseId, await tickAccount(context, caseId, wanted)),
  problems: {
    ...measureUnchanged,
    'no-such-account': invalidField(
      '/account',
      'Is no account of this measure.',
      'This measure has no such account.',
    ),
    'account-missing': invalidField(
      '/name',
      'Enter what the account is called.',
      'Nobody knows yet which account it is. Enter what it is called.',
    ),
    'has-ended': {
      is: 'conflict',
      code: 'has-ended',
      detail: 'This measure has ended or was given up. It is not put in place any more.',
    },
    waits: {
      is: 'conflict',
      code: 'measure-waits',
      detail: 'This restriction waits until an appeal is decided. It is not put in place meanwhile.',
    },
    'goes-on': {
      is: 'conflict',
      code: 'measure-goes-on',
      detail: 'This measure goes on until its last day. A lead may waive it before.',
    },
    'not-in-place': {
      is: 'conflict',
      code: 'not-in-place',
      detail: 'It was never in place on this account. Take the account off the list instead.',
    },
    'passed-on': {
      is: 'conflict',
      code: 'passed-on',
      detail: 'Another decision has taken this account over. Tick it off at the measure of that one.',
    },
    'in-place': {
      is: 'conflict',
      code: 'in-place',
      detail:
        'It is in place on this account, or was. Only an account on which nothing was done leaves the list.',
    },
    'as-it-is': { is: 'conflict', code: 'as-it-is', detail: 'It stands so already. Nothing was changed.' },
  },
  doneBefore: ['as-it-is'],
  audit: {
    'account-in-place': { says: 'Ticked off a restriction as in place', detail: 'as-it-is' },
    'account-lifted': { says: 'Ticked off a restriction as lifted', detail: 'as-it-is' },
    'account-undone': { says: 'Took back a tick on a restriction', detail: 'as-it-is' },
    'account-removed': { says: 'Took an account off a restriction', detail: 'as-it-is' },
  },
  news: { did: 'account', says: 'The account is changed.', at: '#measures' },
});

type AddRefusal =
  | MeasureUnchanged
  | UnknownPlace
  | { readonly kind: 'no-restriction' | 'has-ended' | 'too-many-accounts' | 'listed' };

const added = z.strictObject({ measure: recordNumber, where: placeText, account: accountText });

const add = (
  context: CaseContext,
  caseId: string,
  { measure: number, where, account }: z.infer<typeof added>,
): Promise<ChangeResult<AddRefusal>> => {
  const { settings, now } = context;
  return changeMeasure<AddRefusal>(context, caseId, { number, permission }, (before) => {
    if (!isRestriction(settings.decisions, before.type)) return { refusal: { kind: 'no-restriction' } };
    const place = placeOf(settings.decisions, where);
    if (!place) return { refusal: { kind: 'unknown-place' } };
    if (mayLift(before, day(now))) return { refusal: { kind: 'has-ended' } };
    const { rollOuts } = before;
    if (rollOuts.length >= mostRollOuts) return { refusal: { kind: 'too-many-accounts' } };
    const isListed = rollOuts.some(
      (one) =>
        one.platform === place.platform && one.restriction === place.restriction && one.account === account,
    );
    if (isListed) return { refusal: { kind: 'listed' } };
    const status = before.status === 'done' ? 'to-do' : before.status;
    return {
      action: 'account-added',
      measure: { ...before, status, rollOuts: [...rollOuts, { ...place, account }] },
    };
  });
};

export const addAccount = caseOperation<AddRefusal>()({
  name: 'add-account',
  path: '/measures/accounts',
  summary: 'Add an account to a restriction, such as one that was found later.',
  permission,
  input: added,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<AddRefusal>(caseId, await add(context, caseId, wanted)),
  problems: {
    ...measureUnchanged,
    'unknown-place': unknownPlace,
    'no-restriction': invalidField(
      '/measure',
      'Restricts nobody.',
      'This measure is no restriction, so it has no accounts.',
    ),
    'has-ended': {
      is: 'conflict',
      code: 'has-ended',
      detail: 'This measure has ended or was given up. It is not put in place any more.',
    },
    'too-many-accounts': {
      is: 'conflict',
      code: 'too-many-accounts',
      detail: `A measure has at most ${mostRollOuts} accounts.`,
    },
    listed: { is: 'conflict', code: 'account-listed', detail: 'This account is on the list already.' },
  },
  doneBefore: ['listed'],
  audit: { 'account-added': { says: 'Added an account to a restriction', detail: 'as-it-is' } },
  form: {
    name: 'account',
    page: 'measures',
    panel: 'measures',
    summary: 'Add an account',
    fields: [
      { name: 'measure', label: 'Measure', as: 'this-record' },
      { name: 'where', label: 'Where, and what is restricted', as: 'choice', from: 'places' },
      { name: 'account', label: 'Account', as: 'line' },
    ],
    button: 'Add the account',
  },
  news: { did: 'account-added', says: 'The account is on the list.', at: '#measures' },
});
