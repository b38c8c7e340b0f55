import type { CaseOperation } from '../authorization/permissions.ts';
import { Fault } from '../fault.ts';
import { sentMark } from '../thread/sent-mark.ts';
import { reporterThread } from './case-id.ts';
import type { CaseChange } from './case-store.ts';
import type { CaseContext, Intention } from './intention.ts';
import { openCase, type OpenCase } from './open-case.ts';
import { notPermitted, type NotPermitted } from './permission-of.ts';
import { prepareChange } from './prepare-change.ts';

export type Committed = { readonly change: CaseChange; readonly opened: OpenCase };

export type ChangeResult<Refusal> =
  | { readonly kind: 'committed'; readonly committed: Committed }
  | { readonly kind: 'already-sent'; readonly opened: OpenCase; readonly number: number }
  | NotPermitted
  | Refusal;

/** Of so many writers of one case at once, each finds its place; more are asked to come back. */
const mostAttempts = 20;

/**
 * Reads a case, decides, and writes the change with the sealed summary in one transaction. When somebody else changed
 * the case in between, it is read and decided again, so that two at once lose nothing.
 * @param operation what the table of permissions is asked, which may depend on how the case stands
 * @param decide what is to happen, or a refusal
 * @param refuses whether the member may; another check than `notPermitted` is for what the team does with unread cases
 * @throws {Fault} `storage-busy` when the case changes faster than a change can be decided, or its files are swept
 *   meanwhile; nothing was written
 */
export const changeCase = async <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  operation: CaseOperation | ((opened: OpenCase) => CaseOperation),
  decide: (opened: OpenCase) => { readonly intention: Intention } | { readonly refusal: Refusal },
  refuses = notPermitted,
): Promise<ChangeResult<Refusal>> => {
  const { store, member, now } = context;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const stored = await store.findCase(caseId);
    const opened = await openCase(context.openKeyRing, member, stored, now);
    if (!opened) return { kind: 'not-found' };
    const asked = typeof operation === 'string' ? operation : operation(opened);
    const refused = await refuses(context, asked, opened);
    if (refused) return refused;
    const decision = decide(opened);
    if ('refusal' in decision) return decision.refusal;
    const change = await prepareChange(context, opened, decision.intention);
    const outcome = await store.commit(change, now);
    switch (outcome) {
      case 'committed':
        return { kind: 'committed', committed: { change, opened } };
      case 'already-sent': {
        const number = await numberSent(context, opened, decision.intention);
        return number === undefined ? { kind: 'not-found' } : { kind: 'already-sent', opened, number };
      }
      case 'changed-meanwhile':
        continue;
      // Swept in this very moment: whoever tries again is told so before anything is written.
      case 'files-gone':
        throw new Fault('storage-busy', 5);
    }
  }
  throw new Fault('storage-busy', 5);
};

/** The number under which the same was sent before. */
const numberSent = async (
  { store }: CaseContext,
  { head, threadKey, caseworkKey }: OpenCase,
  { entry, note, task }: Intention,
): Promise<number | undefined> => {
  const { caseId } = head;
  if (entry?.sentKey !== undefined)
    return store.findSent(caseId, reporterThread, sentMark(threadKey, entry.sentKey));
  const sentKey = note?.sentKey ?? task?.sentKey;
  return sentKey === undefined || caseworkKey === undefined
    ? undefined
    : store.findSentNote(caseId, sentMark(caseworkKey, sentKey));
};
