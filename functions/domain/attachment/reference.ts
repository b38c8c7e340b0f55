import { decodeBase64url } from '../../envelope/base64url.ts';
import { utf8 } from '../../envelope/format.ts';
import { openPadded } from '../../envelope/open.ts';
import { sealPadded } from '../../envelope/seal.ts';
import { attachmentRecordContext } from '../../envelope/sealed-stream.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import {
  attachmentPlace,
  inBase64,
  objectId,
  receivedFile,
  type ReceivedFile,
  type UploadPlace,
} from './attachment.ts';

/**
 * What a page or a program holds of a file that has come, until it is attached: the id, and what is known of it sealed
 * under the thread key. Only the server can make one, and it is good in one thread only: `<id>.<sealed>`.
 */
export const referenceTo = (place: UploadPlace, file: ReceivedFile): string => {
  const { original } = file;
  const json = { ...file, ...(original && { original: { ...original, secret: inBase64(original.secret) } }) };
  const sealed = sealPadded(place.threadKey, contextOf(place, file.id), utf8(JSON.stringify(json)));
  return `${file.id}.${Buffer.from(sealed).toString('base64url')}`;
};

/** @returns `undefined` for what is no reference, or one of another thread */
export const openReference = (place: UploadPlace, reference: string): ReceivedFile | undefined => {
  const [id = '', text = '', ...rest] = reference.split('.');
  const sealed = decodeBase64url(text);
  if (!objectId.safeParse(id).success || !sealed || rest.length > 0) return undefined;
  const opened = openPadded(place.threadKey, contextOf(place, id), sealed);
  const file = opened && parseSealedJson(receivedFile, opened);
  return file?.id === id ? file : undefined;
};

/** More than any reference of ours has, in characters. */
export const longestReference = 8 * 1024;

const contextOf = (place: UploadPlace, id: string) =>
  attachmentRecordContext(attachmentPlace(place, id, 'main'));
