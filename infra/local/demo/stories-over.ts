import { does, reporterWrites, sends, type Story } from './story.ts';

/** Decided, closed, and closed but opened again. */
export const storiesThatAreOver: readonly Story[] = [
  {
    name: 'decided',
    sentDaysAgo: 16,
    begin: sends({
      channel: 'security',
      answers: {
        whatHappened:
          'Una dependencia que el proyecto instala desde hace dos semanas envía las variables de entorno a un servidor que no conozco. Lo vi al revisar los registros de mi máquina.',
        component: 'El repositorio de las herramientas',
        steps: 'Instalar la última versión y mirar las conexiones salientes.',
      },
    }),
    steps: [
      does(15.5, 'Tomás Rivera', '/messages', {
        text: 'Gracias, lo hemos reproducido. La dependencia ya está bloqueada y avisamos a quienes la usan.',
      }),
      does(15.4, 'Tomás Rivera', '/assignee', ({ memberId }) => ({ memberId: memberId('Tomás Rivera') })),
      does(15, 'Tomás Rivera', '/state', { state: 'in-review' }),
      does(9, 'Tomás Rivera', '/messages', {
        text: 'La versión corregida está publicada. Te contaremos la próxima semana cómo fue posible.',
      }),
      does(4, 'Tomás Rivera', '/state', {
        state: 'decided',
        reason: 'The dependency is gone, keys are replaced, maintainers have two factors.',
        message: 'Hemos retirado la dependencia y cambiado todas las claves. ¿Quieres aparecer en el aviso?',
      }),
    ],
  },
  {
    name: 'closed',
    sentDaysAgo: 30,
    begin: sends({
      answers: {
        whatHappened:
          'In the chat of the local group somebody answers every message of mine with a mocking picture. The admins say that it is only fun.',
        who: 'The account “blue-whale”',
        where: 'The chat of the local group',
        hopes: 'That it stops. I do not need an apology.',
      },
    }),
    steps: [
      does(29, 'Noor Haddad', '/messages', {
        text: 'Thank you for telling us. We are talking to the admins of the chat this week.',
      }),
      does(28, 'Noor Haddad', '/state', { state: 'in-review' }),
      does(24, 'Noor Haddad', '/notes', {
        text: 'The admins have read the messages with us and agree that it has to end.',
      }),
      reporterWrites(22, 'It has been quiet for two days now. Thank you.'),
      does(20, 'Noor Haddad', '/state', {
        state: 'decided',
        message:
          'The person has had a written warning, and the admins watch the chat. Write to us if it begins again.',
      }),
      does(13, 'Noor Haddad', '/state', {
        state: 'closed',
        reason: 'A written warning, and a week without anything new.',
        message: 'A week has passed without anything new, so we close this. Your words open it for a year.',
      }),
    ],
  },
  {
    name: 'reopened',
    sentDaysAgo: 27,
    begin: sends({
      answers: {
        whatHappened:
          'Somebody wrote under several of my bug reports that I should go back to where I came from. The comments were deleted, but the person still writes everywhere.',
        where: 'The issue tracker',
      },
    }),
    steps: [
      does(26, 'Ines Fischer', '/messages', { text: 'Thank you. We are asking the platform who it was.' }),
      does(19.5, 'Ines Fischer', '/messages', { text: 'The account has been blocked by the platform.' }),
      does(18, 'Ines Fischer', '/state', {
        state: 'closed',
        reason: 'The account is blocked.',
        message: 'The account is blocked, so we close this. Write to us if it comes back.',
      }),
      reporterWrites(3, 'It is back, under another name: the same sentences, letter by letter.'),
      does(2, 'Ines Fischer', '/state', {
        state: 'reopened',
        reason: 'The same person with a new account.',
        message: 'You are right, it is the same person. We have opened your report again.',
      }),
    ],
  },
];
