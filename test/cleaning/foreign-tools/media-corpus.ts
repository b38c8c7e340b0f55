import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the corpus and its examination need; Debian's packages of the same names but for heif-enc (libheif-examples). */
export const neededTools = [
  'ffmpeg',
  'ffprobe',
  'exiftool',
  'convert',
  'heif-enc',
  'heif-convert',
  'mat2',
] as const;

export const isInstalled = (tool: string): boolean => {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export const run = (tool: string, args: readonly string[], folder: string): string =>
  execFileSync(tool, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });

const ffmpeg = (folder: string, ...args: string[]): void =>
  void run('ffmpeg', ['-v', 'error', '-y', ...args], folder);

const tags = [
  '-metadata',
  'title=Marisol',
  '-metadata',
  'artist=Vexley',
  '-metadata',
  'location=+48.85+002.35/',
];

/** Films and recordings: how each is made from the same two seconds. */
export const films: Readonly<Record<string, readonly string[]>> = {
  'h264.mp4': ['-c:v', 'libx264', '-c:a', 'aac'],
  'h264-faststart.mov': ['-c:v', 'libx264', '-c:a', 'aac', '-movflags', 'faststart'],
  'h265.mp4': ['-c:v', 'libx265', '-tag:v', 'hvc1', '-c:a', 'aac'],
  'h265-fragments.mp4': ['-c:v', 'libx265', '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'],
  'h264-fragments.mp4': ['-c:v', 'libx264', '-c:a', 'aac', '-movflags', 'frag_every_frame+default_base_moof'],
  'pcm.mov': ['-c:v', 'libx264', '-c:a', 'pcm_s16le'],
  'pcm24.mov': ['-c:v', 'mpeg4', '-c:a', 'pcm_s24be'],
  'mulaw.mov': ['-c:v', 'png', '-c:a', 'pcm_mulaw'],
  'adpcm.mov': ['-c:v', 'libx264', '-c:a', 'adpcm_ima_qt'],
  'motion-jpeg.mov': ['-c:v', 'mjpeg', '-c:a', 'pcm_f32le'],
  'motion-jpeg.mp4': ['-c:v', 'mjpeg', '-c:a', 'aac'],
  'prores.mov': ['-c:v', 'prores', '-c:a', 'alac'],
  'av1.mp4': ['-c:v', 'libaom-av1', '-cpu-used', '8', '-c:a', 'libopus'],
  'old.3gp': ['-c:v', 'h263', '-s', '176x144', '-c:a', 'aac'],
  'vp9.webm': ['-c:v', 'libvpx-vp9', '-c:a', 'libopus'],
  'live.webm': ['-c:v', 'libvpx', '-c:a', 'libvorbis', '-live', '1'],
  'h264.mkv': ['-c:v', 'libx264', '-c:a', 'flac'],
  'h265.mkv': ['-c:v', 'libx265', '-c:a', 'libvorbis'],
  'sound.webm': ['-vn', '-c:a', 'libopus'],
  'sound.m4a': ['-vn', '-c:a', 'aac'],
  'alac.m4a': ['-vn', '-c:a', 'alac'],
  'sound.mp3': ['-vn', '-c:a', 'libmp3lame'],
  'sound.wav': ['-vn', '-c:a', 'pcm_s16le', '-write_bext', '1'],
  'adpcm.wav': ['-vn', '-c:a', 'adpcm_ms'],
  'sound.flac': ['-vn', '-c:a', 'flac'],
  'vorbis.ogg': ['-vn', '-c:a', 'libvorbis'],
  'opus.ogg': ['-vn', '-c:a', 'libopus'],
};

