import * as z from 'zod';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import { readAuditProof, type AuditProof } from '../../domain/casework/two-people/audit-proof.ts';
import type { OpenRefusal } from '../../domain/casework/two-people/open-copy.ts';
import { readCopy, type CaseCopy } from '../../domain/casework/two-people/read-copy.ts';
import { volumesOf } from '../../domain/export/volumes.ts';
import { epochSeconds } from '../../domain/kernel/clock.ts';
import { parseSealedJson } from '../../domain/kernel/sealed-json.ts';
import { newArchiveWords } from '../../envelope/archive-words.ts';
import { openPass, sealPass } from '../../envelope/pass.ts';
import { auditNames } from '../audit/audit-words.ts';
import type { TeamContext } from '../team-context.ts';
import { archiveDocuments, volumeList, type CopiedWith } from './archive-documents.ts';
import { copiedBytes, copiedFiles } from './copied-files.ts';
import { encryptedZip, type ZippedFile } from './zip.ts';

/**
 * What is known of encrypted files while they are downloaded. It goes with each request, sealed by the server; the words are
 * stored nowhere.
 */
const archive = z.object({
  memberId: z.string(),
  caseId: z.string(),
  request: z.int(),
  words: z.string(),
  madeAt: z.iso.datetime(),
  /** The last line of the audit log that is in it. */
  auditThrough: z.int().optional(),
  documentVolumes: z.int(),
  volumes: z.int(),
  /** Seconds since 1970. */
  until: z.int(),
});
type Archive = z.infer<typeof archive>;

export type Wanted = { readonly caseContext: CaseContext; readonly caseId: string; readonly request: number };
type Refused = OpenRefusal | NotPermitted;

export type BegunArchive = {
  readonly kind: 'begun';
  readonly copy: CaseCopy;
  readonly words: string;
  readonly pass: string;
  /** In how many files. */
  readonly volumes: number;
};

/** Reads what a copy has beside its contents. */
const copiedWith = async (
  context: TeamContext,
  { caseContext, caseId }: Wanted,
  copy: CaseCopy,
  { madeAt, auditThrough }: { readonly madeAt: Date; readonly auditThrough: number | undefined },
): Promise<CopiedWith | NotPermitted> => {
  const isCase = copy.request.copy.contents === 'case';
  const audit: AuditProof | NotPermitted | undefined = isCase
    ? await readAuditProof(caseContext, caseId, auditThrough)
    : undefined;
  if (audit && audit.kind !== 'audit-proof') return audit;
  const { settings } = context;
  return { settings, copy, madeAt, audit, names: await auditNames(context), files: copiedFiles(copy) };
};

/**
 * Makes the words under which a copy can be saved, for who has it open. Nothing is stored: who asks again gets other words,
 * and files that open with those.
 * @throws {Fault} when storage does not answer
 */
export const beginArchive = async (context: TeamContext, wanted: Wanted): Promise<BegunArchive | Refused> => {
  const { caseContext, caseId, request } = wanted;
  const copy = await readCopy(caseContext, caseId, request);
  if (copy.kind !== 'copy') return copy;
  const madeAt = caseContext.now;
  const copied = await copiedWith(context, wanted, copy, { madeAt, auditThrough: undefined });
  if ('kind' in copied) return copied;
  const documentVolumes = volumesOf(await archiveDocuments(copied)).length;
  const volumes = documentVolumes + volumesOf(copied.files).length;
  const words = newArchiveWords(context.random.integer);
  const content: Archive = {
    ...{ memberId: caseContext.member.memberId, caseId, request, words, madeAt: madeAt.toISOString() },
    ...{ auditThrough: copied.audit?.head.number, documentVolumes, volumes },
    until: epochSeconds(copy.until),
  };
  const secret = await context.ticketSecret(context.clock());
  return { kind: 'begun', copy, words, volumes, pass: sealPass(secret, 'archive', JSON.stringify(content)) };
};

export type Volume =
  | { readonly kind: 'volume'; readonly name: string; readonly bytes: Uint8Array }
  /** The pass is none, is over, or is somebody else's. */
  | { readonly kind: 'pass-over' }
  | { readonly kind: 'no-such-volume' };

/** The name of one of the files. */
export const volumeName = (caseName: string, volume: number, volumes: number): string =>
  volumes === 1 ? `${caseName}.zip` : `${caseName}-${String(volume).padStart(3, '0')}-of-${volumes}.zip`;

const readArchive = async (
  context: TeamContext,
  { caseContext, caseId, request }: Wanted,
  pass: string,
): Promise<Archive | undefined> => {
  const opened = openPass(await context.ticketSecret(context.clock()), 'archive', pass);
  const read = opened && parseSealedJson(archive, opened);
  const isTheirs =
    read?.memberId === caseContext.member.memberId && read.caseId === caseId && read.request === request;
  return isTheirs && read.until > epochSeconds(caseContext.now) ? read : undefined;
};

/**
 * One of the encrypted files of a copy. Each is made by itself, and reads no more than what is in it.
 * @param asked `pass`: as `beginArchive` gave it. `volume` counts from 1
 * @throws {Fault} when storage or KMS does not answer, or a file cannot be opened
 */
export const archiveVolume = async (
  context: TeamContext,
  wanted: Wanted,
  asked: { readonly pass: string; readonly volume: number },
): Promise<Volume | Refused> => {
  const { volume } = asked;
  const { caseContext, caseId, request } = wanted;
  const copy = await readCopy(caseContext, caseId, request);
  if (copy.kind !== 'copy') return copy;
  const known = await readArchive(context, wanted, asked.pass);
  if (!known) return { kind: 'pass-over' };
  const { documentVolumes, volumes, words } = known;
  if (volume < 1 || volume > volumes) return { kind: 'no-such-volume' };
  const madeAt = new Date(known.madeAt);
  const held =
    volume <= documentVolumes
      ? await heldDocuments(context, wanted, copy, known)
      : await heldFiles(context, wanted, copy, volume - documentVolumes);
  if ('kind' in held) return held;
  const pieces = volume <= documentVolumes ? (held[volume - 1] ?? []) : held.flat();
  const list = volumeList(pieces, { volume, of: volumes });
  const bytes = await encryptedZip([...pieces, list], words, madeAt);
  return { kind: 'volume', name: volumeName(copy.opened.head.caseName, volume, volumes), bytes };
};

/** The documents, volume by volume. */
const heldDocuments = async (
  context: TeamContext,
  wanted: Wanted,
  copy: CaseCopy,
  { madeAt, auditThrough }: Archive,
): Promise<readonly (readonly ZippedFile[])[] | NotPermitted> => {
  const copied = await copiedWith(context, wanted, copy, { madeAt: new Date(madeAt), auditThrough });
  if ('kind' in copied) return copied;
  return volumesOf(await archiveDocuments(copied)).map((pieces) =>
    pieces.map(({ path, from, to, item }) => ({ path, bytes: item.bytes.subarray(from, to) })),
  );
};

/** The files of one volume. @param at counts the volumes of files from 1 */
const heldFiles = async (
  context: TeamContext,
  { caseContext }: Wanted,
  copy: CaseCopy,
  at: number,
): Promise<readonly (readonly ZippedFile[])[]> => {
  const pieces = volumesOf(copiedFiles(copy))[at - 1] ?? [];
  const held: ZippedFile[] = [];
  for (const piece of pieces)
    held.push({ path: piece.path, bytes: await copiedBytes(context.files.get, caseContext, copy, piece) });
  return [held];
};
