import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesIn } from '../../../functions/domain/narrative/dates-in.ts';
import {
  checkNarrative,
  isRefused,
  type NarrativeSources,
} from '../../../functions/domain/narrative/narrative-check.ts';

const nothing: NarrativeSources = { texts: [], names: [], handles: [], codeNames: [], maybe: [] };
const report = (text: string, namesPersons = false) => ({ text, namesPersons });
const found = (text: string, sources: Partial<NarrativeSources>): readonly string[] =>
  checkNarrative(text, { ...nothing, ...sources }).map((one) => `${one.kind}: ${one.found}`);

const clean = 'Somebody was insulted in public. We warned who did it, and they apologised.';

describe('the check of a text about a case', () => {
  it('finds nothing in a text that tells what kind of thing happened and what was done', () => {
    const sources = {
      texts: [report('He shouted at me in the corridor after the talk, and called me names.')],
      names: ['Robin Roe'],
      handles: ['@robin'],
      codeNames: ['amber-falcon-27', 'teal-heron'],
      maybe: ['Ada Lovelace', 'the main hall'],
    };
    expect(found(clean, sources)).toEqual([]);
  });

  it('refuses names of respondents, whole or in part, in any case where it is the whole name', () => {
    const names = ['Robin Roe', 'Will Long'];
    expect(found('We talked with Robin about it.', { names })).toEqual(['name: Robin']);
    expect(found('We talked with robin roe about it.', { names })).toEqual(['name: Robin Roe']);
    expect(found('It will not take long.', { names })).toEqual([]);
  });

  it('refuses names that the report gives as those of persons, or by which it is signed', () => {
    const texts = [report('Jonas and Dr Okafor', true), report('It was bad.\nRegards, Mina')];
    const text = 'Jonas and Okafor were asked, Mina was told.';
    expect(found(text, { texts }).toSorted()).toEqual(['name: Jonas', 'name: Mina', 'name: Okafor']);
  });

  it('asks to look at words of a short answer where the script has no capitals', () => {
    const texts = [report('سامر الحلبي', true)];
    expect(found('تحدثنا مع سامر.', { texts })).toEqual(['possible-name: سامر']);
  });

  it.each([
    ['a mail address', 'Write to team@example.org.', 'contact: team@example.org'],
    ['a link', 'See https://example.org/thread/9 for it.', 'contact: https://example.org/thread/9'],
    ['a number to call', 'They called +49 30 1234567 often.', 'contact: +49 30 1234567'],
    ['an account', 'The account @night_owl was closed.', 'contact: @night_owl'],
  ])('refuses %s, whether the case knows it or not', (_, text, finding) => {
    expect(found(text, {})).toEqual([finding]);
  });

  it('refuses accounts of respondents without their sign, code names and the name of the case', () => {
    const sources = { handles: ['@nightowl'], codeNames: ['teal-heron', 'amber-falcon-27'] };
    expect(found('nightowl was banned.', sources)).toEqual(['contact: nightowl']);
    expect(found('Amber Falcon 27 was about a teal heron.', sources)).toEqual([
      'name: teal-heron',
      'name: amber-falcon-27',
    ]);
  });

  it('asks to look at words of the report, days, times, numbers, places and colleagues', () => {
    const sources = {
      texts: [report('He followed me down the spiral staircase to room 417 and laughed.')],
      maybe: ['Helsinki', 'Ada Lovelace'],
    };
    const text =
      'In Helsinki somebody followed others down the spiral staircase to room 417 on 3/4/2026 at 14:30. Ada warned them in March.';
    expect(found(text, sources)).toEqual([
      'possible-name: Helsinki',
      'possible-name: Ada',
      'words: down the spiral staircase to room 417',
      'date: 3/4/2026',
      'date: March',
      'time: 14:30',
      'number: 417',
    ]);
    expect(checkNarrative(text, { ...nothing, ...sources }).some(isRefused)).toBe(false);
  });

  it('lists what is refused first, and at most 40 of all', () => {
    const days = Array.from({ length: 60 }, (_, at) => `${2001 + (at % 30)}-0${1 + (at % 9)}-11`).join(', ');
    const all = checkNarrative(`${days}. team@example.org`, nothing);
    expect(all).toHaveLength(40);
    expect(all[0]).toEqual({ kind: 'contact', found: 'team@example.org' });
  });

  it('is never confused by a text: what it finds stands in the text, or is a name that it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const sources = { ...nothing, texts: [report(text)], names: ['Robin Roe'] };
        for (const { found: one } of checkNarrative(text, sources))
          expect(text.includes(one.replace(/…$/, '')) || one === 'Robin Roe').toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('days in a text', () => {
  it.each([
    ['on 12 March and Monday', ['March', 'Monday']],
    ['they may march', []],
    ['el lunes 3 de mayo', ['lunes', 'mayo']],
    ['يوم الاثنين في مارس ٢٠٢٦', ['الاثنين', 'مارس', '٢٠٢٦']],
    ['2026-03-10, 10.03.2026, 3/10 and 2025', ['2026-03-10', '10.03.2026', '3/10', '2025']],
    ['12 people, 3 times, 1.5 hours', []],
  ])('of “%s”', (text, days) => {
    expect(datesIn(text)).toEqual(days);
  });
});
