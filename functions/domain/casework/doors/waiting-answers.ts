import { platformAnswers, type PlatformAnswer } from '../../door/platform-standing.ts';
import type { DoorRecord } from '../../door/door.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import type { OpenCase } from '../change/open-case.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { doorRecord } from '../record/door-record.ts';

/** What the admins of a platform have answered, and nobody has taken over yet. */
export type WaitingAnswers = {
  /** The number of the door. */
  readonly door: number;
  readonly platform: string;
  readonly whom: string;
  readonly answers: readonly PlatformAnswer[];
};

const hasNews = (opened: Pick<OpenCase, 'head'>, { kind, thread, takenUpTo = 0 }: DoorRecord): boolean =>
  kind === 'platform' && countersOf(opened.head, thread).entries > takenUpTo;

/** What waits behind one door. */
export const answersOf = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'vault' | 'threadKeys'>,
  { number, content }: Pick<Numbered<DoorRecord>, 'number' | 'content'>,
): Promise<WaitingAnswers> => {
  const { thread, platform = '', whom, takenUpTo = 0 } = content;
  const entries = await openedEntries(context, opened, thread);
  return { door: number, platform, whom, answers: platformAnswers(entries, takenUpTo) };
};

/**
 * What waits behind the doors of all platforms: none for a case without doors, else a call, and one more for each door
 * behind which something new stands.
 */
export const readWaitingAnswers = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'vault' | 'threadKeys' | 'caseworkKey'>,
): Promise<readonly WaitingAnswers[]> => {
  const { records } = await readRecordsOf(context, opened, doorRecord);
  const waiting = await Promise.all(
    records.filter(({ content }) => hasNews(opened, content)).map((one) => answersOf(context, opened, one)),
  );
  return waiting.filter(({ answers }) => answers.length > 0);
};
