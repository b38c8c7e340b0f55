import { expect, it } from 'vitest';
import { writtenLanguage } from '../../functions/settings/written-language.ts';

it.each([
  ['They shouted at me and it was very loud.', 'en'],
  ['Ayer me gritó delante de todo el grupo.', 'es'],
  ['لقد صرخ في وجهي أمام الجميع.', 'ar'],
  ['قال Tom إنه لن يتوقف.', 'ar'],
] as const)('%s is written in %s', (text, language) => {
  expect(writtenLanguage(text)).toBe(language);
});

it.each(['', '12345', 'Je ne veux plus que cela se passe.', 'Ich will das nicht.', '彼は叫んだ'])(
  '“%s” is in none that it knows',
  (text) => {
    expect(writtenLanguage(text)).toBeUndefined();
  },
);

it('reads the beginning of a long text alone', () => {
  expect(writtenLanguage(`${'El grupo de ayer. '.repeat(300)}${'and the and the '.repeat(9_000)}`)).toBe(
    'es',
  );
});
