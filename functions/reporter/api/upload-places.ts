import type { Problem } from '../../web/answer/problem.ts';
import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import { roomInCase } from '../../domain/attachment/budget.ts';
import { newId } from '../../domain/kernel/random.ts';
import { openDoor } from '../../domain/thread/open-thread.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { issueDraft, readDraft, type Draft } from '../../envelope/draft.ts';
import { readHandle } from '../../envelope/handle.ts';
import type { Token } from '../../envelope/token.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { noDoorProblem } from './bearer-token.ts';

const unusableHandle: Problem = {
  status: 401,
  code: 'handle-unusable',
  detail: 'The page is too old, or not one of ours. Nothing was stored.',
  errors: [{ pointer: '/handle', detail: 'Cannot be used.' }],
};

const unusableDraft = (kind: 'expired' | 'invalid'): Problem => ({
  status: 409,
  code: `draft-${kind}`,
  detail:
    kind === 'expired'
      ? 'The draft is older than 20 hours, and its files are gone. Nothing was stored; begin without one.'
      : 'The draft is not one of ours. Nothing was stored; begin without one.',
  errors: [{ pointer: '/draft', detail: 'Cannot be used.' }],
});

/** Where a file belongs that is to be uploaded. */
type FoundPlace =
  | {
      readonly kind: 'place';
      readonly place: UploadPlace;
      /** Bytes that files there can still take. */
      readonly room: number;
      /** Issued for a place that is new. */
      readonly draft?: string | undefined;
    }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Finds the place by the token or the handle of a thread, or by a draft; without any of them it is a new draft. */
export const uploadPlaces = (context: ReporterContext) => {
  const { settings } = context;

  const inThread = async (token: Token, now: Date): Promise<FoundPlace> => {
    const door = await openDoor(context.store, token, now);
    if (door.kind !== 'open') return { kind: 'refused', problem: noDoorProblem(door) };
    const { threadKey, door: found } = door.opened;
    const place = { caseId: found.caseId, thread: found.thread, threadKey };
    return { kind: 'place', place, room: roomInCase(settings, found.attachmentBytes) };
  };

  const inDraft = (draft: Draft, issued?: string): FoundPlace => ({
    kind: 'place',
    place: { ...draft, thread: reporterThread },
    room: roomInCase(settings, 0),
    draft: issued,
  });

  return async (
    { handle, draft }: { readonly handle?: string | undefined; readonly draft?: string | undefined },
    token: Token | undefined,
    now: Date,
  ): Promise<FoundPlace> => {
    if (token) return inThread(token, now);
    const { ticketSecret } = await context.keys(now);
    if (handle !== undefined) {
      const read = readHandle(ticketSecret, handle, now);
      if (read.kind !== 'valid') return { kind: 'refused', problem: unusableHandle };
      return inThread(read.handle.token, now);
    }
    if (draft !== undefined) {
      const read = readDraft(ticketSecret, draft, now);
      return read.kind === 'valid'
        ? inDraft(read.draft)
        : { kind: 'refused', problem: unusableDraft(read.kind) };
    }
    const fresh = { caseId: newId(context.random), threadKey: context.random.bytes(32) };
    return inDraft(fresh, issueDraft(ticketSecret, now, fresh));
  };
};
