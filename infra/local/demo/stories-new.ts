import { phonePhoto } from './shown-files.ts';
import { opens, reporterSendsFiles, sends, type Story } from './story.ts';

const hours = (count: number): number => count / 24;

/** Nobody has answered these yet: urgent, new, likely spam, and one that was forgotten. */
export const newStories: readonly Story[] = [
  {
    name: 'urgent',
    sentDaysAgo: hours(0.4),
    begin: sends({
      urgent: true,
      answers: {
        whatHappened:
          'At the contributors’ dinner tonight a man kept coming back to our table, although two of us had asked him to leave us alone.\n\nHe waited outside the lift when I went up. I am in the same hotel until tomorrow and I do not know whether he is, too.',
        who: 'A tall man with a red volunteer badge. I think his first name is Marek.',
        where: 'The dinner at the Harbour Hall, then the hotel lobby',
        when: 'This evening, from about nine',
        impact: 'I am afraid to leave my room.',
      },
      identity: { name: 'Lin', contact: 'lin@example.org' },
    }),
    steps: [
      reporterSendsFiles(hours(0.3), 'This is a photo of him that a friend took at the dinner.', [
        phonePhoto(),
      ]),
    ],
  },
  {
    name: 'received',
    sentDaysAgo: hours(20),
    begin: sends({
      answers: {
        whatHappened:
          'في القناة العامة كتب أحدهم عدة مرات عن لهجتي وسخر منها، ثم راسلني في الخاص بعد أن طلبت منه أن يتوقف.',
        who: 'صاحب الحساب «نسر»',
        where: 'القناة العامة للمشروع',
        replyLanguage: 'العربية',
      },
    }),
    steps: [],
  },
  {
    name: 'spam',
    sentDaysAgo: 1.5,
    begin: sends({
      answers: {
        whatHappened: Array.from({ length: 8 }, (_, at) => `https://shop-${at + 1}.example.com/offer`).join(
          '\n',
        ),
      },
    }),
    steps: [],
  },
  {
    name: 'missed deadline',
    sentDaysAgo: 9,
    begin: sends({
      answers: {
        whatHappened:
          'The moderator of the newcomers’ channel deletes my questions and answers everybody else. When I asked why, the reply was that people like me should learn to read first.',
        who: 'The moderator who signs as Otter',
        where: 'The newcomers’ channel',
        hopes: 'That somebody else looks after the channel for a while.',
      },
    }),
    steps: [opens(8, 'Tomás Rivera')],
  },
];
