import type { CaseState } from '../../domain/case/state.ts';
import type { IdentifyingDetail } from '../../domain/kernel/identifying-details.ts';
import { inKilobytes } from '../../domain/kernel/size.ts';
import type { TextProblem } from '../../domain/kernel/text.ts';
import type { PassphraseResult } from '../../envelope/token.ts';
import type { Messages } from './en.ts';
import { files } from './files/es.ts';
import { answerIn } from './safety/answer-in.ts';
import { held } from './held/es.ts';
import { safety } from './safety/es.ts';

const quoted = (words: readonly string[]): string => words.map((word) => `«${word}»`).join(', ');
const sizeUnits = { kilobyte: 'KB', megabyte: 'MB' };
const kilobytes = (bytes: number): string => inKilobytes(bytes, sizeUnits);
const bytesPerPage = 2 * 1024;
const limitInWords = (bytes: number): string =>
  bytes < 2 * bytesPerPage
    ? kilobytes(bytes)
    : `${kilobytes(bytes)} (unas ${Math.round(bytes / bytesPerPage)} páginas)`;

const states: Record<CaseState, string> = {
  received: 'Recibido. El equipo aún no ha confirmado la recepción.',
  acknowledged: 'Recepción confirmada. El equipo ha confirmado que tiene tu reporte.',
  'in-review': 'En revisión. El equipo lo está examinando.',
  decided: 'Decidido. El equipo ha tomado una decisión.',
  closed: 'Cerrado.',
  reopened: 'Reabierto. El equipo lo ha retomado.',
};

const wordProblem = (result: Exclude<PassphraseResult, { kind: 'token' }>): string => {
  switch (result.kind) {
    case 'word-count':
      return `Una frase de acceso tiene 12 palabras. Palabras encontradas aquí: ${result.found}.`;
    case 'unknown-words':
      return result.words
        .map(
          ({ position, word, suggestions }) =>
            `La palabra ${position} («${word.slice(0, 20)}») no está en la lista.` +
            (suggestions.length > 0 ? ` Lo más parecido en la lista: ${quoted(suggestions)}.` : ''),
        )
        .join(' ');
    case 'checksum':
      return 'Todas las palabras están en la lista, pero juntas no forman una frase de acceso: la suma de comprobación no coincide. Puede que una de ellas sea otra palabra o que dos hayan cambiado de lugar.';
  }
};

const textProblem = (problem: TextProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Por favor, escribe algo aquí.';
    case 'broken':
      return 'Contenía un carácter dañado, que se ha quitado del texto de abajo. Por favor, revísalo y envíalo otra vez.';
    case 'control-character':
      return `Contenía un carácter de control invisible (${problem.codePoint}) en la posición ${problem.place}, que se ha quitado del texto de abajo. Por favor, revísalo y envíalo otra vez.`;
    case 'too-long':
      return `Es demasiado largo: ${kilobytes(problem.length)} de ${limitInWords(problem.limit)} como máximo.`;
    case 'all-too-long':
      return `Tus respuestas son demasiado largas en conjunto. Pueden ocupar ${limitInWords(problem.limit)} como máximo.`;
  }
};

const details: Record<IdentifyingDetail['kind'], string> = {
  mail: 'una dirección de correo electrónico',
  phone: 'un número de teléfono',
  handle: 'un nombre de usuario',
  link: 'un enlace',
  'only-one': 'algo que solo pocas personas pueden saber',
  'own-role': 'tu propia función',
};

