import { standingOf, type ProposalStanding } from '../../decision/proposal-standing.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { decidingOf, readDeciding, type ReadDeciding } from './read-deciding.ts';

export type ReadStanding = ReadDeciding & {
  readonly kind: 'standing';
  /** Of every proposal, in the order of their numbers. */
  readonly proposals: readonly ProposalStanding[];
};

/** By what a case that the member has opened is decided, and how each proposal stands at this moment. */
export const readStanding = async (
  context: CaseContext,
  caseId: string,
): Promise<ReadStanding | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const [read, deciding] = await Promise.all([readDeciding(context, opened), decidingOf(context, opened)]);
  const proposals = read.records.proposals.map((one) => standingOf(deciding, read.records, one));
  return { ...read, kind: 'standing', proposals };
};
