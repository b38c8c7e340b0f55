import { inOrder } from './default-decisions.ts';
import type { ReviewSettings } from './review-schema.ts';

const yearly = { everyDays: 365 };

export const defaultReview: ReviewSettings = {
  outOfScopeReasons: {
    'no-rule': {
      en: 'No rule of the code speaks of it',
      es: 'Ninguna regla del código habla de ello',
      ar: 'لا تتناوله أي قاعدة في المدوّنة',
    },
    'rule-unclear': {
      en: 'The code is unclear about it',
      es: 'El código no es claro al respecto',
      ar: 'المدوّنة غير واضحة بشأنه',
    },
    elsewhere: {
      en: 'It happened outside our spaces',
      es: 'Ocurrió fuera de nuestros espacios',
      ar: 'حدث خارج مساحاتنا',
    },
    'not-a-member': {
      en: 'The person is not part of the community',
      es: 'La persona no forma parte de la comunidad',
      ar: 'الشخص ليس من المجتمع',
    },
    'before-the-code': {
      en: 'It was before the code applied',
      es: 'Ocurrió antes de que se aplicara el código',
      ar: 'حدث قبل سريان المدوّنة',
    },
    'other-body': {
      en: 'Somebody else is responsible',
      es: 'Le corresponde a otra instancia',
      ar: 'جهة أخرى هي المسؤولة',
    },
    'no-conduct': {
      en: 'It is not about how people behave',
      es: 'No se trata de cómo se comportan las personas',
      ar: 'لا يتعلق بسلوك الأشخاص',
    },
  },
  trainings: [],
  trainAgainMonths: 24,
  checklist: inOrder({
    'read-code': {
      ...yearly,
      label: {
        en: 'Read the code of conduct together: what is unclear, what is missing',
        es: 'Leer en equipo el código de conducta: qué no está claro, qué falta',
        ar: 'قراءة مدوّنة السلوك معًا: ما غير الواضح فيها وما ينقصها',
      },
    },
    'look-at-numbers': {
      ...yearly,
      label: {
        en: 'Look at these numbers, and at what reporters and respondents answered',
        es: 'Ver estos números y lo que contestaron quienes reportaron y las personas señaladas',
        ar: 'النظر في الأرقام وفيما أجاب به المبلّغون والمعنيّون بالبلاغات',
      },
    },
    'try-report': {
      ...yearly,
      label: {
        en: 'Send a test report and follow it to the end, on a phone',
        es: 'Enviar un reporte de prueba y seguirlo hasta el final, con un teléfono',
        ar: 'إرسال بلاغ تجريبي ومتابعته حتى النهاية على هاتف',
      },
    },
    'check-team': {
      ...yearly,
      label: {
        en: 'Check who is on the team, who may lead, and whom reporters can turn to outside',
        es: 'Revisar quién está en el equipo, quién lo dirige y a quién se puede acudir fuera',
        ar: 'مراجعة أعضاء الفريق ومن يقوده ومن يمكن اللجوء إليه خارجه',
      },
    },
    'plan-training': {
      ...yearly,
      label: {
        en: 'Plan the team’s trainings',
        es: 'Planificar las formaciones del equipo',
        ar: 'التخطيط لتدريبات الفريق',
      },
    },
    'check-retention': {
      ...yearly,
      label: {
        en: 'Check how long cases and decisions are kept, and who outside has copies',
        es: 'Revisar cuánto se guardan los casos y las decisiones, y quién fuera tiene copias',
        ar: 'مراجعة مدة حفظ الحالات والقرارات ومن لديه نسخ منها في الخارج',
      },
    },
  }),
};
