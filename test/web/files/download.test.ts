import { describe, expect, it } from 'vitest';
import { downloadHeaders, mostBytesInAnswer, rangeOf } from '../../../functions/web/files/download.ts';

describe('headers of a download', () => {
  const disposition = (name: string) => downloadHeaders(name)['content-disposition'];

  it('say nothing of what the file is, and let no browser show it', () => {
    expect(downloadHeaders('page.html')).toEqual({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="page.html"; filename*=UTF-8''page.html`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['a b.txt', 'a b.txt', 'a%20b.txt'],
    ['Gespräch 🎙.mp3', 'Gespr_ch _.mp3', 'Gespr%C3%A4ch%20%F0%9F%8E%99.mp3'],
    ['صورة.png', '____.png', '%D8%B5%D9%88%D8%B1%D8%A9.png'],
    ["it's (1)*.pdf", "it's (1)*.pdf", 'it%27s%20%281%29%2A.pdf'],
    ['50%41.txt', '50_41.txt', '50%2541.txt'],
  ])('give the name %s in ASCII and whole', (name, ascii, whole) => {
    expect(disposition(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${whole}`);
  });

  it.each([
    ['a quote', 'a"; filename="b.exe'],
    ['a backslash', 'a\\"b'],
    ['a line end', 'a\r\nset-cookie: b=c'],
    ['half a surrogate pair', 'a\ud800b'],
    ['nothing', ''],
  ])('hold one name, whatever it contains: %s', (_, name) => {
    const value = disposition(name) ?? '';
    expect(value).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/);
    expect(() => new Headers(downloadHeaders(name))).not.toThrow();
    expect(decodeURIComponent(value.split("UTF-8''")[1] ?? '')).toBe(name.toWellFormed());
  });
});

describe('a range of a file', () => {
  const part = (first: number, last: number, size: number) => ({
    kind: 'part',
    first,
    last,
    contentRange: `bytes ${first}-${last}/${size}`,
  });

  it.each([
    ['bytes=0-0', part(0, 0, 1000)],
    ['bytes=0-499', part(0, 499, 1000)],
    ['bytes=500-', part(500, 999, 1000)],
    ['bytes=-1', part(999, 999, 1000)],
    ['bytes=-5000', part(0, 999, 1000)],
    ['bytes=900-99999', part(900, 999, 1000)],
    ['Bytes=1-2', part(1, 2, 1000)],
  ])('%s of a thousand bytes is answered with that part', (header, expected) => {
    expect(rangeOf(header, 1000)).toEqual(expected);
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('%s of a thousand bytes cannot be', (header) => {
    expect(rangeOf(header, 1000)).toEqual({ kind: 'unsatisfiable', contentRange: 'bytes */1000' });
  });

  it.each([
    ['none', undefined],
    ['null', null],
    ['another unit', 'items=0-1'],
    ['two of them', 'bytes=0-1,5-6'],
    ['one that ends before it begins', 'bytes=5-4'],
    ['no number', 'bytes=-'],
    ['signs', 'bytes=+1-2'],
    ['nonsense', 'bytes=a-b'],
  ])('that is %s is as if it were not there', (_, header) => {
    expect(rangeOf(header, 1000)).toEqual({ kind: 'whole' });
    expect(rangeOf(header, mostBytesInAnswer + 1)).toEqual({ kind: 'too-large' });
  });

  it('of an empty file is the whole of it, or cannot be', () => {
    expect(rangeOf(undefined, 0)).toEqual({ kind: 'whole' });
    expect(rangeOf('bytes=-5', 0)).toEqual({ kind: 'whole' });
    expect(rangeOf('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable', contentRange: 'bytes */0' });
  });

  it('is cut to what one answer holds, and says so', () => {
    const size = 100 * 1024 * 1024;
    expect(rangeOf('bytes=0-', size)).toEqual(part(0, mostBytesInAnswer - 1, size));
    expect(rangeOf('bytes=7-99999999', size)).toEqual(part(7, 7 + mostBytesInAnswer - 1, size));
    expect(rangeOf(`bytes=-${size}`, size)).toEqual(part(0, mostBytesInAnswer - 1, size));
    expect(rangeOf(undefined, mostBytesInAnswer)).toEqual({ kind: 'whole' });
  });

  it('asked for one after the other gives the file whole', () => {
    const size = 2 * mostBytesInAnswer + 17;
    let next = 0;
    for (let answers = 1; answers <= 3; answers++) {
      const answer = rangeOf(`bytes=${next}-`, size);
      if (answer.kind !== 'part') throw new Error(answer.kind);
      expect(answer.first).toBe(next);
      next = answer.last + 1;
    }
    expect(next).toBe(size);
  });
});
