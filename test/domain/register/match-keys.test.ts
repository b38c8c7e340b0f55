import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { respondentLimitBytes } from '../../../functions/domain/decision/respondent.ts';
import type { Identifiers } from '../../../functions/domain/register/match-accounts.ts';
import {
  blindKey,
  keysOfEntry,
  matchKeysOf,
  mostSoughtKeys,
  soughtKeysOf,
} from '../../../functions/domain/register/match-keys.ts';
import { matchesOf } from '../../../functions/domain/register/match-reasons.ts';

const named = (name: string): Identifiers => ({ name, handles: [] });
const called = (...handles: string[]): Identifiers => ({
  handles: handles.map((handle) => ({ platform: 'chat', handle })),
});
const reached = (reach: string): Identifiers => ({ handles: [], reach });

/** Whether the index leads from one to the other, and why they are said to match once both are read. */
const found = (one: Identifiers, other: Identifiers): readonly string[] => {
  const kept = new Set(matchKeysOf(other).map(({ key }) => key));
  return soughtKeysOf(one).some(({ key }) => kept.has(key)) ? matchesOf(one, other) : [];
};

const alike: readonly (readonly [string, Identifiers, Identifiers, string])[] = [
  ['case', named('robin ROE'), named('Robin Roe'), 'name'],
  ['accents', named('José Núñez'), named('Jose Nunez'), 'name'],
  ['letters that are two', named('Jürgen Groß'), named('Jurgen Gross'), 'name'],
  ['order', named('Roe Robin'), named('Robin Roe'), 'name'],
  ['order with a comma', named('Roe, Robin Alex'), named('Robin Alex Roe'), 'name'],
  ['a middle name', named('Robin Alexander Roe'), named('Robin Roe'), 'name'],
  ['an initial', named('Robin A. Roe'), named('Robin Roe'), 'name'],
  ['a title', named('Dr. Robin Roe'), named('Robin Roe'), 'name'],
  ['a second family name', named('María García López'), named('Maria Garcia'), 'name'],
  ['an apostrophe', named('Sinéad O’Neil'), named('Sinead ONeil'), 'name'],
  ['full width', named('Ｒｏｂｉｎ Ｒｏｅ'), named('Robin Roe'), 'name'],
  ['letters from mathematics', named('𝓡𝓸𝓫𝓲𝓷 𝓡𝓸𝓮'), named('Robin Roe'), 'name'],
  ['letters of Cyrillic among Latin ones', named('Rоbin Rое'), named('Robin Roe'), 'name'],
  ['Cyrillic', named('Анна Каренина'), named('Anna Karenina'), 'name'],
  ['Greek', named('Μαρία Παπαδοπούλου'), named('Maria Papadopoylou'), 'one-letter-apart'],
  ['vowel points', named('مُحَمَّد عَلِيّ'), named('محمد علي'), 'name'],
  ['stretched letters', named('محـــمد علي'), named('محمد علي'), 'name'],
  ['Arabic and its spelling', named('محمد حسن'), named('Mohammed Hassan'), 'sounds-alike'],
  ['two spellings from Arabic', named('Muhammad Hasan'), named('Mohamed Hassan'), 'sounds-alike'],
  ['a mark of direction', named('\u200fRobin\u200e Roe'), named('Robin Roe'), 'name'],
  ['what sounds alike', named('Stephen Meyer'), named('Steven Maier'), 'sounds-alike'],
  ['what sounds alike in German', named('Philipp Schmidt'), named('Filip Schmitt'), 'sounds-alike'],
  ['another transliteration', named('Сергей Чехов'), named('Sergey Chekhov'), 'sounds-alike'],
  ['a letter too many', named('Robbin Roe'), named('Robin Roe'), 'one-letter-apart'],
  ['a wrong letter', named('Robin Rof'), named('Robin Roe'), 'one-letter-apart'],
  ['two letters swapped', named('Robni Roe'), named('Robin Roe'), 'one-letter-apart'],
  ['an account with a sign', called('@robin'), called('robin'), 'handle'],
  ['a prefix of a platform', called('u/robin'), called('/u/Robin'), 'handle'],
  [
    'an address of a profile',
    called('https://forum.example/users/robin?tab=posts'),
    called('robin'),
    'handle',
  ],
  ['a short address', called('t.me/robin'), called('@robin'), 'handle'],
  ['the name of a platform', called('discord: robin#1234'), called('Robin'), 'handle'],
  ['separators', called('robin_roe'), called('robin.roe'), 'handle'],
  ['digits for letters', called('r0b1n'), called('robin'), 'handle'],
  ['an l for an i', called('aIex_lee'), called('alex_lee'), 'handle'],
  ['r and n for m', called('rnarco'), called('marco'), 'handle'],
  ['an account all in Cyrillic that looks Latin', called('сорес'), called('copec'), 'handle'],
  ['the next account', called('robin'), called('robin2'), 'one-letter-apart'],
  ['an account with its server', called('@robin@social.example'), called('robin'), 'handle'],
  ['an account among the ways to reach them', reached('on the forum as @robin'), called('robin'), 'handle'],
  ['a name typed as an account', named('@robin'), called('robin'), 'handle'],
  ['a tag of a mail address', reached('robin+list@mail.example'), reached('Robin@Mail.example'), 'address'],
  ['dots at Gmail', reached('r.o.bin@googlemail.com'), reached('robin@gmail.com'), 'address'],
  ['a mail address as an account', called('robin@mail.example'), reached('<robin@mail.example>'), 'address'],
  ['a phone number', reached('+49 170 1234567'), reached('0170/123 45 67'), 'address'],
  [
    'a typo in a mail address',
    reached('robni@mail.example'),
    reached('robin@mail.example'),
    'one-letter-apart',
  ],
];

