import type { Language } from '../../settings/localised.ts';

/** What mails to reporters say in one language; a missing text does not compile. Days are given as they are written. */
export type ReporterMailTexts = {
  readonly received: {
    readonly subject: string;
    readonly thanks: (organisation: string) => string;
    readonly acknowledgedBy: (day: string) => string;
    readonly inPrivate: string;
    readonly linkUntil: (day: string) => string;
    readonly byMail: string;
    readonly answersAs: Readonly<Record<'notice' | 'full', string>>;
    readonly stays: string;
    readonly automatic: string;
  };
  readonly notice: {
    readonly subject: string;
    readonly waits: (organisation: string) => string;
    readonly read: string;
    readonly withoutWords: string;
    readonly onPurpose: string;
  };
  readonly full: {
    readonly subject: string;
    readonly wrote: (organisation: string) => string;
    readonly below: string;
  };
};

const en: ReporterMailTexts = {
  received: {
    subject: 'We have your message',
    thanks: (organisation) => `Thank you for writing. Your message has reached the team of ${organisation}.`,
    acknowledgedBy: (day) => `Somebody reads it and answers you by ${day}.`,
    inPrivate: 'To go on in private, open this link and press the button:',
    linkUntil: (day) =>
      `You get twelve words of your own. With them you read answers and write outside your mailbox. The link works once, until ${day}. Use it soon, on a device that only you use: whoever is first gets the words.`,
    stays:
      'Then delete this mail and the one you sent, and empty the trash. Your mail provider and ours may keep copies that we cannot delete. We delete your mail within two days; what it says is kept encrypted.',
    byMail: 'If you prefer mail, keep this one and reply to it.',
    answersAs: {
      notice: 'When the team answers, a mail says only that. Your words open the answer.',
      full: 'The team’s answers come by mail, and whoever opens your mailbox can read them.',
    },
    automatic: 'This answer was sent automatically.',
  },
  notice: {
    subject: 'Something new is waiting for you',
    waits: (organisation) => `The team of ${organisation} has something new for you.`,
    read: 'Enter your twelve words here to read it:',
    withoutWords:
      'If you have no words yet: the link in our first mail gives you some, as long as it works. Otherwise reply to this mail and say so.',
    onPurpose: 'This mail says no more on purpose. Delete it when you have read what is new.',
  },
  full: {
    subject: 'An answer to your message',
    wrote: (organisation) => `The team of ${organisation} writes:`,
    below:
      'Reply to this mail to answer. Files are never mailed: if there are any, they are on your page, behind your twelve words:',
  },
};

const es: ReporterMailTexts = {
  received: {
    subject: 'Tenemos tu mensaje',
    thanks: (organisation) => `Gracias por escribir. Tu mensaje ha llegado al equipo de ${organisation}.`,
    acknowledgedBy: (day) => `Alguien lo leerá y te responderá a más tardar el ${day}.`,
    inPrivate: 'Para seguir en privado, abre este enlace y pulsa el botón:',
    linkUntil: (day) =>
      `Recibirás doce palabras solo tuyas, para leer las respuestas y escribir fuera de tu buzón. El enlace funciona una sola vez, hasta el ${day}. Úsalo pronto, en un dispositivo solo tuyo: las palabras son para quien llegue primero.`,
    stays:
      'Después borra este correo y el que enviaste, y vacía la papelera. Los proveedores de correo pueden guardar copias que no podemos borrar. Nosotros borramos tu correo antes de dos días; su contenido queda cifrado.',
    byMail: 'Si prefieres el correo, conserva este y respóndelo.',
    answersAs: {
      notice:
        'Cuando el equipo conteste, un correo te avisará sin decir más. Para leer necesitas tus palabras.',
      full: 'El equipo te contestará por correo, y podrá leerlo quien pueda abrir tu buzón.',
    },
    automatic: 'Esta respuesta se ha enviado automáticamente.',
  },
  notice: {
    subject: 'Hay algo nuevo para ti',
    waits: (organisation) => `El equipo de ${organisation} tiene algo nuevo para ti.`,
    read: 'Escribe aquí tus doce palabras para leerlo:',
    withoutWords:
      'Si aún no tienes palabras, el enlace de nuestro primer correo te las da mientras funcione. Si ya no funciona, responde a este correo y dilo.',
    onPurpose: 'Este correo no dice más a propósito. Bórralo cuando hayas leído lo nuevo.',
  },
  full: {
    subject: 'Una respuesta a tu mensaje',
    wrote: (organisation) => `El equipo de ${organisation} escribe:`,
    below:
      'Responde a este correo para contestar. Los archivos nunca se envían por correo: si los hay, están en tu página, con tus doce palabras:',
  },
};

const ar: ReporterMailTexts = {
  received: {
    subject: 'وصلتنا رسالتك',
    thanks: (organisation) => `شكرًا على رسالتك. لقد وصلت إلى فريق ${organisation}.`,
    acknowledgedBy: (day) => `سيقرؤها أحد أعضاء الفريق ويرد عليك في موعد أقصاه ${day}.`,
    inPrivate: 'للمتابعة بخصوصية يُرجى فتح هذا الرابط والضغط على الزر:',
    linkUntil: (day) =>
      `تظهر لك اثنتا عشرة كلمة خاصة بك. بها يمكنك قراءة الردود والكتابة خارج صندوق بريدك. يعمل الرابط مرة واحدة، حتى ${day}. تظهر الكلمات لأول من يستخدمه، فيُرجى استخدامه قريبًا وعلى جهاز لا يستخدمه أحد غيرك.`,
    stays:
      'بعد ذلك يُرجى حذف هذه الرسالة ورسالتك الأولى، ثم إفراغ سلة المحذوفات. قد يحتفظ مزوّد بريدك ومزوّدنا بنسخ لا نستطيع حذفها. أما نحن فنحذف رسالتك خلال يومين على الأكثر، ويُحفظ ما فيها مشفّرًا.',
    byMail: 'لمن يفضّل البريد: يُرجى الاحتفاظ بهذه الرسالة والرد عليها.',
    answersAs: {
      notice: 'عندما يرد الفريق تصلك رسالة تقول ذلك ولا تقول أكثر، ولقراءة الرد تلزمك كلماتك.',
      full: 'تصلك ردود الفريق بالبريد، ويستطيع قراءتها كل من يستطيع فتح صندوق بريدك.',
    },
    automatic: 'أُرسل هذا الرد تلقائيًا.',
  },
  notice: {
    subject: 'هناك جديد ينتظرك',
    waits: (organisation) => `لدى فريق ${organisation} جديد لك.`,
    read: 'لقراءته يُرجى إدخال كلماتك الاثنتي عشرة هنا:',
    withoutWords:
      'إذا لم تكن لديك كلمات بعد، فالرابط في رسالتنا الأولى يعطيك إياها ما دام يعمل. وإلا فيُرجى الرد على هذه الرسالة وذكر ذلك.',
    onPurpose: 'لا تقول هذه الرسالة أكثر من ذلك عن قصد. يُرجى حذفها بعد قراءة الجديد.',
  },
  full: {
    subject: 'رد على رسالتك',
    wrote: (organisation) => `كتب فريق ${organisation}:`,
    below:
      'للرد يكفي الرد على هذه الرسالة. لا تُرسل الملفات بالبريد أبدًا: إن وُجدت فهي في صفحتك، خلف كلماتك الاثنتي عشرة:',
  },
};

export const reporterMailTexts: Readonly<Record<Language, ReporterMailTexts>> = { en, es, ar };
