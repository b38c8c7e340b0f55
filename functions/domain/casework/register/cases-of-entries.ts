import { briefIfReadable } from '../../case/open-brief.ts';
import { openBriefRings, openNoBrief } from '../../case/brief-rings.ts';
import type { Brief } from '../../case/brief.ts';
import { day } from '../../kernel/clock.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import { canSeeLine } from '../../register/log-access.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { CaseVault } from '../change/case-store.ts';
import { entriesAtOnce, type OpenedEntry } from './open-entries.ts';

/** How the case of an entry stands: it is there, with what its brief says today, or it has been erased. */
export type CaseOfEntry =
  | { readonly kind: 'there'; readonly channel: string; readonly brief: Brief }
  /** It is there, and what is said of it cannot be read: it exists for nobody. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'erased'; readonly today: string };

type Reading = Pick<CaseContext, 'settings' | 'store' | 'openKeyRing' | 'now'>;

const nobodys = Array.from(
  { length: entriesAtOnce },
  (_, index) => `${'-'.repeat(19)}${String(index).padStart(3, '0')}`,
);

const standingOf = async (
  { openKeyRing, now }: Reading,
  caseId: string,
  vault: CaseVault | 'unreadable' | undefined,
): Promise<CaseOfEntry> => {
  if (vault === 'unreadable') return { kind: 'unreadable' };
  if (!vault?.sealedBrief || vault.expiresAt.getTime() <= now.getTime())
    return { kind: 'erased', today: day(now) };
  const brief = await briefIfReadable(openKeyRing, vault.channel, caseId, vault.sealedBrief);
  return brief ? { kind: 'there', channel: vault.channel, brief } : { kind: 'unreadable' };
};

/**
 * The cases of at most `entriesAtOnce` entries: one call, and as many steps of opening whatever is there.
 * @throws {Fault} when storage or KMS does not answer
 */
export const casesOfEntries = async (
  context: Reading,
  entries: readonly OpenedEntry[],
): Promise<ReadonlyMap<string, CaseOfEntry>> => {
  const ring = await openBriefRings(context.openKeyRing, Object.keys(context.settings.channels));
  const ids = [...new Set(entries.map(({ entry }) => entry.caseId))].slice(0, entriesAtOnce);
  const vaults = await context.store.vaults([...ids, ...nobodys.slice(ids.length)]);
  const cases = new Map<string, CaseOfEntry>();
  for (const id of ids) cases.set(id, await standingOf(context, id, vaults.get(id)));
  for (let missing = ids.length; missing < entriesAtOnce; missing++) openNoBrief(ring);
  return cases;
};

/**
 * Whether an entry exists for a member: while its case is there, as the case says today; then as the entry says, as long as
 * one of its decisions is kept. Without one it goes with its case, also before the scheduled function has taken it.
 */
export const existsFor = (
  member: Member,
  cases: ReadonlyMap<string, CaseOfEntry>,
  { entry }: Pick<OpenedEntry, 'entry'>,
): boolean => {
  const standing = cases.get(entry.caseId);
  switch (standing?.kind) {
    case 'there':
      return canSeeCase(member, standing.channel, standing.brief);
    case 'erased':
      return canSeeLine(member, entry) && entry.logLinesUntil.some((until) => until >= standing.today);
    case 'unreadable':
    case undefined:
      return false;
  }
};
