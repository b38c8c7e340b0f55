import type { DecisionSettings, RungSettings } from './decision-schema.ts';
import type { InEveryLanguage } from './localised.ts';

export type LadderRung = RungSettings & { readonly label: InEveryLanguage; readonly impact: InEveryLanguage };
type Named<Type> = Type & { readonly label: InEveryLanguage };

/** The four rungs of the code of conduct this service was made for. */
export const defaultLadder: Record<string, LadderRung> = {
  correction: {
    order: 10,
    label: { en: 'Correction', es: 'Corrección', ar: 'تصحيح' },
    impact: {
      en: 'Words or behaviour that others in the community experienced as inappropriate or unwelcome.',
      es: 'Palabras o conductas que otras personas de la comunidad vivieron como inapropiadas o no deseadas.',
      ar: 'كلام أو سلوك وجده آخرون في المجتمع غير لائق أو غير مرحّب به.',
    },
    lasts: { kind: 'none' },
    usualMeasures: ['private-apology', 'reading', 'reflection'],
    approval: { share: 'number', atLeast: 2, quorum: 2, lead: false, withinDays: 7 },
    lawyer: false,
    keepYears: 1,
  },
  warning: {
    order: 20,
    label: { en: 'Warning', es: 'Advertencia', ar: 'إنذار' },
    impact: {
      en: 'A clear violation, in one incident or in several acts, that hurt others or made the community less safe.',
      es: 'Una infracción clara, en un incidente o en varios actos, que dañó a otras personas o hizo la comunidad menos segura.',
      ar: 'مخالفة واضحة، في حادثة واحدة أو في عدة أفعال، آذت آخرين أو جعلت المجتمع أقل أمانا.',
    },
    lasts: { kind: 'days', least: 1, most: 180 },
    usualMeasures: ['no-contact', 'restriction-of-spaces', 'training'],
    approval: { share: 'number', atLeast: 2, quorum: 2, lead: false, withinDays: 7 },
    lawyer: false,
    keepYears: 2,
  },
  'temporary-ban': {
    order: 30,
    label: { en: 'Temporary ban', es: 'Expulsión temporal', ar: 'حظر مؤقت' },
    impact: {
      en: 'A serious violation, or one that goes on after a warning.',
      es: 'Una infracción grave, o una que continúa después de una advertencia.',
      ar: 'مخالفة خطيرة، أو مخالفة تستمر بعد إنذار.',
    },
    lasts: { kind: 'days', least: 7, most: 730 },
    usualMeasures: ['ban', 'no-contact', 'probation', 'readmission-tasks'],
    approval: { share: 'two-thirds', atLeast: 2, quorum: 2, lead: false, withinDays: 7 },
    lawyer: false,
    keepYears: 5,
  },
  'permanent-ban': {
    order: 40,
    label: { en: 'Permanent ban', es: 'Expulsión permanente', ar: 'حظر دائم' },
    impact: {
      en: 'A pattern of violations, or a single act so grave that the community cannot be safe with this person in it.',
      es: 'Un patrón de infracciones, o un solo acto tan grave que la comunidad no puede ser segura con esta persona en ella.',
      ar: 'نمط من المخالفات، أو فعل واحد بالغ الخطورة لا يمكن معه أن يكون المجتمع آمنا بوجود هذا الشخص.',
    },
    lasts: { kind: 'permanent' },
    usualMeasures: ['ban', 'no-contact'],
    approval: { share: 'two-thirds', atLeast: 3, quorum: 3, lead: true, withinDays: 7 },
    lawyer: true,
    keepYears: 10,
  },
};

const measures: Record<string, Named<DecisionSettings['measures'][string]>> = {};
const measure = (
  name: string,
  label: InEveryLanguage,
  more: Partial<Omit<DecisionSettings['measures'][string], 'label' | 'order'>> = {},
): void => {
  const order = (Object.keys(measures).length + 1) * 10;
  measures[name] = { order, label, restriction: false, consent: false, ...more };
};

