import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkLetter, type LetterSources } from '../../../functions/domain/decision/letter-check.ts';
import { letterTemplate } from '../../../functions/domain/decision/letter-template.ts';
import { letterParts, type Letter } from '../../../functions/domain/decision/letter.ts';
import { mergeSettings } from '../../../functions/settings/merge.ts';
import { languages } from '../../../functions/settings/localised.ts';

const letterWith = (behaviour: string): Letter => ({
  language: 'en',
  behaviour,
  impact: '',
  expected: '',
  consequences: '',
});

const answer = (text: string, question = 'whatHappened') => ({
  entry: 1,
  question,
  text,
  namesPersons: question === 'witnesses' || question === 'who',
});

const sources = (...texts: ReturnType<typeof answer>[]): LetterSources => ({
  texts,
  respondent: { name: 'Robin Vale', handles: [{ platform: 'chat', handle: 'robinv' }] },
  others: [],
  own: [],
  ownDays: [],
});

const found = (behaviour: string, from: LetterSources) =>
  checkLetter(letterWith(behaviour), from).map(({ kind, found: what }) => `${kind}: ${what}`);

describe('words of the report', () => {
  it.each([
    [
      'He whispered that nobody would believe me anyway',
      'You whispered that nobody would believe them.',
      'whispered that nobody would believe',
    ],
    [
      'THE KEYNOTE WAS RUINED WHEN HE SHOUTED, “get off the stage”!',
      'The keynote was ruined when he shouted.',
      'The keynote was ruined when he shouted',
    ],
    [
      'Me agarró del brazo detrás del escenario y no me soltaba',
      'Le agarraste. Me agarro del brazo detras del escenario.',
      'Me agarro del brazo detras del escenario',
    ],
    [
      'ظل يلاحقني في الممر بعد انتهاء المحاضرة الأخيرة',
      'ظلّ يلاحقني في الممر بعد انتهاء المحاضرة.',
      'ظلّ يلاحقني في الممر بعد انتهاء المحاضرة',
    ],
  ])('in %j are found in %j', (report, letter, run) => {
    expect(found(letter, sources(answer(report)))).toEqual([`words: ${run}`]);
  });

  it.each([
    ['At the end of the day I just wanted to go home', 'At the end of the day it was your decision.'],
    ['It was in the middle of the night and it did not stop', 'You wrote in the middle of the night.'],
    [
      'This is against the code of conduct of this community',
      'It is against the code of conduct of this community.',
    ],
    [
      'He said that he would do it again on the last day',
      'You said that you would do it again on the last day.',
    ],
    ['Fue al final del día y no quise decir nada más', 'Ocurrió al final del día y no quiso decir nada más.'],
    ['كان ذلك في آخر اليوم ولم أقل أي شيء بعد ذلك', 'حدث ذلك في آخر اليوم بعد ذلك.'],
    ['Four words are shared: purple kettles boil loudly.', 'Here purple kettles boil loudly.'],
  ])('ordinary ones such as those of %j raise no alarm in %j', (report, letter) => {
    expect(found(letter, sources(answer(report)))).toEqual([]);
  });

  it('are one warning however long they are, and say where they stand', () => {
    const text = 'he followed me from the hotel bar to the lift twice that night';
    const from = sources({ ...answer('other'), entry: 1 }, { ...answer(text, 'text'), entry: 4 });
    const copied = text.replace('he', 'You').replace('from', 'from');
    expect(checkLetter({ ...letterWith(''), impact: `${copied}.` }, from)).toEqual([
      {
        kind: 'words',
        part: 'impact',
        found: text.replace('he ', ''),
        source: { entry: 4, question: 'text' },
      },
    ]);
  });

  test('whatever five telling words are copied are found, in any case and punctuation', () => {
    const word = fc.stringMatching(/^[qxz][a-z]{5,9}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 12, maxLength: 40 }),
        fc.nat(7),
        fc.constantFrom(' ', ', ', '\n', ' – '),
        (words, from, between) => {
          const copied = words.slice(from, from + 5);
          fc.pre(new Set(copied).size > 1);
          const letter = `Before. ${copied.join(between).toUpperCase()}. After.`;
          expect(
            checkLetter(letterWith(letter), sources(answer(words.join(' ')))).map(({ kind }) => kind),
          ).toContain('words');
        },
      ),
    );
  });

  test('a letter that shares no word of three letters with the report raises no alarm', () => {
    const ofReport = fc.array(fc.stringMatching(/^q[a-z]{3,8}$/), { minLength: 1, maxLength: 30 });
    const ofLetter = fc.array(fc.stringMatching(/^z[a-z]{3,8}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ofReport, ofLetter, (report, letter) => {
        expect(found(letter.join(' '), sources(answer(report.join(' '))))).toEqual([]);
      }),
    );
  });
});

