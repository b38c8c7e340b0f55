import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainWords } from '../../../functions/domain/kernel/plain-words.ts';
import { withoutRuns } from '../../../functions/domain/redaction/runs.ts';
import { openElsewhere, placesOfWords } from '../../../functions/domain/redaction/word-places.ts';

const hidden = (text: string, words: readonly string[], within = false): string => {
  const places = placesOfWords(text, words);
  return withoutRuns(text, within ? [...places.whole, ...places.within] : places.whole, '#');
};

describe('places of words and names', () => {
  it.each([
    ['whatever its case', 'ROBIN and robin and Robin.', 'robin', '# and # and #.'],
    ['whatever its accents', 'Zoë, Zoe\u0308 and ZOE.', 'zoe', '#, # and #.'],
    ['with letters that are two in one', 'Jürgen Groß, GROSS.', 'Groß', 'Jürgen #, #.'],
    ['of two words across a line end', 'Robin\n  Roe left.', 'Robin Roe', '# left.'],
    ['of two words written as one or with a point', 'robin.roe, RobinRoe, robin_roe', 'Robin Roe', '#, #, #'],
    ['of an account', 'Ask @robin_r today.', '@robin_r', 'Ask @# today.'],
    ['of a mail address', 'Mail robin.roe@example.org now', 'robin.roe@example.org', 'Mail # now'],
    [
      'of a number, however it is grouped',
      'Call 45 12 34 or 45-1234 or 451234.',
      '451234',
      'Call # or # or #.',
    ],
    ['in full-width letters', 'ＲＯＢＩＮ left', 'Robin', '# left'],
    ['with an invisible character inside', 'Ro\u200bbin left', 'Robin', '# left'],
    ['in Arabic, with vowels and lengthened', 'قال مُحَمَّد و محمـــد', 'محمد', 'قال # و #'],
    ['in Greek, with the final form', 'ΝΙΚΟΣ και Νίκος', 'Νικος', '# και #'],
    ['of a sign', 'It was 🦊, again 🦊!', '🦊', 'It was #, again #!'],
    ['nowhere, when there is nothing to look for', 'a b', ' ', 'a b'],
    ['before an apostrophe', "Robin's chair", 'Robin', "#'s chair"],
  ])('are found %s', (_, text, word, expected) => {
    expect(hidden(text, [word])).toBe(expected);
  });

  it('inside longer words are told apart, and hidden with the whole word if that is wanted', () => {
    const text = 'Ann planned it with Annabel, Ann.';
    expect(hidden(text, ['Ann'])).toBe('# planned it with Annabel, #.');
    expect(hidden(text, ['Ann'], true)).toBe('# it with #, #.');
    expect(hidden('McRobin Roe, Robin Roes', ['Robin Roe'], true)).toBe('#, #');
    expect(hidden('Peter Oest', ['Roe'], true)).toBe('Peter Oest');
    expect(hidden('وقال لروبن', ['روبن'])).toBe('وقال لروبن');
    expect(hidden('وقال لروبن', ['روبن'], true)).toBe('وقال #');
  });

  it('are all of them: what was looked for stands in what is left nowhere as a word', () => {
    const word = fc.stringMatching(/^[a-zA-Zéß]{1,5}$/);
    const between = fc.constantFrom(' ', ', ', '\n', '. ', ' - ');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, between), { maxLength: 30 }), word, (parts, sought) => {
        const text = parts.flat().join('');
        const left = ` ${plainWords(hidden(text, [sought]))} `;
        expect(left).not.toContain(` ${plainWords(sought)} `);
      }),
    );
  });

  it('leave every other letter of the text where it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ minLength: 1, maxLength: 4 }),
        (text, word) => {
          const { whole } = placesOfWords(text, [word]);
          for (const { from, to } of whole) {
            expect(from).toBeLessThan(to);
            expect(to).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});

describe('what is hidden in one place and open in another', () => {
  const at = (text: string, word: string) => {
    const from = text.indexOf(word);
    return { from, to: from + word.length };
  };

  it('is a name of up to four words, whatever its case and accents, where nobody has hidden it', () => {
    const first = 'Zoë Roe shouted. I left.';
    const second = 'ZOE ROE came back, and Roe alone.';
    const hiddenThere = [
      { text: first, hidden: [at(first, 'Zoë Roe')] },
      { text: second, hidden: [] },
    ];
    expect(openElsewhere(hiddenThere)).toEqual([[], [at(second, 'ZOE ROE')]]);
    const both = [
      hiddenThere[0] ?? { text: '', hidden: [] },
      { text: second, hidden: [at(second, 'ZOE ROE')] },
    ];
    expect(openElsewhere(both)).toEqual([[], []]);
  });

  it('is no sentence, and nothing of one or two letters', () => {
    const sentence = 'He said that to me every day.';
    expect(
      openElsewhere([
        { text: sentence, hidden: [{ from: 0, to: sentence.length }] },
        { text: sentence, hidden: [] },
      ]),
    ).toEqual([[], []]);
    expect(
      openElsewhere([
        { text: 'I saw', hidden: [{ from: 0, to: 1 }] },
        { text: 'I saw', hidden: [] },
      ]),
    ).toEqual([[], []]);
  });
});