measure(
  'private-apology',
  { en: 'Private apology', es: 'Disculpa privada', ar: 'اعتذار خاص' },
  { usualDays: 14 },
);
measure(
  'public-apology',
  { en: 'Public apology', es: 'Disculpa pública', ar: 'اعتذار علني' },
  { usualDays: 14 },
);
measure('reading', { en: 'Reading', es: 'Lectura', ar: 'قراءة' }, { usualDays: 14 });
measure(
  'reflection',
  { en: 'Written reflection', es: 'Reflexión por escrito', ar: 'تأمّل مكتوب' },
  { usualDays: 14 },
);
measure(
  'facilitated-talk',
  { en: 'Facilitated conversation', es: 'Conversación facilitada', ar: 'محادثة بمساعدة ميسّر' },
  { consent: true, usualDays: 30 },
);
measure('workshop', { en: 'Workshop', es: 'Taller', ar: 'ورشة عمل' }, { usualDays: 60 });
measure('training', { en: 'Training', es: 'Formación', ar: 'تدريب' }, { usualDays: 60 });
measure('mentorship', { en: 'Mentorship', es: 'Mentoría', ar: 'إرشاد' }, { usualDays: 90 });
measure(
  'restorative-practice',
  { en: 'Restorative practice', es: 'Práctica restaurativa', ar: 'ممارسة تصالحية' },
  { consent: true, usualDays: 60 },
);
measure(
  'commitment',
  { en: 'Commitment to change', es: 'Compromiso de cambio', ar: 'التزام بالتغيير' },
  { usualDays: 14 },
);
measure(
  'statement',
  { en: 'Public statement', es: 'Declaración pública', ar: 'بيان علني' },
  { usualDays: 14 },
);
measure(
  'service-or-donation',
  {
    en: 'Community service or donation',
    es: 'Servicio a la comunidad o donación',
    ar: 'خدمة للمجتمع أو تبرّع',
  },
  { usualDays: 60 },
);
measure(
  'restriction-of-spaces',
  { en: 'Restriction of spaces', es: 'Restricción de espacios', ar: 'تقييد المساحات' },
  { restriction: true },
);
measure(
  'loss-of-privileges',
  { en: 'Loss of privileges', es: 'Pérdida de privilegios', ar: 'فقدان الصلاحيات' },
  { restriction: true },
);
measure('no-contact', {
  en: 'No contact with those involved',
  es: 'Sin contacto con las personas implicadas',
  ar: 'عدم التواصل مع المعنيين',
});
measure('security-review', { en: 'Security review', es: 'Revisión de seguridad', ar: 'مراجعة أمنية' });
measure(
  'code-review-training',
  {
    en: 'Code review training',
    es: 'Formación en revisión de código',
    ar: 'تدريب على مراجعة الشيفرة',
  },
  { usualDays: 60 },
);
measure(
  'red-team-exercise',
  { en: 'Red-team exercise', es: 'Ejercicio de red team', ar: 'تمرين فريق أحمر' },
  { usualDays: 90 },
);
measure('ban', { en: 'Ban', es: 'Expulsión', ar: 'حظر' }, { restriction: true });
measure('probation', { en: 'Probation', es: 'Periodo de prueba', ar: 'فترة اختبار' });
measure('check-ins', { en: 'Check-ins', es: 'Conversaciones de seguimiento', ar: 'لقاءات متابعة' });
measure('readmission-tasks', {
  en: 'Tasks for readmission',
  es: 'Tareas para la readmisión',
  ar: 'مهام للعودة',
});
measure('contributions-removed', {
  en: 'Contributions removed or anonymised',
  es: 'Contribuciones retiradas o anonimizadas',
  ar: 'إزالة المساهمات أو إخفاء هويتها',
});
measure('other-communities-told', {
  en: 'Other communities told',
  es: 'Aviso a otras comunidades',
  ar: 'إبلاغ مجتمعات أخرى',
});
measure('authorities-told', { en: 'Authorities told', es: 'Aviso a las autoridades', ar: 'إبلاغ السلطات' });
measure(
  'named-publicly',
  { en: 'Named publicly', es: 'Mención pública', ar: 'ذكر الاسم علنا' },
  { approval: { share: 'two-thirds', atLeast: 3, quorum: 3, lead: true, withinDays: 7 } },
);

