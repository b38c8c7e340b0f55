import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openCursor } from '../../functions/envelope/cursor.ts';
import {
  contentContext,
  doorContext,
  pad,
  paddedLength,
  ringInfo,
  unpad,
} from '../../functions/envelope/format.ts';
import { readHandle } from '../../functions/envelope/handle.ts';
import { hpkeOpen } from '../../functions/envelope/hpke-open.ts';
import { open, openPadded } from '../../functions/envelope/open.ts';
import { issueTicket, readTicket, tokenOfTicket } from '../../functions/envelope/ticket.ts';
import {
  decodeToken,
  doorId,
  doorKey,
  encodeToken,
  passphrase,
  readPassphrase,
} from '../../functions/envelope/token.ts';
import { hex } from './damage.ts';
import { independentOpen } from './independent-hpke.ts';
import { ticketOfVersion1 } from './ticket-version-1.ts';
import { envelopeVectors, ticketVectorFile, ticketVectors, vectorFile } from './vector-schema.ts';

const vectors = envelopeVectors.parse(JSON.parse(readFileSync(vectorFile, 'utf8')));
const newTickets = ticketVectors.parse(JSON.parse(readFileSync(ticketVectorFile, 'utf8')));
const hexOrNothing = (bytes: Uint8Array | undefined): string => (bytes ? hex(bytes) : 'does not open');

describe('version 1 of the formats, frozen: what was sealed under it opens forever', () => {
  it.each(vectors.contents)('content: $place.kind $place.id', ({ threadKey, place, plaintext, sealed }) => {
    expect(hexOrNothing(openPadded(threadKey, contentContext(place), sealed))).toBe(hex(plaintext));
  });

  it.each(vectors.doors)('a thread key behind the door of thread "$thread"', (vector) => {
    const context = doorContext(vector.caseId, vector.thread);
    expect(hexOrNothing(open(doorKey(vector.token), context, vector.wrapped))).toBe(hex(vector.threadKey));
  });

  it.each(vectors.rings)('sealed to the ring $place.channel $place.purpose', (vector) => {
    const opened = hpkeOpen(vector.privateKey, ringInfo(vector.place), vector.sealed);
    expect(hexOrNothing(opened)).toBe(hex(vector.plaintext));
  });

  it.each(vectors.rings)(
    'the ring $place.channel $place.purpose by another implementation',
    async (vector) => {
      const opened = await independentOpen(vector.privateKey, ringInfo(vector.place), vector.sealed);
      expect(hex(opened)).toBe(hex(vector.plaintext));
    },
  );

  it.each(vectors.handles)('a handle', ({ secret, issuedAt, token, replyKey, handle }) => {
    const result = readHandle(secret, handle, issuedAt);
    const read = result.kind === 'valid' ? result.handle : undefined;
    expect(read && [hex(read.token), hex(read.replyKey)]).toEqual([hex(token), hex(replyKey)]);
    expect(readHandle(secret, handle, new Date(issuedAt.getTime() + 30 * 60_000)).kind).toBe('valid');
    expect(readHandle(secret, handle, new Date(issuedAt.getTime() + 31 * 60_000)).kind).toBe('expired');
  });

  it.each(vectors.cursors)('a cursor of "$memberId"', ({ secret, memberId, place, cursor }) => {
    expect(hexOrNothing(openCursor(secret, memberId, cursor))).toBe(hex(place));
  });
});

describe('version 1 of the derivations, frozen', () => {
  it.each(vectors.tokens)('a token: its text, passphrase, door id and door key: $text', (vector) => {
    expect(encodeToken(vector.token)).toBe(vector.text);
    expect(hexOrNothing(decodeToken(vector.text))).toBe(hex(vector.token));
    expect(passphrase(vector.token)).toBe(vector.passphrase);
    const read = readPassphrase(vector.passphrase);
    expect(read.kind === 'token' && hex(read.token)).toBe(hex(vector.token));
    expect(doorId(vector.token)).toBe(vector.doorId);
    expect(hex(doorKey(vector.token))).toBe(hex(vector.doorKey));
  });

  const issued = [
    ...vectors.tickets.map((vector) => ({ version: 1, issue: ticketOfVersion1, ...vector })),
    ...newTickets.tickets.map((vector) => ({ version: 2, issue: issueTicket, ...vector })),
  ];

  it.each(issued)('a ticket of version $version and the token of it: $ticket', (vector) => {
    expect(vector.issue(vector.secret, vector.issuedAt, vector.randomBits)).toBe(vector.ticket);
    const read = readTicket(vector.secret, vector.ticket, vector.issuedAt);
    expect(read.kind === 'valid' && hex(read.randomBits)).toBe(hex(vector.randomBits));
    expect(hex(tokenOfTicket(vector.randomBits, vector.submissionDigest))).toBe(hex(vector.token));
  });

  it.each(vectors.padding)('$length bytes are padded to $padded', ({ length, padded }) => {
    expect(paddedLength(length)).toBe(padded);
    expect(unpad(pad(new Uint8Array(length)))?.length).toBe(length);
  });

  it('padded bytes: length, plaintext, zeros', () => {
    expect(hex(pad(vectors.padded.plaintext))).toBe(hex(vectors.padded.padded));
    expect(hexOrNothing(unpad(vectors.padded.padded))).toBe(hex(vectors.padded.plaintext));
  });
});
