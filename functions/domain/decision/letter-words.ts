import { placeToFill } from '../kernel/text.ts';
import type { Language } from '../../settings/localised.ts';
import type { FindingOutcome } from './finding.ts';
import type { LetterPart } from './letter.ts';

/** What a letter says in one language. Dates come in as words of that language. */
export type LetterWords = {
  /** How dates are written (BCP 47). */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: (organisation: string) => string;
  /** The code name by which the team knows whom it writes to: the reporter does not know it. */
  readonly reference: (codeName: string) => string;
  readonly parts: Readonly<Record<LetterPart, string>>;
  /** What the part about behaviour begins with. @param rules of the community's code, joined */
  readonly behaviour: (outcome: FindingOutcome, rules: string) => string;
  /** @param serious whether the rung ends by a day or never */
  readonly expected: (outcome: FindingOutcome, serious: boolean) => string;
  readonly nothingFollows: string;
  readonly decided: (rung: string) => string;
  readonly from: (from: string) => string;
  readonly until: (from: string, until: string) => string;
  readonly forGood: (from: string) => string;
  readonly measures: string;
  readonly by: (day: string) => string;
  readonly ifItGoesOn: string;
  readonly appeal: string;
  readonly appealBy: (day: string) => string;
  readonly appealWithin: (days: number) => string;
  readonly appealHow: string;
  readonly appealContent: string;
  readonly signature: (organisation: string) => string;
};

const en: LetterWords = {
  locale: 'en-GB',
  direction: 'ltr',
  title: (organisation) => `A letter from the conduct team of ${organisation}`,
  reference: (codeName) => `Reference: ${codeName}`,
  parts: {
    behaviour: 'What this is about',
    impact: 'What it did',
    expected: 'What we expect',
    consequences: 'What follows',
  },
  behaviour: (outcome, rules) => {
    switch (outcome) {
      case 'violation':
        return `We have looked into what happened. We have found that you ${placeToFill}.${rules === '' ? '' : `\n\nOur code of conduct does not allow this. It is about: ${rules}.`}`;
      case 'no-violation':
        return `We were told of something that concerns you: ${placeToFill}. We have looked into it, and found no violation of our code of conduct.`;
      case 'not-substantiated':
        return `We were told of something that concerns you: ${placeToFill}. We have looked into it, and could not establish what happened. This says nothing about anybody who spoke to us.`;
      case 'out-of-scope':
        return `We were told of something that concerns you: ${placeToFill}. Our code of conduct does not cover it.`;
    }
  },
  expected: (outcome, serious) =>
    outcome === 'violation'
      ? `We expect you to keep to the code of conduct from now on.${serious ? ' Please keep to what is listed below, in every place of the community.' : ''}\n\nPlease do not try to find out who spoke to us. Nobody may be treated worse because they did, or because you think they did: that would be a violation of its own.`
      : 'We ask nothing of you but this: please do not try to find out who spoke to us. Nobody may be treated worse because they did, or because you think they did.',
  nothingFollows: 'Nothing follows from this for you.',
  decided: (rung) => `The team has decided: ${rung}.`,
  from: (from) => `It takes effect on ${from}.`,
  until: (from, until) => `It begins on ${from} and ends when ${until} is over.`,
  forGood: (from) => `It begins on ${from} and has no end.`,
  measures: 'This is what it means:',
  by: (day) => `by ${day}`,
  ifItGoesOn: 'If you do not keep to it, the team may decide on more.',
  appeal: 'How to appeal',
  appealBy: (day) => `You can appeal up to and including ${day}.`,
  appealWithin: (days) =>
    days === 1
      ? 'You can appeal until the end of the day after the decision takes effect.'
      : `You can appeal for ${days} days, counted from the day the decision is put in force.`,
  appealHow: 'Answer in the same way in which this letter reached you.',
  appealContent: 'Say why you think the decision is wrong, and tell us anything that we did not know.',
  signature: (organisation) => `The conduct team of ${organisation}`,
};

