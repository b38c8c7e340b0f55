import { phonePhoto } from './shown-files.ts';
import {
  does,
  opensOriginal,
  reporterSendsFiles,
  reporterWithdraws,
  reporterWrites,
  sends,
  stepsAside,
  type DemoCase,
  type Scene,
  type Story,
} from './story.ts';

const hours = (count: number): number => count / 24;
const chatExport = {
  name: 'chat.txt',
  bytes: Buffer.from(
    '21:04 R: you looked lonely up there\n21:05 R: come down, I am at the bar\n21:19 R: ??\n',
  ),
};

const writtenDownByInes = async (scene: Scene): Promise<DemoCase> =>
  scene.member('Ines Fischer').writeDown({
    forWhom: 'another',
    reporterKnows: true,
    cameBy: 'mail',
    receivedOn: scene.dayIn(-5),
    door: false,
    answers: {
      whatHappened:
        'By mail from a speaker: the person who runs the sound in room 2 comments on the clothes of the women who speak there, over the microphone as well.',
      who: 'The sound engineer of room 2',
      where: 'Room 2 of the venue',
    },
  });

/** The team works on these: reviews, questions that wait for an answer, tasks, links, exclusions, requests. */
export const storiesAtWork: readonly Story[] = [
  {
    name: 'acknowledged',
    sentDaysAgo: 3,
    begin: sends({
      answers: {
        whatHappened:
          'The accessible entrance of the workshop building was locked on both days. A helper told me to be glad that there is a workshop at all.',
        who: 'A helper with a blue lanyard',
        where: 'The north entrance of the workshop building',
      },
    }),
    steps: [
      does(2.5, 'Ines Fischer', '/messages', {
        text: 'Thank you for telling us, and I am sorry about both days. We are asking the venue who had the key, and will write to you by Friday.',
      }),
      does(2.4, 'Ines Fischer', '/tasks', {
        text: 'Ask the venue who keeps the key of the north entrance.',
      }),
    ],
  },
  {
    name: 'in review, with files',
    sentDaysAgo: 14,
    begin: sends({
      answers: {
        whatHappened:
          'A maintainer I had met once kept writing to me at night after my talk. I asked twice for it to stop. Last week a photo of my hotel came, with the words: found you.',
        who: 'Rasmus, who maintains the build tools',
        where: 'Private messages, and the hotel of the conference',
        when: 'Since my talk; the photo came last Tuesday',
        witnesses: 'Jo from the video team has seen the messages.',
      },
      identity: { contact: 'Through Jo from the video team' },
    }),
    steps: [
      reporterSendsFiles(14, 'The photo, and the messages as I exported them.', [phonePhoto(), chatExport]),
      does(13.5, 'Noor Haddad', '/messages', {
        text: 'Thank you for writing to us. We take this seriously. Are you safe where you are now? Noor, of the conduct team.',
      }),
      reporterWrites(13, 'Yes, I am at home. I do not want him to know that I wrote to you.'),
      does(12.5, 'Noor Haddad', '/assignee', ({ memberId }) => ({ memberId: memberId('Noor Haddad') })),
      does(12, 'Noor Haddad', '/state', { state: 'in-review' }),
      opensOriginal(12, 'Noor Haddad', 'To see when and where the photo was taken.'),
      does(12, 'Noor Haddad', '/notes', {
        text: 'The photo was taken in front of the hotel on the second day. Jo agrees to talk to us.',
      }),
      does(11, 'Noor Haddad', '/identity', { part: 'contact', reason: 'To arrange a call about safety.' }),
      does(10, 'Tomás Rivera', '/notes', {
        text: 'I know Rasmus from the build tools but have never worked with him. I see no conflict.',
      }),
      does(9, 'Noor Haddad', '/messages', {
        text: 'We have spoken to Jo. Next we hear Rasmus, without saying who wrote to us. You hear from us again within a week.',
      }),
      does(3, 'Noor Haddad', '/messages', ({ dayIn }) => ({
        inTouch: { name: 'Noor', by: dayIn(4) },
        text: 'We have heard Rasmus. We are now deciding what follows, and will tell you next week.',
      })),
      does(2, 'Noor Haddad', '/tasks', ({ dayIn, memberId }) => ({
        text: 'Write down what we suggest to decide.',
        dueOn: dayIn(2),
        assigneeId: memberId('Noor Haddad'),
      })),
    ],
  },
  {
    name: 'waiting for the reporter',
    sentDaysAgo: 8,
    begin: sends({
      answers: {
        whatHappened:
          'During the sprint somebody filmed people at the tables without asking, and the films are online now. I am in one of them.',
        where: 'The sprint room',
      },
    }),
    steps: [
      does(7, 'Local lead', '/messages', {
        text: 'Thank you. We want to have the films taken down. Could you send us a link to the one you are in?',
      }),
      does(7, 'Local lead', '/assignee', ({ memberId }) => ({ memberId: memberId('Local lead') })),
      does(2, 'Local lead', '/deadlines', ({ dayIn }) => ({
        deadline: 'nextUpdateBy',
        by: `${dayIn(6)}T12:00:00Z`,
        reason: 'We wait for the link; nothing can be done before.',
        toReporter: 'We wait for the link to the film. Take the time you need.',
      })),
    ],
  },
  {
    name: 'linked: the slides',
    sentDaysAgo: 7,
    begin: sends({
      answers: {
        whatHappened:
          'The keynote on Friday had slides with sexual jokes about a colleague, who sat in the room. People laughed; she left.',
        who: 'The keynote speaker of Friday',
        where: 'The main hall',
      },
    }),
    steps: [
      does(6.5, 'Local lead', '/messages', {
        text: 'Thank you for telling us. We are looking at the recording of the keynote.',
      }),
      does(6, 'Local lead', '/state', { state: 'in-review' }),
    ],
  },
  {
    name: 'linked: the same slides',
    sentDaysAgo: 6.2,
    begin: sends({
      answers: {
        whatHappened:
          'En la charla inaugural del viernes se burlaron de una compañera con imágenes sexuales. Nadie de la organización lo detuvo.',
        who: 'La persona que dio la charla inaugural',
        where: 'La sala principal',
        replyLanguage: 'Español',
      },
    }),
    steps: [
      stepsAside(6, 'Ines Fischer'),
      does(5.9, 'Tomás Rivera', '/messages', {
        text: 'Gracias por contárnoslo. Ya estamos revisando la grabación de la charla y te escribiremos en una semana.',
      }),
      does(5.8, 'Local lead', '/links', ({ caseOf }) => ({
        caseId: caseOf('linked: the slides').id,
        reason: 'The same keynote.',
      })),
    ],
  },
  {
    name: 'a member excluded',
    sentDaysAgo: 4,
    begin: sends(({ memberId }) => ({
      answers: {
        whatHappened:
          'In reviews of my patches I am told that my questions are a waste of time. It comes from one person, in almost every thread, for months now.',
        who: 'Tomás, who reviews the network code',
        where: 'Reviews in the main repository',
      },
      excludedMembers: [memberId('Tomás Rivera')],
    })),
    steps: [
      does(3, 'Noor Haddad', '/messages', {
        text: 'Thank you for trusting us with this. The person you name cannot see your report. Would a few links to such reviews be possible?',
      }),
      reporterWrites(hours(5), 'Yes, here are three: reviews 4410, 4418 and 4502.'),
    ],
  },
  {
    name: 'erasure asked',
    sentDaysAgo: 12,
    begin: sends({
      answers: {
        whatHappened:
          'Somebody at the booth next to ours made remarks about my body all afternoon. I would rather not go on with this, I only want it to be known.',
        where: 'The exhibition, third row',
      },
      identity: { name: 'Sam' },
    }),
    steps: [
      does(11, 'Ines Fischer', '/messages', {
        text: 'Thank you for telling us. You decide how far this goes. We have noted it for the organisers of the exhibition without any name.',
      }),
      does(5.5, 'Ines Fischer', '/messages', {
        text: 'The organisers of the exhibition will have people in every row next year.',
      }),
      reporterWithdraws(2, 'erase-everything'),
    ],
  },
  {
    name: 'written down for somebody',
    sentDaysAgo: 4.5,
    begin: writtenDownByInes,
    steps: [
      does(4.4, 'Ines Fischer', '/state', { state: 'acknowledged' }),
      does(4.4, 'Ines Fischer', '/notes', { text: 'I have answered the mail and deleted it.' }),
    ],
  },
];
