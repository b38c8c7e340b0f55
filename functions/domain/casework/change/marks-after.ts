import type { Brief } from '../../case/brief.ts';
import type { WaitingMarks } from '../../case/waiting-marks.ts';
import { promisesAfter } from '../../deadline/settled-promises.ts';
import { lastsOf } from '../../decision/named-in-settings.ts';
import { lapsesAt, requestStateOf } from '../../decision/two-person-request.ts';
import { platformAnswers } from '../../door/platform-standing.ts';
import { narrativeState } from '../../narrative/narrative.ts';
import { doorKindOf } from '../../thread/thread-name.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import {
  decisionRecord,
  proposalRecord,
  publicBanRecord,
  twoPersonRequestRecord,
} from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { narrativeRecord } from '../record/narrative-record.ts';
import { recordsOf } from '../record/work-record.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import { countersOf, type CaseHead, type RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';
import type { RecordsAfter } from './records-after.ts';

type Marks = Pick<Brief, 'waiting' | 'promises'>;

type Changing = {
  readonly edit: CaseEdit;
  readonly after: CaseHead;
  readonly written: readonly RecordChange[];
};

const followed = [
  proposalRecord.name,
  twoPersonRequestRecord.name,
  publicBanRecord.name,
  decisionRecord.name,
  doorRecord.name,
  narrativeRecord.name,
] as const;

/** Kinds of records whose marks a change may alter; all that the case has where none was ever marked. */
const touchedKinds = ({ head, brief }: OpenCase, { edit, written }: Changing): ReadonlySet<string> => {
  const kinds = new Set(
    written.map(({ kind }) => kind).filter((kind) => followed.some((one) => one === kind)),
  );
  if ((edit.entries ?? []).some(({ thread }) => doorKindOf(thread) === 'platform'))
    kinds.add(doorRecord.name);
  if (brief.waiting === undefined)
    for (const kind of followed) if (recordsOf(head, kind).last > 0) kinds.add(kind);
  return kinds;
};

const last = (times: readonly string[]): string | undefined => times.toSorted().at(-1);

const openRequestsUntil = async ({ now }: CaseContext, after: RecordsAfter): Promise<string | undefined> => {
  const requests = [...(await after(twoPersonRequestRecord)).values()];
  return last(
    requests.filter((one) => requestStateOf(one, now) === 'open').map((one) => lapsesAt(one).toISOString()),
  );
};

const openProposals = async (after: RecordsAfter): Promise<number> =>
  [...(await after(proposalRecord)).values()].filter(({ status }) => status === 'open').length;

const unapprovedBansUntil = async (after: RecordsAfter): Promise<string | undefined> =>
  last(
    [...(await after(publicBanRecord)).values()]
      .filter(({ approved, takenOff }) => approved === undefined && takenOff === undefined)
      .map(({ until }) => until),
  );

const returnsToAgree = async ({ settings }: CaseContext, after: RecordsAfter): Promise<number> =>
  [...(await after(decisionRecord)).values()].filter(
    ({ status, rung, readmission }) =>
      status === 'in-force' &&
      lastsOf(settings.decisions, { rung }) === 'permanent' &&
      readmission !== undefined &&
      readmission.agreed === undefined &&
      readmission.returned === undefined,
  ).length;

const narrativesToApprove = async (after: RecordsAfter): Promise<number> =>
  [...(await after(narrativeRecord)).values()].filter((one) => narrativeState(one) === 'waits').length;

/** Per conversation with a platform that goes on: how many of its entries wait for nobody. Reads those with something new. */
const settledEntries = async (
  context: CaseContext,
  opened: OpenCase,
  after: CaseHead,
  records: RecordsAfter,
): Promise<WaitingMarks['platforms']> => {
  const doors = [...(await records(doorRecord)).values()].filter(
    ({ kind, state }) => kind === 'platform' && state === 'open',
  );
  const settled = await Promise.all(
    doors.map(async ({ thread, takenUpTo = 0 }) => {
      const hasNews = countersOf(opened.head, thread).entries > takenUpTo;
      const answers = hasNews ? platformAnswers(await openedEntries(context, opened, thread), takenUpTo) : [];
      const [first] = answers;
      return [thread, first ? first.number - 1 : countersOf(after, thread).entries] as const;
    }),
  );
  return settled.length > 0 ? Object.fromEntries(settled) : undefined;
};

const waitingAfter = async (
  context: CaseContext,
  opened: OpenCase,
  { after, kinds }: { readonly after: CaseHead; readonly kinds: ReadonlySet<string> },
  records: RecordsAfter,
): Promise<WaitingMarks> => {
  const [proposals, requestsUntil, bansUntil, returns, platforms, narratives] = await Promise.all([
    kinds.has(proposalRecord.name) ? openProposals(records) : undefined,
    kinds.has(twoPersonRequestRecord.name) ? openRequestsUntil(context, records) : undefined,
    kinds.has(publicBanRecord.name) ? unapprovedBansUntil(records) : undefined,
    kinds.has(decisionRecord.name) ? returnsToAgree(context, records) : undefined,
    kinds.has(doorRecord.name) ? settledEntries(context, opened, after, records) : undefined,
    kinds.has(narrativeRecord.name) ? narrativesToApprove(records) : undefined,
  ]);
  return {
    ...opened.brief.waiting,
    ...(kinds.has(proposalRecord.name) && { proposals }),
    ...(kinds.has(twoPersonRequestRecord.name) && { requestsUntil }),
    ...(kinds.has(publicBanRecord.name) && { bansUntil }),
    ...(kinds.has(decisionRecord.name) && { returns }),
    ...(kinds.has(doorRecord.name) && { platforms }),
    ...(kinds.has(narrativeRecord.name) && { narratives }),
  };
};

/**
 * What the brief says of a case beside who and where it names, as a change leaves it: what waits for another member, and when
 * promises were settled. Records are read only of kinds that the change writes.
 * @returns `undefined` for a change that touches none of it. What it touches is written anew whether it differs or not: a
 *   brief that stays would tell whoever sees the tables alone that a proposal was edited and not withdrawn
 */
export const marksAfter = async (
  context: CaseContext,
  opened: OpenCase,
  changing: Changing,
  records: RecordsAfter,
): Promise<Marks | undefined> => {
  const { after } = changing;
  const kinds = touchedKinds(opened, changing);
  const promises = promisesAfter(opened.brief.promises, { before: opened.head, after }, context.now);
  if (kinds.size === 0 && !promises) return undefined;
  return {
    waiting:
      kinds.size > 0 ? await waitingAfter(context, opened, { after, kinds }, records) : opened.brief.waiting,
    promises: promises ?? opened.brief.promises,
  };
};
