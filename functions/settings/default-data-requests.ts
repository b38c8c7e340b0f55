import type { InEveryLanguage } from './localised.ts';
import type { DataRequestSettings } from './data-request-schema.ts';

type Texts = Readonly<Record<keyof DataRequestSettings['told'], InEveryLanguage>>;

const told: Texts = {
  reporter: {
    en: 'This is what you wrote to us and what we wrote to you, as it is stored. You can also read it yourself, with the words you were given.',
    es: 'Esto es lo que nos escribiste y lo que te escribimos, tal como está guardado. También puedes leerlo por tu cuenta, con las palabras que recibiste.',
    ar: 'هذا ما كتبته إلينا وما كتبناه إليك، كما هو محفوظ. ويمكنك أيضًا قراءته بنفسك بالكلمات التي أُعطيت لك.',
  },
  respondent: {
    en: 'This is what was decided about you and told to you, what follows from it, and what you and we wrote to each other.',
    es: 'Esto es lo que se decidió sobre ti y se te comunicó, lo que se sigue de ello, y lo que tú y nosotros nos escribimos.',
    ar: 'هذا ما تقرر بشأنك وأُبلغت به، وما يترتب عليه، وما كتبته إلينا وكتبناه إليك.',
  },
  witness: {
    en: 'This is what we asked you and what you wrote to us, as it is stored.',
    es: 'Esto es lo que te preguntamos y lo que nos escribiste, tal como está guardado.',
    ar: 'هذا ما سألناك عنه وما كتبته إلينا، كما هو محفوظ.',
  },
  other: {
    en: 'We hold nothing that you gave us yourself.',
    es: 'No guardamos nada que nos hayas dado tú.',
    ar: 'لا نحفظ شيئًا أعطيتنا إياه بنفسك.',
  },
};

export const defaultDataRequests = {
  answerDays: 30,
  told,
  notTold: {
    en: 'We tell nobody who reported something, what other people told us, or what the team wrote for itself: that would harm the rights and the safety of others. So we do not say either whether there is any of it.',
    es: 'No le decimos a nadie quién reportó algo, qué nos contaron otras personas ni qué anotó el equipo para sí: perjudicaría los derechos y la seguridad de otras personas. Por eso tampoco decimos si lo hay.',
    ar: 'لا نخبر أحدًا بمن قدّم بلاغًا، ولا بما أخبرنا به آخرون، ولا بما دوّنه الفريق لنفسه: فذلك يمسّ حقوق غيرك وسلامتهم. ولهذا لا نقول أيضًا إن كان شيء من ذلك موجودًا.',
  },
} as const;
