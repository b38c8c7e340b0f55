import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { mostKeys, personKeys, personsIn } from '../../../functions/domain/held/person-keys.ts';

const same = (one: string, other: string): boolean => {
  const [key] = personKeys([one]);
  return key !== undefined && personKeys([other])[0] === key;
};

describe('by what a person is recognised who is named in two reports', () => {
  it.each([
    ['Max Mustermann', 'mustermann, MAX'],
    ['Zoë Müller', 'Zoe Muller'],
    ['Max Mustermann (he/him)', 'Max Mustermann'],
    ['max+list@Example.org', 'MAX@example.org'],
    ['@Some-Account', 'https://github.com/some-account'],
    ['some_account1', '@some_account1'],
    ['@max@chat.example', '@MAX@chat.example'],
    ['王小明', '王小明'],
  ])('%s is %s', (one, other) => {
    expect(same(one, other)).toBe(true);
  });

  it.each([
    ['Max Mustermann', 'Max Musterman'],
    ['Max', 'Max'],
    ['', ''],
    ['@max', '@max@chat.example'],
    ['max@example.org', 'max@example.com'],
  ])('%s is not certainly %s', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it('finds those who stand alone between commas, lines and the like', () => {
    expect(personsIn('Max Mustermann, @other\nand somebody; Ben Other and Cem Third')).toEqual([
      'Max Mustermann',
      '@other',
      'and somebody',
      'Ben Other',
      'Cem Third',
    ]);
  });

  it('is digests of one length, so many at most, of whatever text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 40 }), (named) => {
        const keys = personKeys(named);
        expect(keys.length).toBeLessThanOrEqual(mostKeys);
        for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
      }),
    );
  });
});
