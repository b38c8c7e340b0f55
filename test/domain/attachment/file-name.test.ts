import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileTypes, type FileType } from '../../../functions/cleaning/file-types.ts';
import { fileNameFor, givenName } from '../../../functions/domain/attachment/file-name.ts';

const types = Object.keys(fileTypes) as FileType[]; // The keys of a literal are its types.

describe('the name of a file that is not taken', () => {
  it.each([
    ['empty.txt', 'empty.txt'],
    ['C:\\Users\\max\\empty.txt', 'empty.txt'],
    ['\u202e$(x)\r\n.exe', '(x) .exe'],
    ['', 'file'],
  ])('%j is said as %j', (given, said) => {
    expect(givenName(given)).toBe(said);
  });
});

describe('the name of a file', () => {
  it.each<[string, FileType, string]>([
    ['photo.jpg', 'jpeg', 'photo.jpg'],
    ['photo.JPEG', 'jpeg', 'photo.jpeg'],
    ['chat with Max ñ 🦊.png', 'png', 'chat with Max ñ 🦊.png'],
    ['build.log', 'text', 'build.log'],
    ['C:\\Users\\max\\Desktop\\me.png', 'png', 'me.png'],
    ['/home/max/me.png', 'png', 'me.png'],
    ['../../etc/passwd', 'text', 'passwd.txt'],
    ['invoice.pdf', 'executable', 'invoice.pdf.bin'],
    ['invoice.pdf.exe', 'executable', 'invoice.pdf.exe.bin'],
    ['picture.png', 'jpeg', 'picture.png.jpg'],
    ['fdp\u202egnp.exe', 'pdf', 'fdpgnp.exe.pdf'],
    ['a\r\nSet-Cookie: x', 'text', 'a Set-Cookie x.txt'],
    ['$(rm -rf ~) `x`.png', 'png', '(rm -rf ~) x.png'],
    ['-rf.png', 'png', 'rf.png'],
    ['', 'png', 'file.png'],
    ['...', 'png', 'file.png'],
    ['.png', 'png', 'file.png'],
    [' .hidden', 'text', 'hidden.txt'],
  ])('%j of the type %s is shown as %j', (given, type, shown) => {
    expect(fileNameFor(given, type)).toBe(shown);
  });

  // With work that grows with the square of the length, it would take hours.
  it('is made as quickly of a name as long as a request', () => {
    const given = `a${'.'.repeat(4_000_000)}a.png`;
    expect(fileNameFor(given, 'png')).toMatch(/^a\.png$/);
  });

  it('leads nowhere else, hides nothing, has an ending, and is no longer than 120 characters', () => {
    const anyName = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 400 }), fc.webUrl());
    fc.assert(
      fc.property(anyName, fc.constantFrom(...types), (given, type) => {
        const name = fileNameFor(given, type);
        expect(name).not.toMatch(/[/\\:*?"<>|$`\p{Cc}\p{Cf}]/u);
        expect(name).toMatch(/^[^.\s].*\.[a-z0-9]+$/isu);
        expect(Array.from(name).length).toBeLessThanOrEqual(120);
        expect(name.isWellFormed()).toBe(true);
        expect(fileNameFor(name, type)).toBe(name);
      }),
    );
  });
});
