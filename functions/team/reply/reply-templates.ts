import { placeToFill } from '../../domain/kernel/text.ts';
import type { Language } from '../../settings/localised.ts';
import { writtenLanguage } from '../../settings/written-language.ts';

export const templateNames = ['acknowledgement', 'question', 'update'] as const;
export type TemplateName = (typeof templateNames)[number];

type Template = { readonly label: string; readonly text: Readonly<Record<Language, string>> };

/** Beginnings of replies, in the languages reporters write in. Members change them as they like. */
export const replyTemplates: Readonly<Record<TemplateName, Template>> = {
  acknowledgement: {
    label: 'Acknowledgement',
    text: {
      en: `Thank you for telling us. We have read your report, and we take it seriously. It was right to write to us.

We now look at what can be done, and we will tell you here. You do not need to do anything until then.

If you are not safe, or if it happens again, write to us here and tick the box that tells the team at once.`,
      es: `Gracias por contárnoslo. Hemos leído tu reporte y lo tomamos en serio. Hiciste bien en escribirnos.

Ahora vemos qué se puede hacer y te lo diremos aquí. Hasta entonces no tienes que hacer nada.

Si no estás a salvo, o si vuelve a ocurrir, escríbenos aquí y marca la casilla que avisa al equipo de inmediato.`,
      ar: `شكرا لأنك أخبرتنا. قرأنا بلاغك ونأخذه على محمل الجد. أحسنت حين كتبت إلينا.

ننظر الآن في ما يمكن فعله، وسنخبرك هنا. ليس عليك فعل أي شيء حتى ذلك الحين.

إذا لم تكن في أمان، أو إذا تكرر ما حدث، فاكتب إلينا هنا وضع علامة في المربع الذي ينبّه الفريق فورا.`,
    },
  },
  question: {
    label: 'A question',
    text: {
      en: `Thank you for your patience. To understand what happened, we would like to ask you something:

${placeToFill}

You do not have to answer. If you would rather not, or do not know, tell us so, and we go on with what we have.`,
      es: `Gracias por tu paciencia. Para entender lo que pasó, nos gustaría preguntarte algo:

${placeToFill}

No tienes que responder. Si prefieres no hacerlo o no lo sabes, dínoslo y seguimos con lo que tenemos.`,
      ar: `شكرا على صبرك. لكي نفهم ما حدث، نود أن نسألك عن أمر:

${placeToFill}

لست مضطرا إلى الإجابة. إذا كنت لا تريد ذلك أو لا تعرف، فأخبرنا، وسنواصل بما لدينا.`,
    },
  },
  update: {
    label: 'An update',
    text: {
      en: `Here is where we are with your report.

What we have done since we last wrote: ${placeToFill}

What we do next: ${placeToFill}

If anything has changed for you, tell us here at any time.`,
      es: `Así va tu reporte.

Lo que hemos hecho desde nuestro último mensaje: ${placeToFill}

Lo que haremos ahora: ${placeToFill}

Si algo ha cambiado para ti, cuéntanoslo aquí en cualquier momento.`,
      ar: `إليك ما وصلنا إليه في بلاغك.

ما فعلناه منذ رسالتنا الأخيرة: ${placeToFill}

ما سنفعله الآن: ${placeToFill}

إذا تغيّر أي شيء بالنسبة إليك، فأخبرنا هنا في أي وقت.`,
    },
  },
};

const named: readonly (readonly [Language, RegExp])[] = [
  ['es', /espa[nñ]ol|castellano|spanish|إسبان/iu],
  ['ar', /عرب|arab|árab/iu],
  ['en', /engl|ingl[eé]s|إنجليز|انجليز/iu],
];

/**
 * Which language a reporter wants to be answered in, else which they seem to write in; a guess that only says what is
 * offered first.
 * @param wish what they answered to the question of that name
 */
export const languageOf = (written: string, wish = ''): Language => {
  const wished = named.filter(([, pattern]) => pattern.test(wish)).map(([language]) => language);
  if (wished.length === 1 && wished[0]) return wished[0];
  return writtenLanguage(written) ?? 'en';
};

export const conversationTemplateNames = ['thanks', 'further-question'] as const;
export type ConversationTemplateName = (typeof conversationTemplateNames)[number];

/** Beginnings of messages to others than the reporter. They name nobody, and promise nothing. */
export const conversationTemplates: Readonly<Record<ConversationTemplateName, Template>> = {
  thanks: {
    label: 'Thanks for the answer',
    text: {
      en: 'Thank you for your answer. We have read it, and we take it into account. You can add to it here at any time.',
      es: 'Gracias por tu respuesta. La hemos leído y la tenemos en cuenta. Puedes añadir algo aquí en cualquier momento.',
      ar: 'شكرا على ردك. قرأناه ونأخذه في الاعتبار. يمكنك أن تضيف إليه هنا في أي وقت.',
    },
  },
  'further-question': {
    label: 'Another question',
    text: {
      en: `Thank you. We have another question:

${placeToFill}

You need not answer. If you would like more time, tell us here.`,
      es: `Gracias. Tenemos otra pregunta:

${placeToFill}

No tienes obligación de responder. Si necesitas más tiempo, dínoslo aquí.`,
      ar: `شكرا. لدينا سؤال آخر:

${placeToFill}

لا يلزمك أن تجيب. إذا احتجت إلى وقت أطول، فأخبرنا هنا.`,
    },
  },
};
