import { keyRingName } from '../key-ring/ring-sealed.ts';
import { isNamedIn } from '../member/can-see-case.ts';
import type { Member } from '../member/member.ts';
import { narrativeTextHash, type NarrativeText } from '../narrative/narrative.ts';
import {
  openNarrative,
  type ReleasedNarrative,
  type SealedNarrative,
} from '../narrative/released-narrative.ts';
import { canSeeLine } from '../register/log-access.ts';
import { openLogRings } from '../register/log-rings.ts';
import { monthsOf } from '../statistics/report-period.ts';
import type { PublishedReport } from './published-report.ts';
import type { TransparencyContext } from './transparency-context.ts';

/** A text that a draft could publish, by its row and what is bound of it. `taken`: the draft would publish it. */
export type DraftNarrative = { readonly id: string; readonly hash: string; readonly taken: boolean };

/** The same with its text, as it is today, and the row that it was read from. */
export type ChoosableNarrative = NarrativeText &
  Pick<DraftNarrative, 'hash' | 'taken'> & { readonly row: SealedNarrative };

/** Texts of one report, and texts of a period of which some can be chosen. */
const mostNarratives = 12;
const mostCandidates = 40;

/**
 * How many texts a report takes at most: one for every `threshold` cases that it says were closed, so that their number
 * tells nothing that the count does not, and nobody can say which case a text is of. None where that count is withheld.
 */
export const narrativeLimit = ({ cells, threshold }: Pick<PublishedReport, 'cells' | 'threshold'>): number =>
  Math.min(mostNarratives, Math.floor((cells.closed ?? 0) / threshold));

/** Every name of a draft's readers, and everybody on the team today. */
export type Looking = { readonly readers: readonly Member[]; readonly team: readonly Member[] };

/** A case that every reader may see, and from which nobody on the team is kept by name: as what is counted. */
const mayTell = (row: ReleasedNarrative, { readers, team }: Looking): boolean =>
  readers.every((reader) => canSeeLine(reader, row)) &&
  !team.some((member) => isNamedIn(row.hiddenFrom, member));

type Found = NarrativeText & Pick<ChoosableNarrative, 'hash' | 'row'>;

/**
 * Texts that can be taken now, in the order of their hashes, which says nothing of their cases: one call for the rows, and
 * one for whether their cases are still there, where there is any for these readers. A text that stands twice counts once.
 * @param isWanted which of those that these readers may know of
 */
export const tellable = async (
  { settings, store, openKeyRing, vaults, now }: TransparencyContext,
  looking: Looking,
  isWanted: (one: {
    readonly narrative: ReleasedNarrative;
    readonly id: string;
    readonly hash: string;
  }) => boolean,
): Promise<readonly Found[]> => {
  const rings = [...(await openLogRings(openKeyRing, Object.keys(settings.channels))).values()];
  const byName = new Map(rings.map((ring) => [keyRingName(ring.channel, ring.purpose), ring] as const));
  const opened = (await store.releasedNarratives()).flatMap((sealed) => {
    const ring = byName.get(sealed.sealed.keyRing);
    const narrative = ring && openNarrative(ring, sealed);
    return narrative ? [{ narrative, row: sealed, id: sealed.id, hash: narrativeTextHash(narrative) }] : [];
  });
  const wanted = opened.filter((one) => mayTell(one.narrative, looking) && isWanted(one));
  const once = [...new Map(wanted.map((one) => [one.hash, one] as const)).values()]
    .sort((one, other) => (one.hash < other.hash ? -1 : 1))
    .slice(0, mostCandidates);
  if (once.length === 0) return [];
  const found = await vaults(once.map(({ narrative }) => narrative.caseId));
  return once.flatMap(({ narrative: { caseId, language, text }, row, hash }) => {
    const vault = found.get(caseId);
    // Its row goes within the hour after its case has: the case itself says whether it is there.
    const isThere = vault !== undefined && vault !== 'unreadable' && vault.expiresAt > now;
    return isThere ? [{ row, hash, language, text }] : [];
  });
};

/**
 * What a new draft could publish of the cases that were closed in its months; the first of them it takes. None where a
 * month was published before: what is new in a longer report would say of which months it is.
 */
export const narrativesFor = async (
  context: TransparencyContext,
  looking: Looking,
  { report, earlier }: { readonly report: PublishedReport; readonly earlier: readonly PublishedReport[] },
): Promise<readonly DraftNarrative[]> => {
  const limit = narrativeLimit(report);
  const { from, until } = report.period;
  const isOverlapping = earlier.some(({ period }) => period.from <= until && period.until >= from);
  if (limit === 0 || isOverlapping) return [];
  const months = monthsOf(report.period);
  const published = new Set(earlier.flatMap(({ narratives = [] }) => narratives.map(narrativeTextHash)));
  const found = await tellable(
    context,
    looking,
    ({ narrative, hash }) => months.includes(narrative.closedIn) && !published.has(hash),
  );
  return found.map(({ row, hash }, at) => ({ id: row.id, hash, taken: at < limit }));
};

/**
 * The texts of a draft as they are today. @returns `undefined` when one that it takes is no more what it was: withdrawn,
 * written anew, its case open again, erased, or hidden from somebody
 */
export const narrativesOf = async (
  context: TransparencyContext,
  looking: Looking,
  chosen: readonly DraftNarrative[],
): Promise<readonly ChoosableNarrative[] | undefined> => {
  if (chosen.length === 0) return [];
  const found = await tellable(context, looking, ({ id, hash }) =>
    chosen.some((one) => one.id === id && one.hash === hash),
  );
  const texts = chosen.flatMap(({ hash, taken }): ChoosableNarrative[] => {
    const one = found.find((text) => text.hash === hash);
    return one ? [{ ...one, taken }] : [];
  });
  const isWhole = chosen.every(({ hash, taken }) => !taken || texts.some((one) => one.hash === hash));
  return isWhole ? texts : undefined;
};