const different: readonly (readonly [string, Identifiers, Identifiers])[] = [
  ['a first name in common', named('Robin Roe'), named('Robin Hall')],
  ['a family name in common', named('Robin Roe'), named('Kim Roe')],
  ['a first name alone', named('Robin'), named('Robin Roe')],
  ['short names a letter apart', named('Bob'), named('Rob')],
  ['short accounts a letter apart', called('anna'), called('hanna')],
  ['numbers at the end of accounts', called('robin1987'), called('robin2003')],
  ['two tags of different people', reached('anna+robin@mail.example'), reached('kim+robin@mail.example')],
  ['dots elsewhere than at Gmail', reached('a.b.roe@mail.example'), reached('abroe@mail.example')],
  [
    'the same account name with different mail servers',
    reached('kim@one.example'),
    reached('kim@second.example'),
  ],
  ['two families', named('Anna Schmidt'), named('Anna Schneider')],
  ['names of one letter more in Japanese', named('山田太郎'), named('山田花子')],
  ['nothing known', { handles: [] }, { handles: [] }],
  ['only signs', called('@', '___'), called('--')],
];

describe('the keys by which a person is found again', () => {
  test.each(alike)('%s does not hide a person', (_, one, other, why) => {
    expect(found(one, other)).toContain(why);
    expect(found(other, one)).toContain(why);
  });

  test.each(different)('%s makes no match', (_, one, other) => {
    expect(found(one, other)).toEqual([]);
    expect(found(other, one)).toEqual([]);
  });

  const word = fc.string({
    unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz')),
    minLength: 5,
    maxLength: 14,
  });

  test('an account that is a letter apart is found, whichever letter it is', () => {
    fc.assert(
      fc.property(
        word,
        fc.nat(13),
        fc.constantFrom(...Array.from('abcdxyz')),
        fc.nat(3),
        (text, place, letter, how) => {
          const letters = Array.from(text);
          const at = place % letters.length;
          if (how === 0) letters.splice(at, 1);
          else if (how === 1) letters.splice(at, 0, letter);
          else if (how === 2) letters[at] = letter;
          else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
          const [one, other] = [called(text), called(letters.join(''))];
          // Who reads at a glance takes some for the same, and others for further apart.
          const expected = matchesOf(one, other);
          fc.pre(expected.length > 0);
          expect(found(one, other)).toEqual(expected);
          expect(found(other, one)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  const known: fc.Arbitrary<Identifiers> = fc.record({
    name: fc.option(fc.string({ unit: 'grapheme', maxLength: respondentLimitBytes.name }), {
      nil: undefined,
    }),
    handles: fc.array(
      fc.record({ platform: fc.constant('chat'), handle: fc.string({ unit: 'grapheme', maxLength: 120 }) }),
      { maxLength: 20 },
    ),
    reach: fc.option(fc.string({ unit: 'grapheme', maxLength: 600 }), { nil: undefined }),
  });

  test('whatever is known, the keys are few, each once, and the same each time', () => {
    fc.assert(
      fc.property(known, (person) => {
        const [kept, sought] = [matchKeysOf(person), soughtKeysOf(person)];
        expect(kept.length).toBeLessThan(keysOfEntry);
        expect(sought.length).toBeLessThanOrEqual(mostSoughtKeys);
        for (const keys of [kept, sought]) expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
        expect(matchKeysOf(person)).toEqual(kept);
      }),
    );
  });

  test('who is known by anything is found again by the same', () => {
    fc.assert(
      fc.property(known, (person) => {
        if (matchKeysOf(person).length > 0) expect(found(person, person)).not.toEqual([]);
      }),
    );
  });

  test('every account of twenty is among the keys', () => {
    const person = called(...Array.from({ length: 20 }, (_, number) => `account-of-theirs-${number}`));
    for (const { handle } of person.handles) expect(found(called(handle), person)).toContain('handle');
  });

  test('a blind key depends on the secret and on the key, and has 22 characters', () => {
    const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    expect(blindKey(one, 'name:robin roe')).toHaveLength(22);
    expect(blindKey(one, 'name:robin roe')).toBe(blindKey(one, 'name:robin roe'));
    expect(blindKey(one, 'name:robin roe')).not.toBe(blindKey(other, 'name:robin roe'));
    expect(blindKey(one, 'name:robin roe')).not.toBe(blindKey(one, 'handle:robin roe'));
  });
});
