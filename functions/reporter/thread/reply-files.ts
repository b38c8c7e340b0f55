import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import { openDoor, type NoDoor, type OpenDoor } from '../../domain/thread/open-thread.ts';
import type { Token } from '../../envelope/token.ts';
import type { Page } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { receiveFormFiles, type GivenFiles, type ReceivedFormFiles } from '../files/receive-form-files.ts';

/** The thread behind an open door, as files are sealed for it. */
export const placeOf = ({
  door,
  threadKey,
}: OpenDoor): UploadPlace & { readonly attachmentBytes: number } => ({
  caseId: door.caseId,
  thread: door.thread,
  threadKey,
  attachmentBytes: door.attachmentBytes,
});

/** The files of a reply: those that came before, and those that come with it. A reply without files costs nothing. */
export const receiveReplyFiles = async (
  context: ReporterContext,
  page: Page,
  token: Token,
  given: GivenFiles,
): Promise<({ readonly kind: 'received' } & ReceivedFormFiles) | NoDoor> => {
  const { listed, incoming } = given;
  if (listed.listed.length === 0 && incoming.length === 0)
    return { kind: 'received', files: listed, problems: [], haveCome: false };
  const door = await openDoor(context.store, token, context.clock());
  if (door.kind !== 'open') return door;
  const received = await receiveFormFiles(context, page, placeOf(door.opened), given);
  return { kind: 'received', ...received };
};
