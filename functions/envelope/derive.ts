import { hkdfSync } from 'node:crypto';
import { lengthPrefixed } from './format.ts';

/** HKDF-SHA256 (RFC 5869) without salt; the label and its parts are the `info`, each with its length in front. */
export const derive = (
  secret: Uint8Array,
  label: string,
  length: number,
  parts: readonly Uint8Array[] = [],
): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), lengthPrefixed([label, ...parts]), length));
