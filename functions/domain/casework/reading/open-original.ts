import * as z from 'zod';
import { openPass, sealPass } from '../../../envelope/pass.ts';
import { inBase64, objectId, originalPart, type Attachment } from '../../attachment/attachment.ts';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { day, epochSeconds } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import { openRingSealed } from '../../key-ring/open-ring-sealed.ts';
import { authorOf } from '../../member/author.ts';
import { findAttachment } from '../../thread/find-attachment.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import type { Entry } from '../../thread/entry.ts';
import { threadWithFile } from './case-thread.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import type { OtherOperation } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { noteRecord, type Note } from '../record/note.ts';
import { parseSealedJson } from '../../kernel/sealed-json.ts';

/** An original that was opened with a reason, for the minutes it takes to download it. */
const openedOriginal = z.object({
  memberId: z.string(),
  caseId: z.string(),
  thread: z.string(),
  id: objectId,
  name: z.string(),
  size: z.int().min(0),
  secret: z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))),
  /** Seconds since 1970. */
  until: z.int(),
});
export type OpenedOriginal = z.infer<typeof openedOriginal>;

const downloadMinutes = 30;

export type NoOriginal = { readonly kind: 'no-original' };
type OpenRefusal = NoOriginal | ThreadFull;

// As with the identity, which an original can hold.
export const openingOriginal: PermissionRow = { roles: insiders, assigneeToo: true };

export const originalOperation: OtherOperation = {
  name: 'open-original',
  permission: openingOriginal,
  audit: { 'original-opened': { says: 'Opened the original of a file' } },
  events: { 'original-opened': () => 'They were told: the team opened the original of a file they sent.' },
};

export const originalProblems: ProblemsOf<OpenRefusal> = {
  'thread-full': threadFull,
  'no-original': {
    is: 'missing',
    code: 'no-original',
    detail: 'There is no such file, or no original was kept of it.',
  },
};

export type OpenOriginalResult =
  | { readonly kind: 'opened'; readonly original: OpenedOriginal }
  | Exclude<ChangeResult<OpenRefusal>, { kind: 'committed' }>;

/** What whoever sent it reads of it: the reporter by the day beside the file, everybody else in their conversation. */
const toldOf = (
  context: CaseContext,
  { head }: Pick<OpenCase, 'head'>,
  thread: ThreadName,
  originalId: string,
): Pick<CaseEdit, 'head' | 'entries'> =>
  thread === reporterThread
    ? { head: { originalsOpened: { ...head.originalsOpened, [originalId]: day(context.now) } } }
    : { entries: [{ thread, entry: originalOpenedEntry(context) }] };

/** What whoever sent a file reads once its original was opened. */
export const originalOpenedEntry = (context: CaseContext): Entry => ({
  ...messageEntry(context, ''),
  kind: 'event',
  event: 'original-opened',
  facts: {},
});

/**
 * Opens the original of a file in any conversation of the case. That it was opened is written down with by whom and why,
 * and told to whoever sent it, before its key is given out.
 */
export const openOriginal = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly attachmentId: string; readonly reason: string },
): Promise<OpenOriginalResult> => {
  const found = await threadWithFile(context, caseId, openingOriginal, wanted.attachmentId);
  if (found.kind !== 'thread') return found;
  const { thread } = found.thread;
  const attachment = findAttachment(found.thread.entries, wanted.attachmentId);
  const original = attachment?.original;
  const note: Note = {
    kind: 'original',
    author: authorOf(context.member),
    on: context.now.toISOString(),
    name: attachment?.name ?? '',
    reason: wanted.reason,
  };
  const result = await changeCase<OpenRefusal>(context, caseId, openingOriginal, (opened) => {
    if (!original) return { refusal: { kind: 'no-original' } };
    if (thread !== reporterThread && isFull(opened, originalOpenedEntry(context), thread))
      return { refusal: { kind: 'thread-full' } };
    return {
      edit: {
        audit: { action: 'original-opened' },
        records: [noteRecord.write(note)],
        ...toldOf(context, opened, thread, original.id),
      },
    };
  });
  if (result.kind !== 'committed') return result;
  if (!attachment || !original) return { kind: 'no-original' };
  const { head, vault } = result.committed.opened;
  const secret = await originalSecret(
    context,
    [head.channel, ...(vault.leftChannels ?? [])],
    caseId,
    original,
  );
  return {
    kind: 'opened',
    original: {
      memberId: context.member.memberId,
      caseId,
      thread,
      id: original.id,
      name: attachment.name,
      size: original.size,
      secret,
      until: epochSeconds(context.now) + downloadMinutes * 60,
    },
  };
};

/**
 * The secret of an original. It is sealed to the ring of the channel the case was in when the file came.
 * @param channels the case's own, now and before
 * @throws {Fault} `row-unreadable` where it does not open with the ring of any of them
 */
export const originalSecret = async (
  { openKeyRing }: CaseContext,
  channels: readonly string[],
  caseId: string,
  { id, sealedSecret }: NonNullable<Attachment['original']>,
): Promise<Uint8Array> => {
  const channel = channels.find((name) => sealedSecret.keyRing === `${name}/identity`);
  const ring = channel === undefined ? undefined : await openKeyRing(channel, 'identity', sealedSecret.epoch);
  const secret = ring && openRingSealed(ring, { caseId, part: originalPart(id) }, sealedSecret);
  if (secret?.length !== 32) throw new Fault('row-unreadable');
  return secret;
};

/** What the page of an opened original carries, so that its parts can be downloaded by the member who opened it. */
export const originalPass = (ticketSecret: Uint8Array, original: OpenedOriginal): string =>
  sealPass(ticketSecret, 'original', JSON.stringify({ ...original, secret: inBase64(original.secret) }));

/** @returns `undefined` for a pass that is none, is over, or is another member's */
export const readOriginalPass = (
  ticketSecret: Uint8Array,
  pass: string,
  memberId: string,
  now: Date,
): OpenedOriginal | undefined => {
  const opened = openPass(ticketSecret, 'original', pass);
  const read = opened && parseSealedJson(openedOriginal, opened);
  return read?.memberId === memberId && read.until > epochSeconds(now) ? read : undefined;
};
