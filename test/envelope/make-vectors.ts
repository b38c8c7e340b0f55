/**
 * Writes those files of `test/vectors/` that are not there: `npx tsx test/envelope/make-vectors.ts`. Every byte follows
 * from the labels below. It never overwrites: what was sealed under version 1 must open forever, so a new version of a
 * format gets a new file.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { derive } from '../../functions/envelope/derive.ts';
import {
  contentContext,
  cursorContext,
  doorContext,
  handleContext,
  pad,
  paddedLength,
  ringInfo,
  type ContentPlace,
  type RingPlace,
} from '../../functions/envelope/format.ts';
import { handleLifeMinutes } from '../../functions/envelope/handle.ts';
import { issueTicket, tokenOfTicket } from '../../functions/envelope/ticket.ts';
import { doorId, doorKey, encodeToken, passphrase } from '../../functions/envelope/token.ts';
import { auditVectorFile, makeAuditVectors } from '../domain/audit-vectors.ts';
import { hex } from './damage.ts';
import { bytesFor, hpkeSealWithEphemeral, publicKeyOf, sealWithNonce } from './deterministic-seal.ts';
import { ticketOfVersion1 } from './ticket-version-1.ts';
import { ticketVectorFile, vectorFile } from './vector-schema.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text);
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const caseId = base64url(bytesFor('case id', 16));
const otherCaseId = base64url(bytesFor('other case id', 16));
const secret = bytesFor('ticket secret', 32);
const issuedAt = new Date('2026-11-22T10:30:00.000Z');

const tokens = [
  new Uint8Array(16),
  new Uint8Array(16).fill(255),
  bytesFor('token 1', 16),
  bytesFor('token 2', 16),
];

const contentOf = (place: ContentPlace, plaintext: Uint8Array) => {
  const label = `${place.kind} ${place.id} ${place.revision}`;
  const threadKey = bytesFor(`thread key ${label}`, 32);
  const nonce = bytesFor(`nonce ${label}`, 12);
  const sealed = sealWithNonce(threadKey, contentContext(place), pad(plaintext), nonce);
  return { threadKey: hex(threadKey), place, plaintext: hex(plaintext), sealed: hex(sealed) };
};

const doorOf = (token: Uint8Array, forCase: string, thread: string) => {
  const threadKey = bytesFor(`thread key behind ${thread}`, 32);
  const nonce = bytesFor(`door nonce ${thread}`, 12);
  const wrapped = sealWithNonce(doorKey(token), doorContext(forCase, thread), threadKey, nonce);
  return { token: hex(token), caseId: forCase, thread, threadKey: hex(threadKey), wrapped: hex(wrapped) };
};

const ringOf = (place: RingPlace, plaintext: Uint8Array) => {
  const label = `${place.channel} ${place.purpose} ${place.epoch}`;
  const privateKey = bytesFor(`ring ${label}`, 32);
  const publicKey = publicKeyOf(privateKey);
  const sealed = hpkeSealWithEphemeral(
    publicKey,
    ringInfo(place),
    plaintext,
    bytesFor(`ephemeral ${label}`, 32),
  );
  return {
    publicKey: hex(publicKey),
    privateKey: hex(privateKey),
    place,
    plaintext: hex(plaintext),
    sealed: hex(sealed),
  };
};

const ticketOf = (issue: typeof issueTicket, at: Date, number: number) => {
  const randomBits = bytesFor(`ticket bits ${number}`, 16);
  const submissionDigest = bytesFor(`submission digest ${number}`, 32);
  return {
    secret: hex(secret),
    issuedAt: at.toISOString(),
    randomBits: hex(randomBits),
    ticket: issue(secret, at, randomBits),
    submissionDigest: hex(submissionDigest),
    token: hex(tokenOfTicket(randomBits, submissionDigest)),
  };
};

const handleOf = (token: Uint8Array) => {
  const replyKey = bytesFor('reply key', 16);
  const lastMinute = Buffer.alloc(4);
  lastMinute.writeUInt32BE(issuedAt.getTime() / 60_000 + handleLifeMinutes);
  const plaintext = Buffer.concat([token, lastMinute, replyKey]);
  const key = derive(secret, 'conductline handle', 32);
  const handle = base64url(sealWithNonce(key, handleContext, plaintext, bytesFor('handle nonce', 12)));
  return {
    secret: hex(secret),
    issuedAt: issuedAt.toISOString(),
    token: hex(token),
    replyKey: hex(replyKey),
    handle,
  };
};

const cursorOf = (memberId: string, place: Uint8Array) => {
  const key = derive(secret, 'conductline cursor', 32);
  const nonce = bytesFor(`cursor nonce ${memberId}`, 12);
  const cursor = base64url(sealWithNonce(key, cursorContext(memberId), place, nonce));
  return { secret: hex(secret), memberId, place: hex(place), cursor };
};

const [first = secret, , token1 = secret, token2 = secret] = tokens;
const edges = [1, 2, 4, 8, 16, 32, 64, 128, 192].map((size) => size * 1024 - 4);

const vectors = {
  padding: [0, ...edges.flatMap((edge) => [edge, edge + 1])].map((length) => ({
    length,
    padded: paddedLength(length),
  })),
  padded: { plaintext: hex(utf8('Grüße')), padded: hex(pad(utf8('Grüße'))) },
  tokens: tokens.map((token) => ({
    token: hex(token),
    text: encodeToken(token),
    passphrase: passphrase(token),
    doorId: doorId(token),
    doorKey: hex(doorKey(token)),
  })),
  contents: [
    contentOf(
      { caseId, thread: 'reporter', kind: 'entry', id: '000001', revision: 1 },
      utf8('What happened: 🦊 ñ'),
    ),
    contentOf(
      { caseId, thread: 'reporter', kind: 'summary', id: 'summary', revision: 7 },
      bytesFor('long', 1021),
    ),
    contentOf(
      { caseId: otherCaseId, thread: 'work', kind: 'note', id: '000012', revision: 1 },
      new Uint8Array(0),
    ),
  ],
  doors: [
    doorOf(token1, caseId, 'reporter'),
    doorOf(token2, otherCaseId, 'witness-2'),
    doorOf(first, caseId, ''),
  ],
  rings: [
    ringOf(
      { caseId, part: 'thread/reporter', purpose: 'reports', channel: 'conduct', epoch: 1 },
      bytesFor('thread', 32),
    ),
    ringOf(
      { caseId, part: 'brief', purpose: 'briefs', channel: 'conduct', epoch: 2 },
      pad(utf8('{"title":"é"}')),
    ),
    ringOf(
      { caseId: otherCaseId, part: '', purpose: 'identity', channel: 'security', epoch: 12 },
      new Uint8Array(0),
    ),
  ],
  tickets: [
    ticketOf(ticketOfVersion1, issuedAt, 1),
    ticketOf(ticketOfVersion1, new Date('2099-12-31T23:59:00.000Z'), 2),
  ],
  handles: [handleOf(token1)],
  cursors: [cursorOf('member-1', utf8('{"pk":"conduct#open"}')), cursorOf('', new Uint8Array(0))],
};

const ticketVectors = {
  tickets: [
    ticketOf(issueTicket, new Date('2026-11-22T10:30:07.000Z'), 3),
    // Past the last second that four bytes hold.
    ticketOf(issueTicket, new Date('2199-12-31T23:59:59.000Z'), 4),
  ],
};

const files = [
  [vectorFile, vectors],
  [ticketVectorFile, ticketVectors],
  [auditVectorFile, makeAuditVectors()],
] as const;
for (const [file, content] of files) {
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
}
