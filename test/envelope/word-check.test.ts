import { randomBytes } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueHandle } from '../../functions/envelope/handle.ts';
import { issueTicket } from '../../functions/envelope/ticket.ts';
import { issueWordCheck, readWordCheck } from '../../functions/envelope/word-check.ts';
import { everyFlippedBit, everyTruncation, looseSpellings } from './damage.ts';

const secret = randomBytes(32);
const now = new Date('2026-11-22T10:30:00Z');
const check = issueWordCheck(secret, { position: 4, word: 'abandon' });
const bytes = Buffer.from(check, 'base64url');
const text = (damaged: Uint8Array): string => Buffer.from(damaged).toString('base64url');

describe('a check of one word', () => {
  it('gives back the word and its place', () => {
    const position = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(position, fc.constantFrom(...wordlist), (place, word) => {
        const asked = { position: place, word };
        expect(readWordCheck(secret, issueWordCheck(secret, asked))).toEqual(asked);
      }),
    );
  });

  it('has one length whatever the word, shows nothing of it, and is never the same twice', () => {
    const words = ['act', 'able', 'abandon', 'abstract'];
    const checks = words.map((word, index) => issueWordCheck(secret, { position: index + 9, word }));
    expect(new Set(checks.map(({ length }) => length)).size).toBe(1);
    expect(bytes.includes('abandon')).toBe(false);
    expect(issueWordCheck(secret, { position: 4, word: 'abandon' })).not.toBe(check);
  });

  it.each([
    ['with any bit flipped', () => everyFlippedBit(bytes).map(({ flipped }) => text(flipped))],
    ['cut short', () => everyTruncation(bytes).map(text)],
    ['spelled loosely', () => looseSpellings(check)],
    [
      'that is something else of ours',
      () => [
        issueTicket(secret, now, randomBytes(16)),
        issueHandle(secret, now, { token: randomBytes(16), replyKey: randomBytes(16) }),
      ],
    ],
    ['that is none', () => ['', 'abandon', '04abandon ', 'x'.repeat(10_000), '\u0000']],
  ])('%s is refused', (_how, damaged) => {
    const opened = damaged().filter((wrong) => readWordCheck(secret, wrong) !== undefined);
    expect(opened).toEqual([]);
    expect(damaged().length).toBeGreaterThan(1);
  });

  it('of another secret is refused', () => {
    expect(readWordCheck(randomBytes(32), check)).toBeUndefined();
  });
});
