import * as z from 'zod';
import { utf8 } from '../../envelope/format.ts';
import { openPadded } from '../../envelope/open.ts';
import { sealPadded } from '../../envelope/seal.ts';
import { attachmentRecordContext, chunkCount, type AttachmentPlace } from '../../envelope/sealed-stream.ts';
import { parseSealedJson } from '../case/sealed-json.ts';

/** What is known of a file, sealed beside its chunks and padded: nobody reads a name, a type or a size without the key. */
const attachmentRecord = z
  .object({
    name: z.string(),
    /** By content, not by name: `image/jpeg`. */
    type: z.string(),
    /** Bytes of the file as it is sealed. */
    size: z.int().min(0),
    chunks: z.int().min(1),
    /** What became of the metadata of the file; `kept`: the sender wanted it so. */
    cleaning: z.enum(['cleaned', 'nothing-found', 'could-not-be-cleaned', 'kept']),
    /** What was found and removed, by the names the pages know. */
    removed: z.array(z.string()),
  })
  .refine(({ size, chunks }) => chunks === chunkCount(size));
export type AttachmentRecord = z.infer<typeof attachmentRecord>;

/** @param secret as for `streamKey` */
export const sealAttachmentRecord = (
  secret: Uint8Array,
  place: AttachmentPlace,
  record: AttachmentRecord,
): Uint8Array => sealPadded(secret, attachmentRecordContext(place), utf8(JSON.stringify(record)));

/** @returns `undefined` for what does not open, or opens to no record */
export const openAttachmentRecord = (
  secret: Uint8Array,
  place: AttachmentPlace,
  sealed: Uint8Array,
): AttachmentRecord | undefined => {
  const opened = openPadded(secret, attachmentRecordContext(place), sealed);
  return opened && parseSealedJson(attachmentRecord, opened);
};
