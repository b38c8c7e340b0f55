import { createHash } from 'node:crypto';
import * as z from 'zod';
import { contentContext, lengthPrefixed, utf8 } from '../../envelope/format.ts';
import { openPadded } from '../../envelope/open.ts';
import { sealPadded } from '../../envelope/seal.ts';
import { author, type Author } from '../member/author.ts';
import { workThread } from '../thread/thread-name.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';

/** The detail of a note that is for its writer alone. */
export const privateNote = 'private';

/**
 * What a line says beside its words, for whoever checks how cases are handled: numbers of records, numbers of people, names
 * of dates, and nothing that was written. Lines of releases before it was kept have none.
 */
export const auditFacts = z.object({
  /** The number of the record in the case. */
  proposal: z.int().optional(),
  decision: z.int().optional(),
  appeal: z.int().optional(),
  measure: z.int().optional(),
  /** By when somebody else has to look at what one member did alone. */
  confirmBy: z.iso.datetime().optional(),
  /** What a rule asked for when a decision came into force, and how it was met. */
  rule: z
    .object({
      eligible: z.int(),
      quorum: z.int(),
      needed: z.int(),
      given: z.int(),
      lead: z.enum(['not-needed', 'given', 'missing']),
    })
    .optional(),
  /** The dates promised to somebody that this change settled, and whether in time. */
  settled: z.array(z.object({ promise: z.string(), kept: z.boolean() })).optional(),
});
export type AuditFacts = Readonly<z.infer<typeof auditFacts>>;

/** One line of the audit log. What was written or read stands elsewhere; `detail` says which, never what. */
export type NewAuditEntry = {
  readonly on: string;
  readonly by: Author;
  /** One that an operation has words for. */
  readonly action: string;
  readonly detail?: string | undefined;
  readonly facts?: AuditFacts | undefined;
};

/** A line as it is read: an action that has another name by now, or none yet, is still what was done. */
export const auditEntry = z.object({
  on: z.iso.datetime(),
  by: author,
  action: z.string(),
  detail: z.string().optional(),
  facts: auditFacts.optional().catch(undefined),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Where the chain of a case ends: how many lines there are, and the hash of the last. */
export type AuditHead = { readonly number: number; readonly hash: Uint8Array };

/** A line as it is stored: numbered from 1, sealed, and chained over the ciphertext. */
export type SealedAuditEntry = {
  readonly number: number;
  readonly sealed: Uint8Array;
  /** SHA-256 over the case, the number, the hash before and the sealed line. */
  readonly hash: Uint8Array;
};

const context = (caseId: string, number: number) =>
  contentContext({ caseId, thread: workThread, kind: 'audit', id: String(number), revision: 1 });

const noHash = new Uint8Array(32);
export const firstHead: AuditHead = { number: 0, hash: noHash };

const chained = (caseId: string, number: number, before: Uint8Array, sealed: Uint8Array): Uint8Array =>
  createHash('sha256')
    .update(lengthPrefixed(['conductline audit', caseId, String(number), before, sealed]))
    .digest();

/** The next line of a case's log. @param before absent for a case that has none yet */
export const nextAuditEntry = (
  caseworkKey: Uint8Array,
  caseId: string,
  before: AuditHead | undefined,
  content: NewAuditEntry,
): SealedAuditEntry => {
  const last = before ?? firstHead;
  const number = last.number + 1;
  const sealed = sealPadded(caseworkKey, context(caseId, number), utf8(JSON.stringify(content)));
  return { number, sealed, hash: chained(caseId, number, last.hash, sealed) };
};

/** @returns `undefined` when it does not open or is none */
export const openAuditEntry = (
  caseworkKey: Uint8Array,
  caseId: string,
  { number, sealed }: Pick<SealedAuditEntry, 'number' | 'sealed'>,
): AuditEntry | undefined => {
  const opened = openPadded(caseworkKey, context(caseId, number), sealed);
  return opened && parseSealedJson(auditEntry, opened);
};

export type AuditCheck =
  | { readonly kind: 'whole'; readonly entries: number }
  /** Of a log that is longer than one reading: the lines from one to another follow each other and their neighbours. */
  | {
      readonly kind: 'part-whole';
      readonly from: number;
      readonly through: number;
      readonly entries: number;
    }
  /** `at`: the first number that is missing, changed, or follows another line than the one before it. */
  | { readonly kind: 'broken'; readonly at: number };

/**
 * Follows the chain from its first line to the head. Lines that were changed, swapped, taken out or added break it; who
 * can write to the whole table could still make a new chain, which the anchors outside the table show.
 * @param before the line before the first of these, of a log that is followed part by part
 */
export const checkAuditLog = (
  caseId: string,
  lines: readonly SealedAuditEntry[],
  head: AuditHead | undefined,
  before: AuditHead = firstHead,
): Exclude<AuditCheck, { kind: 'part-whole' }> => {
  const end = head ?? firstHead;
  let { hash } = before;
  for (
    let number = before.number + 1;
    number <= Math.max(end.number, before.number + lines.length);
    number++
  ) {
    const line = lines[number - 1 - before.number];
    if (line?.number !== number || number > end.number) return { kind: 'broken', at: number };
    hash = chained(caseId, number, hash, line.sealed);
    if (!Buffer.from(hash).equals(line.hash)) return { kind: 'broken', at: number };
  }
  return Buffer.from(hash).equals(end.hash)
    ? { kind: 'whole', entries: end.number }
    : { kind: 'broken', at: Math.max(end.number, 1) };
};