/** What most codes of conduct forbid; a community puts the headings of its own in their place. */
const rules: Record<string, InEveryLanguage> = {
  harassment: { en: 'Harassment', es: 'Acoso', ar: 'التحرّش والمضايقة' },
  insults: { en: 'Insults and attacks', es: 'Insultos y ataques', ar: 'الإهانات والهجمات' },
  'sexual-attention': {
    en: 'Unwelcome sexual attention',
    es: 'Atención sexual no deseada',
    ar: 'اهتمام جنسي غير مرحّب به',
  },
  discrimination: { en: 'Discrimination', es: 'Discriminación', ar: 'التمييز' },
  threats: { en: 'Threats or violence', es: 'Amenazas o violencia', ar: 'التهديد أو العنف' },
  'private-information': {
    en: 'Private information made public',
    es: 'Publicación de información privada',
    ar: 'نشر معلومات خاصة',
  },
  retaliation: { en: 'Retaliation', es: 'Represalias', ar: 'الانتقام' },
  disruption: { en: 'Sustained disruption', es: 'Interrupción persistente', ar: 'التعطيل المستمر' },
  'security-conduct': {
    en: 'Careless or harmful handling of security',
    es: 'Manejo negligente o dañino de la seguridad',
    ar: 'تعامل مهمل أو ضار مع الأمان',
  },
  other: { en: 'Another rule', es: 'Otra norma', ar: 'قاعدة أخرى' },
};

const step = (order: number, label: InEveryLanguage) => ({ order, label });

const conductPlan = {
  'talk-to-reporter': step(10, {
    en: 'Talk to the reporter',
    es: 'Hablar con quien reportó',
    ar: 'التحدث مع صاحب البلاغ',
  }),
  'talk-to-witnesses': step(20, {
    en: 'Talk to witnesses',
    es: 'Hablar con testigos',
    ar: 'التحدث مع الشهود',
  }),
  'hear-respondent': step(30, {
    en: 'Hear the respondent',
    es: 'Escuchar a la persona señalada',
    ar: 'الاستماع إلى الشخص المعني',
  }),
  evidence: step(40, { en: 'Look at the evidence', es: 'Revisar las pruebas', ar: 'النظر في الأدلة' }),
  experts: step(50, { en: 'Ask experts', es: 'Consultar a especialistas', ar: 'سؤال الخبراء' }),
};

const securityPlan = {
  reproduce: step(10, { en: 'Reproduce it', es: 'Reproducirlo', ar: 'إعادة إنتاجه' }),
  severity: step(20, { en: 'Set the severity', es: 'Fijar la gravedad', ar: 'تحديد الخطورة' }),
  'embargo-date': step(30, {
    en: 'Agree on an embargo date',
    es: 'Acordar una fecha de embargo',
    ar: 'الاتفاق على تاريخ حظر النشر',
  }),
  disclosure: step(40, {
    en: 'Coordinate the disclosure',
    es: 'Coordinar la divulgación',
    ar: 'تنسيق الإفصاح',
  }),
  'talk-to-reporter': conductPlan['talk-to-reporter'],
  experts: conductPlan.experts,
};

/** What a team that sets nothing decides by: the four rungs of the code of conduct this service was made for. */
export const defaultDecisions: DecisionSettings = {
  rules,
  readyLadder: 'four-rungs',
  ladder: defaultLadder,
  measures,
  platforms: {},
  plans: { conduct: conductPlan, security: securityPlan },
  emergency: { mostDays: 7, confirmHours: 24 },
  checkInDays: [7, 21],
  appealDays: 7,
  opinionDays: 7,
  readmission: { afterPermanentBan: true, probationDays: 90 },
  logYears: 10,
  publicBans: false,
};
