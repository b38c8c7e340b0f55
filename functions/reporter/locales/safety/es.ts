import type { SafetyMessages } from './en.ts';

/** What the reporter’s pages say around a decision and after it, in Spanish. */
export const safety: SafetyMessages = {
  heading: 'Fechas que conviene saber',
  areYouSafe: '¿Estás a salvo? Si algo te preocupa, escribe ahora al equipo.',
  letterOn: (date) => `La carta del equipo sobre la decisión sale el ${date}.`,
  letterLate: (date) =>
    `La carta del equipo iba a salir el ${date}. El equipo aún no ha dicho que haya salido.`,
  letterSent: (date) => `La carta del equipo sobre la decisión salió el ${date}.`,
  endsOn: (date, before) =>
    `Lo decidido termina el ${date}. Esta página lo recuerda de nuevo ${before} antes.`,
  endsIn: (days, date) => `En ${days}, el ${date}, termina lo decidido.`,
  endsToday: 'Lo decidido termina hoy.',

  begin: 'Otra cosa que contar',
  instead: 'Escribir un mensaje normal',

  retaliation: {
    button: 'Alguien está tomando represalias contra mí',
    hint: 'Amenazas, insultos, dejarte de lado, quitarte una tarea o un puesto: lo que te hagan por haber hablado. Nadie tiene derecho a hacerlo.',
    heading: 'Alguien está tomando represalias contra ti',
    toldAtOnce: 'En un minuto se avisa al equipo de que hay algo urgente.',
    label: '¿Qué ha pasado desde entonces?',
    textHint: (limit) =>
      `Qué, cuándo, dónde y quién, hasta donde quieras contar. Como máximo ${limit}. Puedes añadir archivos abajo.`,
    send: 'Enviar esto al equipo ahora',
    sent: 'Lo que has escrito se ha enviado al equipo como urgente. Esta página dirá cuándo alguien se hace cargo.',
    need: 'Escribe qué ha pasado o añade un archivo. Bastan unas palabras.',
  },

  checkIn: {
    question: '¿Cómo ha ido desde entonces?',
    hint: 'Tu caso se cerró hace un tiempo. No tienes que responder.',
    answers: {
      fine: 'Bien, no ha pasado nada',
      safe: 'Ha pasado algo, pero estoy a salvo',
      retaliation: 'Alguien está tomando represalias contra mí',
    },
    send: 'Enviar mi respuesta',
    choose: 'Elige cómo ha ido.',
    sent: 'Tu respuesta se ha enviado.',
    tell: 'Tu respuesta se ha enviado y se avisa enseguida al equipo. Si puedes, cuenta abajo qué ha pasado.',
    answered: (date, answer) => `Respondiste el ${date}: «${answer}»`,
    notAsked: 'Esto ya no se pregunta. Puedes escribir al equipo abajo.',
  },

  appeal: {
    button: 'No estoy de acuerdo con la decisión',
    hint: 'La vuelve a examinar alguien que no la tomó.',
    heading: 'Pedir que se vuelva a examinar la decisión',
    whatHappens: (hours, days) =>
      `La vuelve a examinar alguien que no participó en ella. En ${hours} sabrás que tu apelación ha llegado, y en ${days}, el resultado. Lo verás todo en esta página.`,
    intro: (date) => `Hasta el ${date} inclusive no tienes que decir por qué lo pides ahora.`,
    passed: (date) => `El plazo terminó el ${date}. Aún puedes pedirlo; en ese caso, di por qué llega tarde.`,
    again: 'Ya lo has pedido antes. Una segunda vez solo se admite con algo nuevo y de peso.',
    decision: 'Qué decisión',
    decisionOf: (date) => `La del ${date}`,
    ground: 'Por qué',
    grounds: {
      'new-information': 'Hay algo nuevo que el equipo no sabía',
      'conflict-of-interest': 'Alguien que decidió tiene demasiada cercanía con el asunto',
      'unfair-evaluation': 'Lo que pasó no se valoró de forma justa',
      procedure: 'El equipo no siguió sus propias reglas',
      'out-of-proportion': 'Es demasiado o demasiado poco para lo que pasó',
      other: 'Otro motivo',
    },
    late: 'Por qué llega tarde',
    label: '¿Qué habría que volver a examinar?',
    textHint: (limit) =>
      `Di qué estuvo mal o qué faltó; por ejemplo, que no se hizo nada o muy poco. Como máximo ${limit}.`,
    send: 'Enviar la apelación',
    sent: 'Tu apelación se ha enviado. Las fechas de esta página dicen cuándo tendrás respuesta.',
    needGround: 'Elige por qué habría que volver a examinar la decisión.',
    needDecision: 'Elige una decisión que se te haya comunicado y que siga en vigor.',
    needLate: 'El plazo para apelar ha terminado. Di por qué llega tarde.',
    need: 'Escribe qué habría que volver a examinar o añade un archivo.',
  },
};
