import { pad, utf8 } from '../../envelope/format.ts';
import { hpkeSeal } from '../../envelope/hpke-seal.ts';
import {
  forwardedTextBytes,
  forwardHeader,
  forwardInfo,
  forwardTextBytes,
  keyIdOf,
  mostForwardedEntries,
  type ForwardedCase,
} from './forward-format.ts';

/**
 * A case as a file that one community alone can open.
 * @param publicKey what it publishes, 32 bytes
 * @returns `undefined` when it is longer than a file may be
 */
export const sealForward = (publicKey: Uint8Array, content: ForwardedCase): Uint8Array | undefined => {
  if (content.entries.length > mostForwardedEntries || forwardedTextBytes(content) > forwardTextBytes)
    return undefined;
  const plaintext = pad(utf8(JSON.stringify(content)));
  const sealed = hpkeSeal(publicKey, forwardInfo(publicKey), plaintext);
  return Buffer.concat([forwardHeader, keyIdOf(publicKey), sealed]);
};
