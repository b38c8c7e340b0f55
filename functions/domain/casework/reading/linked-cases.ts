import { canSeeCase } from '../../member/can-see-case.ts';
import type { CaseHead } from '../change/case-store.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { briefIfReadable } from '../../case/open-brief.ts';

/** What is shown of a case that is linked to the one that is read. */
export type LinkedCase = Pick<CaseHead, 'caseId' | 'caseName' | 'channel' | 'state'>;

/** What one call reads. */
const mostAtOnce = 33;
/** Ids that no case has, to fill it up: it must not tell how many there are of which nothing is said. */
const nobodys = Array.from(
  { length: mostAtOnce },
  (_, index) => `${'-'.repeat(20)}${String(index).padStart(2, '0')}`,
);

/**
 * Of these cases those that exist for the member, in one call for every 33 of them, and one where there is none; of the
 * others nothing is said, not even that they are.
 */
export const linkedCases = async (
  { store, openKeyRing, member, now }: Pick<CaseContext, 'store' | 'openKeyRing' | 'member' | 'now'>,
  caseIds: readonly string[],
): Promise<LinkedCase[]> => {
  const ids = [...new Set(caseIds)];
  const linked: LinkedCase[] = [];
  for (let at = 0; at === 0 || at < ids.length; at += mostAtOnce) {
    const some = ids.slice(at, at + mostAtOnce);
    for (const { head, vault } of await store.findCases([...some, ...nobodys.slice(some.length)])) {
      const { caseId, caseName, channel, state } = head;
      if (vault.expiresAt <= now || vault.channel !== channel || !vault.sealedBrief) continue;
      if (!member.channels.includes(channel)) continue;
      const brief = await briefIfReadable(openKeyRing, channel, caseId, vault.sealedBrief);
      if (brief && canSeeCase(member, channel, brief)) linked.push({ caseId, caseName, channel, state });
    }
  }
  return linked;
};
