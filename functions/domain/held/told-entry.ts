import { dateLocales, languages, type Language } from '../../settings/localised.ts';
import type { Entry } from '../thread/entry.ts';

const said: Readonly<Record<Language, (date: string) => string>> = {
  en: (date) =>
    `Told to the team on ${date}. Until then nobody on the team could read this report, or knew that it was there. From now on you can write here and add files.`,
  es: (date) =>
    `Comunicado al equipo el ${date}. Hasta entonces nadie del equipo podía leer este reporte ni sabía que existía. Desde ahora puedes escribir aquí y añadir archivos.`,
  ar: (date) =>
    `أُبلِغ الفريق به في ${date}. حتى ذلك اليوم لم يكن بوسع أحد في الفريق قراءة هذا البلاغ، ولم يكن أحد يعلم بوجوده. من الآن يمكنك الكتابة هنا وإضافة ملفات.`,
};

/** What the service says by itself in a report that waited, once the team is told of it. @param sentAt full hour */
export const toldEntry = (sentAt: Date): Entry => ({
  from: 'automatic',
  kind: 'receipt',
  on: sentAt.toISOString(),
  texts: new Map(
    languages.map((language) => {
      const date = new Intl.DateTimeFormat(dateLocales[language], { dateStyle: 'long', timeZone: 'UTC' });
      return [language, said[language](date.format(sentAt))];
    }),
  ),
});
