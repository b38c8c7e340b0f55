import { readAttachment, readOriginal } from '../../domain/attachment/read-attachment.ts';
import { readingPermissions } from '../../domain/authorization/permissions.ts';
import { caseThread, threadWithFile } from '../../domain/casework/reading/case-thread.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import { openingOriginal, readOriginalPass } from '../../domain/casework/reading/open-original.ts';
import { findAttachment } from '../../domain/thread/find-attachment.ts';
import type { Download } from './file-answer.ts';
import type { TeamContext } from '../team-context.ts';

export type FileResult =
  { readonly kind: 'file'; readonly file: Download } | NotPermitted | { readonly kind: 'no-such-file' };

/** A file of a case, as everybody who has opened the case may download it. */
export const attachmentOf = async (
  { files }: TeamContext,
  caseContext: CaseContext,
  caseId: string,
  attachmentId: string,
): Promise<FileResult> => {
  const found = await threadWithFile(caseContext, caseId, readingPermissions['download-file'], attachmentId);
  if (found.kind !== 'thread') return found;
  const { thread } = found;
  const attachment = findAttachment(thread.entries, attachmentId);
  if (!attachment) return { kind: 'no-such-file' };
  const { name, size } = attachment;
  const read: Download['read'] = (range) => readAttachment(files.get, thread, attachment, range);
  return { kind: 'file', file: { name, size, read } };
};

export type OriginalResult = FileResult | { readonly kind: 'pass-over' };

/** An original that this member has opened; they must still be somebody who may open it. */
export const openedOriginalOf = async (
  { files, ticketSecret }: TeamContext,
  caseContext: CaseContext,
  caseId: string,
  pass: string,
): Promise<OriginalResult> => {
  const { member, now } = caseContext;
  const found = await caseThread(caseContext, caseId, openingOriginal);
  if (found.kind !== 'thread') return found;
  const original = readOriginalPass(await ticketSecret(now), pass, member.memberId, now);
  if (original?.caseId !== caseId) return { kind: 'pass-over' };
  const { name, size } = original;
  const read: Download['read'] = (range) => readOriginal(files.get, original, original, range);
  return { kind: 'file', file: { name: `original-${name}`, size, read } };
};
