import {
  anchorLeaf,
  anchorLogLeaf,
  anchorReportLeaf,
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
import type { PublicReport } from '../transparency/transparency-store.ts';

/**
 * A day's work: the cases, the lines of the enforcement log and the published reports were listed in this many parts, of
 * which the first ones hold their leaves.
 */
export type AnchorWork = {
  readonly day: string;
  readonly parts: number;
  readonly filled: number;
  /** Leaves of lines of the enforcement log so far. */
  readonly lines?: number | undefined;
  /** Leaves of published reports so far. */
  readonly reports?: number | undefined;
};

/** Where a line of the enforcement log stands. */
export type LogPlace = { readonly channel: string; readonly id: string };

export type ListedPart =
  | { readonly kind: 'cases'; readonly caseIds: readonly string[] }
  | { readonly kind: 'log'; readonly places: readonly LogPlace[] }
  | { readonly kind: 'reports'; readonly reportIds: readonly string[] };

/** How many of the leaves of a part are of lines of the enforcement log, and of published reports. */
type LeafCounts = { readonly lines: number; readonly reports: number };
export type FilledPart = { readonly kind: 'filled' } & LeafCounts;

type PartLeaves = { readonly kind: 'leaves'; readonly leaves: readonly Uint8Array[] } & LeafCounts;

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
  /** Ids of every transparency report that was published. */
  reportIds(): Promise<readonly string[]>;
  /** Puts cases, lines and reports down to be worked off, part by part; a part that is filled stays so. */
  begin(day: string, parts: readonly ListedPart[]): Promise<AnchorWork>;
  /** What is listed in a part, or that it is filled, as by another process. */
  listedPart(day: string, part: number): Promise<ListedPart | FilledPart>;
  /** The ends of the audit logs; cases without one, or that are gone, are left out. */
  auditHeads(caseIds: readonly string[]): Promise<ReadonlyMap<string, AuditHead>>;
  /** Lines of the enforcement log with their places; those that are gone or do not parse are left out. */
  logLines(places: readonly LogPlace[]): Promise<readonly (SealedLogLine & LogPlace)[]>;
  /** Files of published reports, as everybody reads them; those that do not parse are left out. */
  reportFiles(ids: readonly string[]): Promise<readonly Pick<PublicReport, 'id' | 'file'>[]>;
  /** In the place of what is listed in a part; `work` says how many leaves are of lines and of reports, these included. */
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
 * Anchors the ends of all audit logs, the lines of the enforcement log and the published transparency reports, once a day
 * and over as many scheduled runs as it takes: they are listed in one pass, then worked off part by part. The day is marked before its anchor is handed out: a
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
  let { lines = 0, reports = 0 } = begun;
  for (let part = begun.filled + 1; part <= begun.parts; part++) {
    if (outOfTime()) return { kind: 'goes-on' };
    const listed = await store.listedPart(today, part);
    const filled = listed.kind === 'filled' ? listed : await leavesOf(store, listed);
    lines += filled.lines;
    reports += filled.reports;
    if (filled.kind === 'leaves') await store.fillPart({ ...begun, lines, reports }, part, filled);
  }
  const leaves = await store.leaves(begun);
  const root = hex(anchorRoot(leaves));
  const seed = await store.signingSeed(random.bytes(anchorSeedBytes));
  const before = anchored && { before: anchored.root };
  const counts = {
    cases: leaves.length - lines - reports,
    ...(lines > 0 && { lines }),
    ...(reports > 0 && { reports }),
  };
  const anchor = signAnchor(seed, { day: today, ...counts, root, ...before });
  return (await store.finish(today, root)) ? { kind: 'anchored', anchor } : { kind: 'done' };
};

const leavesOf = async (store: AnchorStore, part: ListedPart): Promise<PartLeaves> => {
  const made = { kind: 'leaves', lines: 0, reports: 0 } as const;
  switch (part.kind) {
    case 'cases': {
      const heads = await store.auditHeads(part.caseIds);
      return { ...made, leaves: [...heads].map(([caseId, head]) => anchorLeaf(caseId, head)) };
    }
    case 'log': {
      const leaves = (await store.logLines(part.places)).map((line) => anchorLogLeaf(line.channel, line));
      return { ...made, leaves, lines: leaves.length };
    }
    case 'reports': {
      const files = await store.reportFiles(part.reportIds);
      const leaves = files.map(({ id, file }) => anchorReportLeaf(id, file));
      return { ...made, leaves, reports: leaves.length };
    }
  }
};

const listedParts = async (store: AnchorStore): Promise<readonly ListedPart[]> => {
  const caseIds = await store.caseIds();
  const places = await store.logPlaces();
  const reportIds = await store.reportIds();
  return [
    ...inParts(caseIds).map((some) => ({ kind: 'cases' as const, caseIds: some })),
    ...inParts(places).map((some) => ({ kind: 'log' as const, places: some })),
    ...inParts(reportIds).map((some) => ({ kind: 'reports' as const, reportIds: some })),
  ];
};

const inParts = <Listed>(all: readonly Listed[]): readonly (readonly Listed[])[] =>
  Array.from({ length: Math.ceil(all.length / inOnePart) }, (_, part) =>
    all.slice(part * inOnePart, (part + 1) * inOnePart),
  );
