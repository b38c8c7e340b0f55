import type { FormFile as IncomingFile } from '../../adapters/http/request-body.ts';
import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import { openDoor, type NoDoor, type OpenDoor } from '../../domain/thread/open-thread.ts';
import type { Token } from '../../envelope/token.ts';
import type { Page } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import type { FormFiles } from '../files/form-files.ts';
import { receiveFormFiles, type ReceivedFormFiles } from '../files/receive-form-files.ts';

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
  files: FormFiles,
  incoming: readonly IncomingFile[],
): Promise<({ readonly kind: 'received' } & ReceivedFormFiles) | NoDoor> => {
  if (files.listed.length === 0 && incoming.length === 0)
    return { kind: 'received', files, problems: [], haveCome: false };
  const door = await openDoor(context.store, token, context.clock());
  if (door.kind !== 'open') return door;
  const received = await receiveFormFiles(context, page, placeOf(door.opened), files, incoming);
  return { kind: 'received', ...received };
};
