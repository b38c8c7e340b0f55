import type { Attachment } from '../attachment/attachment.ts';
import { attachmentsOfEntry, type Entry } from './entry.ts';

/** The attachment with this id, wherever in a thread it stands. */
export const findAttachment = (
  entries: readonly (Entry | 'unreadable')[],
  id: string,
): Attachment | undefined =>
  entries
    .flatMap((entry) => (entry === 'unreadable' ? [] : attachmentsOfEntry(entry)))
    .find((attachment) => attachment.id === id);
