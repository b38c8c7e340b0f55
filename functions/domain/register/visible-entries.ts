import type { Brief } from '../case/brief.ts';
import { openBriefRings, openNoBrief } from '../case/brief-rings.ts';
import { briefIfReadable } from '../case/open-brief.ts';
import type { OpenKeyRing, RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { canSeeCase } from '../member/can-see-case.ts';
import type { Member } from '../member/member.ts';
import { canSeeLine } from './log-access.ts';
import { isLogKept } from './log-retention.ts';
import { openLogRings, type LogRings } from './log-rings.ts';
import type { RegisterEntry } from './register-entry.ts';
import type { EntryPlace, RegisterStore, SealedRegisterEntry } from './register-store.ts';
import { openNoEntry, openRegisterEntry } from './sealed-register-entry.ts';

/** So many entries are read for one question, and as much work is done when there are fewer. */
export const mostEntriesRead = 100;

/** What of a case's vault tells whether it is there, and for whom. */
type CaseThere = {
  readonly channel: string;
  readonly sealedBrief?: RingSealed | undefined;
  readonly threads?: unknown;
  readonly expiresAt: Date;
};

export type RegisterContext = {
  readonly store: RegisterStore & {
    /** One call for at most 100 cases. */
    vaults(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseThere | 'unreadable'>>;
  };
  readonly openKeyRing: OpenKeyRing;
  readonly member: Member;
  readonly now: Date;
};

export type VisibleEntry = {
  readonly row: SealedRegisterEntry;
  readonly entry: RegisterEntry;
  /** Its case is not erased. */
  readonly isCaseThere: boolean;
};

/**
 * The entries at these places that exist for a member; those behind the first `mostEntriesRead` are left out. While its
 * case is there, an entry does if the case does; then, as long as a line of the enforcement log about the person is kept,
 * if the line does. Two calls, and as many entries and briefs opened, whatever is there and whomever it exists for.
 * @throws {Fault} when storage or KMS does not answer
 */
export const visibleEntries = async (
  { store, openKeyRing, member, now }: RegisterContext,
  places: readonly EntryPlace[],
): Promise<readonly VisibleEntry[]> => {
  const rings = await openLogRings(openKeyRing, member.channels);
  const briefRing = await openBriefRings(openKeyRing, member.channels);
  const rows = await store.registerEntries(filled(places.map(({ id }) => id)).map((id) => ({ id })));
  const opened = rows.map((row) => ({ row, entry: openedEntry(rings, row) }));
  for (let missing = rows.length; missing < mostEntriesRead; missing++) openNoEntry(rings);
  const caseIds = opened.flatMap(({ entry }) => entry?.caseId ?? []);
  const vaults = await store.vaults(filled(caseIds));
  const access = await caseAccess({ openKeyRing, member, now }, vaults, briefRing);
  return opened.flatMap(({ row, entry }) => {
    if (!entry) return [];
    const seen = access.get(entry.caseId) ?? 'gone';
    const isVisible = seen === 'gone' ? isKeptFor(member, entry, now) : seen === 'visible';
    return isVisible ? [{ row, entry, isCaseThere: seen !== 'gone' }] : [];
  });
};

/** As many ids as are always asked for: the rest lead nowhere. */
const filled = (ids: readonly string[]): readonly string[] => {
  const wanted = [...new Set(ids)].slice(0, mostEntriesRead);
  const nowhere = Array.from({ length: mostEntriesRead - wanted.length }, (_, at) => `nowhere-${at}`);
  return [...wanted, ...nowhere];
};

/** The work of opening is done for a ring that is not the member's as well. */
const openedEntry = (rings: LogRings, row: SealedRegisterEntry): RegisterEntry | undefined => {
  const ring = rings.get(row.channel);
  if (!ring) openNoEntry(rings);
  return ring && openRegisterEntry(ring, row);
};

const isKeptFor = (member: Member, entry: RegisterEntry, now: Date): boolean =>
  entry.logLinesUntil.some((keptUntil) => isLogKept({ keptUntil }, now)) && canSeeLine(member, entry);

type Access = 'visible' | 'hidden' | 'gone';

/** What a member may know of each case that is there, by its brief; a brief that is damaged hides it. */
const caseAccess = async (
  { openKeyRing, member, now }: Pick<RegisterContext, 'openKeyRing' | 'member' | 'now'>,
  vaults: ReadonlyMap<string, CaseThere | 'unreadable'>,
  briefRing: RingPrivateKey | undefined,
): Promise<ReadonlyMap<string, Access>> => {
  const access = new Map<string, Access>();
  for (const [caseId, vault] of vaults) {
    if (vault === 'unreadable') {
      openNoBrief(briefRing);
      access.set(caseId, 'hidden');
      continue;
    }
    const { channel, sealedBrief } = vault;
    const isThere = vault.expiresAt > now && vault.threads !== undefined;
    const isTheirs = member.channels.includes(channel) && sealedBrief !== undefined;
    if (!isTheirs) openNoBrief(briefRing);
    const brief: Brief | undefined = isTheirs
      ? await briefIfReadable(openKeyRing, channel, caseId, sealedBrief)
      : undefined;
    const seen = brief !== undefined && canSeeCase(member, channel, brief) ? 'visible' : 'hidden';
    access.set(caseId, isThere ? seen : 'gone');
  }
  for (let missing = vaults.size; missing < mostEntriesRead; missing++) openNoBrief(briefRing);
  return access;
};
