import type { Settings } from '../../settings/schema.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import type { UploadPlace } from './attachment.ts';
import {
  attachmentsOf,
  keepFiles,
  noFiles,
  openChoices,
  type AttachedFiles,
  type ChosenFile,
  type KeepContext,
} from './attach.ts';
import { roomInCase } from './budget.ts';

/** Where files are attached, and what the files there take already. */
export type AttachTarget = UploadPlace & { readonly channel: string; readonly attachmentBytes: number };

export type AttachRefusal =
  /** A reference is none, or belongs to another conversation. */
  | { readonly kind: 'files-unknown' }
  /** They were uploaded too long ago, and have to be chosen again. */
  | { readonly kind: 'files-gone'; readonly names: readonly string[] }
  | { readonly kind: 'too-many-files'; readonly limit: number }
  /** `room`: bytes that the case can still take. */
  | { readonly kind: 'case-full'; readonly room: number };

export type AttachResult = { readonly kind: 'attached'; readonly files: AttachedFiles } | AttachRefusal;

/** Keeps files that were chosen for an entry; what it is given is the thread they were sealed for. */
export type AttachFiles = (target: AttachTarget) => Promise<AttachResult>;

export type AttachContext = KeepContext & {
  readonly settings: Settings;
  readonly identityRing: (channel: string) => RingPublicKey | Promise<RingPublicKey>;
};

/** The last step before an entry is written: checks limits, and keeps every chunk of the files. */
export const attachFiles = async (
  context: AttachContext,
  target: AttachTarget,
  choices: readonly ChosenFile[],
): Promise<AttachResult> => {
  if (choices.length === 0) return { kind: 'attached', files: noFiles };
  const { settings } = context;
  const limit = settings.attachments.filesPerEntry;
  if (choices.length > limit) return { kind: 'too-many-files', limit };
  const opened = openChoices(target, choices);
  if (!opened) return { kind: 'files-unknown' };
  const files = attachmentsOf(await context.identityRing(target.channel), target.caseId, opened);
  const room = roomInCase(settings, target.attachmentBytes);
  if (files.bytes > room) return { kind: 'case-full', room };
  const kept = await keepFiles(context, files);
  return kept.kind === 'kept' ? { kind: 'attached', files } : { kind: 'files-gone', names: kept.names };
};
