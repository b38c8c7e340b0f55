import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { draftLifeMinutes, issueDraft, readDraft } from '../../functions/envelope/draft.ts';
import { issueHandle } from '../../functions/envelope/handle.ts';
import { openPass, sealPass } from '../../functions/envelope/pass.ts';

const secret = randomBytes(32);
const now = new Date('2026-03-10T09:20:30.000Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const draft = { caseId: randomBytes(16).toString('base64url'), threadKey: new Uint8Array(randomBytes(32)) };

describe('a draft', () => {
  it('gives back the case and the key until its last minute', () => {
    const text = issueDraft(secret, now, draft);
    expect(readDraft(secret, text, later(draftLifeMinutes))).toEqual({ kind: 'valid', draft });
    expect(readDraft(secret, text, later(draftLifeMinutes + 1))).toEqual({ kind: 'expired' });
  });

  it('shows neither the case nor the key', () => {
    const bytes = Buffer.from(issueDraft(secret, now, draft), 'base64url');
    expect(bytes.includes(Buffer.from(draft.threadKey))).toBe(false);
    expect(bytes.includes(Buffer.from(draft.caseId, 'base64url'))).toBe(false);
  });

  it('is none under another secret, changed, cut, or made for something else', () => {
    const text = issueDraft(secret, now, draft);
    const bytes = Buffer.from(text, 'base64url');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    const handle = issueHandle(secret, now, { token: randomBytes(16), replyKey: randomBytes(16) });
    const others = [bytes.toString('base64url'), text.slice(0, -4), '', 'x', `${text}A`, handle];
    expect(readDraft(randomBytes(32), text, now)).toEqual({ kind: 'invalid' });
    for (const other of others) expect(readDraft(secret, other, now)).toEqual({ kind: 'invalid' });
  });

  it.each([
    ['a short case id', { ...draft, caseId: 'AAAA' }],
    ['a short key', { ...draft, threadKey: new Uint8Array(16) }],
  ])('is not made with %s', (_, wrong) => {
    expect(() => issueDraft(secret, now, wrong)).toThrow(RangeError);
  });
});

describe('a pass', () => {
  const content = JSON.stringify({ name: 'a' });

  it('opens for its purpose and no other, under its secret and no other', () => {
    const pass = sealPass(secret, 'upload', content);
    expect(Buffer.from(openPass(secret, 'upload', pass) ?? '').toString()).toBe(content);
    expect(openPass(secret, 'original', pass)).toBeUndefined();
    expect(openPass(randomBytes(32), 'upload', pass)).toBeUndefined();
    expect(openPass(secret, 'upload', issueDraft(secret, now, draft))).toBeUndefined();
  });

  it('hides how long its content is', () => {
    const long = JSON.stringify({ name: 'a'.repeat(200) });
    expect(sealPass(secret, 'upload', long)).toHaveLength(sealPass(secret, 'upload', content).length);
  });
});
