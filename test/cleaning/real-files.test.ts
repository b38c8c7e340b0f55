import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { fileTypes } from '../../functions/cleaning/file-types.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { readDeeply } from './read-deeply.ts';
import { planted, realFile, realFileNames } from './real-files.ts';

const notCleanable: Readonly<Record<string, string>> = {
  'pypdf-encrypted.pdf': 'encrypted',
};
const sameExtension: Readonly<Record<string, string>> = { jpeg: 'jpg' };
const cleanable = realFileNames.filter((name) => !(name in notCleanable));
/** What was planted there is in the picture or the sound, or nothing was. */
const plantedNowhere = ['chromium.png', 'chromium.jpg', 'chromium.webp', 'pillow-lossless.webp'];

describe.each(cleanable)('%s, as its producer wrote it,', (name) => {
  it('is known by its content and keeps nothing of what was planted', async () => {
    const original = realFile(name);
    if (!plantedNowhere.includes(name)) expect(planted.test(readDeeply(original))).toBe(true);
    const result = await cleanFile(original, defaultCleaningLimits);
    if (result.kind !== 'cleaned') throw new Error(`${name}: ${JSON.stringify(result)}`);
    const extension = name.split('.').at(-1) ?? '';
    expect(fileTypes[result.type].extension).toBe(sameExtension[extension] ?? extension);
    expect(planted.exec(readDeeply(result.bytes))).toBeNull();
  });

  it('does not change, and has nothing more to find, when it is cleaned again', async () => {
    const once = await cleanFile(realFile(name), defaultCleaningLimits);
    if (once.kind !== 'cleaned') throw new Error(name);
    const twice = await cleanFile(once.bytes, defaultCleaningLimits);
    expect(twice).toEqual({ ...once, removed: [] });
  });
});

it.each([
  [
    'pillow.jpg',
    ['gps-position', 'camera', 'author', 'dates', 'software', 'comment', 'xmp', 'color-profile'],
  ],
  ['exiftool.jpg', ['gps-position', 'camera', 'author', 'iptc', 'xmp']],
  ['pillow.png', ['gps-position', 'camera', 'author', 'software', 'comment', 'xmp']],
  ['cwebp.webp', ['gps-position', 'camera', 'xmp']],
  ['gifsicle.gif', ['comment']],
  ['exiftool.gif', ['comment', 'xmp']],
  ['pypdf.pdf', ['author', 'comment-authors', 'embedded-files', 'document-properties', 'gps-position']],
  ['pypdf-incremental.pdf', ['author', 'edit-history']],
  ['libreoffice.pdf', ['author', 'software', 'dates']],
  [
    'python-docx.docx',
    ['gps-position', 'comment-authors', 'document-properties', 'edit-history', 'thumbnail'],
  ],
  ['libreoffice.docx', ['tracked-change-authors', 'comment-authors', 'dates']],
  ['libreoffice.odt', ['tracked-change-authors', 'comment-authors', 'dates', 'document-properties']],
  ['openpyxl.xlsx', ['comment-authors', 'document-properties', 'gps-position']],
  ['libreoffice.pptx', ['comment-authors', 'document-properties']],
  ['ffmpeg.mp4', ['gps-position', 'author', 'dates', 'software']],
  ['ffmpeg-subtitles.mp4', ['subtitles']],
  ['lame.mp3', ['tags']],
  ['ffmpeg-bext.wav', ['author', 'tags']],
  ['flac-tool.flac', ['tags', 'cover-picture']],
  ['opusenc.ogg', ['tags', 'cover-picture']],
])('of %s it says that %j were removed', async (name, findings) => {
  const result = await cleanFile(realFile(name), defaultCleaningLimits);
  expect(result.kind === 'cleaned' && result.removed).toEqual(expect.arrayContaining(findings));
});

it.each(Object.entries(notCleanable))('%s is said to be %s', async (name, why) => {
  expect(await cleanFile(realFile(name), defaultCleaningLimits)).toMatchObject({
    kind: 'could-not-be-cleaned',
    why,
  });
});
