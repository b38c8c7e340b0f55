import { lengthPrefixed, pad, utf8 } from '../../envelope/format.ts';
import { hpkeSeal } from '../../envelope/hpke-seal.ts';
import {
  forwardedTextBytes,
  forwardFilesBytes,
  forwardHeader,
  forwardInfo,
  forwardTextBytes,
  keyIdOf,
  mostForwardedEntries,
  mostForwardedFiles,
  type ForwardedCase,
} from './forward-format.ts';

const isTooMuch = (content: ForwardedCase, files: readonly Uint8Array[]): boolean =>
  content.entries.length > mostForwardedEntries ||
  forwardedTextBytes(content) > forwardTextBytes ||
  files.length > mostForwardedFiles ||
  files.reduce((sum, { length }) => sum + length, 0) > forwardFilesBytes;

/**
 * A case as a file that one community alone can open. Without files it is of the first version, which every release opens.
 * @param publicKey what it publishes, 32 bytes
 * @param files the bytes of each of `content.files`, in their order
 * @returns `undefined` when it is longer than a file may be
 * @throws {Error} when what is said of the files is not said of as many
 */
export const sealForward = (
  publicKey: Uint8Array,
  content: ForwardedCase,
  files: readonly Uint8Array[] = [],
): Uint8Array | undefined => {
  if ((content.files ?? []).length !== files.length) throw new Error('each file is described');
  if (isTooMuch(content, files)) return undefined;
  const version = files.length === 0 ? 1 : 2;
  const json = utf8(JSON.stringify(content));
  const plaintext = pad(version === 1 ? json : lengthPrefixed([json, ...files]));
  const sealed = hpkeSeal(publicKey, forwardInfo(publicKey, version), plaintext);
  return Buffer.concat([forwardHeader(version), keyIdOf(publicKey), sealed]);
};
