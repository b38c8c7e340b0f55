import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';
import { utf8, wordCheckContext } from './format.ts';
import { open } from './open.ts';
import { seal } from './seal.ts';

/** One word of a passphrase and its place, sealed by the server, so that somebody can check that they wrote it down. */
export type WordCheck = { readonly position: number; readonly word: string };

const checkKey = (ticketSecret: Uint8Array): Uint8Array => derive(ticketSecret, 'conductline word check', 32);

export const issueWordCheck = (ticketSecret: Uint8Array, { position, word }: WordCheck): string => {
  // The longest word of the list has eight letters; all checks have one length.
  const plaintext = utf8(`${String(position).padStart(2, '0')}${word.padEnd(8)}`);
  return Buffer.from(seal(checkKey(ticketSecret), wordCheckContext, plaintext)).toString('base64url');
};

/** @returns `undefined` for anything `issueWordCheck` did not make */
export const readWordCheck = (ticketSecret: Uint8Array, text: string): WordCheck | undefined => {
  const sealed = decodeBase64url(text);
  const opened = sealed && open(checkKey(ticketSecret), wordCheckContext, sealed);
  if (!opened) return undefined;
  const plain = Buffer.from(opened).toString('utf8');
  return { position: Number(plain.slice(0, 2)), word: plain.slice(2).trim() };
};
