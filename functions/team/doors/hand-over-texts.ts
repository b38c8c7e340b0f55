import { dateLocales, inLanguage, type InEveryLanguage, type Language } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';

const subjects: InEveryLanguage = {
  en: 'A private message for you',
  es: 'Un mensaje privado para ti',
  ar: 'رسالة خاصة لك',
};

type Told = { readonly organisation: string; readonly link: string; readonly by: string };

const texts: Readonly<Record<Language, (told: Told) => string>> = {
  en: ({ organisation, link, by }) =>
    `Hello,

there is a private message for you from ${organisation}. You can read it here until ${by}:

${link}

The link works once: the page gives you words of your own, which nobody else knows. Please don’t pass the link on.`,
  es: ({ organisation, link, by }) =>
    `Hola:

Hay un mensaje privado para ti de ${organisation}. Puedes leerlo aquí hasta el ${by}:

${link}

El enlace funciona una sola vez: la página te da unas palabras propias que nadie más conoce. No compartas el enlace.`,
  ar: ({ organisation, link, by }) =>
    `مرحبا،

لديك رسالة خاصة من ${organisation}. يمكنك قراءتها هنا حتى ${by}:

${link}

يعمل الرابط مرة واحدة فقط: تعطيك الصفحة كلمات خاصة بك لا يعرفها أحد غيرك. لا تشارك الرابط مع أحد.`,
};

const dayIn = (language: Language, isoDay: string): string =>
  new Intl.DateTimeFormat(dateLocales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(isoDay),
  );

/** What a member can send with a link. It says who it is from and nothing of what it is about. */
export const handOverText = (
  { organisation }: Pick<Settings, 'organisation'>,
  language: Language,
  { link, by }: { readonly link: string; readonly by: string },
): { readonly subject: string; readonly text: string } => ({
  subject: subjects[language],
  text: texts[language]({
    organisation: inLanguage(organisation, language),
    link,
    by: dayIn(language, by),
  }),
});
