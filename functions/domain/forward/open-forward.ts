import { unpad } from '../../envelope/format.ts';
import { hpkeOpen } from '../../envelope/hpke-open.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { withoutUnsafeCharacters } from '../kernel/text.ts';
import {
  forwardedCase,
  forwardedTextBytes,
  forwardFilesBytes,
  forwardHeader,
  forwardInfo,
  forwardLimitBytes,
  forwardTextBytes,
  forwardVersions,
  keyIdBytes,
  mostForwardedFiles,
  type ForwardedWithFiles,
  type ForwardVersion,
} from './forward-format.ts';

/** A file that says which key opens it. */
export type ForwardFile = {
  readonly version: ForwardVersion;
  readonly keyId: Uint8Array;
  readonly sealed: Uint8Array;
};

/** @returns `undefined` for what is no file of this format, or longer than one may be */
export const readForwardFile = (bytes: Uint8Array): ForwardFile | undefined => {
  const head = forwardHeader(1).length;
  const first = Buffer.from(bytes.subarray(0, head));
  const version = forwardVersions.find((one) => first.equals(forwardHeader(one)));
  if (version === undefined || bytes.length > forwardLimitBytes[version]) return undefined;
  if (bytes.length < head + keyIdBytes) return undefined;
  return {
    version,
    keyId: bytes.subarray(head, head + keyIdBytes),
    sealed: bytes.subarray(head + keyIdBytes),
  };
};

const lengthBytes = 4;

/** Parts with their lengths in front. @returns `undefined` when they do not end where the bytes do, or are too many */
const partsIn = (bytes: Uint8Array, most: number): readonly Uint8Array[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (parts.length === most || bytes.length - at < lengthBytes) return undefined;
    const end = at + lengthBytes + view.getUint32(at);
    if (end > bytes.length) return undefined;
    parts.push(bytes.subarray(at + lengthBytes, end));
    at = end;
  }
  return parts;
};

/** What is shown beside names of ours: on one line, and without characters that turn text around or cannot be seen. */
const inOneLine = (text: string): string => withoutUnsafeCharacters(text).replace(/\s+/gu, ' ').trim();

/**
 * @returns `undefined` for another key, and for whatever was changed in it or is no forwarded case. Nothing is known of what
 *   its files are
 */
export const openForward = (
  keys: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array },
  { sealed, version }: ForwardFile,
): ForwardedWithFiles | undefined => {
  const padded = hpkeOpen(keys.privateKey, forwardInfo(keys.publicKey, version), sealed);
  const plaintext = padded && unpad(padded);
  const parts = plaintext && (version === 1 ? [plaintext] : partsIn(plaintext, 1 + mostForwardedFiles));
  const [json, ...files] = parts ?? [];
  const read = json && parseSealedJson(forwardedCase, json);
  if (!read || forwardedTextBytes(read) > forwardTextBytes) return undefined;
  // The first version knows no files; whatever stands there is a field that nobody knows.
  const said = version === 1 ? [] : (read.files ?? []);
  if (said.length !== files.length || said.some(({ entry }) => entry >= read.entries.length))
    return undefined;
  if (files.reduce((sum, { length }) => sum + length, 0) > forwardFilesBytes) return undefined;
  const community = inOneLine(read.from.community);
  if (community === '') return undefined;
  const { id, sentOn, basis, entries } = read;
  const content = { id, from: { ...read.from, community }, sentOn, basis, entries };
  return { content: said.length === 0 ? content : { ...content, files: said }, files };
};
