import type { ApprovalRule, DecisionSettings, RungSettings } from './decision-schema.ts';
import type { InEveryLanguage } from './localised.ts';

export type LadderRung = RungSettings & { readonly label: InEveryLanguage; readonly impact: InEveryLanguage };
type Named<Type> = Type & { readonly label: InEveryLanguage };

/** How the default ladders decide. */
export const twoPeople: ApprovalRule = { share: 'number', atLeast: 2, quorum: 2, lead: false, withinDays: 7 };
export const twoThirds: ApprovalRule = { ...twoPeople, share: 'two-thirds' };
export const twoThirdsAndALead: ApprovalRule = { ...twoThirds, atLeast: 3, quorum: 3, lead: true };

/** Gives each its place, in the order in which they are written. */
export const inOrder = <Item extends object>(
  items: Readonly<Record<string, Item>>,
): Record<string, Item & { readonly order: number }> =>
  Object.fromEntries(
    Object.entries(items).map(([name, item], index) => [name, { ...item, order: (index + 1) * 10 }]),
  );

/** The four rungs of the code of conduct this service was made for. */
export const defaultLadder: Record<string, LadderRung> = inOrder({
  correction: {
    label: { en: 'Correction', es: 'Corrección', ar: 'تصحيح' },
    impact: {
      en: 'Words or behaviour that others in the community experienced as inappropriate or unwelcome.',
      es: 'Palabras o conductas que otras personas de la comunidad vivieron como inapropiadas o no deseadas.',
      ar: 'كلام أو سلوك وجده آخرون في المجتمع غير لائق أو غير مرحّب به.',
    },
    lasts: { kind: 'none' },
    usualMeasures: ['private-apology', 'reading', 'reflection'],
    approval: twoPeople,
    lawyer: false,
    keepYears: 1,
  },
  warning: {
    label: { en: 'Warning', es: 'Advertencia', ar: 'إنذار' },
    impact: {
      en: 'A clear violation, in one incident or in several acts, that hurt others or made the community less safe.',
      es: 'Una infracción clara, en un incidente o en varios actos, que dañó a otras personas o hizo la comunidad menos segura.',
      ar: 'مخالفة واضحة، في حادثة واحدة أو في عدة أفعال، آذت آخرين أو جعلت المجتمع أقل أمانا.',
    },
    lasts: { kind: 'days', least: 1, most: 180 },
    usualMeasures: ['no-contact', 'restriction-of-spaces', 'training'],
    approval: twoPeople,
    lawyer: false,
    keepYears: 2,
  },
  'temporary-ban': {
    label: { en: 'Temporary ban', es: 'Expulsión temporal', ar: 'حظر مؤقت' },
    impact: {
      en: 'A serious violation, or one that goes on after a warning.',
      es: 'Una infracción grave, o una que continúa después de una advertencia.',
      ar: 'مخالفة خطيرة، أو مخالفة تستمر بعد إنذار.',
    },
    lasts: { kind: 'days', least: 7, most: 730 },
    usualMeasures: ['ban', 'no-contact', 'probation', 'readmission-tasks'],
    approval: twoThirds,
    lawyer: false,
    keepYears: 5,
  },
  'permanent-ban': {
    label: { en: 'Permanent ban', es: 'Expulsión permanente', ar: 'حظر دائم' },
    impact: {
      en: 'A pattern of violations, or a single act so grave that the community cannot be safe with this person in it.',
      es: 'Un patrón de infracciones, o un solo acto tan grave que la comunidad no puede ser segura con esta persona en ella.',
      ar: 'نمط من المخالفات، أو فعل واحد بالغ الخطورة لا يمكن معه أن يكون المجتمع آمنا بوجود هذا الشخص.',
    },
    lasts: { kind: 'permanent' },
    usualMeasures: ['ban', 'no-contact'],
    approval: twoThirdsAndALead,
    lawyer: true,
    keepYears: 10,
  },
});

type MeasureType = Named<DecisionSettings['measures'][string]>;

/** Measures of which nothing else is said are no restriction, and need nobody's consent. */
const measuresOf = (
  measures: Readonly<Record<string, Named<Partial<MeasureType>>>>,
): Record<string, MeasureType> =>
  inOrder(
    Object.fromEntries(
      Object.entries(measures).map(([name, own]) => [name, { restriction: false, consent: false, ...own }]),
    ),
  );

