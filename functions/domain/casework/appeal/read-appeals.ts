import { appealAct, appealFacts, type AppealFacts } from '../../appeal/appeal-act.ts';
import type { Appeal, AppealSide } from '../../appeal/appeal.ts';
import { openEntry, type Entry } from '../../thread/entry.ts';
import { doorKindOf, reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import { threadKeyOf, type OpenCase } from '../change/open-case.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { appealRecord } from '../record/decision-records.ts';

/** An appeal as it was sent, through a door. */
export type AppealEntry = {
  readonly thread: ThreadName;
  readonly number: number;
  readonly side: AppealSide;
  /** The full hour. */
  readonly sentAt: Date;
  /** Absent where what it is about does not parse. */
  readonly about: AppealFacts | undefined;
  readonly text: string;
  readonly lateReason: string | undefined;
};

/** Who holds the door of a thread in which an appeal can come; absent for other threads. */
export const sideOfThread = (thread: ThreadName): AppealSide | undefined => {
  if (thread === reporterThread) return 'reporter';
  return doorKindOf(thread) === 'response' ? 'respondent' : undefined;
};

/** @returns `undefined` for an entry that is no appeal */
export const appealEntryOf = (
  thread: ThreadName,
  number: number,
  entry: Entry | 'unreadable',
): AppealEntry | undefined => {
  const side = sideOfThread(thread);
  if (!side || entry === 'unreadable' || entry.kind !== 'act' || entry.act !== appealAct) return undefined;
  const about = appealFacts.safeParse(entry.facts).data;
  return {
    thread,
    number,
    side,
    sentAt: new Date(entry.on),
    about,
    text: entry.texts.get('text') ?? '',
    lateReason: about?.late,
  };
};

/** Threads of a case in which an appeal can come, and in which something was written. */
const appealThreads = ({ head, threadKeys }: OpenCase): readonly ThreadName[] =>
  [...threadKeys.keys()].filter(
    (thread) => sideOfThread(thread) !== undefined && countersOf(head, thread).entries > 0,
  );

/** The entries of the threads in which appeals can come, oldest first: a call for each thread. */
export const readAppealThreads = async (
  { store }: Pick<CaseContext, 'store'>,
  opened: OpenCase,
): Promise<
  readonly { readonly thread: ThreadName; readonly number: number; readonly entry: Entry | 'unreadable' }[]
> => {
  const { caseId } = opened.head;
  const threads = await Promise.all(
    appealThreads(opened).map(async (thread) => {
      const key = threadKeyOf(opened, thread);
      const { entries } = await store.readThread(caseId, thread);
      return entries.map(({ number, sealed }) => ({
        thread,
        number,
        entry: openEntry(key, { caseId, thread, number }, sealed) ?? ('unreadable' as const),
      }));
    }),
  );
  return threads.flat();
};

/** The appeals of a case: those that were taken up, and those that wait for it. */
export type ReadAppeals = {
  readonly appeals: readonly Numbered<Appeal>[];
  readonly untaken: readonly AppealEntry[];
  readonly unreadable: number;
  readonly bytes: number;
};

/** Of the entries of a case those that are appeals which nobody has taken up. */
export const untakenIn = (
  appeals: readonly Pick<Numbered<Appeal>, 'content'>[],
  entries: Awaited<ReturnType<typeof readAppealThreads>>,
): readonly AppealEntry[] =>
  entries.flatMap(({ thread, number, entry }) => {
    const sent = appealEntryOf(thread, number, entry);
    const isTaken = appeals.some(({ content }) => content.thread === thread && content.entry === number);
    return sent && !isTaken ? [sent] : [];
  });

export const readAppeals = async (context: CaseContext, opened: OpenCase): Promise<ReadAppeals> => {
  const [{ records, unreadable, bytes }, entries] = await Promise.all([
    readRecordsOf(context, opened, appealRecord),
    readAppealThreads(context, opened),
  ]);
  return { appeals: records, untaken: untakenIn(records, entries), unreadable, bytes };
};
