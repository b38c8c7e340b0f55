import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { anchorLeaf, anchorRoot, hex as hexOf, signAnchor } from '../../functions/domain/audit/anchor.ts';
import { contentContext, lengthPrefixed, pad } from '../../functions/envelope/format.ts';
import { hex } from '../envelope/damage.ts';
import { bytesFor, sealWithNonce } from '../envelope/deterministic-seal.ts';

export const auditVectorFile = fileURLToPath(new URL('../vectors/audit-v1.json', import.meta.url));

const bytes = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((text) => Uint8Array.from(Buffer.from(text, 'hex')));

export const auditVectors = z.strictObject({
  logs: z.array(
    z.strictObject({
      caseId: z.string(),
      caseworkKey: bytes,
      lines: z.array(
        z.strictObject({ number: z.int(), content: z.unknown(), sealed: bytes, hash: bytes, leaf: bytes }),
      ),
    }),
  ),
  anchors: z.array(
    z.strictObject({
      seed: bytes,
      leaves: z.array(bytes),
      signed: z.strictObject({
        day: z.string(),
        cases: z.int(),
        root: z.string(),
        before: z.string().optional(),
        publicKey: z.string(),
        signature: z.string(),
      }),
    }),
  ),
});

const contents = [
  { on: '2026-11-22T10:30:00.000Z', by: { id: 'm1', name: 'Ada' }, action: 'opened' },
  {
    on: '2026-11-22T10:31:00.000Z',
    by: { id: 'm2', name: 'Zoë' },
    action: 'state-changed',
    detail: 'closed',
  },
  { on: '2026-11-23T00:00:00.000Z', by: { id: 'm1', name: 'Ada' }, action: 'an action of another time' },
];

const logOf = (label: string, length: number) => {
  const caseId = Buffer.from(bytesFor(`case id ${label}`, 16)).toString('base64url');
  const caseworkKey = bytesFor(`casework key ${label}`, 32);
  let before: Uint8Array = new Uint8Array(32);
  const lines = contents.slice(0, length).map((content, index) => {
    const number = index + 1;
    const id = String(number);
    const place = contentContext({ caseId, thread: 'work', kind: 'audit', id, revision: 1 });
    const plaintext = pad(Buffer.from(JSON.stringify(content)));
    const sealed = sealWithNonce(caseworkKey, place, plaintext, bytesFor(`audit nonce ${label} ${id}`, 12));
    const hash = createHash('sha256')
      .update(lengthPrefixed(['conductline audit', caseId, id, before, sealed]))
      .digest();
    before = hash;
    const leaf = anchorLeaf(caseId, { number, hash });
    return { number, content, sealed: hex(sealed), hash: hex(hash), leaf: hex(leaf) };
  });
  return { caseId, caseworkKey: hex(caseworkKey), lines };
};

const anchorOf = (label: string, leaves: readonly Uint8Array[], before?: Uint8Array) => {
  const seed = bytesFor(`anchor seed ${label}`, 32);
  const root = hexOf(anchorRoot(leaves));
  const anchor = { day: '2026-11-23', cases: leaves.length, root } as const;
  const signed = signAnchor(seed, before ? { ...anchor, before: hexOf(before) } : anchor);
  return { seed: hex(seed), leaves: leaves.map(hex), signed };
};

/** Every byte follows from the labels. */
export const makeAuditVectors = (): unknown => {
  const logs = [logOf('first', 3), logOf('second', 1)];
  const ends = logs.map(({ lines }) => Buffer.from(lines.at(-1)?.leaf ?? '', 'hex'));
  return {
    logs,
    anchors: [anchorOf('one', ends, bytesFor('root before', 32)), anchorOf('two', [])],
  };
};
