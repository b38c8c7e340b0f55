import { unpad } from '../../envelope/format.ts';
import { hpkeOpen } from '../../envelope/hpke-open.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { withoutUnsafeCharacters } from '../kernel/text.ts';
import {
  forwardedCase,
  forwardedTextBytes,
  forwardHeader,
  forwardInfo,
  forwardLimitBytes,
  forwardTextBytes,
  keyIdBytes,
  type ForwardedCase,
} from './forward-format.ts';

/** A file that says which key opens it. */
export type ForwardFile = { readonly keyId: Uint8Array; readonly sealed: Uint8Array };

/** @returns `undefined` for what is no file of this format, or longer than one may be */
export const readForwardFile = (bytes: Uint8Array): ForwardFile | undefined => {
  if (bytes.length > forwardLimitBytes) return undefined;
  const head = forwardHeader.length;
  if (!Buffer.from(bytes.subarray(0, head)).equals(forwardHeader)) return undefined;
  if (bytes.length < head + keyIdBytes) return undefined;
  return { keyId: bytes.subarray(head, head + keyIdBytes), sealed: bytes.subarray(head + keyIdBytes) };
};

/** What is shown beside names of ours: on one line, and without characters that turn text around or cannot be seen. */
const inOneLine = (text: string): string => withoutUnsafeCharacters(text).replace(/\s+/gu, ' ').trim();

/** @returns `undefined` for another key, and for whatever was changed in it or is no forwarded case */
export const openForward = (
  keys: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array },
  { sealed }: ForwardFile,
): ForwardedCase | undefined => {
  const padded = hpkeOpen(keys.privateKey, forwardInfo(keys.publicKey), sealed);
  const plaintext = padded && unpad(padded);
  const content = plaintext && parseSealedJson(forwardedCase, plaintext);
  if (!content || forwardedTextBytes(content) > forwardTextBytes) return undefined;
  const community = inOneLine(content.from.community);
  return community === '' ? undefined : { ...content, from: { ...content.from, community } };
};
