import type { InEveryLanguage, Language } from './localised.ts';

/** What the texts of an entry that came by mail are called, by name. A question with one of these ids would hide it. */
const mailLabels: ReadonlyMap<string, InEveryLanguage> = new Map([
  ['mailSubject', { en: 'Subject of the email', es: 'Asunto del correo', ar: 'موضوع الرسالة الإلكترونية' }],
  [
    'mailQuoted',
    {
      en: 'Earlier messages in the email',
      es: 'Mensajes anteriores del correo',
      ar: 'رسائل سابقة في البريد',
    },
  ],
  [
    'mailSignature',
    { en: 'Signature of the email', es: 'Firma del correo', ar: 'توقيع الرسالة الإلكترونية' },
  ],
]);

export const mailLabel = (name: string, language: Language): string | undefined =>
  mailLabels.get(name)?.[language];
