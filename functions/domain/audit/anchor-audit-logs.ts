import {
  anchorLeaf,
  anchorRoot,
  anchorSeedBytes,
  hex,
  signAnchor,
  type AnchorDay,
  type Hex,
  type SignedAnchor,
} from './anchor.ts';
import type { AuditHead } from './audit-log-line.ts';
import { day } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';

/** A day's work: the cases were listed in this many parts, of which the first ones hold their leaves. */
export type AnchorWork = { readonly day: string; readonly parts: number; readonly filled: number };

export type AnchorProgress = {
  /** The last day that was anchored, and its root. */
  readonly anchored?: { readonly day: string; readonly root: Hex } | undefined;
  readonly work?: AnchorWork | undefined;
};

export type AnchorStore = {
  progress(): Promise<AnchorProgress>;
  /** Every case that is stored, in one pass. */
  caseIds(): Promise<readonly string[]>;
  /** Puts the cases down to be worked off, part by part; a part that is filled stays so. */
  begin(day: string, parts: readonly (readonly string[])[]): Promise<AnchorWork>;
  /** The cases of a part; `undefined` when it is filled, as by another process. */
  listedPart(day: string, part: number): Promise<readonly string[] | undefined>;
  /** The ends of the audit logs; cases without one, or that are gone, are left out. */
  auditHeads(caseIds: readonly string[]): Promise<ReadonlyMap<string, AuditHead>>;
  /** In the place of the cases of a part. */
  fillPart(work: AnchorWork, part: number, leaves: readonly Uint8Array[]): Promise<void>;
  leaves(work: AnchorWork): Promise<readonly Uint8Array[]>;
  /** @returns `false` when the day was anchored before */
  finish(day: string, root: Hex): Promise<boolean>;
  /** The seed that signs; `made` when there is none yet. */
  signingSeed(made: Uint8Array): Promise<Uint8Array>;
};

export type AnchorResult =
  | { readonly kind: 'anchored'; readonly anchor: SignedAnchor }
  /** Nothing was left to do today, or the next scheduled run goes on. */
  | { readonly kind: 'done' | 'goes-on' };
export type DailyAnchor = (now: Date, outOfTime: () => boolean) => Promise<AnchorResult>;

const casesInPart = 1_000;

// `day` gives nothing else.
const anchorDay = (now: Date): AnchorDay => day(now) as AnchorDay;

/**
 * Anchors the ends of all audit logs, once a day and over as many scheduled runs as it takes: the cases are listed in one pass,
 * then worked off part by part. The day is marked before its anchor is handed out: a crash in between leaves a day
 * without one, which the next one shows by what it names as before, and never two.
 */
export const dailyAnchor = (store: AnchorStore, random: Random): DailyAnchor => {
  // Once a day is done, its other scheduled runs need not ask.
  let doneOn = '';
  return async (now, outOfTime) => {
    const today = anchorDay(now);
    if (doneOn === today) return { kind: 'done' };
    const result = await anchorOn(store, random, today, outOfTime);
    if (result.kind !== 'goes-on') doneOn = today;
    return result;
  };
};

const anchorOn = async (
  store: AnchorStore,
  random: Random,
  today: AnchorDay,
  outOfTime: () => boolean,
): Promise<AnchorResult> => {
  const { anchored, work } = await store.progress();
  if (anchored && anchored.day >= today) return { kind: 'done' };
  const begun = work?.day === today ? work : await store.begin(today, inParts(await store.caseIds()));
  for (let part = begun.filled + 1; part <= begun.parts; part++) {
    if (outOfTime()) return { kind: 'goes-on' };
    const listed = await store.listedPart(today, part);
    if (listed === undefined) continue;
    const heads = await store.auditHeads(listed);
    await store.fillPart(
      begun,
      part,
      [...heads].map(([caseId, head]) => anchorLeaf(caseId, head)),
    );
  }
  const leaves = await store.leaves(begun);
  const root = hex(anchorRoot(leaves));
  const seed = await store.signingSeed(random.bytes(anchorSeedBytes));
  const before = anchored && { before: anchored.root };
  const anchor = signAnchor(seed, { day: today, cases: leaves.length, root, ...before });
  return (await store.finish(today, root)) ? { kind: 'anchored', anchor } : { kind: 'done' };
};

const inParts = (caseIds: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(caseIds.length / casesInPart) }, (_, part) =>
    caseIds.slice(part * casesInPart, (part + 1) * casesInPart),
  );
