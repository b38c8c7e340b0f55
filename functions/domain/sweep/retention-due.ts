import type { CaseVault } from '../casework/change/case-store.ts';
import { nextRetentionCheck } from '../retention/expiry.ts';

/** Whether a case that was not withdrawn is to be erased or kept longer now. */
export const isRetentionDue = ({ expiresAt, openedAt }: CaseVault, now: Date): boolean =>
  nextRetentionCheck(expiresAt, openedAt !== undefined).getTime() <= now.getTime();
