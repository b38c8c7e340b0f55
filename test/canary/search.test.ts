import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { findPassphrases, findSecrets, place, secret } from './search.ts';

const text = 'Canary/5.0 (ümlaut; q7x)';
const bytes = Buffer.from(text);
const hidden = secret('user agent', text);

const around = (before: number): Buffer =>
  Buffer.concat([Buffer.alloc(before, 'x'), bytes, Buffer.from('yz')]);

test.each([
  ['plain', bytes],
  ['in capitals', Buffer.from(text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()))],
  ['UTF-16 LE', Buffer.from(text, 'utf16le')],
  ['UTF-16 BE', Buffer.from(text, 'utf16le').swap16()],
  ['hexadecimal', bytes.toString('hex')],
  ['capital hexadecimal', bytes.toString('hex').toUpperCase()],
  ['percent-encoded', encodeURIComponent(text)],
  ['base64', bytes.toString('base64')],
  ['base64 after one byte', around(1).toString('base64')],
  ['base64 after two bytes', around(2).toString('base64')],
  ['base64url after two bytes', around(2).toString('base64url')],
  ['a digest', createHash('sha256').update(bytes).digest('hex')],
])('the search finds a secret that is kept %s', (_how, kept) => {
  const noise = Buffer.from('{"some":"noise"}');
  const places = [place('file', Buffer.concat([noise, Buffer.from(kept), noise]))];
  expect(findSecrets([hidden], places)[0]).toMatchObject({ secret: 'user agent', where: 'file' });
});

test('the search finds nothing where nothing is', () => {
  expect(findSecrets([hidden], [place('file', 'Canary/5.0 and more of that kind')])).toEqual([]);
});

test('three words of a passphrase are found whatever stands between them, two are not', () => {
  const words = ['apple banana cherry dune eagle'];
  const found = (content: string): number => findPassphrases(words, [place('log', content)]).length;
  expect(found('["Banana","cherry",\n"dune"]')).toBe(1);
  expect(found('2. banana 3. cherry 4. apple')).toBe(0);
});
