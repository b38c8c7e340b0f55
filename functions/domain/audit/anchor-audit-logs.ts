import {
  anchorLeaf,
  anchorLogLeaf,
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
import type { SealedLogLine } from '../register/sealed-log-line.ts';

/**
 * A day's work: the cases and the lines of the enforcement log were listed in this many parts, of which the first ones
 * hold their leaves.
 */
export type AnchorWork = {
  readonly day: string;
  readonly parts: number;
  readonly filled: number;
  /** Leaves of lines of the enforcement log so far. */
  readonly lines?: number | undefined;
};

/** Where a line of the enforcement log stands. */
export type LogPlace = { readonly channel: string; readonly id: string };

export type ListedPart =
  | { readonly kind: 'cases'; readonly caseIds: readonly string[] }
  | { readonly kind: 'log'; readonly places: readonly LogPlace[] };

/** `lines` of its leaves are of the enforcement log. */
export type FilledPart = { readonly kind: 'filled'; readonly lines: number };

type PartLeaves = {
  readonly kind: 'leaves';
  readonly leaves: readonly Uint8Array[];
  /** How many of them are of lines of the enforcement log. */
  readonly lines: number;
};

export type AnchorProgress = {
  /** The last day that was anchored, and its root. */
  readonly anchored?: { readonly day: string; readonly root: Hex } | undefined;
  readonly work?: AnchorWork | undefined;
};

export type AnchorStore = {
  progress(): Promise<AnchorProgress>;
  /** Every case that is stored, in one pass. */
  caseIds(): Promise<readonly string[]>;
  /** Every line of the enforcement log, in one pass. */
  logPlaces(): Promise<readonly LogPlace[]>;
  /** Puts cases and lines down to be worked off, part by part; a part that is filled stays so. */
  begin(day: string, parts: readonly ListedPart[]): Promise<AnchorWork>;
  /** What is listed in a part, or that it is filled, as by another process. */
  listedPart(day: string, part: number): Promise<ListedPart | FilledPart>;
  /** The ends of the audit logs; cases without one, or that are gone, are left out. */
  auditHeads(caseIds: readonly string[]): Promise<ReadonlyMap<string, AuditHead>>;
  /** Lines of the enforcement log with their places; those that are gone or do not parse are left out. */
  logLines(places: readonly LogPlace[]): Promise<readonly (SealedLogLine & LogPlace)[]>;
  /** In the place of what is listed in a part; `work` says how many of the leaves are of lines, these included. */
  fillPart(work: AnchorWork, part: number, filled: Omit<PartLeaves, 'kind'>): Promise<void>;
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

const inOnePart = 1_000;

// `day` gives nothing else.
const anchorDay = (now: Date): AnchorDay => day(now) as AnchorDay;

/**
 * Anchors the ends of all audit logs and the lines of the enforcement log, once a day and over as many scheduled runs as it
 * takes: they are listed in one pass, then worked off part by part. The day is marked before its anchor is handed out: a
 * crash in between leaves a day without one, which the next one shows by what it names as before, and never two.
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
  const begun = work?.day === today ? work : await store.begin(today, await listedParts(store));
  let { lines = 0 } = begun;
  for (let part = begun.filled + 1; part <= begun.parts; part++) {
    if (outOfTime()) return { kind: 'goes-on' };
    const listed = await store.listedPart(today, part);
    const filled = listed.kind === 'filled' ? listed : await leavesOf(store, listed);
    lines += filled.lines;
    if (filled.kind === 'leaves') await store.fillPart({ ...begun, lines }, part, filled);
  }
  const leaves = await store.leaves(begun);
  const root = hex(anchorRoot(leaves));
  const seed = await store.signingSeed(random.bytes(anchorSeedBytes));
  const before = anchored && { before: anchored.root };
  const counts = { cases: leaves.length - lines, ...(lines > 0 && { lines }) };
  const anchor = signAnchor(seed, { day: today, ...counts, root, ...before });
  return (await store.finish(today, root)) ? { kind: 'anchored', anchor } : { kind: 'done' };
};

const leavesOf = async (store: AnchorStore, part: ListedPart): Promise<PartLeaves> => {
  if (part.kind === 'cases') {
    const heads = await store.auditHeads(part.caseIds);
    return { kind: 'leaves', leaves: [...heads].map(([caseId, head]) => anchorLeaf(caseId, head)), lines: 0 };
  }
  const leaves = (await store.logLines(part.places)).map((line) => anchorLogLeaf(line.channel, line));
  return { kind: 'leaves', leaves, lines: leaves.length };
};

const listedParts = async (store: AnchorStore): Promise<readonly ListedPart[]> => {
  const [caseIds, places] = [await store.caseIds(), await store.logPlaces()];
  return [
    ...inParts(caseIds).map((some) => ({ kind: 'cases' as const, caseIds: some })),
    ...inParts(places).map((some) => ({ kind: 'log' as const, places: some })),
  ];
};

const inParts = <Listed>(all: readonly Listed[]): readonly (readonly Listed[])[] =>
  Array.from({ length: Math.ceil(all.length / inOnePart) }, (_, part) =>
    all.slice(part * inOnePart, (part + 1) * inOnePart),
  );
