import type { PermissionRow } from '../../authorization/permissions.ts';
import { Fault } from '../../kernel/fault.ts';
import { conflict, retryOnConflict } from '../../kernel/retry-on-conflict.ts';
import { sentMark } from '../../thread/sent-mark.ts';
import type { CaseChange } from './case-store.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import { openCase, threadKeyOf, type OpenCase } from './open-case.ts';
import { notPermitted, notPermittedUnread, type NotPermitted } from './permission-of.ts';
import { prepareChange } from './prepare-change.ts';
import { TooMuchAtOnce } from './too-much-at-once.ts';

export type Committed = { readonly change: CaseChange; readonly opened: OpenCase };

type CommittedResult = { readonly kind: 'committed'; readonly committed: Committed };
/** It was sent with the same key before. `number`: of the entry or record that it wrote. */
type SentResult = { readonly kind: 'already-sent'; readonly opened: OpenCase; readonly number: number };

export type ChangeResult<Refusal> = CommittedResult | SentResult | NotPermitted | Refusal;

export const isCommitted = (result: { readonly kind: string }): result is CommittedResult =>
  result.kind === 'committed';
export const isSent = (result: { readonly kind: string }): result is SentResult =>
  result.kind === 'already-sent';

/** The number of the first record that a change wrote, now or by the same request before; 0 where it wrote none. */
export const numberWritten = (result: { readonly kind: string }): number => {
  if (isSent(result)) return result.number;
  return isCommitted(result) ? (result.committed.change.records[0]?.record.number ?? 0) : 0;
};

type Decision<Refusal> = { readonly edit: CaseEdit } | { readonly refusal: Refusal };

type Wanted<Refusal> = {
  readonly permission: PermissionRow | ((opened: OpenCase) => PermissionRow);
  readonly decide: (opened: OpenCase) => Decision<Refusal> | Promise<Decision<Refusal>>;
};

/**
 * Reads a case, decides, and writes the change with the sealed summary in one transaction. When somebody else changed
 * the case in between, it is read and decided again, so that two at once lose nothing.
 * @param permission who may, which may depend on how the case stands
 * @param decide what is to happen, or a refusal; called again after a conflict, so what it does must be the same twice
 * @throws {Fault} `storage-busy` when the case changes faster than a change can be decided, or its files are swept
 *   meanwhile; nothing was written
 * @throws {TooMuchAtOnce} when it writes more than one transaction holds; nothing was written
 */
export const changeCase = <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  permission: Wanted<Refusal>['permission'],
  decide: Wanted<Refusal>['decide'],
): Promise<ChangeResult<Refusal>> => changeIfMay(notPermitted, context, caseId, { permission, decide });

/** As `changeCase`, for what the team does with a case that nobody has to read for it. */
export const changeUnreadCase = <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  permission: Wanted<Refusal>['permission'],
  decide: Wanted<Refusal>['decide'],
): Promise<ChangeResult<Refusal>> => changeIfMay(notPermittedUnread, context, caseId, { permission, decide });

const changeIfMay = async <Refusal extends { readonly kind: string }>(
  refuses: typeof notPermitted,
  context: CaseContext,
  caseId: string,
  { permission, decide }: Wanted<Refusal>,
): Promise<ChangeResult<Refusal>> => {
  const { store, member, now } = context;
  return retryOnConflict<ChangeResult<Refusal>>(async () => {
    const stored = await store.findCase(caseId);
    const opened = await openCase(context.openKeyRing, member, stored, now);
    if (!opened) return { kind: 'not-found' };
    const asked = typeof permission === 'function' ? permission(opened) : permission;
    const refused = await refuses(context, asked, opened);
    if (refused) return refused;
    const decision = await decide(opened);
    if ('refusal' in decision) return decision.refusal;
    let change = await prepareChange(context, opened, decision.edit, { registersNew: true });
    let outcome = await store.commit(change, now);
    if (outcome === 'too-many-rows') {
      // What only catches up in the register must not keep a member from anything.
      change = await prepareChange(context, opened, decision.edit);
      outcome = await store.commit(change, now);
    }
    if (outcome === 'too-many-rows' && decision.edit.brief) {
      // Nor may what is only counted keep somebody in a case that they must leave.
      change = await prepareChange(context, opened, decision.edit, { countsLater: true });
      outcome = await store.commit(change, now);
    }
    switch (outcome) {
      case 'committed':
        return { kind: 'committed', committed: { change, opened } };
      case 'already-sent': {
        const number = await numberSent(store, opened, decision.edit);
        return number === undefined ? { kind: 'not-found' } : { kind: 'already-sent', opened, number };
      }
      case 'changed-meanwhile':
        return conflict;
      case 'too-many-rows':
        throw new TooMuchAtOnce();
      // Swept in this very moment: whoever tries again is told so before anything is written.
      case 'files-gone':
        throw new Fault('storage-busy', 5);
    }
  });
};

/** The number under which what is sent again stands: the entry's, else the record's. */
const numberSent = async (
  store: CaseContext['store'],
  opened: OpenCase,
  { entries = [], records = [] }: CaseEdit,
): Promise<number | undefined> => {
  const { head, caseworkKey } = opened;
  const entry = entries.find(({ sentKey }) => sentKey !== undefined);
  if (entry?.sentKey !== undefined) {
    const mark = sentMark(threadKeyOf(opened, entry.thread), entry.sentKey);
    return store.findSent(head.caseId, entry.thread, mark);
  }
  const sentKey = records.find((record) => record.sentKey !== undefined)?.sentKey;
  return sentKey === undefined || caseworkKey === undefined
    ? undefined
    : store.findSentRecord(head.caseId, sentMark(caseworkKey, sentKey));
};
