import type { CountedMessages } from './en.ts';

export const counted: CountedMessages = {
  ask: '¿Se ha contado mi reporte?',
  hint: 'Busca tu reporte en los informes de transparencia publicados.',
  heading: 'Tu reporte en los recuentos publicados',
  none: 'Todavía no hay ningún informe de transparencia publicado.',
  unopened: 'Nadie del equipo ha abierto todavía tu reporte. Se cuenta a partir de ese momento.',
  standings: {
    counted: 'Tu reporte está contado.',
    'other-months': 'Tu reporte llegó en otros meses. Aquí no se cuenta.',
    'held-back':
      'Tu reporte no está contado aquí. Algunos casos no se incluyen para que no se pueda reconocer a nadie en un recuento: por ejemplo, los casos que no puede conocer alguien del equipo.',
  },
  howChecked:
    'Solo tú y el equipo podéis saberlo: tu reporte se encuentra por un número aleatorio que figura únicamente en tu conversación. En el archivo publicado es una marca entre tantas como reportes hay.',
};
