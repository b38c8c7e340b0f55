import type { ReceivedFile } from '../../domain/attachment/attachment.ts';

/** A file that has come for a reply that is not sent yet. */
export type ChosenForReply = {
  readonly reference: string;
  readonly file: ReceivedFile;
  /** That the reporter sees. */
  readonly name: string;
};
