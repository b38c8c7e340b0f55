import type { MailKind, OutsideMail } from '../../domain/notice/mail.ts';
import type { Language } from '../../settings/localised.ts';

/** What the mails say in one language; a missing text does not compile. */
export type MailTexts = {
  readonly subjects: Readonly<Record<MailKind, string>>;
  readonly signIn: string;
  readonly onPurpose: string;
  readonly onPurposeOrdinary: string;
  /** Why somebody outside the team gets a mail at all. */
  readonly outsideBecause: (organisation: string) => string;
  /** What the outside contact can do, who has nowhere to look. */
  readonly askWhom: Readonly<Record<OutsideMail, string>>;
};

const en: MailTexts = {
  subjects: {
    ordinary: 'Something is waiting for you',
    urgent: 'Something urgent is waiting for you',
    'several-urgent': 'Several urgent things are waiting for you',
    untaken: 'Something urgent is waiting, and nobody has taken it yet',
    reminder: 'Something in your queue is due soon',
    overdue: 'Something in your queue is overdue',
    'long-overdue': 'Something in your queue has been overdue for a while',
    'outside-alone': 'Something is waiting that nobody on the team may see',
    'outside-urgent': 'Something urgent is waiting, and nobody on the team has taken it',
    'outside-overdue': 'Something the team has promised is overdue',
    'outside-unreviewed': 'Something is waiting that a second person on the team has to confirm',
    'set-aside': 'A lead has asked you to step aside from a case',
    unreviewed: 'Something is waiting for a second person to confirm it',
    'new-member': 'Your team has a new member',
    checklist: 'Something on your team’s checklist is due',
  },
  signIn: 'Please sign in to see it:',
  onPurpose: 'This mail says no more on purpose.',
  onPurposeOrdinary: 'This mail says no more on purpose, and you get no other until you have looked.',
  outsideBecause: (organisation) =>
    `You get this mail because you are the outside contact of the conduct team of ${organisation}.`,
  askWhom: {
    'outside-alone':
      'Please don’t ask the team: it was kept from everybody on it. Anybody who runs the service can let you see it.',
    'outside-urgent': 'Please call somebody on the team.',
    'outside-overdue': 'Please ask the team.',
    'outside-unreviewed':
      'Please ask the team to look at it: one person has acted alone, and nobody else has looked yet.',
  },
};

const es: MailTexts = {
  subjects: {
    ordinary: 'Hay algo pendiente para ti',
    urgent: 'Hay algo urgente pendiente para ti',
    'several-urgent': 'Hay varias cosas urgentes pendientes para ti',
    untaken: 'Hay algo urgente pendiente y todavía nadie se ha hecho cargo',
    reminder: 'Algo de tu lista vence pronto',
    overdue: 'Algo de tu lista está fuera de plazo',
    'long-overdue': 'Algo de tu lista lleva un tiempo fuera de plazo',
    'outside-alone': 'Hay algo pendiente que nadie del equipo puede ver',
    'outside-urgent': 'Hay algo urgente pendiente y nadie del equipo se ha hecho cargo',
    'outside-overdue': 'Algo que el equipo prometió está fuera de plazo',
    'outside-unreviewed': 'Hay algo que una segunda persona del equipo debe confirmar',
    'set-aside': 'Una persona responsable te ha pedido que dejes un caso',
    unreviewed: 'Hay algo que una segunda persona debe confirmar',
    'new-member': 'Tu equipo tiene un miembro nuevo',
    checklist: 'Toca revisar algo de la lista de tu equipo',
  },
  signIn: 'Inicia sesión para verlo:',
  onPurpose: 'Este correo no dice más a propósito.',
  onPurposeOrdinary: 'Este correo no dice más a propósito, y no recibirás otro hasta que hayas mirado.',
  outsideBecause: (organisation) =>
    `Recibes este correo porque eres el contacto externo del equipo de conducta de ${organisation}.`,
  askWhom: {
    'outside-alone':
      'Por favor, no preguntes al equipo: se ha ocultado a todas las personas que lo forman. Quien administra el servicio puede dejar que lo veas.',
    'outside-urgent': 'Por favor, llama a alguien del equipo.',
    'outside-overdue': 'Por favor, pregunta al equipo.',
    'outside-unreviewed':
      'Por favor, pide al equipo que lo mire: una persona actuó sola y nadie más lo ha mirado todavía.',
  },
};

const ar: MailTexts = {
  subjects: {
    ordinary: 'هناك ما ينتظرك',
    urgent: 'هناك أمر عاجل ينتظرك',
    'several-urgent': 'هناك عدة أمور عاجلة تنتظرك',
    untaken: 'هناك أمر عاجل ينتظر، ولم يتولّه أحد بعد',
    reminder: 'يقترب موعد أمر في قائمتك',
    overdue: 'فات موعد أمر في قائمتك',
    'long-overdue': 'فات منذ مدة موعد أمر في قائمتك',
    'outside-alone': 'هناك ما ينتظر ولا يحق لأحد من الفريق الاطلاع عليه',
    'outside-urgent': 'هناك أمر عاجل ينتظر، ولم يتولّه أحد من الفريق',
    'outside-overdue': 'فات موعد أمر وعد به الفريق',
    'outside-unreviewed': 'هناك أمر ينتظر تأكيدا من شخص ثان في الفريق',
    'set-aside': 'طُلب منك أن تترك حالة لغيرك',
    unreviewed: 'هناك أمر ينتظر تأكيدا من شخص ثان',
    'new-member': 'انضم عضو جديد إلى فريقك',
    checklist: 'حان موعد أمر في قائمة المراجعة لفريقك',
  },
  signIn: 'يُرجى تسجيل الدخول للاطلاع عليه:',
  onPurpose: 'لا تقول هذه الرسالة أكثر من ذلك عن قصد.',
  onPurposeOrdinary: 'لا تقول هذه الرسالة أكثر من ذلك عن قصد، ولن تصلك أخرى حتى تطّلع.',
  outsideBecause: (organisation) =>
    `تصلك هذه الرسالة لأنك جهة الاتصال من خارج فريق السلوك في ${organisation}.`,
  askWhom: {
    'outside-alone':
      'يُرجى ألّا تسأل الفريق: فقد حُجب الأمر عن جميع أعضائه. ويستطيع من يدير الخدمة أن يتيح لك الاطلاع عليه.',
    'outside-urgent': 'يُرجى الاتصال بأحد أعضاء الفريق.',
    'outside-overdue': 'يُرجى سؤال الفريق.',
    'outside-unreviewed':
      'يُرجى أن تطلب من الفريق النظر في الأمر: فقد تصرّف شخص واحد بمفرده، ولم ينظر فيه أحد غيره بعد.',
  },
};

export const mailTexts: Readonly<Record<Language, MailTexts>> = { en, es, ar };
