import type { InEveryLanguage } from './localised.ts';
import type { QuestionSettings } from './schema.ts';

type DefaultQuestion = QuestionSettings & { readonly label: InEveryLanguage; readonly why: InEveryLanguage };

const kilobyte = 1024;

/** What the conduct form asks; every question says why. In the order of the page. */
export const conductQuestions: Record<string, DefaultQuestion> = {
  whatHappened: {
    order: 10,
    label: { en: 'What happened?', es: '¿Qué pasó?', ar: 'ماذا حدث؟' },
    why: {
      en: 'In your own words, in any order. This is the only question you need to answer.',
      es: 'Con tus propias palabras, en cualquier orden. Es la única pregunta que tienes que responder.',
      ar: 'بكلماتك أنت، وبأي ترتيب. هذا هو السؤال الوحيد الذي تلزم الإجابة عنه.',
    },
    required: true,
    rows: 12,
    limitBytes: 200 * kilobyte,
  },
  who: {
    order: 20,
    meaning: 'persons',
    label: { en: 'Who did it?', es: '¿Quién lo hizo?', ar: 'من فعل ذلك؟' },
    why: {
      en: 'Names, nicknames, or how you would recognise them. We ask so that nobody who is involved handles your report.',
      es: 'Nombres, apodos o cómo se les podría reconocer. Lo preguntamos para que ninguna persona implicada se ocupe de tu reporte.',
      ar: 'أسماء أو ألقاب أو ما يمكنك التعرّف به عليهم. نسأل كي لا يتولى بلاغك أحد له صلة بالأمر.',
    },
    rows: 3,
    limitBytes: 10 * kilobyte,
  },
  where: {
    order: 30,
    meaning: 'spaces',
    label: {
      en: 'Where was it, and on what occasion?',
      es: '¿Dónde fue y en qué ocasión?',
      ar: 'أين حدث ذلك، وفي أي مناسبة؟',
    },
    why: {
      en: 'A place, an event, a chat or a repository. We ask so that the team knows who is responsible there.',
      es: 'Un lugar, un evento, un chat o un repositorio. Lo preguntamos para que el equipo sepa quién es responsable allí.',
      ar: 'مكان أو فعالية أو محادثة أو مستودع برمجي. نسأل كي يعرف الفريق من المسؤول هناك.',
    },
    rows: 2,
    limitBytes: 10 * kilobyte,
  },
  when: {
    order: 40,
    label: { en: 'When was it?', es: '¿Cuándo fue?', ar: 'متى حدث ذلك؟' },
    why: {
      en: 'A rough time is fine; add the time zone if you can. We ask so that the team can tell it apart from other events.',
      es: 'Basta con una fecha u hora aproximada; si puedes, indica la zona horaria. Lo preguntamos para que el equipo pueda distinguirlo de otros hechos.',
      ar: 'يكفي وقت تقريبي، مع ذكر المنطقة الزمنية إن أمكن. نسأل كي يتمكن الفريق من تمييزه عن أحداث أخرى.',
    },
    rows: 2,
    limitBytes: 10 * kilobyte,
  },
  witnesses: {
    order: 50,
    label: {
      en: 'Did anybody else see it, and how can they be reached?',
      es: '¿Lo vio alguien más? ¿Cómo se le puede contactar?',
      ar: 'هل رآه أحد غيرك، وكيف يمكن الوصول إليه؟',
    },
    why: {
      en: 'We ask so that the team can hear what they saw. It does not contact anybody without asking you first.',
      es: 'Lo preguntamos para que el equipo pueda escuchar lo que vio. No contacta con nadie sin preguntarte antes.',
      ar: 'نسأل كي يتمكن الفريق من سماع ما رآه. ولا يتصل الفريق بأحد دون سؤالك أولًا.',
    },
    rows: 3,
    limitBytes: 10 * kilobyte,
  },
  impact: {
    order: 60,
    label: {
      en: 'What did it do to you or to others?',
      es: '¿Cómo te afectó a ti o a otras personas?',
      ar: 'ما أثر ذلك عليك أو على غيرك؟',
    },
    why: {
      en: 'We ask so that the team understands how serious it is for you. You do not have to prove anything.',
      es: 'Lo preguntamos para que el equipo entienda lo grave que es para ti. No tienes que demostrar nada.',
      ar: 'نسأل كي يفهم الفريق مدى خطورة الأمر بالنسبة إليك. لا يلزمك إثبات أي شيء.',
    },
    rows: 3,
    limitBytes: 20 * kilobyte,
  },
  hopes: {
    order: 70,
    label: { en: 'What do you hope for?', es: '¿Qué esperas?', ar: 'ما الذي يهمك أن يحدث بعد ذلك؟' },
    why: {
      en: 'An apology, distance, a decision, or just that somebody knows. We ask so that the team does not act against your wishes without telling you.',
      es: 'Una disculpa, distancia, una decisión, o solo que alguien lo sepa. Lo preguntamos para que el equipo no actúe en contra de tus deseos sin decírtelo.',
      ar: 'اعتذار، أو ابتعاد، أو قرار، أو مجرد أن يعرف أحد. نسأل كي لا يتصرف الفريق بخلاف رغبتك دون إخبارك.',
    },
    rows: 3,
    limitBytes: 10 * kilobyte,
  },
  replyLanguage: {
    order: 80,
    label: {
      en: 'In which language should the team answer?',
      es: '¿En qué idioma debería responder el equipo?',
      ar: 'بأي لغة ينبغي أن يرد الفريق؟',
    },
    why: {
      en: 'We ask so that you can understand the answer; the team may need a translator.',
      es: 'Lo preguntamos para que puedas entender la respuesta; puede que el equipo necesite ayuda para traducir.',
      ar: 'نسأل كي تكون الإجابة مفهومة لك؛ وقد يحتاج الفريق إلى من يترجم.',
    },
    rows: 1,
    limitBytes: 1 * kilobyte,
  },
  danger: {
    meaning: 'danger',
    order: 90,
    label: {
      en: 'Is anybody in danger, or is it happening now? Where can you be found?',
      es: '¿Hay alguien en peligro o está pasando ahora? ¿Dónde se te puede encontrar?',
      ar: 'هل هناك من هو في خطر، أو هل يحدث ذلك الآن؟ أين يمكن العثور عليك؟',
    },
    why: {
      en: 'Only if you want somebody to come to you. Please tick “urgent” below as well.',
      es: 'Solo si quieres que alguien acuda adonde estás. Por favor, marca también «urgente» más abajo.',
      ar: 'فقط إذا كانت لديك رغبة في أن يأتي إليك أحد. يرجى أيضًا وضع علامة عند «عاجل» أدناه.',
    },
    rows: 2,
    limitBytes: 10 * kilobyte,
  },
  anythingElse: {
    order: 100,
    label: { en: 'Is there anything else?', es: '¿Hay algo más?', ar: 'هل هناك شيء آخر؟' },
    why: {
      en: 'Anything that did not fit above.',
      es: 'Lo que no encajaba en las preguntas anteriores.',
      ar: 'كل ما لم يكن له مكان في الأسئلة السابقة.',
    },
    rows: 3,
    limitBytes: 20 * kilobyte,
  },
};

