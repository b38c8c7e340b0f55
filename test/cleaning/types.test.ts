import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { fileTypes } from '../../functions/cleaning/file-types.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';

const outcome = (bytes: Uint8Array | string) => cleanFile(Buffer.from(bytes), defaultCleaningLimits);
const padded = (start: string): Buffer => Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(100, 1)]);

describe('a type is told by content', () => {
  it.each([
    ['executable', padded('MZ')],
    ['executable', padded('\x7fELF')],
    ['executable', padded('\xcf\xfa\xed\xfe')],
    ['executable', Buffer.from('#!/bin/sh\nrm -rf ~')],
    ['old-office', padded('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['archive', padded('Rar!\x1a\x07')],
    ['camera-raw', padded('\0\0\0\x18ftypcrx ')],
    ['camera-raw', padded('FUJIFILMCCD-RAW 0201')],
    ['camera-raw', padded('II*\0\x10\0\0\0CR\x02\0')],
    ['tiff', padded('II+\0')],
    ['html', Buffer.from('\ufeff  <!DOCTYPE html><p>a')],
    ['html', Buffer.from('\n<p>words, then <script>alert(1)</script>')],
    ['xml', Buffer.from('<?xml version="1.0"?><a/>')],
    ['unknown', padded('nothing that anybody knows')],
  ])('%s, which has no cleaner', async (type, bytes) => {
    expect(await outcome(bytes)).toEqual({ kind: 'could-not-be-cleaned', type, why: 'no-cleaner' });
  });

  it('a log in any language is text and stays as it is, colours of a terminal included', async () => {
    const log = '2026-11-22 10:00 \x1b[31merror\x1b[0m: ¿qué pasó? خطأ\r\n\tat line 4\n';
    expect(await outcome(log)).toEqual({
      kind: 'cleaned',
      type: 'text',
      bytes: Buffer.from(log),
      removed: [],
      left: [],
    });
  });

  it.each([
    'MZ was there at ten.',
    '#!important: please read',
    'BZh, she said.',
    'ID3 tags were on it.',
    'GIF89a, RIFF, OggS and fLaC are formats.',
    'RIFF raff in the hall.',
    'The server sent me %PDF-1.4, and then nothing.',
  ])('a text that begins like another file is a text: %s', async (text) => {
    expect(await outcome(text)).toMatchObject({ kind: 'cleaned', type: 'text' });
  });

  it('bytes that are not UTF-8 are not text', async () => {
    expect(await outcome(Buffer.from('caf\xe9', 'latin1'))).toMatchObject({ type: 'unknown' });
  });
});

it('nothing is served as a type that a browser runs', () => {
  for (const { contentType, extension } of Object.values(fileTypes)) {
    expect(contentType).not.toMatch(/html|svg|xml$|script/);
    expect(extension).toMatch(/^[a-z0-9]{2,4}$/);
  }
});

it('an empty file and one that is too large are refused', async () => {
  expect(await outcome('')).toEqual({ kind: 'refused', why: 'empty' });
  expect(await cleanFile(Buffer.alloc(11), { ...defaultCleaningLimits, bytes: 10 })).toEqual({
    kind: 'refused',
    why: 'too-large',
  });
});
