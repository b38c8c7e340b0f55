import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';
import { draftContext } from './format.ts';
import { open } from './open.ts';
import { seal } from './seal.ts';

/**
 * What a report form carries from its first file on: the case the report will be filed as, and the key of its thread,
 * so that files can be sealed before there is a report. Sealed by the server; nothing of it is stored.
 * Plaintext: case id (16) ‖ thread key (32) ‖ last minute since 1970 (4).
 *
 * Unfinished uploads live for a day at least: a draft ends before they do.
 */
export const draftLifeMinutes = 20 * 60;

const caseIdBytes = 16;
const keyBytes = 32;

export type Draft = { readonly caseId: string; readonly threadKey: Uint8Array };

const draftKey = (ticketSecret: Uint8Array): Uint8Array => derive(ticketSecret, 'conductline draft', 32);

/** @throws {RangeError} for a case id that is not 16 bytes in base64url, or a key that is not 32 bytes long */
export const issueDraft = (ticketSecret: Uint8Array, now: Date, draft: Draft): string => {
  const caseId = decodeBase64url(draft.caseId);
  if (caseId?.length !== caseIdBytes || draft.threadKey.length !== keyBytes) {
    throw new RangeError('A draft holds a case id of 16 bytes and a key of 32.');
  }
  const lastMinute = Buffer.alloc(4);
  lastMinute.writeUInt32BE(Math.floor(now.getTime() / 60_000) + draftLifeMinutes);
  const plaintext = Buffer.concat([caseId, draft.threadKey, lastMinute]);
  return Buffer.from(seal(draftKey(ticketSecret), draftContext, plaintext)).toString('base64url');
};

export type DraftResult =
  | { readonly kind: 'valid'; readonly draft: Draft }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export const readDraft = (ticketSecret: Uint8Array, text: string, now: Date): DraftResult => {
  const sealed = decodeBase64url(text);
  const opened = sealed && open(draftKey(ticketSecret), draftContext, sealed);
  if (opened?.length !== caseIdBytes + keyBytes + 4) return { kind: 'invalid' };
  const bytes = Buffer.from(opened);
  if (Math.floor(now.getTime() / 60_000) > bytes.readUInt32BE(caseIdBytes + keyBytes))
    return { kind: 'expired' };
  const caseId = bytes.toString('base64url', 0, caseIdBytes);
  const threadKey = new Uint8Array(bytes.subarray(caseIdBytes, caseIdBytes + keyBytes));
  return { kind: 'valid', draft: { caseId, threadKey } };
};
