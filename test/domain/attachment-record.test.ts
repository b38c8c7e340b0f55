import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  openAttachmentRecord,
  sealAttachmentRecord,
  type AttachmentRecord,
} from '../../functions/domain/attachment/attachment-record.ts';
import { sealPadded } from '../../functions/envelope/seal.ts';
import { attachmentRecordContext, type AttachmentPlace } from '../../functions/envelope/sealed-stream.ts';

const secret = randomBytes(32);
const place: AttachmentPlace = { caseId: 'case', thread: 'reporter', attachmentId: 'file', copy: 'main' };
const record: AttachmentRecord = {
  name: 'chat with Max ñ 🦊.png',
  type: 'image/png',
  size: 1_048_577,
  chunks: 2,
  cleaning: 'cleaned',
  removed: ['gps-position'],
};

describe('the record of an attachment', () => {
  it('opens to what was sealed', () => {
    expect(openAttachmentRecord(secret, place, sealAttachmentRecord(secret, place, record))).toEqual(record);
  });

  it('shows nothing of the name, nor how long it is', () => {
    const short = sealAttachmentRecord(secret, place, { ...record, name: 'a' });
    const long = sealAttachmentRecord(secret, place, { ...record, name: 'a'.repeat(200) });
    expect(Buffer.from(long).includes('aaaa')).toBe(false);
    expect(long.length).toBe(short.length);
  });

  it.each<[string, Partial<AttachmentPlace>]>([
    ['case', { caseId: 'other' }],
    ['thread', { thread: 'other' }],
    ['attachment', { attachmentId: 'other' }],
    ['copy', { copy: 'original' }],
  ])('does not open in another %s', (_, other) => {
    const sealed = sealAttachmentRecord(secret, place, record);
    expect(openAttachmentRecord(secret, { ...place, ...other }, sealed)).toBeUndefined();
  });

  it.each([
    ['fewer chunks than its size has', { ...record, chunks: 1 }],
    ['a size below zero', { ...record, size: -1 }],
    ['no name', { ...record, name: undefined }],
    ['a cleaning that nobody knows', { ...record, cleaning: 'perhaps' }],
  ])('is none with %s', (_, wrong) => {
    const text = Buffer.from(JSON.stringify(wrong));
    const sealed = sealPadded(secret, attachmentRecordContext(place), text);
    expect(openAttachmentRecord(secret, place, sealed)).toBeUndefined();
  });
});
