import * as z from 'zod';
import { brief } from '../case/brief.ts';
import { caseName } from '../case/case-name.ts';
import { openSummaryAs } from '../thread/summary.ts';
import { openEntries, type OpenDoor, type OpenEntries, type ThreadReader } from '../thread/open-thread.ts';

/**
 * What the page of a report shows that waits until somebody else names the same person, and what its case begins with if
 * the team is told. It stands in the place of the summary, under the thread key, which nobody has but the reporter, and
 * the scheduled function once they agree.
 */
export const heldPage = z.object({
  held: z.literal(true),
  caseName,
  channel: z.string(),
  sentOn: z.iso.date(),
  /** Whom it waits for somebody else to name, as its reporter wrote it. */
  persons: z.array(z.string()),
  /** The day on which its reporter last agreed to telling the team. Whether anybody else has named the person is not here. */
  agreedOn: z.iso.date().optional(),
  brief: brief.pick({
    persons: true,
    spaces: true,
    excludedMembers: true,
    rosterRevision: true,
    likelySpam: true,
  }),
  identity: z.object({ name: z.string().optional(), contact: z.string().optional() }),
});
export type HeldPage = z.infer<typeof heldPage>;

/** A report that waits, as its reporter sees it. */
export type HeldThread = {
  readonly page: HeldPage;
  readonly revision: number;
  /** When it is erased if nothing comes of it. */
  readonly until: Date;
  readonly entries: OpenEntries;
};

/** One call of the store. @throws {Error} when the door leads to a thread without such a page */
export const readHeldThread = async (
  store: Pick<ThreadReader, 'readThread'>,
  opened: OpenDoor,
): Promise<HeldThread> => {
  const { caseId, thread, expiresAt } = opened.door;
  const sealed = await store.readThread(caseId, thread);
  const revision = sealed.summary?.revision ?? 0;
  const page =
    sealed.summary &&
    openSummaryAs(heldPage, opened.threadKey, { caseId, thread, revision }, sealed.summary.sealed);
  if (!page) throw new Error('the door of a report that waits leads to its page');
  return { page, revision, until: expiresAt, entries: openEntries(opened, sealed) };
};