const measures = measuresOf({
  'private-apology': {
    label: { en: 'Private apology', es: 'Disculpa privada', ar: 'اعتذار خاص' },
    usualDays: 14,
  },
  'public-apology': {
    label: { en: 'Public apology', es: 'Disculpa pública', ar: 'اعتذار علني' },
    usualDays: 14,
  },
  reading: { label: { en: 'Reading', es: 'Lectura', ar: 'قراءة' }, usualDays: 14 },
  reflection: {
    label: { en: 'Written reflection', es: 'Reflexión por escrito', ar: 'تأمّل مكتوب' },
    usualDays: 14,
  },
  'facilitated-talk': {
    label: { en: 'Facilitated conversation', es: 'Conversación facilitada', ar: 'محادثة بمساعدة ميسّر' },
    consent: true,
    usualDays: 30,
  },
  workshop: { label: { en: 'Workshop', es: 'Taller', ar: 'ورشة عمل' }, usualDays: 60 },
  training: { label: { en: 'Training', es: 'Formación', ar: 'تدريب' }, usualDays: 60 },
  mentorship: { label: { en: 'Mentorship', es: 'Mentoría', ar: 'إرشاد' }, usualDays: 90 },
  'restorative-practice': {
    label: { en: 'Restorative practice', es: 'Práctica restaurativa', ar: 'ممارسة تصالحية' },
    consent: true,
    usualDays: 60,
  },
  commitment: {
    label: { en: 'Commitment to change', es: 'Compromiso de cambio', ar: 'التزام بالتغيير' },
    usualDays: 14,
  },
  statement: { label: { en: 'Public statement', es: 'Declaración pública', ar: 'بيان علني' }, usualDays: 14 },
  'service-or-donation': {
    label: {
      en: 'Community service or donation',
      es: 'Servicio a la comunidad o donación',
      ar: 'خدمة للمجتمع أو تبرّع',
    },
    usualDays: 60,
  },
  'restriction-of-spaces': {
    label: { en: 'Restriction of spaces', es: 'Restricción de espacios', ar: 'تقييد المساحات' },
    restriction: true,
  },
  'loss-of-privileges': {
    label: { en: 'Loss of privileges', es: 'Pérdida de privilegios', ar: 'فقدان الصلاحيات' },
    restriction: true,
  },
  'no-contact': {
    label: {
      en: 'No contact with those involved',
      es: 'Sin contacto con las personas implicadas',
      ar: 'عدم التواصل مع المعنيين',
    },
  },
  'security-review': { label: { en: 'Security review', es: 'Revisión de seguridad', ar: 'مراجعة أمنية' } },
  'code-review-training': {
    label: {
      en: 'Code review training',
      es: 'Formación en revisión de código',
      ar: 'تدريب على مراجعة الشيفرة',
    },
    usualDays: 60,
  },
  'red-team-exercise': {
    label: {
      en: 'Red-team exercise',
      es: 'Ejercicio de ataque simulado (equipo rojo)',
      ar: 'تمرين فريق أحمر',
    },
    usualDays: 90,
  },
  ban: { label: { en: 'Ban', es: 'Expulsión', ar: 'حظر' }, restriction: true },
  probation: { label: { en: 'Probation', es: 'Periodo de prueba', ar: 'فترة اختبار' } },
  'check-ins': { label: { en: 'Check-ins', es: 'Conversaciones de seguimiento', ar: 'لقاءات متابعة' } },
  'readmission-tasks': {
    label: { en: 'Tasks for readmission', es: 'Tareas para la readmisión', ar: 'مهام للعودة' },
  },
  'contributions-removed': {
    label: {
      en: 'Contributions removed or anonymised',
      es: 'Contribuciones retiradas o anonimizadas',
      ar: 'إزالة المساهمات أو إخفاء هويتها',
    },
  },
  'other-communities-told': {
    label: { en: 'Other communities told', es: 'Aviso a otras comunidades', ar: 'إبلاغ مجتمعات أخرى' },
  },
  'authorities-told': {
    label: { en: 'Authorities told', es: 'Aviso a las autoridades', ar: 'إبلاغ السلطات' },
  },
  'named-publicly': {
    label: { en: 'Named publicly', es: 'Mención pública', ar: 'ذكر الاسم علنا' },
    approval: twoThirdsAndALead,
  },
});

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

/** Steps of an investigation in the order in which they are usually taken. */
const planOf = (steps: Readonly<Record<string, InEveryLanguage>>) =>
  inOrder(Object.fromEntries(Object.entries(steps).map(([name, label]) => [name, { label }])));

const conductSteps = {
  'talk-to-reporter': {
    en: 'Talk to the reporter',
    es: 'Hablar con quien reportó',
    ar: 'التحدث مع صاحب البلاغ',
  },
  'talk-to-witnesses': { en: 'Talk to witnesses', es: 'Hablar con testigos', ar: 'التحدث مع الشهود' },
  'hear-respondent': {
    en: 'Hear the respondent',
    es: 'Escuchar a la persona señalada',
    ar: 'الاستماع إلى الشخص المعني',
  },
  evidence: { en: 'Look at the evidence', es: 'Revisar las pruebas', ar: 'النظر في الأدلة' },
  experts: { en: 'Ask experts', es: 'Consultar a especialistas', ar: 'سؤال الخبراء' },
};

const securitySteps = {
  reproduce: { en: 'Reproduce it', es: 'Reproducirlo', ar: 'إعادة إنتاجه' },
  'talk-to-reporter': conductSteps['talk-to-reporter'],
  severity: { en: 'Set the severity', es: 'Fijar la gravedad', ar: 'تحديد الخطورة' },
  'embargo-date': {
    en: 'Agree on an embargo date',
    es: 'Acordar una fecha de embargo',
    ar: 'الاتفاق على تاريخ حظر النشر',
  },
  disclosure: { en: 'Coordinate the disclosure', es: 'Coordinar la divulgación', ar: 'تنسيق الإفصاح' },
  experts: conductSteps.experts,
};

/** What a team that sets nothing decides by: the four rungs of the code of conduct this service was made for. */
export const defaultDecisions: DecisionSettings = {
  rules,
  readyLadder: 'four-rungs',
  ladder: defaultLadder,
  measures,
  platforms: {},
  plans: { conduct: planOf(conductSteps), security: planOf(securitySteps) },
  emergency: { mostDays: 7, confirmHours: 24 },
  checkInDays: [7, 21],
  checkInsAfterClosing: [7, 21, 90],
  appealDays: 7,
  appeal: {
    afterSendingDays: 14,
    acknowledgeHours: 48,
    decideDays: 14,
    waits: [],
    secondApprovals: 2,
  },
  opinionDays: 7,
  readmission: { afterPermanentBan: true, probationDays: 90 },
  logYears: 10,
  publicBans: false,
};
