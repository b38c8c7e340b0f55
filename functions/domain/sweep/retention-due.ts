import type { CaseVault } from '../casework/change/case-store.ts';
import { threadsDueAt } from '../thread/thread-limits.ts';
import { nextRetentionCheck } from '../retention/expiry.ts';

/** Whether a case that was not withdrawn is to be erased or kept longer now. */
export const isRetentionDue = ({ expiresAt, openedAt }: CaseVault, now: Date): boolean =>
  nextRetentionCheck(expiresAt, openedAt !== undefined).getTime() <= now.getTime();

/** Whether threads of a case that goes on are to be erased now, or what is left of them is to be deleted. */
export const areThreadsDue = (vault: CaseVault, now: Date): boolean => {
  const at = threadsDueAt(vault, now);
  return at !== undefined && at.getTime() <= now.getTime();
};
