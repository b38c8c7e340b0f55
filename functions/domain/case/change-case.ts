import type { CaseOperation } from '../authorization/permissions.ts';
import { Fault } from '../fault.ts';
import { reporterThread } from './case-id.ts';
import type { CaseChange } from './case-store.ts';
import type { CaseContext, Intention } from './intention.ts';
import { openCase, type OpenCase } from './open-case.ts';
import { permissionOf } from './permission-of.ts';
import { prepareChange } from './prepare-change.ts';

export type Committed = { readonly change: CaseChange; readonly opened: OpenCase };

export type ChangeResult<Refusal> =
  | { readonly kind: 'committed'; readonly committed: Committed }
  | { readonly kind: 'already-sent'; readonly opened: OpenCase; readonly number: number }
  | { readonly kind: 'not-found' }
  /** The case is theirs to see, this is not theirs to do. */
  | { readonly kind: 'forbidden' }
  | Refusal;

/** Of so many writers of one case at once, each finds its place; more are asked to come back. */
const mostAttempts = 20;

/**
 * Reads a case, decides, and writes the change with the sealed summary in one transaction. When somebody else changed
 * the case in between, it is read and decided again, so that two at once lose nothing.
 * @param operation what the table of permissions is asked
 * @param decide what is to happen, or a refusal
 * @throws {Fault} `storage-busy` when the case changes faster than a change can be decided, or its files are swept
 *   meanwhile; nothing was written
 */
export const changeCase = async <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  operation: CaseOperation,
  decide: (opened: OpenCase) => { readonly intention: Intention } | { readonly refusal: Refusal },
): Promise<ChangeResult<Refusal>> => {
  const { store, member, now } = context;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const stored = await store.findCase(caseId);
    const opened = await openCase(context.openKeyRing, member, stored, now);
    if (!opened) return { kind: 'not-found' };
    const permission = await permissionOf(context, operation, opened);
    if (permission !== 'allowed') return { kind: permission === 'hidden' ? 'not-found' : 'forbidden' };
    const decision = decide(opened);
    if ('refusal' in decision) return decision.refusal;
    const change = await prepareChange(context, opened, decision.intention);
    const outcome = await store.commit(change, now);
    switch (outcome) {
      case 'committed':
        return { kind: 'committed', committed: { change, opened } };
      case 'already-sent': {
        const { entry, note, task } = decision.intention;
        const number =
          entry?.sentKey === undefined
            ? await store.findSentNote(caseId, note?.sentKey ?? task?.sentKey ?? '')
            : await store.findSent(caseId, reporterThread, entry.sentKey);
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
