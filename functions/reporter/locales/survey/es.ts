import type { SurveyMessages } from './en.ts';

export const survey: SurveyMessages = {
  heading: 'Tres preguntas, si quieres',
  hint: 'No hace falta que contestes. Tus respuestas se cuentan en sumas de al menos cinco, sin tu caso: nadie del equipo ve lo que contestaste tú. No escribas aquí nada que deban saber; para eso está el formulario de arriba.',
  reporter: [
    '¿Supiste en todo momento qué estaba pasando?',
    '¿Te trataron con respeto?',
    '¿Volverías a reportar si pasara algo?',
  ],
  respondent: [
    '¿Supiste sobre qué se te preguntaba y qué vendría después?',
    '¿Te trataron con respeto?',
    '¿Te escucharon antes de decidir?',
  ],
  scale: ['Nada', 'Apenas', 'En parte', 'En gran parte', 'Del todo'],
  send: 'Enviar mis respuestas',
  choose: 'Elige una respuesta para cada una de las tres preguntas.',
  thanks: 'Gracias. Tus respuestas se han contado.',
  before: 'Aquí ya se contestaron tres preguntas. Gracias.',
  notAsked: 'Aquí no se pregunta esto.',
};
