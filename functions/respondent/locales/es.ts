import type { DoorMessages } from './en.ts';

/** The same in Spanish. */
export const es: DoorMessages = {
  about: 'De qué se trata',
  questions: 'Lo que el equipo te pregunta',
  answerBy: (date) => `Por favor, responde a más tardar el ${date}.`,
  kept: (date) => `Todo lo que hay en esta página se borra a más tardar el ${date}.`,
  write: 'Escribir al equipo',
  send: 'Enviar',

  response: {
    heading: 'El equipo quiere escucharte',
  },
  witness: {
    heading: 'El equipo te pide ayuda',
  },
  expert: {
    heading: 'El equipo te pide consejo',
    ends: (date) => `Esta página se puede leer hasta el ${date}.`,
    excerpts: 'Lo que se te muestra',
  },
  platform: {
    heading: (platform) => `Restricciones en ${platform}`,
    none: 'Ahora mismo no hay nada que hacer.',
    from: (date) => `Desde el ${date}`,
    until: (date) => `Hasta el ${date}`,
    noEnd: 'Hasta nuevo aviso',
  },
};
