import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { lengthPrefixed } from '../../envelope/format.ts';
import type { SealedLogLine } from '../register/sealed-log-line.ts';
import type { AuditHead } from './audit-log-line.ts';

/**
 * Once a day the ends of all audit logs are folded into one line outside the tables. A leaf says of one case how many
 * lines its log had and what the last one's hash was; it names nothing, for a case id is 128 random bits.
 */
export const anchorLeaf = (caseId: string, { number, hash }: AuditHead): Uint8Array =>
  createHash('sha256')
    .update(lengthPrefixed(['conductline anchor leaf', caseId, String(number), hash]))
    .digest();

/** A line of the enforcement log: of which channel, and what is sealed in it. It names nothing, as ids of lines are random. */
export const anchorLogLeaf = (
  channel: string,
  { id, revision, sealed }: Pick<SealedLogLine, 'id' | 'revision' | 'sealed'>,
): Uint8Array =>
  createHash('sha256')
    .update(lengthPrefixed(['conductline anchor log leaf', channel, id, String(revision), sealed.bytes]))
    .digest();

/** A published transparency report: its id, and its file, byte for byte. */
export const anchorReportLeaf = (id: string, file: string | Uint8Array): Uint8Array =>
  createHash('sha256')
    .update(lengthPrefixed(['conductline anchor report leaf', id, file]))
    .digest();

export const sortedLeaves = (leaves: readonly Uint8Array[]): readonly Uint8Array[] =>
  [...leaves].sort((one, other) => Buffer.compare(one, other));

/** SHA-256 of the leaves one after the other, sorted; of nothing when there are none. */
export const anchorRoot = (leaves: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256')
    .update(Buffer.concat([...sortedLeaves(leaves)]))
    .digest();

declare const isHex: unique symbol;
/** Bytes in hexadecimal, so that a line of the log has no room for anything else. */
export type Hex = string & { readonly [isHex]: true };
// The one place where a text becomes one.
export const hex = (bytes: Uint8Array): Hex => Buffer.from(bytes).toString('hex') as Hex;

export type AnchorDay = `${number}-${number}-${number}`;

export type Anchor = {
  /** In UTC. */
  readonly day: AnchorDay;
  /** How many cases had an audit log. */
  readonly cases: number;
  /** How many lines the enforcement log had; absent when it had none. */
  readonly lines?: number;
  /** How many transparency reports were published; absent when there was none. */
  readonly reports?: number;
  readonly root: Hex;
  /** The root before it; absent in the first anchor of all. */
  readonly before?: Hex;
};

export type SignedAnchor = Anchor & { readonly publicKey: Hex; readonly signature: Hex };

/** What is signed: five lines of text, six with lines of the enforcement log, seven with transparency reports. */
export const anchorStatement = ({ day, cases, lines, reports, root, before }: Anchor): Uint8Array => {
  const end = `${root}\n${before ?? '-'}\n`;
  if (reports !== undefined)
    return Buffer.from(`conductline anchor 3\n${day}\n${cases}\n${lines ?? 0}\n${reports}\n${end}`);
  return Buffer.from(
    lines === undefined
      ? `conductline anchor 1\n${day}\n${cases}\n${end}`
      : `conductline anchor 2\n${day}\n${cases}\n${lines}\n${end}`,
  );
};

/** Seeds and public keys of Ed25519 (RFC 8032), and what stands before them in DER (RFC 8410). */
export const anchorSeedBytes = 32;
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** @param seed `anchorSeedBytes` random bytes */
export const signAnchor = (seed: Uint8Array, anchor: Anchor): SignedAnchor => {
  const key = createPrivateKey({
    key: Buffer.concat([privatePrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(key)
    .export({ format: 'der', type: 'spki' })
    .subarray(publicPrefix.length);
  const signature = sign(null, anchorStatement(anchor), key);
  return { ...anchor, publicKey: hex(publicKey), signature: hex(signature) };
};

/** Whether an anchor was signed by this key. The key it carries itself says nothing: whoever asks must know it. */
export const isSignedBy = (publicKey: string, anchor: SignedAnchor): boolean => {
  const bytes = Buffer.from(publicKey, 'hex');
  if (bytes.length !== anchorSeedBytes) return false;
  const key = createPublicKey({
    key: Buffer.concat([publicPrefix, bytes]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, anchorStatement(anchor), key, Buffer.from(anchor.signature, 'hex'));
};

/**
 * Which line of a case's log, as it stands today, was its last one when the anchor was made. A log that was rewritten
 * since then has none.
 * @param lines of a log that `checkAuditLog` calls whole
 * @param leaves those of the anchor: their root is the one in the line
 */
export const anchoredLine = (
  leaves: readonly Uint8Array[],
  caseId: string,
  lines: readonly AuditHead[],
): number | undefined => {
  const known = new Set(leaves.map(hex));
  return lines.findLast((line) => known.has(hex(anchorLeaf(caseId, line))))?.number;
};

/**
 * Whether a line of the enforcement log, as it stands today, was there when the anchor was made. Every change of a line,
 * such as that its decision has ended or that others may see it, makes it another one.
 * @param leaves those of the anchor: their root is the one in the line of the log group
 */
export const isLogLineAnchored = (
  leaves: readonly Uint8Array[],
  channel: string,
  line: Parameters<typeof anchorLogLeaf>[1],
): boolean => leaves.map(hex).includes(hex(anchorLogLeaf(channel, line)));

/**
 * Whether the file of a published report, as it is read today, is the one that stood there when the anchor was made.
 * @param leaves those of the anchor: their root is the one in the line of the log group
 */
export const isReportAnchored = (leaves: readonly Uint8Array[], id: string, file: Uint8Array): boolean =>
  leaves.map(hex).includes(hex(anchorReportLeaf(id, file)));