describe('persons', () => {
  it.each([
    ['Yes, Samira and Tom Becker were there.', 'witnesses', 'Samira told us about it.', 'Samira'],
    ['سارة وأحمد', 'witnesses', 'رآك أحمد هناك.', 'أحمد'],
    ['It was bad.\n\nThanks,\nMarianne', 'whatHappened', 'Marianne asked you to stop.', 'Marianne'],
    ['My name is Jo Lindqvist. He pushed me.', 'whatHappened', 'You pushed Lindqvist.', 'Lindqvist'],
    ['Me llamo Inés. Me empujó.', 'whatHappened', 'Empujaste a Ines.', 'Inés'],
    ['اسمي ليلى ودفعني.', 'whatHappened', 'لقد دفعت ليلى.', 'ليلى'],
    ['Robin Vale did it, and Kim laughed.', 'who', 'Kim laughed with you.', 'Kim'],
  ])('named in %j as an answer to %s are found in %j', (report, question, letter, name) => {
    expect(found(letter, sources(answer(report, question)))).toEqual([`person: ${name}`]);
  });

  it('the respondent is nobody else, nor is a word with a small letter', () => {
    const from = sources(answer('Robin Vale (@robinv) did it. May saw it.', 'witnesses'));
    expect(found('You, Robin (@robinv), may not do this.', from)).toEqual([]);
  });

  it('other respondents are', () => {
    const from = { ...sources(), others: ['Dana Fox'] };
    expect(found('You and Dana shouted.', from)).toEqual(['person: Dana']);
  });
});

describe('details', () => {
  it.each([
    ['Write to me at kim@example.org', 'Answer kim@example.org.', 'contact: kim@example.org'],
    ['My number is +49 151 2345678', 'You called +49 (151) 2345678.', 'contact: +49 (151) 2345678'],
    ['I am @kim_codes there', 'You wrote to kim_codes.', 'contact: kim_codes'],
    ['nothing of it', 'You wrote at 14:37 to them.', 'time: 14:37'],
    ['nothing of it', 'It was at 3 p.m. in the hall.', 'time: 3 p.m.'],
    ['nothing of it', 'كان ذلك الساعة ٣ مساء', 'time: الساعة 3'],
    ['It was in room 417', 'You knocked at room 417.', 'number: 417'],
    ['في الغرفة ٤١٧', 'You knocked at room 417.', 'number: 417'],
    ['He called me “little duck” all day', 'You said “little duck”.', 'quote: little duck'],
  ])('of %j are found in %j', (report, letter, warning) => {
    expect(found(letter, sources(answer(report)))).toEqual([warning]);
  });

  it('days of the decision, years, the team’s address and numbers that nobody told are none', () => {
    const from = { ...sources(answer('On 24 November 2026, he wrote it 12 times')), ownDays: ['2026-11-24'] };
    expect(
      found('It begins on 24 November 2026. Write to conduct@example.org within 30 days of 2025.', from),
    ).toEqual([]);
  });
});

test('no template raises an alarm by itself, whatever the report quotes of it', () => {
  const merged = mergeSettings({ sender: 'conduct@example.org' });
  if (!merged.ok) throw new Error(JSON.stringify(merged.problems));
  const { settings } = merged;
  for (const language of languages)
    for (const rung of [null, ...Object.keys(settings.decisions.ladder)]) {
      const facts = {
        rung,
        from: '2026-11-24',
        measures: [],
        outcome: 'violation' as const,
        rules: ['harassment'],
      };
      const letter = letterTemplate(settings, facts, language);
      const all = letterParts.map((part) => letter[part]);
      const from = { ...sources(answer(all.join('\n'))), own: all, ownDays: ['2026-11-24'] };
      expect(checkLetter(letter, from)).toEqual([]);
    }
});

test('a letter as long as it may be is checked against a thread as long as it may be', () => {
  const texts = Array.from({ length: 12 }, (_, entry) => ({ ...answer('a '.repeat(32 * 1024)), entry }));
  expect(checkLetter(letterWith('a '.repeat(4 * 1024)), { ...sources(...texts) })).toEqual([]);
});
