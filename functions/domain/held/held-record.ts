import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { derive } from '../../envelope/derive.ts';
import { contentContext, utf8 } from '../../envelope/format.ts';
import { openPadded } from '../../envelope/open.ts';
import { sealPadded } from '../../envelope/seal.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';

/** What the private half of the ring `hold` leads to: the key of the index, and the one records are sealed under. */
export type HeldSecrets = { readonly index: Uint8Array; readonly records: Uint8Array };

export const heldSecrets = ({ privateKey }: { readonly privateKey: Uint8Array }): HeldSecrets => ({
  index: derive(privateKey, 'conductline hold index', 32),
  records: derive(privateKey, 'conductline hold records', 32),
});

/** The key that a person stands under: without the secret nobody can try names. */
export const blindPerson = ({ index }: HeldSecrets, personKey: string): string =>
  createHmac('sha256', index).update(personKey).digest('base64url');

/** What the scheduled function keeps of a report that waits, or of a case that names persons. It holds no name. */
export const heldRecord = z.object({
  caseId: z.string(),
  /** The first day on which each person was named, by their blind key. */
  named: z.record(z.string(), z.iso.date()),
  /** Of an account that was named with a platform, on which ones, by their blind keys. */
  platforms: z.record(z.string(), z.array(z.string())).optional(),
  senders: z.array(z.string()),
  /** A case that was let out because somebody else named the same person: it has both reporters' word. */
  letOut: z.literal(true).optional(),
  /** That the reporter of a report that waits agrees, and the key that opens it; absent when it was taken back. */
  agreed: z.object({ on: z.iso.date(), threadKey: z.string() }).optional(),
  /** Of the page whose answer this is. */
  revision: z.int().default(0),
});
export type HeldRecord = z.infer<typeof heldRecord>;

const context = (caseId: string) =>
  contentContext({ caseId, thread: 'held', kind: 'held', id: 'record', revision: 1 });

export const sealHeldRecord = ({ records }: HeldSecrets, record: HeldRecord): Uint8Array =>
  sealPadded(records, context(record.caseId), utf8(JSON.stringify(record)));

/** @returns `undefined` when it does not open or is none */
export const openHeldRecord = (
  { records }: HeldSecrets,
  caseId: string,
  sealed: Uint8Array,
): HeldRecord | undefined => {
  const opened = openPadded(records, context(caseId), sealed);
  return opened && parseSealedJson(heldRecord, opened);
};