/** Pictures: how each is made from `camera.jpg`, `plain.png` and `alpha.png`. */
export const pictures: Readonly<Record<string, readonly string[]>> = {
  'photo.jpg': ['convert', 'camera.jpg', 'photo.jpg'],
  'progressive.jpg': ['convert', 'camera.jpg', '-interlace', 'JPEG', 'progressive.jpg'],
  'grey.jpg': ['convert', 'camera.jpg', '-colorspace', 'Gray', 'grey.jpg'],
  'photo.png': ['convert', 'camera.jpg', 'photo.png'],
  'palette.png': ['convert', 'plain.png', '-colors', '16', 'PNG8:palette.png'],
  'photo.webp': ['convert', 'camera.jpg', 'photo.webp'],
  'moving.gif': ['convert', '-delay', '20', 'plain.png', 'alpha.png', '-loop', '0', 'moving.gif'],
  'photo.heic': ['heif-enc', '-q', '60', '-t', '80', 'camera.jpg', '-o', 'photo.heic'],
  'alpha.heic': ['heif-enc', 'alpha.png', '-o', 'alpha.heic'],
  'several.heic': ['heif-enc', 'camera.jpg', 'plain.png', '-o', 'several.heic'],
  'photo.avif': ['heif-enc', '-A', '-q', '60', '-t', '80', 'camera.jpg', '-o', 'photo.avif'],
  'none.tif': ['convert', 'plain.png', '-compress', 'None', 'none.tif'],
  'lzw.tif': ['convert', 'alpha.png', '-compress', 'LZW', 'lzw.tif'],
  'deflate.tif': ['convert', 'plain.png', '-compress', 'Zip', 'deflate.tif'],
  'jpeg.tif': ['convert', 'plain.png', '-compress', 'JPEG', 'jpeg.tif'],
  'fax.tif': ['convert', 'plain.png', '-monochrome', '-compress', 'Group4', 'fax.tif'],
  'big-endian.tif': ['convert', 'plain.png', '-endian', 'MSB', '-compress', 'RLE', 'big-endian.tif'],
  'tiles.tif': ['convert', 'plain.png', '-define', 'tiff:tile-geometry=64x64', 'tiles.tif'],
  'pages.tif': ['convert', 'plain.png', 'alpha.png', 'pages.tif'],
  'colours.bmp': ['convert', 'plain.png', 'BMP3:colours.bmp'],
  'palette.bmp': ['convert', 'plain.png', '-colors', '16', '-type', 'Palette', 'BMP3:palette.bmp'],
  'alpha.bmp': ['convert', 'alpha.png', 'BMP:alpha.bmp'],
};

const withoutTags = new Set(['colours.bmp', 'palette.bmp', 'alpha.bmp']);

const plant = (folder: string, file: string): void => {
  run(
    'exiftool',
    [
      ...[
        '-q',
        '-q',
        '-overwrite_original',
        '-Artist=Marisol Vexley',
        '-XMP:Creator=Marisol Vexley',
        '-Comment=Marisol',
      ],
      ...['-Make=CanonMarker', '-GPSLatitude=48.85', '-GPSLatitudeRef=N', '-Orientation#=6', file],
    ],
    folder,
  );
};

/** The sources of all files, in `folder`. */
export const makeSources = (folder: string): void => {
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=320x240:d=2:r=5', '-f', 'lavfi', '-i', 'sine=d=2:r=48000'];
  ffmpeg(
    folder,
    ...source,
    '-c:v',
    'ffv1',
    '-c:a',
    'pcm_s16le',
    '-pix_fmt',
    'yuv420p',
    '-ac',
    '2',
    'source.mkv',
  );
  ffmpeg(folder, '-i', 'source.mkv', '-frames:v', '1', 'plain.png');
  run('convert', ['plain.png', '-resize', '900x', '-quality', '80', 'camera.jpg'], folder);
  run(
    'convert',
    ['plain.png', '-alpha', 'set', '-channel', 'A', '-evaluate', 'set', '50%', 'alpha.png'],
    folder,
  );
  plant(folder, 'camera.jpg');
};

export const makeFilm = (folder: string, name: string): Buffer => {
  ffmpeg(folder, '-i', 'source.mkv', ...tags, ...(films[name] ?? []), name);
  return readFileSync(join(folder, name));
};

export const makePicture = (folder: string, name: string): Buffer => {
  const [tool = '', ...args] = pictures[name] ?? [];
  run(tool, args, folder);
  if (!withoutTags.has(name)) plant(folder, name);
  return readFileSync(join(folder, name));
};

export const write = (folder: string, name: string, bytes: Uint8Array): void =>
  writeFileSync(join(folder, name), bytes);

/** A digest of every frame of every stream, as a decoder sees it. */
export const frames = (folder: string, name: string): string =>
  run('ffmpeg', ['-v', 'error', '-i', name, '-map', '0:v?', '-map', '0:a?', '-f', 'framemd5', '-'], folder)
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');

/**
 * All that exiftool reads of files, by their names, but for what it says of the file system and of itself. It takes longer
 * to start than to read.
 * @param names at least two, so that it says of each which one it is
 */
export const details = (folder: string, names: readonly string[]): ReadonlyMap<string, string> => {
  const read = run('exiftool', ['-a', '-u', '-G1', '-ee', '-api', 'LargeFileSupport=1', ...names], folder);
  const parts = read.split(/^======== /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [name = '', ...lines] = part.split('\n');
      return [name, lines.filter((line) => !/^\[(System|ExifTool)\]/.test(line)).join('\n')];
    }),
  );
};