const es: LetterWords = {
  locale: 'es',
  direction: 'ltr',
  title: (organisation) => `Carta del equipo de conducta de ${organisation}`,
  reference: (codeName) => `Referencia: ${codeName}`,
  parts: {
    behaviour: 'De qué se trata',
    impact: 'Qué efecto tuvo',
    expected: 'Qué esperamos',
    consequences: 'Qué consecuencias tiene',
  },
  behaviour: (outcome, rules) => {
    switch (outcome) {
      case 'violation':
        return `Hemos examinado lo ocurrido. Hemos llegado a la conclusión de que ${placeToFill}.${rules === '' ? '' : `\n\nNuestro código de conducta no lo permite. Se trata de: ${rules}.`}`;
      case 'no-violation':
        return `Nos informaron de algo que te concierne: ${placeToFill}. Lo hemos examinado y no hemos encontrado ninguna infracción de nuestro código de conducta.`;
      case 'not-substantiated':
        return `Nos informaron de algo que te concierne: ${placeToFill}. Lo hemos examinado y no hemos podido determinar qué ocurrió. Esto no dice nada de quienes hablaron con nosotros.`;
      case 'out-of-scope':
        return `Nos informaron de algo que te concierne: ${placeToFill}. Nuestro código de conducta no lo abarca.`;
    }
  },
  expected: (outcome, serious) =>
    outcome === 'violation'
      ? `Esperamos que a partir de ahora respetes el código de conducta.${serious ? ' Cumple lo que se indica más abajo en todos los espacios de la comunidad.' : ''}\n\nPor favor, no intentes averiguar quién habló con nosotros. Nadie puede recibir un trato peor por haberlo hecho, ni porque creas que lo hizo: eso sería otra infracción.`
      : 'Solo te pedimos una cosa: no intentes averiguar quién habló con nosotros. Nadie puede recibir un trato peor por haberlo hecho, ni porque creas que lo hizo.',
  nothingFollows: 'Esto no tiene ninguna consecuencia para ti.',
  decided: (rung) => `El equipo ha decidido: ${rung}.`,
  from: (from) => `Tiene efecto desde el ${from}.`,
  until: (from, until) => `Empieza el ${from} y termina cuando acabe el ${until}.`,
  forGood: (from) => `Empieza el ${from} y no tiene fin.`,
  measures: 'Esto es lo que significa:',
  by: (day) => `hasta el ${day}`,
  ifItGoesOn: 'Si no lo cumples, el equipo puede tomar otras decisiones.',
  appeal: 'Cómo apelar',
  appealBy: (day) => `Puedes apelar hasta el ${day}, ese día incluido.`,
  appealWithin: (days) =>
    days === 1
      ? 'Puedes apelar hasta el final del día siguiente a la entrada en vigor de la decisión.'
      : `Puedes apelar durante ${days} días, contados desde el día en que la decisión entra en vigor.`,
  appealHow: 'Responde por la misma vía por la que recibiste esta carta.',
  appealContent: 'Di por qué crees que la decisión es errónea y cuéntanos lo que no sabíamos.',
  signature: (organisation) => `El equipo de conducta de ${organisation}`,
};

const ar: LetterWords = {
  locale: 'ar-u-nu-latn',
  direction: 'rtl',
  title: (organisation) => `رسالة من فريق السلوك في ${organisation}`,
  reference: (codeName) => `المرجع: \u2068${codeName}\u2069`,
  parts: {
    behaviour: 'موضوع الرسالة',
    impact: 'أثر ما حدث',
    expected: 'ما نتوقعه',
    consequences: 'ما يترتب على ذلك',
  },
  behaviour: (outcome, rules) => {
    switch (outcome) {
      case 'violation':
        return `نظرنا في ما حدث، وتبيّن لنا ما يلي: ${placeToFill}.${rules === '' ? '' : `\n\nمدونة السلوك لدينا لا تسمح بذلك. والأمر يتعلق بما يلي: ${rules}.`}`;
      case 'no-violation':
        return `أُبلغنا بأمر يخصك: ${placeToFill}. نظرنا فيه، ولم نجد أي مخالفة لمدونة السلوك.`;
      case 'not-substantiated':
        return `أُبلغنا بأمر يخصك: ${placeToFill}. نظرنا فيه، ولم نتمكن من التثبت مما حدث. وهذا لا يعني شيئا بشأن من تحدث إلينا.`;
      case 'out-of-scope':
        return `أُبلغنا بأمر يخصك: ${placeToFill}. لا تشمله مدونة السلوك لدينا.`;
    }
  },
  expected: (outcome, serious) =>
    outcome === 'violation'
      ? `نتوقع منك الالتزام بمدونة السلوك من الآن فصاعدا.${serious ? ' ونرجو الالتزام بما يرد أدناه في جميع مساحات المجتمع.' : ''}\n\nنرجو عدم محاولة معرفة من تحدث إلينا. لا يجوز أن يُعامل أحد معاملة أسوأ لأنه فعل ذلك، أو لأنه يُظن أنه فعله: فهذه مخالفة قائمة بذاتها.`
      : 'نطلب منك أمرا واحدا فقط: نرجو عدم محاولة معرفة من تحدث إلينا. لا يجوز أن يُعامل أحد معاملة أسوأ لأنه فعل ذلك، أو لأنه يُظن أنه فعله.',
  nothingFollows: 'لا يترتب على ذلك أي شيء بالنسبة إليك.',
  decided: (rung) => `قرر الفريق: ${rung}.`,
  from: (from) => `يسري ذلك من ${from}.`,
  until: (from, until) => `يبدأ ذلك في ${from} وينتهي بانتهاء يوم ${until}.`,
  forGood: (from) => `يبدأ ذلك في ${from} وليس له نهاية.`,
  measures: 'وهذا يعني ما يلي:',
  by: (day) => `في موعد أقصاه ${day}`,
  ifItGoesOn: 'في حال عدم الالتزام بذلك، قد يتخذ الفريق قرارات أخرى.',
  appeal: 'كيفية التظلم',
  appealBy: (day) => `يمكنك التظلم حتى نهاية يوم ${day}.`,
  appealWithin: (days) =>
    days === 1
      ? 'يمكنك التظلم حتى نهاية اليوم التالي لسريان القرار.'
      : `يمكنك التظلم من يوم سريان القرار، وعدد الأيام المتاحة لذلك: ${days}.`,
  appealHow: 'يكون ذلك بالرد بالطريقة نفسها التي وصلتك بها هذه الرسالة.',
  appealContent: 'نرجو بيان سبب اعتقادك أن القرار خاطئ، وإخبارنا بما لم نكن نعرفه.',
  signature: (organisation) => `فريق السلوك في ${organisation}`,
};

/** A language that is missing does not compile. */
export const letterWords: Readonly<Record<Language, LetterWords>> = { en, es, ar };
