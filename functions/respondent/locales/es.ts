import { safety } from '../../reporter/locales/safety/es.ts';
import type { DoorMessages } from './en.ts';

/** A reporter and a respondent appeal in the same words. */
const { appeal } = safety;

/** The same in Spanish. */
export const es: DoorMessages = {
  about: 'De qué se trata',
  questions: 'Lo que el equipo te pregunta',
  answerBy: (date) => `Por favor, responde a más tardar el ${date}.`,
  answerWasBy: (date) => `El equipo te pidió responder a más tardar el ${date}. Todavía puedes responder.`,
  kept: 'Todo lo que hay en esta página se borra cuando termina el plazo durante el que el equipo puede conservarlo.',
  open: (date) => `Puedes abrir esta página hasta el ${date}.`,
  write: 'Escribir al equipo',
  send: 'Enviar',

  response: {
    heading: 'El equipo quiere escucharte',
    before:
      'Nada en esta página dice que hayas hecho algo malo. Antes de decidir, el equipo quiere saber cómo lo ves tú. Puedes escribir más de una vez y añadir archivos.',
    askedForTime: (date) => `Pediste más tiempo el ${date}. El equipo responde en esta página.`,
    decided: 'Lo que el equipo ha decidido',
    askedBefore: 'Lo que se te preguntó antes',
    decisionOf: (date) => `Decisión del ${date}`,
    measures: 'Qué significa para ti',
    status: {
      'to-do': 'Por hacer',
      done: 'Hecho',
      'not-done': 'No se hizo',
      waived: 'Ya no se pide',
      ended: 'Terminado',
      waiting: 'En espera hasta que se resuelva la apelación',
    },
    noLonger: {
      ended: 'Esta decisión ya no está en vigor.',
      replaced: 'Otra decisión ha sustituido a esta.',
    },
    inPlace: 'En vigor',
    from: (date) => `Desde el ${date}`,
    until: (date) => `Termina cuando acabe el ${date}`,
    dueOn: (date) => `Debe hacerse a más tardar el ${date}`,
    saidDone: (date) => `El ${date} dijiste que esto está hecho. El equipo lo revisa.`,
    appeal: 'Si no estás de acuerdo',
    appealBy: (date) => `Puedes apelar hasta el ${date}, ese día incluido.`,
    appealLate: (date) =>
      `El plazo para apelar terminó el ${date}. Todavía puedes enviar una apelación; di entonces por qué llega tarde.`,
    appealed: (date) =>
      `Apelaste el ${date}. Lo que se decida aparece en esta página. Una segunda apelación solo se admite con algo nuevo y de peso.`,
    appealAgain: 'Apelar otra vez',
    comeBack: 'Volver',
    askedToReturn: (date) => `El ${date} pediste volver. El equipo responde en esta página.`,
  },
  witness: {
    heading: 'El equipo te pide ayuda',
    anonymous:
      'No hace falta que digas quién eres. Lo que escribas podría revelarlo: deja fuera lo que te delate. No tienes que responder a todas las preguntas.',
    choices: 'Si prefieres no hacerlo',
    offTheRecord:
      'Puedes pedir que lo que digas no conste en el expediente. El equipo lo lee de todos modos. No figura como prueba ni se entrega a nadie, salvo que antes te pregunten.',
    askOff: 'Que lo que digo no conste',
    isOff: 'Has pedido que lo que dices no conste en el expediente. Solo lo lee el equipo.',
    declining: 'No tienes que decir nada, y nadie te preguntará por qué.',
    decline: 'No quiero decir nada',
  },
  expert: {
    heading: 'El equipo te pide consejo',
    ends: (date) => `Esta página se puede leer hasta el ${date}.`,
    excerpts: 'Lo que se te muestra',
  },
  platform: {
    heading: (platform) => `Restricciones en ${platform}`,
    none: 'Ahora mismo no hay nada que hacer.',
    intro:
      'Por favor, aplica lo que figura aquí y di cuándo está hecho. Se te dice a quién restringir y cómo, y nada del motivo. No lo cuentes a otras personas.',
    toLift: 'Esto ha terminado. Por favor, levántalo.',
    toPlace: 'Por favor, aplica esto.',
    toCome: 'Esto todavía no ha empezado.',
    inPlace: (date) => `Aplicada desde el ${date}.`,
    stays: 'Déjalo como está: otra restricción de la misma cuenta sigue vigente.',
    lifted: (date) => `Levantada el ${date}.`,
    over: 'Esto ha terminado. No hay nada que hacer.',
    cannotSince: (date) => `El ${date} dijiste que esto no se puede hacer.`,
    notAfterAll: 'Al final no está aplicada',
    buttons: {
      placed: 'Está aplicada',
      lifted: 'Está levantada',
      cannot: 'Esto no se puede hacer',
    },
    more: 'Hay más de lo que cabe en esta página. El resto aparece cuando algunas de estas estén hechas.',
    from: (date) => `Desde el ${date}`,
    until: (date) => `Hasta el ${date}`,
    noEnd: 'Hasta nuevo aviso',
  },

  acts: {
    hint: (limit) => `Como máximo ${limit}. Este formulario funciona durante 30 minutos.`,
    back: 'Volver sin enviar',
    notOffered: 'Esto ya no se puede hacer, o no aquí.',
    'more-time': {
      button: 'Necesito más tiempo',
      heading: 'Pedir más tiempo',
      text: 'Hasta que el equipo responda, sigue valiendo el día que indicó.',
      label: 'Cuánto tiempo y por qué, si quieres decirlo (opcional)',
      send: 'Pedir más tiempo',
      sent: 'Has pedido más tiempo. El equipo responde en esta página.',
    },
    'measure-done': {
      button: 'Esto está hecho',
      heading: 'Decir que está hecho',
      text: 'El equipo lo sabrá y lo revisará.',
      label: 'Una nota para el equipo (opcional)',
      send: 'Decir que está hecho',
      sent: 'Enviado al equipo: esto está hecho.',
    },
    'return-request': {
      button: 'Pedir volver',
      heading: 'Pedir volver',
      text: 'Di al equipo por qué debería dejarte volver y qué ha cambiado. Responde en esta página.',
      label: 'Tu petición',
      send: 'Enviar la petición',
      sent: 'Tu petición se ha enviado. El equipo responde en esta página.',
    },
    appeal: {
      button: 'Apelar esta decisión',
      heading: appeal.heading,
      text: 'Elige el motivo principal y di qué estuvo mal o qué faltó.',
      label: appeal.label,
      send: appeal.send,
      sent: 'Tu apelación se ha enviado.',
    },
    declined: {
      button: 'No quiero decir nada',
      heading: 'No decir nada',
      text: 'Nadie tiene que ayudar. El equipo sabrá que no quieres decir nada.',
      label: 'Una nota para el equipo (opcional)',
      send: 'Decírselo al equipo',
      sent: 'Enviado al equipo: no quieres decir nada.',
    },
    'off-the-record': {
      button: 'Que lo que digo no conste en el expediente',
      heading: 'No constar en el expediente',
      text: 'Pides al equipo que lo que digas no conste en su expediente. Responde en esta página.',
      label: 'Una nota para el equipo (opcional)',
      send: 'Pedírselo al equipo',
      sent: 'Se ha pedido al equipo. Responde en esta página.',
    },
    placed: {
      button: 'Está aplicada',
      heading: 'Decir que está aplicada',
      text: 'El equipo sabrá que esta restricción está aplicada.',
      label: 'Una nota para el equipo (opcional)',
      send: 'Está aplicada',
      sent: 'Enviado al equipo: está aplicada.',
    },
    lifted: {
      button: 'Se ha levantado',
      heading: 'Decir que se ha levantado',
      text: 'El equipo sabrá que esta restricción se ha levantado.',
      label: 'Una nota para el equipo (opcional)',
      send: 'Se ha levantado',
      sent: 'Enviado al equipo: se ha levantado.',
    },
    cannot: {
      button: 'No se puede hacer',
      heading: 'Decir que no se puede hacer',
      text: 'El equipo sabrá que esta restricción no se puede aplicar.',
      label: 'Por qué no se puede hacer',
      send: 'Decírselo al equipo',
      sent: 'Enviado al equipo: no se puede hacer.',
    },
  },
};
