import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import {
  details,
  films,
  frames,
  isInstalled,
  makeFilm,
  makePicture,
  makeSources,
  neededTools,
  pictures,
  run,
  write,
} from './media-corpus.ts';

const missing = neededTools.filter((tool) => !isInstalled(tool));
const reason = missing.length === 0 ? '' : ` (skipped: ${missing.join(', ')} not installed)`;

const identifying =
  /Marisol|Vexley|CanonMarker|48\.85|48 deg|Lavf|Lavc|x26[45] - |GPS|XMP|IPTC|Thumbnail|Artist/i;

const everything = [...Object.keys(films), ...Object.keys(pictures)];
const cleanedName = (name: string): string => `clean-${name}`;

const clean = async (bytes: Buffer): Promise<Buffer> => {
  const result = await cleanFile(bytes, defaultCleaningLimits);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  const again = await cleanFile(result.bytes, defaultCleaningLimits);
  expect(again).toEqual({ ...result, removed: [] });
  return Buffer.from(result.bytes);
};

describe.skipIf(missing.length > 0)(`what other people's tools say of cleaned media${reason}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'media-'));
    makeSources(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.keys(films))('%s plays as before, frame by frame', async (name) => {
    const original = makeFilm(folder, name);
    expect(original.includes('Marisol') || original.includes('Vexley') || original.includes('Lavf')).toBe(
      true,
    );
    const cleaned = cleanedName(name);
    const bytes = await clean(original);
    write(folder, cleaned, bytes);
    const played = frames(folder, cleaned);
    expect(played.length).toBeGreaterThan(100);
    expect(played).toBe(frames(folder, name));
    expect(/Marisol|Vexley|48\.85|x26[45] - |Lavf/.exec(bytes.toString('latin1'))).toBeNull();
  });

  it.each(Object.keys(pictures))('%s looks as before, pixel by pixel', async (name) => {
    const original = makePicture(folder, name);
    const cleaned = cleanedName(name);
    write(folder, cleaned, await clean(original));
    expect(pixels(folder, cleaned)).toEqual(pixels(folder, name));
  });

  let read: ReadonlyMap<string, string> | undefined;
  it.each(everything)('exiftool finds nothing in %s that tells of anybody', (name) => {
    read ??= details(folder, everything.map(cleanedName));
    const found = read.get(cleanedName(name)) ?? '';
    expect(found).toContain('MIME Type');
    expect(identifying.exec(found)).toBeNull();
  });

  it.each([
    'photo.jpg',
    'photo.png',
    'moving.gif',
    'none.tif',
    'h264.mp4',
    'sound.mp3',
    'sound.flac',
    'opus.ogg',
    'sound.wav',
  ])('mat2 finds nothing in %s that tells of anybody', (name) => {
    const shown = run('mat2', ['--show', cleanedName(name)], folder);
    expect(
      /Marisol|Vexley|CanonMarker|48\.85|48 deg|GPS|Lav[cf]/.exec(shown.replaceAll(cleanedName(name), '')),
    ).toBeNull();
  });
});

/** A digest of the pixels of every page, as ImageMagick and libheif decode them. */
const pixels = (folder: string, name: string): string[] => {
  if (/\.(heic|avif)$/.test(name)) {
    run('heif-convert', [name, `${name}.png`], folder);
    const decoded = run('sh', ['-c', `ls ${name}*.png`], folder)
      .trim()
      .split('\n');
    return decoded.flatMap((file) => signatures(folder, file));
  }
  return signatures(folder, name);
};

const signatures = (folder: string, name: string): string[] =>
  run('identify', ['-format', '%w %h %[orientation] %#\n', name], folder).trim().split('\n');
