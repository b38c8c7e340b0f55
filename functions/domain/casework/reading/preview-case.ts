import type { Brief } from '../../case/brief.ts';
import type { CaseHead } from '../change/case-store.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { openCase } from '../change/open-case.ts';

/** What the conflict check shows before anything is opened. */
export type CasePreview = {
  readonly head: CaseHead;
  readonly brief: Brief;
  /** The member has said that they have no conflict of interest, and may go on to read. */
  readonly isReader: boolean;
};

/** Nothing happens by looking: neither the reporter nor the audit log is told. */
export const previewCase = async (context: CaseContext, caseId: string): Promise<CasePreview | undefined> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return undefined;
  const { head, brief } = opened;
  return { head, brief, isReader: head.openedBy.includes(member.memberId) };
};
