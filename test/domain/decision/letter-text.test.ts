import { describe, expect, it, test } from 'vitest';
import { letterTemplate, type LetterFacts } from '../../../functions/domain/decision/letter-template.ts';
import { letterText, wholeLetter } from '../../../functions/domain/decision/letter-text.ts';
import { placeToFill } from '../../../functions/domain/kernel/text.ts';
import { findingOutcomes } from '../../../functions/domain/decision/finding.ts';
import { mergeSettings } from '../../../functions/settings/merge.ts';
import { languages, inLanguage } from '../../../functions/settings/localised.ts';

const settingsWith = (decisions: object = {}) => {
  const merged = mergeSettings({ organisation: 'Lighthouse', sender: 'a@example.org', decisions });
  if (!merged.ok) throw new Error(JSON.stringify(merged.problems));
  return merged.settings;
};
const settings = settingsWith({
  platforms: { chat: { label: 'Chat', restrictions: { 'read-only': 'read-only' } } },
});

const facts = (more: Partial<LetterFacts> = {}): LetterFacts => ({
  rung: 'temporary-ban',
  from: '2026-03-12',
  until: '2026-06-12',
  outcome: 'violation',
  rules: ['insults', 'disruption'],
  measures: [
    { type: 'ban', restrictions: [{ platform: 'chat', restriction: 'read-only' }] },
    { type: 'training', what: 'The workshop in May', dueOn: '2026-05-31' },
  ],
  ...more,
});

describe('what a letter begins with', () => {
  it('has the behaviour to fill in, the impact of the rung, and what follows with its dates', () => {
    const letter = letterTemplate(settings, facts(), 'en');
    expect(letter.behaviour).toContain(`you ${placeToFill}.`);
    expect(letter.expected).toContain('try to find out who spoke to us');
    expect(letter).toMatchObject({
      language: 'en',
      impact: 'A serious violation, or one that goes on after a warning.',
      consequences: `The team has decided: Temporary ban. It begins on 12 March 2026 and ends when 12 June 2026 is over.

This is what it means:
- Ban; Chat: read-only
- Training; The workshop in May; by 31 May 2026

If you do not keep to it, the team may decide on more.`,
    });
    expect(letterTemplate(settings, facts(), 'en').behaviour).toContain(
      'It is about: Insults and attacks and Sustained disruption.',
    );
  });

  it('writes dates, measures and rules in the language of its reader', () => {
    const es = letterTemplate(settings, facts(), 'es');
    expect(es.consequences).toContain('Empieza el 12 de marzo de 2026');
    expect(es.consequences).toContain('- Formación; The workshop in May; hasta el 31 de mayo de 2026');
    expect(es.behaviour).toContain('Insultos y ataques e Interrupción persistente');
    const ar = letterTemplate(settings, facts(), 'ar');
    expect(ar.consequences).toContain('12 مارس 2026');
    expect(ar.consequences).toContain('- تدريب');
  });

  it.each(languages)('leaves nothing but the behaviour to fill in, in %s, whatever was found', (language) => {
    for (const outcome of findingOutcomes)
      for (const rung of [null, ...Object.keys(settings.decisions.ladder)]) {
        const letter = letterTemplate(settings, facts({ outcome, rung, measures: [] }), language);
        expect(letter.behaviour.split(placeToFill)).toHaveLength(2);
        expect(`${letter.impact}${letter.expected}${letter.consequences}`).not.toContain(placeToFill);
        expect(letter.consequences).not.toBe('');
      }
  });

  it('a ban without an end says so, and nothing of a next time', () => {
    const { consequences } = letterTemplate(
      settings,
      facts({ rung: 'permanent-ban', until: undefined }),
      'en',
    );
    expect(consequences).toContain('has no end');
    expect(consequences).not.toContain('may decide on more');
  });

  it('names what has left the settings as it is stored, `constructor` too', () => {
    const gone = facts({ rung: 'constructor', rules: ['toString'], measures: [{ type: 'valueOf' }] });
    const letter = letterTemplate(settings, gone, 'en');
    expect(letter.consequences).toContain('constructor');
    expect(letter.consequences).toContain('- valueOf');
    expect(letter.behaviour).toContain('toString');
    expect(letter.impact).toBe('');
  });
});

describe('a whole letter', () => {
  const letter = { ...letterTemplate(settings, facts(), 'en'), behaviour: 'You shouted.' };

  it('reads from the behaviour to the appeal, and names neither the case nor who decided', () => {
    const text = letterText(
      wholeLetter(settings, { letter, codeName: 'teal-heron', appealBy: '2026-03-19' }),
    );
    const headings = ['What this is about', 'What it did', 'What we expect', 'What follows', 'How to appeal'];
    const places = headings.map((heading) => text.indexOf(`\n${heading}\n`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(text).toContain('Reference: teal-heron');
    expect(text).toContain('You can appeal up to and including 19 March 2026.');
    expect(text.trimEnd().endsWith('The conduct team of Lighthouse')).toBe(true);
  });

  it('before the decision is in force counts the days of the settings', () => {
    const text = letterText(wholeLetter(settings, { letter, codeName: 'teal-heron' }));
    expect(text).toContain('You can appeal for 7 days, counted from the day the decision is put in force.');
  });

  it('says where an appeal goes as the settings have it, and nothing where there is none', () => {
    const appealTo = { en: 'Write to appeals@example.org.', es: 'Escribe a appeals@example.org.' };
    const own = settingsWith({ appealTo });
    for (const language of ['en', 'es'] as const)
      expect(
        letterText(wholeLetter(own, { letter: { ...letter, language }, codeName: 'teal-heron' })),
      ).toContain(inLanguage(appealTo, language));
    const none = letterText(wholeLetter(own, { letter, codeName: 'teal-heron', appealBy: null }));
    expect(none).not.toContain('appeal');
  });

  test.each(languages)('a part that says nothing has no heading, in %s', (language) => {
    const whole = wholeLetter(settings, {
      letter: { ...letter, language, impact: ' ' },
      codeName: 'teal-heron',
    });
    expect(whole.sections).toHaveLength(4);
    expect(whole.direction).toBe(language === 'ar' ? 'rtl' : 'ltr');
  });
});
