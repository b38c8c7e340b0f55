import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCursor, sealCursor } from '../../functions/envelope/cursor.ts';
import { issueHandle } from '../../functions/envelope/handle.ts';
import { everyFlippedBit, everyTruncation, hex, looseSpellings } from './damage.ts';

const secret = randomBytes(32);
const place = Buffer.from('{"pk":"conduct#open"}');
const cursor = sealCursor(secret, 'member-1', place);

describe('a cursor', () => {
  it('opens to its place for the member it was made for, whatever the place', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (memberId, somewhere) => {
        const opened = openCursor(secret, memberId, sealCursor(secret, memberId, somewhere));
        expect(opened && hex(opened)).toBe(hex(somewhere));
      }),
    );
  });

  it('does not open for another member or under another secret', () => {
    expect(openCursor(secret, 'member-1', cursor)).toBeDefined();
    for (const other of ['member-2', 'member-', 'member-11', 'Member-1', '']) {
      expect(openCursor(secret, other, cursor)).toBeUndefined();
    }
    expect(openCursor(randomBytes(32), 'member-1', cursor)).toBeUndefined();
  });

  it('does not open with any single bit changed, truncated or extended', () => {
    const bytes = Buffer.from(cursor, 'base64url');
    const damaged = [...everyFlippedBit(bytes).map(({ flipped }) => flipped), ...everyTruncation(bytes)];
    for (const forged of damaged) {
      expect(openCursor(secret, 'member-1', Buffer.from(forged).toString('base64url'))).toBeUndefined();
    }
    expect(openCursor(secret, 'member-1', cursor + cursor)).toBeUndefined();
  });

  it('does not open in any but its one spelling', () => {
    for (const spelling of looseSpellings(cursor)) {
      expect(openCursor(secret, 'member-1', spelling), JSON.stringify(spelling)).toBeUndefined();
    }
  });

  it('does not open when it is a handle or any other text', () => {
    const handle = issueHandle(secret, new Date(0), { token: randomBytes(16), replyKey: randomBytes(16) });
    expect(openCursor(secret, 'member-1', handle)).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(openCursor(secret, 'member-1', text)).toBeUndefined();
      }),
    );
  });
});
