import type { Messages } from '../en.ts';

/** Lo mismo en español. */
export const held: Messages['held'] = {
  form: {
    legend: '¿Cuándo se avisa al equipo?',
    label: 'Avisar al equipo solo si otra persona nombra a la misma persona',
    hint: (days) =>
      `Si lo dejas vacío, se avisa al equipo como con cualquier reporte. Si lo marcas, nadie del equipo puede leer tu reporte ni se entera de que existe. Espera como máximo ${days}, y después se borra. No puede llevar archivos: los añades en tu página una vez avisado el equipo.`,
    persons: '¿De quién se trata?',
    personsHint:
      'Hace falta si marcas la casilla. Una persona por línea, cinco como máximo: nombre completo, cuenta (por ejemplo @nombre) o correo electrónico. Con solo un nombre de pila no se encuentra a nadie.',
    how: 'Cómo funciona',
    howList: [
      'Una máquina compara a quién nombras tú con a quién nombran otros reportes. No guarda nombres, solo códigos hechos a partir de ellos. Un apodo u otra forma de escribir el nombre puede no encontrarse.',
      'Si otra persona ha nombrado a la misma persona, solo se avisa al equipo cuando las dos han vuelto aquí y han dicho que sí. A quien ya avisó al equipo no se le vuelve a preguntar.',
      'Tu página te lo pregunta cada vez, tanto si alguien la ha nombrado como si no. Así, la pregunta no te revela nada.',
      'No podemos saber quién es esa otra persona. Puede que alguien se invente un reporte para sacar a la luz el tuyo. Excluye a quienes no deban leerlo.',
      'Un reporte en espera no lleva archivos ni puede ser urgente. Guarda tus archivos. Una vez avisado el equipo, se añaden en tu página.',
    ],
  },
  problems: {
    persons:
      'Para un reporte en espera, nombra al menos a una persona: con nombre completo, cuenta o correo electrónico, una por línea, cinco como máximo.',
    urgent:
      'Un reporte en espera no puede ser urgente: no se avisaría a nadie. Desmarca una de las dos casillas.',
    files:
      'Un reporte en espera no puede llevar archivos. No se ha enviado nada, y lo que escribiste y tus archivos siguen aquí. Marca «No incluir este archivo» en cada archivo, guárdalo tú y añádelo en tu página una vez avisado el equipo. O desmarca esta casilla para avisar al equipo ahora.',
    full: 'Hoy no pueden empezar a esperar más reportes. No se ha enviado nada. Puedes avisar al equipo ahora o volver mañana.',
  },
  receipt: {
    heading: 'Tu reporte está en espera',
    text: 'Nadie del equipo puede leerlo ni sabe que existe.',
    comeBack:
      'No tenemos forma de contactarte. Por favor, vuelve con tus palabras cada pocas semanas: solo se avisa al equipo si das tu acuerdo aquí después de que otra persona haya nombrado a la misma persona.',
    until: 'Se borra el',
    about: 'Se trata de',
    files: 'No lleva archivos. Guarda los tuyos: se añaden en tu página una vez avisado el equipo.',
  },
  page: {
    heading: (caseName) => `Reporte ${caseName}`,
    state: 'En espera. Nadie del equipo puede leerlo ni sabe que existe.',
    about: 'Espera a que otra persona nombre a',
    sentOn: 'Lo escribiste el',
    until: 'Se borra, y tus palabras dejan de funcionar, el',
    question: 'Si otra persona ha nombrado a la misma persona, ¿se puede avisar al equipo?',
    questionHint:
      'Te lo preguntamos cada vez que vienes, tanto si alguien lo ha hecho como si no. Esta página no lo sabe. Un sí vale para quienes nombraron a la persona antes de ese día. Si alguien llega después, hace falta un nuevo sí.',
    agreed: (date) => `Dijiste que sí el ${date}.`,
    agreedHow: (days) =>
      `Si otro reporte ha nombrado a la misma persona desde hace al menos ${days} y quien lo escribió también está de acuerdo, se avisa al equipo en el plazo de un día.`,
    readers: 'Si se avisa al equipo, pueden leerlo estas personas:',
    noReaders: 'Ahora mismo no hay nadie en el equipo que pueda leerlo.',
    agree: 'Sí, en ese caso avisadles',
    agreeAgain: 'Sí de nuevo, a día de hoy',
    tellNow: 'Avisar al equipo ahora',
    takeBack: 'Retirar mi sí',
    files:
      'Podrás escribir al equipo y añadir archivos aquí una vez que se le haya avisado. Guarda tus archivos hasta entonces.',
    saidYes: 'Tu sí queda anotado.',
    takenBack: 'Has retirado tu sí. No se avisa al equipo.',
    told: 'El equipo ya tiene tu reporte y a la hora en punto se le avisa de que hay algo pendiente. Abajo puedes escribirle y añadir archivos.',
    tooMany:
      'Has pulsado muchas veces en esta hora. No se ha cambiado nada. Por favor, inténtalo de nuevo después de la próxima hora en punto.',
    notHeld: 'No se ha cambiado nada: el equipo ya está avisado de este reporte.',
    notConfirmed: 'Lo que elegiste no se ha confirmado',
    again:
      'Puede que se haya hecho o puede que no. Por favor, pulsa otra vez el botón. Puedes pulsarlo otra vez sin riesgo.',
  },
};
