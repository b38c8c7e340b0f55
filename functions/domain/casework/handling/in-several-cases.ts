import { openBriefRings, openNoBrief } from '../../case/brief-rings.ts';
import { briefIfReadable } from '../../case/open-brief.ts';
import { Fault } from '../../kernel/fault.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { CaseOperation } from '../change/operation.ts';

/** Cases that one request acts on at most, one after the other. */
export const mostAtOnce = 25;

/** What came of it in one case. `unchanged`: it was so already. `busy`: others were changing it, and nothing was done. */
export type InOneCase = {
  readonly id: string;
  /** Absent where there is no such case for the member. */
  readonly caseName: string | undefined;
  readonly outcome: 'done' | 'unchanged' | 'not-found' | 'forbidden' | 'unopened' | 'refused' | 'busy';
  /** Why it was refused. */
  readonly detail?: string | undefined;
};

type Ran = Omit<InOneCase, 'caseName'>;

const inOne = async (
  context: CaseContext,
  operation: CaseOperation,
  id: string,
  input: unknown,
): Promise<Ran> => {
  try {
    const ran = await operation.run(context, id, input, {});
    switch (ran.kind) {
      case 'done':
        return { id, outcome: 'done' };
      case 'invalid':
        return { id, outcome: 'refused', detail: ran.error.issues[0]?.message };
      case 'refused':
        return operation.doneBefore.includes(ran.refusal)
          ? { id, outcome: 'unchanged' }
          : { id, outcome: 'refused', detail: ran.problem.detail };
      case 'forbidden':
      case 'not-found':
      case 'unopened':
        return { id, outcome: ran.kind };
    }
  } catch (error) {
    if (error instanceof Fault && error.retryAfterSeconds !== undefined) return { id, outcome: 'busy' };
    throw error;
  }
};

/** What the cases that exist for the member are called, whatever came of it: some answers come before a case is looked at. */
const namesOf = async (
  { store, openKeyRing, member, now }: CaseContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const ring = await openBriefRings(openKeyRing, member.channels);
  const stored = new Map((await store.findCases(ids)).map((one) => [one.head.caseId, one] as const));
  const names = new Map<string, string>();
  for (const id of ids) {
    const { head, vault } = stored.get(id) ?? {};
    const isThere = head && vault?.sealedBrief && vault.expiresAt.getTime() > now.getTime();
    if (!isThere || !member.channels.includes(head.channel)) {
      openNoBrief(ring);
      continue;
    }
    const brief = await briefIfReadable(openKeyRing, head.channel, id, vault.sealedBrief);
    if (brief && canSeeCase(member, head.channel, brief)) names.set(id, head.caseName);
  }
  return names;
};

/**
 * Does the same in several cases, each by itself: who may not in one of them is told so of that one, and the others are
 * done. A case that is hidden is answered like one that never was, after the same calls.
 * @param ids at most `mostAtOnce`
 * @throws {Fault} when storage or KMS fails otherwise than by being busy; what was done until then stays
 */
export const inSeveralCases = async (
  context: CaseContext,
  operation: CaseOperation,
  ids: readonly string[],
  input: unknown,
): Promise<readonly InOneCase[]> => {
  const ran: Ran[] = [];
  for (const id of new Set(ids)) ran.push(await inOne(context, operation, id, input));
  const names = await namesOf(
    context,
    ran.map(({ id }) => id),
  );
  return ran.map((one) => ({
    ...one,
    caseName: one.outcome === 'not-found' ? undefined : names.get(one.id),
  }));
};
