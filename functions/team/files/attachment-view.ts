import type * as z from 'zod';
import { describedAs } from '../../web/files/upload-contract.ts';
import type { Attachment } from '../../domain/attachment/attachment.ts';
import type { CaseHead } from '../../domain/casework/change/case-store.ts';
import type { shownAttachment } from './attachment-contract.ts';

/** @param originalsOpened the days on which originals of the case were opened */
export const attachmentView = (
  { original, ...described }: Attachment,
  originalsOpened: CaseHead['originalsOpened'],
): z.infer<typeof shownAttachment> => ({
  ...describedAs(described),
  ...(original && {
    original: { id: original.id, size: original.size, openedOn: originalsOpened?.[original.id] },
  }),
});
