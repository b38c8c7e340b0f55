import { sentMark } from '../../thread/sent-mark.ts';
import type { CaseContext } from './case-edit.ts';
import type { OpenCase } from './open-case.ts';

/** Whether a record of the case was sent with this key before: sent twice it is one, and takes no room again. */
export const wasSent = async (
  { store }: CaseContext,
  { head, caseworkKey }: OpenCase,
  sentKey: string | undefined,
): Promise<boolean> =>
  sentKey !== undefined &&
  caseworkKey !== undefined &&
  (await store.findSentRecord(head.caseId, sentMark(caseworkKey, sentKey))) !== undefined;
