import { expiryWith, keptByHolds, keptByOutcome } from '../../decision/kept-by.ts';
import { isHolding, type Hold } from '../../decision/hold.ts';
import { addDays, earlier, nextFullHour } from '../../kernel/clock.ts';
import { expiryAfterClosing, longestKeptDays } from '../../retention/expiry.ts';
import type { CaseState } from '../../case/state.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { decisionRecord, holdRecord } from '../record/decision-records.ts';

export type Keeping = Pick<CaseEdit, 'expiresAt' | 'hardLimit'>;

/** When a case goes whatever was decided and whoever holds it. */
export const keptAtMost = ({ settings }: Pick<CaseContext, 'settings'>, { sentAt }: OpenCase['head']): Date =>
  addDays(sentAt, longestKeptDays(settings));

export const holdingNow = (holds: readonly Numbered<Hold>[], now: Date): readonly Numbered<Hold>[] =>
  holds.filter(({ content }) => isHolding(content, now));

type Base = { readonly expiresAt: Date; readonly hardLimit: Date };

/** A hold as it stands once something else decides how long the case is kept without it. */
export const heldBeyond = ({ number, content }: Numbered<Hold>, { expiresAt, hardLimit }: Base) =>
  holdRecord.write(
    { ...content, without: { expiresAt: expiresAt.toISOString(), hardLimit: hardLimit.toISOString() } },
    { number },
  );

/**
 * How long a case is kept once it is closed or open again, where something was decided in it or somebody holds it: by
 * what was decided instead of by its channel, and never shorter than the holds. Belongs into the change of its state.
 */
export const keptAfter = async (
  context: CaseContext,
  opened: OpenCase,
  state: CaseState,
): Promise<Keeping & Required<Pick<CaseEdit, 'records'>>> => {
  if (state !== 'closed' && state !== 'reopened') return { records: [] };
  const { settings, now } = context;
  const { head } = opened;
  const decisions = await readRecordsOf(context, opened, decisionRecord);
  const holds = await readRecordsOf(context, opened, holdRecord);
  const holding = holdingNow(holds.records, now);
  const limit = holding[0] ? new Date(holding[0].content.without.hardLimit) : head.hardLimit;
  const outcome = keptByOutcome(
    settings.decisions,
    decisions.records.map(({ content }) => content),
    now,
  );
  const needed = state === 'closed' ? neededUntil(head, now) : undefined;
  const isByChannel = outcome === undefined && needed === undefined && holding.length === 0;
  if (isByChannel && decisions.unreadable + holds.unreadable === 0) return { records: [] };
  const base = expiryWith(
    baseAfter(context, head, { state, limit, outcome }),
    needed && earlier(needed, keptAtMost(context, head)),
  );
  // Nobody knows what a damaged record says: the case is kept as long as it can be.
  const kept =
    decisions.unreadable + holds.unreadable > 0
      ? { expiresAt: head.hardLimit, hardLimit: head.hardLimit }
      : base;
  const until = expiryWith(
    kept,
    keptByHolds(
      holding.map(({ content }) => content),
      now,
    ),
  );
  return { ...until, records: holding.map((one) => heldBeyond(one, base)) };
};

/** Days for which a case is kept beyond the last thing that is still to be done in it. */
const daysAfterLastDate = 30;

/**
 * Until when a closed case is needed to carry out what was decided: erased before, nobody would be reminded to lift what
 * has ended, nor know that it had.
 */
const neededUntil = ({ taskDates }: OpenCase['head'], now: Date): Date | undefined => {
  const days = taskDates.flatMap(({ of, by }) => (of === 'measure' || of === 'decision' ? [by] : []));
  const last = days.reduce((latest, by) => (by > latest ? by : latest), now.toISOString());
  return days.some((by) => by > now.toISOString())
    ? addDays(nextFullHour(new Date(last)), daysAfterLastDate)
    : undefined;
};

const baseAfter = (
  context: CaseContext,
  head: OpenCase['head'],
  {
    state,
    limit,
    outcome,
  }: { readonly state: CaseState; readonly limit: Date; readonly outcome: Date | undefined },
): Base => {
  const retention = context.settings.channels[head.channel]?.retention;
  if (state === 'reopened' || (!outcome && !retention)) return { expiresAt: limit, hardLimit: limit };
  if (outcome) {
    const expiresAt = earlier(outcome, keptAtMost(context, head));
    return { expiresAt, hardLimit: expiresAt > limit ? expiresAt : limit };
  }
  const expiresAt = retention ? expiryAfterClosing(retention, context.now, limit) : limit;
  return { expiresAt, hardLimit: limit };
};
