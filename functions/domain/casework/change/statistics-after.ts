import { Fault } from '../../kernel/fault.ts';
import type { RingPrivateKey } from '../../key-ring/open-ring-sealed.ts';
import { onlyEpoch } from '../../key-ring/purpose.ts';
import { ringIfThere } from '../../key-ring/ring-if-there.ts';
import { keptStatistic, type KeptStatistic } from '../../statistics/kept-statistic.ts';
import { sealStatisticUnderKey, type SealedStatistic } from '../../statistics/sealed-statistic.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { statisticRecord, statisticRecordNumber } from '../record/statistic-record.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';
import type { CaseContext } from './case-edit.ts';
import { countCase, writesCounted, type CountedChange } from './count-case.ts';
import type { OpenCase } from './open-case.ts';
import { recordsAfterChange } from './records-after.ts';

/** What a change writes to the statistics, and what the case keeps of it. */
export type StatisticsAfter = {
  readonly rows: readonly SealedStatistic[];
  readonly records: readonly RecordWrite[];
  /** What the reporter's page has of the case's row. */
  readonly countTag: string | undefined;
};

/**
 * The rows of a case in the statistics after a change: its own from its first opening on, and one for each decision. Only
 * those that say something else than before are written, and a change of which nothing is counted reads nothing. A case
 * from before there were statistics gets its rows with the first change that is counted. Where what a case keeps of its
 * rows is damaged they stay as they are: made again, it would be counted twice.
 */
export const statisticsAfter = async (
  context: CaseContext,
  opened: OpenCase,
  change: CountedChange,
): Promise<StatisticsAfter> => {
  const { countTag } = opened.head;
  const nothing = { rows: [], records: [], countTag };
  if (change.openedAt === undefined) return nothing;
  const hasRows = recordsOf(opened.head, statisticRecord.name).last > 0;
  if (hasRows && !isCounted(opened, change)) return nothing;
  const kept = hasRows ? keptIn(opened) : undefined;
  if (hasRows && !kept) return nothing;
  const now = keptStatistic.parse(await countCase(context, opened, change, kept));
  const changed = rowsOf(now).filter((row) => !kept || !rowsOf(kept).some((before) => isSame(before, row)));
  const ring = changed.length === 0 ? undefined : await registerRing(context, change.after.channel, kept);
  // Nothing is kept of rows that could not be written.
  if (changed.length > 0 && !ring) return nothing;
  const number = kept && statisticRecordNumber;
  return {
    rows: ring ? changed.map(({ id, row }) => sealStatisticUnderKey(ring, id, row)) : [],
    records: kept && isSame(kept, now) ? [] : [statisticRecord.write(now, { number })],
    countTag: now.row.countTag,
  };
};

/** The rows of a case that is erased before its time: where it was open, its own says that it was withdrawn. */
export const statisticsAtErasure = async (
  context: CaseContext,
  opened: OpenCase,
): Promise<readonly SealedStatistic[]> => {
  const { head, vault, caseworkKey } = opened;
  if (!caseworkKey) return [];
  const { rows } = await statisticsAfter(context, opened, {
    edit: {},
    after: head,
    openedAt: vault.openedAt,
    erases: true,
    recordsNow: recordsAfterChange(context, opened, caseworkKey, []),
    written: [],
  });
  return rows;
};

const keptIn = ({ head, caseworkKey, keptStatistic: kept }: OpenCase): KeptStatistic | undefined =>
  kept && caseworkKey && statisticRecord.open(caseworkKey, head.caseId, kept);

/** Whether anything changes that a row could follow from. */
const isCounted = ({ head }: OpenCase, change: CountedChange): boolean => {
  const { edit, after, erases } = change;
  return (
    erases === true ||
    edit.brief !== undefined ||
    edit.channel !== undefined ||
    after.state !== head.state ||
    !isSame(after.deadlines, head.deadlines) ||
    (edit.entries ?? []).some(({ thread }) => thread === reporterThread) ||
    writesCounted(change)
  );
};

const rowsOf = ({ id, row, decisions }: KeptStatistic) => [
  { id, row },
  ...decisions.map((one) => ({ id: one.id, row: one.row })),
];

// Both are as the schema leaves them, so that the same content is the same text.
const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The ring whose rows are written. A new deployment has it within minutes: until then a case is opened all the same, and
 * its rows are made by a later change.
 * @throws {Fault} `not-ready` where rows are there that would say what holds no more
 */
const registerRing = async (
  { openKeyRing }: CaseContext,
  channel: string,
  kept: KeptStatistic | undefined,
): Promise<RingPrivateKey | undefined> => {
  const ring = await ringIfThere(openKeyRing, channel, 'register', onlyEpoch);
  if (!ring && kept) throw new Fault('not-ready', 60);
  return ring;
};
