import type { Language } from '../../settings/localised.ts';
import type { Measure } from '../decision/measure.ts';

/** What the copy for somebody who asks what is stored about them says in one language. Days come in as words of it. */
export type CopyWords = {
  readonly direction: 'ltr' | 'rtl';
  readonly title: (organisation: string) => string;
  readonly asOf: (day: string) => string;
  readonly told: string;
  readonly letters: string;
  readonly measures: string;
  readonly measureFrom: (from: string) => string;
  readonly measureUntil: (from: string, until: string) => string;
  readonly status: Readonly<Record<Measure['status'], string>>;
  readonly conversation: string;
  readonly you: (day: string) => string;
  readonly team: (day: string) => string;
  readonly automatic: (day: string) => string;
  readonly files: (names: string) => string;
  readonly nothing: string;
  readonly kept: (day: string) => string;
  readonly notTold: string;
};

const en: CopyWords = {
  direction: 'ltr',
  title: (organisation) => `What the conduct team of ${organisation} tells you about what is stored`,
  asOf: (on) => `As of ${on}.`,
  told: 'What you get',
  letters: 'What was written to you about decisions',
  measures: 'What follows from them',
  measureFrom: (from) => `from ${from}`,
  measureUntil: (from, until) => `from ${from} until ${until}`,
  status: { 'to-do': 'still to be done', done: 'done', 'not-done': 'not done', waived: 'given up' },
  conversation: 'What you and we wrote to each other',
  you: (on) => `You, ${on}`,
  team: (on) => `The team, ${on}`,
  automatic: (on) => `Automatic message, ${on}`,
  files: (names) => `Files: ${names}`,
  nothing: 'Nothing of this kind.',
  kept: (on) => `It is kept until ${on} at the latest, unless that changes.`,
  notTold: 'What you do not get',
};

const es: CopyWords = {
  direction: 'ltr',
  title: (organisation) => `Lo que el equipo de conducta de ${organisation} te dice sobre lo que se guarda`,
  asOf: (on) => `A fecha de ${on}.`,
  told: 'Lo que recibes',
  letters: 'Lo que se te escribió sobre decisiones',
  measures: 'Lo que se sigue de ellas',
  measureFrom: (from) => `desde el ${from}`,
  measureUntil: (from, until) => `del ${from} al ${until}`,
  status: { 'to-do': 'pendiente', done: 'hecho', 'not-done': 'no hecho', waived: 'sin efecto' },
  conversation: 'Lo que tú y nosotros nos escribimos',
  you: (on) => `Tú, ${on}`,
  team: (on) => `El equipo, ${on}`,
  automatic: (on) => `Mensaje automático, ${on}`,
  files: (names) => `Archivos: ${names}`,
  nothing: 'Nada de este tipo.',
  kept: (on) => `Se guarda como muy tarde hasta el ${on}, si eso no cambia.`,
  notTold: 'Lo que no recibes',
};

const ar: CopyWords = {
  direction: 'rtl',
  title: (organisation) => `ما يخبرك به فريق السلوك في ${organisation} عمّا هو محفوظ`,
  asOf: (on) => `بتاريخ ${on}.`,
  told: 'ما تحصل عليه',
  letters: 'ما كُتب إليك بشأن القرارات',
  measures: 'ما يترتب عليها',
  measureFrom: (from) => `ابتداءً من ${from}`,
  measureUntil: (from, until) => `من ${from} إلى ${until}`,
  status: { 'to-do': 'لم يُنفَّذ بعد', done: 'نُفِّذ', 'not-done': 'لم يُنفَّذ', waived: 'أُلغي' },
  conversation: 'ما كتبته إلينا وكتبناه إليك',
  you: (on) => `أنت، ${on}`,
  team: (on) => `الفريق، ${on}`,
  automatic: (on) => `رسالة تلقائية، ${on}`,
  files: (names) => `ملفات: ${names}`,
  nothing: 'لا شيء من هذا النوع.',
  kept: (on) => `يُحفظ حتى ${on} على الأكثر، ما لم يتغيّر ذلك.`,
  notTold: 'ما لا تحصل عليه',
};

export const copyWords: Readonly<Record<Language, CopyWords>> = { en, es, ar };