/** What the security form asks instead. */
export const securityQuestions: Record<string, DefaultQuestion> = {
  whatHappened: {
    order: 10,
    label: { en: 'What have you found?', es: '¿Qué has encontrado?', ar: 'ماذا وجدت؟' },
    why: {
      en: 'The weakness in a few sentences. This is the only question you need to answer.',
      es: 'La vulnerabilidad en unas pocas frases. Es la única pregunta que tienes que responder.',
      ar: 'الثغرة في بضع جمل. هذا هو السؤال الوحيد الذي تلزم الإجابة عنه.',
    },
    required: true,
    rows: 8,
    limitBytes: 200 * kilobyte,
  },
  component: {
    order: 20,
    meaning: 'spaces',
    label: {
      en: 'Which component, in which version?',
      es: '¿En qué componente y en qué versión?',
      ar: 'في أي مكوّن، وفي أي إصدار؟',
    },
    why: {
      en: 'We ask so that it reaches the people who know it.',
      es: 'Lo preguntamos para que llegue a quienes lo conocen.',
      ar: 'نسأل كي يصل الأمر إلى من يعرف هذا المكوّن.',
    },
    rows: 2,
    limitBytes: 10 * kilobyte,
  },
  steps: {
    order: 30,
    label: {
      en: 'How can it be reproduced?',
      es: '¿Cómo se puede reproducir?',
      ar: 'كيف يمكن تكرار المشكلة؟',
    },
    why: {
      en: 'Steps, requests, code. We ask so that the team can see it and test the fix.',
      es: 'Pasos, solicitudes, código. Lo preguntamos para que el equipo pueda verlo y probar la corrección.',
      ar: 'خطوات أو طلبات أو شيفرة برمجية. نسأل كي يتمكن الفريق من رؤيتها واختبار الإصلاح.',
    },
    rows: 8,
    limitBytes: 100 * kilobyte,
  },
  impact: {
    order: 40,
    label: {
      en: 'What can somebody do with it?',
      es: '¿Qué podría hacer alguien con esto?',
      ar: 'ماذا يمكن لأحد أن يفعل بها؟',
    },
    why: {
      en: 'We ask so that the team knows how quickly it must act.',
      es: 'Lo preguntamos para que el equipo sepa con qué rapidez debe actuar.',
      ar: 'نسأل كي يعرف الفريق مدى السرعة اللازمة للتصرف.',
    },
    rows: 3,
    limitBytes: 20 * kilobyte,
  },
  disclosed: {
    order: 50,
    label: {
      en: 'Has anybody else been told, or has it been made public?',
      es: '¿Lo sabe alguien más o se ha hecho público?',
      ar: 'هل أُخبر أحد آخر بالأمر، أو هل نُشر علنًا؟',
    },
    why: {
      en: 'We ask so that nobody is caught out by a date.',
      es: 'Lo preguntamos para que ninguna fecha tome a nadie por sorpresa.',
      ar: 'نسأل كي لا يُفاجأ أحد بموعد.',
    },
    rows: 2,
    limitBytes: 10 * kilobyte,
  },
  credit: {
    order: 60,
    label: {
      en: 'Do you want to be named, and if so, how?',
      es: '¿Quieres que se mencione tu nombre? ¿Cómo?',
      ar: 'هل لديك رغبة في ذكر اسمك، وكيف؟',
    },
    why: {
      en: 'Leave this empty to stay unnamed.',
      es: 'Deja esto vacío si prefieres que no se mencione.',
      ar: 'يمكن ترك هذا فارغًا كي لا يُذكر اسمك.',
    },
    rows: 1,
    limitBytes: 2 * kilobyte,
  },
};
