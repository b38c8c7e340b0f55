import { readingPermissions } from '../../authorization/permissions.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { openCase, type OpenCase } from '../change/open-case.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';

/** A case that the member has opened before. Nothing is marked or logged by reading on in it. */
export const openedBefore = async (
  context: Pick<CaseContext, 'store' | 'openKeyRing' | 'member' | 'team' | 'now'>,
  caseId: string,
): Promise<OpenCase | NotPermitted> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return { kind: 'not-found' };
  const refused = await notPermitted(context, readingPermissions['open-case'], opened);
  if (refused) return refused;
  return opened.head.openedBy.includes(member.memberId) ? opened : { kind: 'unopened' };
};
