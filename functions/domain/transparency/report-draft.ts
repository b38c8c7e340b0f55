import * as z from 'zod';
import { pad, unpad, utf8 } from '../../envelope/format.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { countedMarks } from './counted-mark.ts';
import type { ChoosableNarrative, DraftNarrative } from './draft-narratives.ts';
import { publishedReport, reportFile, type PublishedReport } from './published-report.ts';

/** Counts of months, by month and cell. */
const monthsCounted = z.record(z.string(), z.record(z.string(), z.int().min(0)));

/** By month, tags of 22 characters each, one after the other: a year of ten thousand has to go into one row. */
const tagsTogether = z.record(z.string(), z.string().regex(/^(?:[\w-]{22})*$/));
const tags = tagsTogether.transform((months) =>
  Object.fromEntries(
    Object.entries(months).map(([month, together]) => [month, together.match(/.{22}/g) ?? []]),
  ),
);

/** What is kept of months that were published, for later reports. */
const keptMonths = z.object({ months: monthsCounted, tags });
export type KeptMonths = {
  readonly months: z.infer<typeof monthsCounted>;
  /** Of the reports that each month counts. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
};

/**
 * The marks follow from the tags, and are left out where it is sealed. Texts stand nowhere but in their rows, so that a case
 * that is erased takes its own: a draft binds them by their hashes.
 */
const sealedReport = publishedReport.omit({ counted: true, narratives: true });
const draftContent = z.object({
  report: sealedReport,
  months: monthsCounted,
  tags,
  narratives: z.array(z.object({ id: z.string(), hash: z.string(), taken: z.boolean() })).default([]),
});

export type DraftContent = {
  /** Without what is told of cases, which `draftFile` adds. */
  readonly report: PublishedReport;
  /** Of the months that no earlier report was of. They are never counted again: two counts of one month tell a difference. */
  readonly months: KeptMonths['months'];
  /** Of every month of the period. */
  readonly tags: KeptMonths['tags'];
  /** What it would tell of cases, and what it could. */
  readonly narratives: readonly DraftNarrative[];
};

const placeOf = (kind: 'draft' | 'counts', id: string) => ({
  caseId: '',
  part: `transparency/${kind}/${id}`,
});

const together = (months: KeptMonths['tags']): Record<string, string> =>
  Object.fromEntries(Object.entries(months).map(([month, all]) => [month, all.join('')]));

const sealed = (ring: RingPublicKey, kind: 'draft' | 'counts', id: string, content: unknown): RingSealed =>
  sealToRing(ring, placeOf(kind, id), pad(utf8(JSON.stringify(content))));

const opened = (ring: RingPrivateKey, kind: 'draft' | 'counts', id: string, bytes: RingSealed) => {
  const padded = openRingSealed(ring, placeOf(kind, id), bytes);
  return padded && unpad(padded);
};

/** @param ring of purpose `register` */
export const sealDraft = (ring: RingPublicKey, id: string, content: DraftContent): RingSealed => {
  const report = sealedReport.parse(content.report);
  const { months, narratives } = content;
  return sealed(ring, 'draft', id, { report, months, tags: together(content.tags), narratives });
};

/** @returns `undefined` when it does not open */
export const openDraft = (ring: RingPrivateKey, id: string, bytes: RingSealed): DraftContent | undefined => {
  const padded = opened(ring, 'draft', id, bytes);
  const content = padded && parseSealedJson(draftContent, padded);
  if (!content) return undefined;
  const counted = countedMarks(Object.values(content.tags).flat(), content.report.id);
  return { ...content, report: { ...content.report, counted } };
};

/** A draft with what it would tell of cases. @param narratives of the draft, as they are today */
export const draftedReport = (
  { report }: DraftContent,
  narratives: readonly ChoosableNarrative[],
): PublishedReport => {
  const taken = narratives.filter((one) => one.taken);
  const told = taken.map(({ language, text }) => ({ language, text }));
  // The schema says in which order the parts stand: the file has to be the same whoever makes it.
  return publishedReport.parse({ ...report, ...(told.length > 0 && { narratives: told }) });
};

/** Exactly what is published of a draft. */
export const draftFile = (content: DraftContent, narratives: readonly ChoosableNarrative[]): string =>
  reportFile(draftedReport(content, narratives));

/** @param id of the report */
export const sealCounts = (ring: RingPublicKey, id: string, kept: KeptMonths): RingSealed =>
  sealed(ring, 'counts', id, { months: kept.months, tags: together(kept.tags) });

/** @returns `undefined` when they do not open */
export const openCounts = (ring: RingPrivateKey, id: string, bytes: RingSealed): KeptMonths | undefined => {
  const content = opened(ring, 'counts', id, bytes);
  return content && parseSealedJson(keptMonths, content);
};
