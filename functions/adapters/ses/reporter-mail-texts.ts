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
    inPrivate:
      'Go on in private: a mail can be read by whoever can open your mailbox. Open this link, press the button, and you get twelve words of your own. With them you come back, read answers and write, and nothing of it is in your mailbox:',
    linkUntil: (day) =>
      `The link works once, until ${day}. It shows nothing of what you wrote. Whoever uses it first gets the words, so use it soon, on a device that only you use.`,
    byMail: 'If you prefer mail, reply to this mail. Your reply reaches the same people.',
    answersAs: {
      notice:
        'When the team answers, you get a mail that says so, and no more. To read the answer you need your twelve words.',
      full: 'When the team answers, the answer comes to you by mail. Whoever can read your mailbox can read it.',
    },
    stays:
      'What stays behind: your mail is still in your folder of sent mail, and this one in your inbox. Delete both, and empty the trash. Your mail provider and ours may keep copies or records for a while; we cannot delete those. On our side your mail itself is deleted, mostly within minutes and at the latest after two days; what it says is kept encrypted.',
    automatic: 'This answer was sent automatically.',
  },
  notice: {
    subject: 'Something new is waiting for you',
    waits: (organisation) => `The team of ${organisation} has something new for you.`,
    read: 'Enter your twelve words here to read it:',
    withoutWords: 'If you have no twelve words, reply to this mail and say so.',
    onPurpose: 'This mail says no more on purpose.',
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
    inPrivate:
      'Sigue en privado: quien pueda abrir tu buzón puede leer un correo. Abre este enlace, pulsa el botón y recibirás doce palabras solo tuyas. Con ellas vuelves, lees las respuestas y escribes, sin que quede nada en tu buzón:',
    linkUntil: (day) =>
      `El enlace funciona una sola vez, hasta el ${day}. No muestra nada de lo que escribiste. Las palabras son para quien lo use primero: úsalo pronto y en un dispositivo que solo uses tú.`,
    byMail: 'Si prefieres el correo, responde a este mensaje. Tu respuesta llega a las mismas personas.',
    answersAs: {
      notice:
        'Cuando el equipo responda, recibirás un correo que lo dice y nada más. Para leer la respuesta necesitas tus doce palabras.',
      full: 'Cuando el equipo responda, la respuesta te llegará por correo. Podrá leerla quien pueda leer tu buzón.',
    },
    stays:
      'Lo que queda: tu correo sigue en tu carpeta de enviados, y este en tu bandeja de entrada. Borra los dos y vacía la papelera. Tu proveedor de correo y el nuestro pueden guardar copias o registros durante un tiempo; no podemos borrarlos. Aquí tu correo se borra, casi siempre en minutos y como máximo a los dos días; lo que dice se guarda cifrado.',
    automatic: 'Esta respuesta se ha enviado automáticamente.',
  },
  notice: {
    subject: 'Hay algo nuevo para ti',
    waits: (organisation) => `El equipo de ${organisation} tiene algo nuevo para ti.`,
    read: 'Escribe aquí tus doce palabras para leerlo:',
    withoutWords: 'Si no tienes doce palabras, responde a este correo y dilo.',
    onPurpose: 'Este correo no dice más a propósito.',
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
    inPrivate:
      'للمتابعة بخصوصية: يستطيع قراءة البريد كل من يستطيع فتح صندوق بريدك. عند فتح هذا الرابط والضغط على الزر تظهر لك اثنتا عشرة كلمة خاصة بك. بها يمكنك العودة وقراءة الردود والكتابة، دون أن يبقى شيء من ذلك في صندوق بريدك:',
    linkUntil: (day) =>
      `يعمل الرابط مرة واحدة، حتى ${day}. وهو لا يعرض شيئًا مما كتبته. تظهر الكلمات لأول من يستخدمه، فيُرجى استخدامه قريبًا وعلى جهاز لا يستخدمه أحد غيرك.`,
    byMail: 'لمن يفضّل البريد: يكفي الرد على هذه الرسالة. يصل ردك إلى الأشخاص أنفسهم.',
    answersAs: {
      notice: 'عندما يرد الفريق تصلك رسالة تقول ذلك ولا تقول أكثر. ولقراءة الرد تلزمك كلماتك الاثنتا عشرة.',
      full: 'عندما يرد الفريق يصلك الرد بالبريد. ويستطيع قراءته كل من يستطيع قراءة صندوق بريدك.',
    },
    stays:
      'ما الذي يبقى: ما زالت رسالتك في مجلد البريد المرسل لديك، وهذه الرسالة في بريدك الوارد. يُرجى حذفهما وإفراغ سلة المحذوفات. قد يحتفظ مزوّد بريدك ومزوّدنا بنسخ أو سجلات لبعض الوقت، ولا نستطيع حذفها. أما لدينا فتُحذف رسالتك نفسها، خلال دقائق في الغالب ويومين على الأكثر، ويُحفظ ما فيها مشفّرًا.',
    automatic: 'أُرسل هذا الرد تلقائيًا.',
  },
  notice: {
    subject: 'هناك جديد ينتظرك',
    waits: (organisation) => `لدى فريق ${organisation} جديد لك.`,
    read: 'لقراءته يُرجى إدخال كلماتك الاثنتي عشرة هنا:',
    withoutWords: 'إذا لم تكن لديك الكلمات الاثنتا عشرة، فيُرجى الرد على هذه الرسالة وذكر ذلك.',
    onPurpose: 'لا تقول هذه الرسالة أكثر من ذلك عن قصد.',
  },
  full: {
    subject: 'رد على رسالتك',
    wrote: (organisation) => `كتب فريق ${organisation}:`,
    below:
      'للرد يكفي الرد على هذه الرسالة. لا تُرسل الملفات بالبريد أبدًا: إن وُجدت فهي في صفحتك، خلف كلماتك الاثنتي عشرة:',
  },
};

export const reporterMailTexts: Readonly<Record<Language, ReporterMailTexts>> = { en, es, ar };