/** What the reporter’s pages say, in Spanish. The twelve words stay English words. */
export const es: Messages = {
  language: 'es',
  locale: 'es',
  languageName: 'Español',
  direction: 'ltr',
  states,
  wordProblem,
  textProblem,
  sizeUnits,
  kilobytes: limitInWords,
  files,
  safety,
  held,

  title: 'Formulario de mensajes',
  errorTitle: 'Error: ',
  exit: 'Salir de esta página',
  exitKey: 'También puedes salir pulsando tres veces la tecla Mayús (Shift).',
  footer:
    'Salir no borra el historial de tu navegador. Esta página no guarda cookies y no carga nada de otros sitios.',
  languages: 'Idiomas',
  optional: '(opcional)',
  toFirstPage: 'Volver a la primera página',
  inNewTab: '(se abre en otra pestaña)',

  problems: {
    heading: 'Por favor, revisa esto',
    notSent: 'Todavía no se ha enviado nada.',
    kept: 'Lo que escribiste sigue abajo.',
    didNotWork: 'Esto no funcionó',
    notFound: 'No hay nada en esta dirección.',
    notThisWay: 'Esta dirección no se puede usar así. No se guardó nada.',
    fault: 'Algo falló de nuestro lado. El fallo ha quedado registrado.',
    tryAgain:
      'El servicio no puede responder en este momento. Por favor, inténtalo de nuevo dentro de un rato; no pasa nada por enviar lo mismo otra vez.',
    unreadableRequest: 'No se pudo leer la solicitud. No se guardó nada.',
    tooLarge:
      'Lo que enviaste es demasiado grande. No se guardó nada. Vuelve atrás: la mayoría de los navegadores todavía muestra tu texto. Puede que Firefox y el navegador Tor ya no lo tengan.',
    pressAgain: 'Por favor, pulsa el botón otra vez.',
    ticket:
      'Este formulario no procede de esta página, por eso no se aceptó. Por favor, pulsa el botón otra vez.',
    channel: 'Por favor, elige de qué trata tu reporte.',
  },

  landing: {
    heading: 'Cuéntale al equipo lo que pasó, sin decir quién eres',
    danger: '¿Estás en peligro ahora mismo?',
    dangerText:
      'Nadie vigila esta página las veinticuatro horas. Llama primero al número de emergencias del lugar donde estás.',
    emergencyHours: (hours: string) => `Horario de atención: ${hours}.`,
    intro:
      'Escribes lo que pasó y recibes doce palabras. Son palabras en inglés; no hace falta entenderlas, solo conservarlas tal cual. Con ellas, y solo con ellas, puedes volver, ver qué responde el equipo y escribir de nuevo. No necesitas cuenta, ni nombre, ni correo electrónico. No pasa nada si tienes dudas de que «cuente».',
    retaliation:
      'Están prohibidas las represalias contra cualquier persona que reporte algo o que ayude. Puedes reportarlas aquí como cualquier otra cosa.',
    write: 'Escribir un reporte',
    comeBack: 'Tengo mis doce palabras o un enlace y quiero volver',
    whoReads: 'Quién lo lee',
    readers: (organisation: string) =>
      `Estas personas de ${organisation}. Se les avisa de que hay algo pendiente, no de qué se trata. En el formulario puedes indicar cuáles de ellas no deben ver tu reporte.`,
    noRoster: (organisation: string) =>
      `Las personas de ${organisation} que atienden el canal que elijas. Se les avisa de que hay algo pendiente, no de qué se trata.`,
    outside: 'De fuera del equipo. Solo leen lo que se les encarga, y no se les avisa de tu reporte:',
    auditors:
      'Comprueban si el equipo cumple sus propias normas. No leen ningún reporte y no se les avisa del tuyo:',
    nobodyHere: 'Nadie en este momento.',
    expertise: 'Sabe de',
    speaks: 'Habla',
    available: 'Disponibilidad',
    promise: (hours: string) =>
      `Se comprometen a confirmar la recepción de tu reporte en un plazo máximo de ${hours}.`,
    otherWays: 'Otras formas de contactar con el equipo',
    kept: 'Qué se guarda y qué no',
    keptText:
      'Tu texto se cifra antes de guardarse. No se guarda: tu dirección de red, tu navegador, la hora exacta ni cuándo vuelves a mirar. Quién puede leer qué:',
    who: 'Quién',
    canRead: 'Qué puede leer',
    readersTable: [
      [
        'El equipo del canal',
        'Tu reporte y lo que escribas después, salvo las personas del equipo que excluyas.',
      ],
      ['Tú', 'Lo mismo, con tus doce palabras. Nadie puede recuperarlas si se pierden.'],
      [
        'Quien entre por la fuerza en el servicio en marcha',
        'Lo que se escriba, o se abra con sus palabras, mientras esté dentro. Nada más de lo guardado.',
      ],
      [
        'Alguien que robe la base de datos',
        'Cuántos reportes hay, en qué hora llegó cada uno (en qué minuto, mientras uno urgente espera a alguien), en qué fase están y cuántos mensajes y archivos tiene cada uno, con su tamaño aproximado. Ningún texto, ningún nombre.',
      ],
      [
        'Quien administra la cuenta en la nube',
        'Ningún texto y ningún nombre, tal como está configurado. Ve, minuto a minuto, cuánto se usa el servicio, y tiene copias de seguridad de lo que se guarda cifrado. Podría cambiar los programas y leer lo que llegue a partir de entonces; eso dejaría rastros, pero no se puede descartar.',
      ],
    ],
    privacy: 'Privacidad: qué se guarda y durante cuánto tiempo',
    snippet: 'Para el equipo: un texto para la página del código de conducta',
    cannot: 'De qué no puede proteger esta página',
    cannotText: 'Ninguna página puede prometerte que nadie lo averiguará nunca.',
    cannotList: [
      'Si tu empresa o tu centro de estudios vigila su red, o el dispositivo que usas, puede ver que visitaste este sitio.',
      'El historial de tu navegador muestra que estuviste aquí.',
      'Los detalles que solo conocen pocas personas, o tu manera de escribir, pueden delatar quién eres.',
    ],
    safer: 'Cómo protegerte mejor',
    saferList: [
      'Usa tu propio dispositivo, y no la red del trabajo o del centro de estudios.',
      'Usa el navegador Tor (Tor Browser). Este sitio funciona con todos los scripts desactivados.',
      'No incluyas lo que solo tú podrías saber, a menos que sea importante.',
      'Guarda las doce palabras en papel.',
    ],
    quiet: (days: string) =>
      `Nadie del equipo ha iniciado sesión desde hace más de ${days}. Tu reporte se guarda, pero puede que tenga que esperar. Si no puede esperar, usa otra vía.`,
  },

  form: {
    heading: '¿Qué quieres contarle al equipo?',
    about: 'Este formulario es sobre',
    otherChannel: (label: string) => `¿Se trata de otra cosa? ${label}`,
    unsure: '«No lo sé» es una respuesta. Puedes dejar en blanco todo menos la primera pregunta.',
    urgent: '¿Es urgente?',
    urgentLabel: 'Alguien podría estar en peligro, o está pasando ahora',
    urgentWhy:
      'Si marcas esto, se avisa al equipo en el plazo de un minuto. Si no, se le avisa a la hora en punto, para que la hora de su correo diga poco sobre cuándo escribiste.',
    urgentWhyMinute:
      'Se avisa al equipo de cualquier reporte en el plazo de un minuto. Si marcas esto, se le avisa una y otra vez hasta que alguien se haga cargo.',
    exclude: '¿Quién no debe ver esto?',
    excludeWhy:
      'Las personas que marques no sabrán que este reporte existe: ni por las listas, ni por los recuentos, ni por correo. Marca a todas las que estén implicadas o que sean cercanas a alguien que lo esté.',
    identity: 'Sobre ti, solo si quieres',
    identityWhy:
      'Esto se guarda aparte del reporte y bajo una segunda llave. Para abrirlo, el equipo debe dar un motivo. Cada apertura queda registrada, y tu página te muestra que se abrió.',
    name: 'Mi nombre',
    contact: 'Una forma de contactarme',
    limit: (limit: string) => `Todas tus respuestas juntas pueden ocupar hasta ${limit}.`,
    notAskedHere: (question: string) =>
      `Este formulario no pregunta «${question}». Lo que escribiste ahí no se envía con él. Vuelve a aparecer cuando regreses al otro formulario.`,
    leaveEmpty: 'Por favor, deja esto vacío',
    toReview: 'Revisarlo',
    toReviewHint: 'Todavía no se envía nada. Antes lo ves todo una vez más.',
  },

  review: {
    heading: '¿Está bien así?',
    text: 'Todavía no se ha enviado nada. Aquí mismo puedes cambiarlo todo y después enviarlo.',
    leftEmpty: 'Preguntas que dejaste en blanco',
    back: 'Volver al formulario',
    backHint:
      'Este botón conserva lo que escribiste. El botón «Atrás» de algunos navegadores, como el navegador Tor, lo olvida.',
    hints: 'Esto podría revelar quién eres',
    hintsText: 'Tú decides. Déjalo si es importante para el equipo.',
    hint: (detail: IdentifyingDetail) => `«${detail.found}»: ${details[detail.kind]}`,
    named: (name: string) =>
      `Has nombrado a ${name}, que forma parte del equipo. Esa persona no verá este reporte, a menos que la desmarques abajo.`,
    allExcluded:
      'Has excluido a todas las personas que podrían leer este reporte. Se guardaría y nadie podría abrirlo. Es mejor acudir a:',
    noOutside:
      'Has excluido a todas las personas que podrían leer este reporte, y esta comunidad no ha designado a nadie de fuera del equipo. Si lo envías, nadie podrá abrirlo hasta que se dé acceso a una nueva persona.',
    nobodyThere:
      'Ahora mismo nadie del equipo se ocupa de este canal. Tu reporte se guardaría, pero no se avisaría a nadie y nadie podría abrirlo antes de que se dé acceso a alguien. Es mejor acudir a:',
    nobodyThereNoOutside:
      'Ahora mismo nadie del equipo se ocupa de este canal, y esta comunidad no ha designado a nadie de fuera del equipo. Tu reporte se guardaría, pero no se avisaría a nadie y nadie podría abrirlo antes de que se dé acceso a alguien.',
    teamChanged:
      'El equipo ha cambiado desde que abriste el formulario. Por favor, mira otra vez quién no debe ver esto.',
    urgentToo: (question: string) =>
      `Respondiste a «${question}», pero no has marcado «¿Es urgente?». Si alguien podría estar en peligro, márcalo abajo: así se avisa al equipo en el plazo de un minuto.`,
    longText:
      'Tu texto es largo. Cuando muchísimas personas escriben a la vez, la respuesta puede ser una línea de código en lugar de tu texto. «Enviar en otra pestaña» deja esta página como está. Si no ha funcionado, espera un minuto, vuelve a esta página y púlsalo otra vez. Cierra esta página cuando haya funcionado.',
    sendInNewTab: 'Enviar en otra pestaña',
    send: 'Enviar el reporte',
    pressAgain:
      'Todavía no se ha enviado nada. Por favor, pulsa el botón una vez más. Este formulario ha vuelto muy rápido, y así distinguimos a las personas de los programas.',
  },

  receipt: {
    heading: 'Tu reporte se ha enviado',
    notRead: 'Todavía no lo ha leído nadie.',
    toldNow: 'En el plazo de un minuto se avisará al equipo de que hay algo pendiente.',
    toldHour: 'A la hora en punto se avisará al equipo de que hay algo pendiente.',
    nobodyTold:
      'Ahora mismo no hay nadie en el equipo a quien se pueda avisar. Se guarda, y nadie puede abrirlo antes de que se dé acceso a alguien.',
    words: 'Guarda estas doce palabras',
    wordsText:
      'Son palabras en inglés: cópialas tal cual, sin traducirlas. Son la única manera de volver a tu reporte. Quien las tenga puede leerlo, escribir en él y retirarlo. Si se pierden, nadie puede recuperarlas, ni siquiera el equipo.',
    paper:
      'Lo más seguro es el papel. En un dispositivo de tu empresa, no las imprimas ni hagas una foto de la pantalla.',
    print: 'Para imprimir esta página, usa el menú de tu navegador.',
    save: 'Guardar las palabras y las fechas de esta página como archivo de texto',
    fileName: 'notas.txt',
    before: 'Este reporte ya se había enviado',
    beforeText:
      'No se ha enviado nada por segunda vez. Vuelve con tus doce palabras para ver la respuesta. Un formulario antiguo no puede mostrarlas de nuevo. Si las has perdido, escribe un nuevo reporte.',
    closedSince: 'Este formulario ya se había enviado',
    closedSinceText:
      'Ahora no se ha enviado nada. Lo que se envió con este formulario se ha retirado o borrado desde entonces, o tiene palabras nuevas. Si quieres escribir un nuevo reporte, empieza con un formulario nuevo.',
    link: 'Prefiero tener un enlace',
    linkText:
      'El enlace sirve igual que las palabras. Rellena el formulario con un pequeño script, y tu navegador puede guardarlo en su historial o enviarlo a tus otros dispositivos.',
    next: 'Qué pasa ahora',
    caseName: 'Nombre del caso (no es secreto; úsalo para hablar de él)',
    acknowledgeBy: 'El equipo confirma la recepción de tu reporte a más tardar el',
    nextUpdateBy: 'Tienes novedades a más tardar el',
    feedbackBy: 'Sabes qué se hizo a más tardar el',
    erasedBy: 'Todo se borra a más tardar el',
    keptUnopened: (longer: string) =>
      `Un reporte que nadie ha abierto se guarda ${longer} más cada vez que llega su día.`,
    goneFromBackups: (backups: string) =>
      `Las copias de seguridad de las claves desaparecen ${backups} después del borrado.`,
    comeBack: (date: string) =>
      `No tenemos forma de contactarte. Por favor, vuelve con tus palabras a más tardar el ${date}: puede que el equipo tenga una pregunta.`,
    comeBackWithContact: (date: string) =>
      `Has dado al equipo una forma de contactarte. Puede que no la use: las respuestas y las preguntas están aquí. Por favor, vuelve con tus palabras a más tardar el ${date}.`,
    toFollowUp: 'Dónde volver',
    check: 'Comprueba que las tienes',
    checkLabel: (position: number) => `Escribe la palabra ${position}`,
    checkButton: 'Comprobar',
    checkRight: 'Correcto. Tienes tus palabras. Ya puedes cerrar esta pestaña.',
    checkWrong: (position: number) =>
      `Esa no es la palabra ${position}. Por favor, cierra esta pestaña y compárala con las palabras de la página anterior.`,
  },

  transparency: {
    link: 'Informes de transparencia',
    heading: 'Informes de transparencia',
    intro: (organisation: string) =>
      `${organisation} publica aquí, en números, lo que ha hecho su equipo. Nadie se puede reconocer en ellos.`,
    none: 'Todavía no hay nada publicado.',
    files: 'Lo mismo, como archivo:',
    all: 'Todos los informes de transparencia',
  },

  publicBans: {
    link: 'Expulsiones permanentes que son públicas',
    heading: 'Expulsiones permanentes',
    intro: (organisation: string) =>
      `Aquí figuran las personas expulsadas para siempre de ${organisation}, cuando el equipo ha decidido decirlo en público. La mayoría de las decisiones no son públicas. Cada entrada se retira después de su último día.`,
    none: 'La lista está vacía.',
    dates: (from: string, until: string) => `Expulsión desde el ${from}. En esta lista hasta el ${until}.`,
  },

  privacy: {
    heading: 'Privacidad, en palabras sencillas',
    responsible: 'Quién es responsable',
    responsibleText: (organisation: string) => `Este servicio es de ${organisation}, que responde por él.`,
    stored: 'Qué se guarda',
    storedList: [
      'Lo que escribes, cifrado antes de guardarse. Solo lo abren las claves del equipo y tus doce palabras.',
      'Tu nombre y una forma de contactarte, si los das: cifrados aparte. El equipo necesita un motivo para abrirlos, y cada apertura queda registrada.',
      'Se puede leer sin clave: el canal, la hora en punto en la que llegó tu reporte (el minuto, mientras es urgente y espera a alguien), el nombre aleatorio del caso, en qué fase está, sus fechas y cuántos mensajes y archivos hay, con su tamaño aproximado.',
    ],
    notStored: 'Qué no se guarda',
    notStoredList: [
      'Tu dirección de red, tu navegador, la hora exacta y cuándo vuelves a mirar.',
      'Cookies: no hay ninguna. No se carga nada de otros sitios y nada te sigue.',
    ],
    howLong: 'Durante cuánto tiempo',
    channelDays: (channel: string, closed: string, most: string) =>
      `${channel}: ${closed} desde que se cierra el caso y, como mucho, ${most} desde que llegó.`,
    unopened:
      'Un reporte que nadie ha abierto todavía no se borra en silencio: se guarda más tiempo y se vuelve a avisar al equipo.',
    backups: (days: string) =>
      `Borrar quita las claves. Sus copias de seguridad desaparecen pasados ${days}; lo que quede entonces no lo puede leer nadie.`,
    remains:
      'Lo que permanece es que hubo un caso, en qué mes y en qué canal, y cómo terminó. Ningún texto, ningún nombre.',
    processors: 'Quién trabaja para nosotros',
    processorsText:
      'El servicio funciona en nuestra cuenta de un operador en la nube, Amazon Web Services. Solo guarda lo cifrado y lo que se enumera arriba. Como quien transporta cualquier sitio web, ve tu dirección de red mientras dura la conexión; nosotros no la leemos.',
    byMailStays:
      'Lo que envías por correo pasa por tu proveedor de correo y por el nuestro. Tu correo sigue en tu carpeta de enviados y nuestras respuestas en tu bandeja de entrada hasta que los borres, y ambos proveedores pueden guardar copias o registros. No podemos borrarlos. Tu dirección de correo se guarda cifrada con tu reporte, para responderte, y se borra con él.',
    rights: 'Tus derechos',
    rightsList: [
      'Ver lo que está guardado: tus doce palabras te muestran todo lo que escribiste y cada respuesta.',
      'Corregirlo: escribe al equipo en la página de tu caso.',
      'Que se borre: en la página de tu caso, en «Retirar este reporte».',
      'Reclamar: ante la autoridad de protección de datos del lugar donde vives o trabajas.',
    ],
    withoutWords: 'Sin tus palabras nadie puede saber qué reporte es el tuyo, y no se pueden recuperar.',
  },

  snippet: {
    heading: 'Un texto para la página de tu código de conducta',
    text: 'Puedes copiarlo y cambiarlo como quieras.',
    title: 'Cuéntale al equipo lo que pasó',
    where: (organisation: string) =>
      `Puedes contarle al equipo de ${organisation} lo que pasó sin decir quién eres. No pasa nada si tienes dudas de que «cuente».`,
    danger: '¿Alguien está en peligro? Llama primero al número de emergencias del lugar.',
    network: (host: string) =>
      `Quien sigue este enlace desde la red del trabajo o del centro de estudios ya le ha dicho a esa red el nombre ${host}. Es más seguro usar tu propio dispositivo y otra red, y lo más seguro es el navegador Tor (Tor Browser). Todas las páginas funcionan con los scripts desactivados.`,
    asMarkdown: 'Como Markdown',
    asHtml: 'Como HTML',
  },

  message: {
    heading: 'Un mensaje privado',
    wordsHint:
      'Escríbelas en inglés, tal como las recibiste. Las mayúsculas, los números y los saltos de línea no importan. Aquí también sirve el enlace que te dieron.',
    filled: 'Tu enlace ha rellenado esto. Pulsa el botón para abrir el mensaje.',
    open: 'Abrir el mensaje',
    lost: '¿Has perdido tus palabras? No se pueden recuperar. Pide otras nuevas a quien te las dio.',
    unusable:
      'Estas palabras no abren nada. Puede que su plazo haya terminado o que otras nuevas ocupen su lugar. O puede que nunca se hayan entregado.',
    newWords:
      'Tus palabras anteriores y tu enlace anterior ya no abren nada. A partir de ahora, estas doce palabras son la única forma de volver a tus mensajes. Nadie puede recuperarlas.',
  },

  followUp: {
    heading: 'Vuelve a tu reporte',
    words: 'Tus doce palabras',
    wordsHint:
      'Escríbelas en inglés, tal como las recibiste. Las mayúsculas, los números y los saltos de línea no importan. También puedes pegar aquí tu enlace de seguimiento.',
    filled: 'Tu enlace ha rellenado esto. Pulsa el botón para abrir tu reporte.',
    open: 'Abrir mi reporte',
    reply: 'Tu respuesta',
    sendReply: 'Enviar la respuesta',
    lost: '¿Has perdido tus palabras? No se pueden recuperar. Escribe un nuevo reporte y menciona el nombre del caso anterior, si lo sabes.',
    lostLink: 'Escribir un nuevo reporte',
    unusable:
      'Estas palabras no abren nada. Puede que sean de un reporte que se retiró, o que se borró al cumplirse su plazo. Puede que se hayan cambiado por otras nuevas. O puede que nunca se hayan asignado.',
    expired: 'Este formulario tiene más de 30 minutos. Por favor, introduce tus palabras otra vez.',
    expiredUnchanged:
      'Este formulario tiene más de 30 minutos, así que no se cambió nada. Por favor, introduce tus palabras otra vez y vuelve a elegir.',
  },

  thread: {
    filedByTeam: 'Anotado por el equipo en tu nombre',
    lookedAfterBy: 'Quién se ocupa',
    nobodyThere: 'Recibido. Ahora mismo no hay nadie en el equipo a quien se pueda avisar.',
    heading: (caseName: string) => `Caso ${caseName}`,
    stands: 'En qué punto está',
    opened: 'Abierto',
    openedYes: 'Sí, alguien del equipo lo ha abierto.',
    openedNo: 'Todavía no.',
    missed: (date: string) => `El equipo debía responder a más tardar el ${date} y no lo ha hecho.`,
    told: {
      readers: (date: string) =>
        `El ${date} se envió un recordatorio a al menos una persona del equipo que puede ver tu reporte.`,
      leads: (date: string) =>
        `El ${date} se envió un recordatorio a al menos una de las personas que dirigen el equipo.`,
      outside: (date: string) => `El ${date} se envió un recordatorio al contacto externo al equipo.`,
    },
    erasureAnswerBy: 'Sabrás a más tardar este día si se borra todo',
    appealAcknowledgeBy: 'Sabrás a más tardar este día que tu apelación ha llegado',
    appealAnswerBy: 'Sabrás a más tardar este día qué se decide sobre tu apelación',
    turnTo: 'Si no puedes esperar, acude a:',
    comma: ', ',
    identityOpened: (what: 'name' | 'contact', date: string) =>
      what === 'name' ? `Tu nombre se abrió el ${date}.` : `Tus datos de contacto se abrieron el ${date}.`,
    takenOn: (date: string) => `Alguien se hizo cargo el ${date}.`,
    inTouch: 'Quién se pondrá en contacto',
    inTouchBy: (name: string, date: string) => `\u2068${name}\u2069, a más tardar el ${date}`,
    movedFrom: (date: string, before: string) => `${date} (antes: ${before})`,
    acts: {
      appeal: () => 'Una apelación contra la decisión.',
      retaliation: () => 'Alguien está tomando represalias contra mí.',
      'check-in': (fact) =>
        `Cómo ha ido desde entonces, ${fact('after')} días después del cierre: ${answerIn(safety.checkIn.answers, fact('answer'))}.`,
      'more-time': () => 'Necesito más tiempo.',
      'measure-done': () => 'Esto está hecho.',
      'return-request': () => 'Pido volver.',
      declined: () => 'No quiero decir nada.',
      'off-the-record': () => 'Lo que digo no debe constar en el expediente.',
      placed: (fact) => `Aplicada: ${fact('name')}.`,
      lifted: (fact) => `Levantada: ${fact('name')}.`,
      cannot: (fact) => `No se puede aplicar: ${fact('name')}.`,
    },
    events: {
      'deadline-paused': (fact) =>
        `El equipo ha aplazado una fecha hasta el ${fact('until')}. «${fact('deadline')}»: ahora ${fact('after')}.`,
      'date-moved': (fact) =>
        `El equipo ha cambiado una fecha. «${fact('deadline')}»: ahora ${fact('after')}; antes, ${fact('before')}.`,
      'original-opened': () => 'El equipo abrió el original de un archivo que enviaste.',
      'answer-date': (fact) => `Tienes hasta el ${fact('by')} para responder.`,
      'letter-handed-over': (fact) =>
        `La persona afectada puede leer la decisión a partir de ahora. Empieza el ${fact('from')}. Si te ocurre algo por ello, escribe al equipo de inmediato.`,
      'opinion-asked': (fact) =>
        `El equipo te pregunta qué piensas. Responde, si quieres, hasta el ${fact('by')}. No tienes que responder, y lo que digas no obliga al equipo.`,
      decided: (fact) =>
        `El equipo ha tomado una decisión. Empieza el ${fact('from')}. ¿Estás a salvo? Si algo de esto te preocupa, escribe ahora al equipo.`,
      concluded: () =>
        'El equipo ha tomado una decisión. ¿Estás a salvo? Si algo te preocupa, escribe ahora al equipo.',
      held: (fact) =>
        `El equipo guardará tu reporte más tiempo, hasta el ${fact('until')}. No se borrará antes.`,
      'hold-lifted': (fact) =>
        `El equipo ya no guardará tu reporte más tiempo. Se borrará después del ${fact('until')}.`,
      'letter-announced': (fact) =>
        `La carta del equipo sobre la decisión sale el ${fact('on')}. ¿Estás a salvo? Si algo de esto te preocupa, escribe ahora al equipo.`,
      'appeal-acknowledged': (fact) =>
        `Tu apelación ha llegado. Sabrás a más tardar el ${fact('by')} qué se decide sobre ella.`,
      'appeal-not-taken': () => 'El equipo no admite esta apelación.',
      'appeal-hearing': (fact) => `El equipo quiere escucharte sobre la apelación el ${fact('on')}.`,
      'appeal-upheld': () => 'Se ha resuelto una apelación. La decisión sigue igual.',
      'appeal-changed': () => 'Se ha resuelto una apelación. La decisión cambia.',
      'appeal-overturned': () => 'Se ha resuelto una apelación. La decisión ya no es válida.',
      'appeal-sent-back': () => 'Se ha resuelto una apelación. El equipo vuelve a examinar su decisión.',
      'copy-made': () =>
        'El equipo ha hecho una copia de esta conversación para alguien de fuera del equipo. Dice sobre ello:',
    },
    messages: 'Mensajes',
    part: 'Ves una parte de esta conversación. La descarga la contiene entera.',
    earlier: 'Ver mensajes anteriores',
    newest: 'Ver los mensajes más recientes',
    continued: 'continuación',
    you: 'Tú',
    team: 'El equipo',
    automatic: 'Mensaje automático',
    unknown: 'Un mensaje',
    unreadable: 'Este mensaje no se puede mostrar: lo que se guardó está dañado.',
    write: 'Escribe al equipo',
    writeHint: (limit: string) =>
      `Como máximo ${limit}. Este formulario sirve durante 30 minutos; después necesitas tus palabras otra vez, y tu texto se conserva.`,
    urgent: 'No estoy a salvo, o ha vuelto a pasar: que se avise al equipo de inmediato',
    send: 'Enviar',
    sent: 'Tu mensaje se ha enviado.',
    notConfirmed: 'No se ha confirmado tu mensaje',
    support: 'Dónde encontrar apoyo',
    download: 'Descargar esta conversación como texto',
    downloadName: 'conversacion.txt',
    tooMany:
      'Tu mensaje no se ha enviado: esta conversación ya ha recibido todos los mensajes que admite en una hora. Tu texto sigue abajo. Por favor, envíalo después de la próxima hora en punto. Si estás en peligro, llama al número de emergencias de tu zona.',
    full: 'Esta conversación ha llegado a su límite. Por favor, escribe un nuevo reporte y menciona el nombre de este caso.',
    fullForGood: 'Esta conversación ha llegado a su límite. Ya no se puede escribir más en ella.',
    notTheirs: 'Esto no se puede hacer en esta conversación. No se ha enviado nada.',
  },

  progress: {
    label: 'Hasta dónde ha llegado',
    steps: {
      received: 'Recibido',
      read: 'Abierto',
      'in-review': 'En revisión',
      decided: 'Decidido',
      closed: 'Cerrado',
    },
    spoken: { done: 'hecho: ', current: 'ahora: ', 'to-come': 'por venir, si llega: ' },
    notAll: 'No todos los reportes pasan por todos los pasos.',
  },

  withdraw: {
    summary: 'Retirar este reporte',
    before:
      'Nadie ha abierto todavía tu reporte. Desaparecerá de inmediato, con todo lo que contiene. Esto no se puede deshacer.',
    confirm: 'Sí, quiero retirarlo',
    tick: 'Por favor, marca la casilla para retirar el reporte.',
    button: 'Retirar y borrar',
    choose: 'Alguien del equipo ha abierto tu reporte. ¿Qué quieres que pase?',
    chooseFirst: 'Por favor, elige qué quieres que pase.',
    choices: {
      'stop-writing': {
        label: 'Que no me escriban más',
        effect: () =>
          'Se le dice aquí al equipo que no quieres más mensajes. El caso sigue adelante. Tus palabras siguen sirviendo: puedes leer, y volver a escribir cuando quieras.',
      },
      'close-door': {
        label: 'Borrar mi nombre y mi contacto, y cerrar mi puerta',
        effect: () =>
          'Ocurre de inmediato y no se puede deshacer. Se borran tu nombre y tu contacto, si los diste, y tus palabras ya no abren nada. Lo que escribiste en tu reporte y en tus mensajes se queda con el equipo. Se le dice que te has ido, y el caso sigue adelante.',
      },
      'erase-everything': {
        label: 'Borrarlo todo',
        effect: (date: string) =>
          `Se le pide al equipo, porque puede que ya haya empezado a actuar. Te responde aquí a más tardar el ${date}. Hasta entonces, tus palabras siguen sirviendo. Si todavía no se ha decidido nada, se puede borrar todo el caso. Si ya se ha decidido algo, el equipo puede borrar lo que viene de ti: tu reporte, tus mensajes y archivos, tu nombre y tu contacto, y los nombres y lugares que diste. Se queda entonces: lo que se decidió y por qué, lo que se sigue de ello, lo que escribieron otras personas y las notas del equipo, de las que este quita tus palabras. Si el equipo lo conserva todo, da sus motivos.`,
      },
    },
    confirmChoice: 'Sí, lo tengo claro',
    tickChoice: 'Por favor, marca la casilla para confirmar que lo tienes claro.',
    chooseButton: 'Hacer esto',
    told: 'Tu caso dice ahora que no quieres más mensajes. El equipo lo lee allí.',
    closedHeading: 'Tu puerta está cerrada',
    closed: (days: string) =>
      `Tu nombre y tu contacto se han borrado, si los diste; sus copias en las copias de seguridad desaparecen en ${days}. Desde ahora, tus palabras no abren nada. Se le dice al equipo que te has ido, y el caso sigue adelante.`,
    wordsGoneHeading: 'Lo que escribiste se ha borrado',
    wordsGone: (days: string) =>
      `Se han borrado tu reporte, tus mensajes y archivos, tu nombre y tu contacto. Ya nadie puede abrirlos, y tus palabras no abren nada. Las copias de sus claves en las copias de seguridad desaparecen en ${days}. Se queda lo que se decidió, lo que escribieron otras personas y las notas del equipo, que quita de ellas tus palabras.`,
    goneHeading: 'Tu reporte ya no existe',
    gone: 'Se ha borrado. Ya nadie puede abrirlo, y tus palabras no abren nada.',
    notConfirmed: 'No se ha confirmado lo que elegiste',
    again:
      'Puede que se haya hecho, o puede que no. Por favor, pulsa el botón otra vez. Pulsar dos veces no hace nada dos veces.',
    erasedHeading: 'Tu reporte se ha retirado',
    erased: (days: string) =>
      `Nadie lo había abierto, y ya nadie puede abrirlo. Lo que queda de él está cifrado y se eliminará en el plazo de una hora; las copias de sus claves en las copias de seguridad desaparecen en ${days}. Desde ahora, tus palabras no abren nada.`,
    askedHeading: 'Se ha enviado la petición al equipo',
    asked: (date: string) =>
      `Alguien ya había abierto tu reporte. Se ha pedido al equipo que lo borre, y responderá aquí a más tardar el ${date}; tus palabras lo siguen abriendo.`,
    announcements: {
      'withdrawal-request': 'Pido que se borre este reporte.',
      'stop-writing': 'No quiero más mensajes.',
      'stop-mails': 'No quiero más correos. Leo las respuestas aquí.',
      'door-closed': 'He borrado mi nombre y mi contacto, y he cerrado mi puerta.',
    },
  },

  mails: {
    byMail: 'Tú, por correo',
    summary: 'No recibir más correos',
    effect:
      'Te avisamos por correo cuando hay una respuesta. Pulsa el botón si no quieres más avisos. Lo que escribiste se queda, y lees las respuestas aquí, con tus palabras. Un correo que envíes a la dirección de respuesta anterior será un reporte nuevo.',
    button: 'Dejar de recibir correos',
    stopped: 'Ya no recibirás correos sobre esto. Vuelve con tus palabras para leer aquí las respuestas.',
    notConfirmed: 'No sabemos si los correos han terminado',
    again: 'Pulsa el botón otra vez, por favor. Pulsarlo dos veces no causa ningún problema.',
  },

  newWords: {
    own: {
      heading: 'Primero, recibe tus propias palabras',
      text: 'Otras personas crearon las palabras o el enlace que acabas de usar, y pueden haberlos visto. Pulsa el botón para recibir doce palabras nuevas que solo conocerás tú. Las antiguas dejan de funcionar al instante. Apunta las nuevas: con ellas podrás leer y escribir aquí.',
      button: 'Darme mis propias palabras',
    },
    summary: 'Obtener doce palabras nuevas',
    effect:
      'Hazlo si alguien puede haber visto tus palabras o tu enlace. Recibes palabras nuevas, y las anteriores dejan de abrir nada, en cualquier dispositivo. No cambia nada más, y no se le dice al equipo.',
    confirm: 'Sí, que mis palabras anteriores dejen de servir',
    tick: 'Por favor, marca la casilla para recibir palabras nuevas.',
    button: 'Darme palabras nuevas',
    heading: 'Tus palabras nuevas',
    save: 'Guardar las palabras de esta página como archivo de texto',
    text: 'Tus palabras y tu enlace anteriores ya no abren nada. Desde ahora, estas doce palabras son la única forma de volver a tu reporte. Nadie puede recuperarlas, ni siquiera el equipo.',
    notConfirmed: 'No se han confirmado tus palabras nuevas',
    again:
      'Puede que tus palabras ya hayan cambiado, o puede que no. Por favor, pulsa el botón otra vez antes de 30 minutos. Recibes tus palabras nuevas y, por muchas veces que pulses, son las mismas.',
  },
};
