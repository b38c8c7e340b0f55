import type { AppealGround } from '../../../domain/appeal/appeal-act.ts';
import type { CheckInAnswer } from '../../../domain/thread/check-in.ts';

const grounds: Record<AppealGround, string> = {
  'new-information': 'There is something new that the team did not know',
  'conflict-of-interest': 'Somebody who decided is too close to it',
  'unfair-evaluation': 'What happened was not judged fairly',
  procedure: 'The team did not keep to its own rules',
  'out-of-proportion': 'It is too much or too little for what happened',
  other: 'Another reason',
};

const answers: Record<CheckInAnswer, string> = {
  fine: 'Fine, nothing has happened',
  safe: 'Something has happened, but I am safe',
  retaliation: 'Somebody is getting back at me',
};

/** What the reporter’s pages say around a decision and after it. */
export const safety = {
  heading: 'Dates to know',
  areYouSafe: 'Are you safe? If something worries you, write to the team now.',
  letterOn: (date: string) => `The team’s letter about the decision goes out on ${date}.`,
  letterLate: (date: string) =>
    `The team’s letter was to go out on ${date}. The team has not said yet that it has.`,
  letterSent: (date: string) => `The team’s letter about the decision went out on ${date}.`,
  endsOn: (date: string, before: string) =>
    `What was decided ends on ${date}. This page says so again ${before} before.`,
  endsIn: (days: string, date: string) => `In ${days}, on ${date}, what was decided ends.`,
  endsToday: 'What was decided ends today.',

  begin: 'Something else to tell',
  instead: 'Write an ordinary message instead',

  retaliation: {
    button: 'Somebody is getting back at me',
    hint: 'Threats, insults, being left out, losing a task or a place: anything done to you because you spoke up. Nobody may do that.',
    heading: 'Somebody is getting back at you',
    toldAtOnce: 'The team is told within a minute that something urgent is waiting.',
    label: 'What has happened since?',
    textHint: (limit: string) =>
      `What, when, where, and who, as far as you want to say. At most ${limit}. You can add files below.`,
    send: 'Send this to the team now',
    sent: 'The team has been sent what you wrote, as urgent. This page says when somebody has taken it up.',
    need: 'Write what has happened, or add a file. A few words are enough.',
  },

  checkIn: {
    question: 'How has it been since?',
    hint: 'Your case was closed a while ago. You need not answer.',
    answers,
    send: 'Send my answer',
    choose: 'Choose how it has been.',
    sent: 'Your answer has been sent.',
    tell: 'Your answer has been sent, and the team is told at once. If you can, say below what has happened.',
    answered: (date: string, answer: string) => `You answered on ${date}: “${answer}”`,
    notAsked: 'This is not asked any more. You can write to the team below.',
  },

  appeal: {
    button: 'I do not agree with the decision',
    hint: 'Somebody who did not decide it looks at it again.',
    heading: 'Ask for the decision to be looked at again',
    whatHappens: (hours: string, days: string) =>
      `Somebody who had no part in the decision looks at it again. Within ${hours} you hear that your appeal has arrived, and within ${days} what comes of it. You find both on this page.`,
    intro: (date: string) => `Up to and including ${date} you need not say why you ask only now.`,
    passed: (date: string) =>
      `The time for this was over on ${date}. You can still ask; then say why it comes late.`,
    again: 'You have asked for this before. A second time it is taken only with something new and weighty.',
    decision: 'Which decision',
    decisionOf: (date: string) => `The one of ${date}`,
    ground: 'Why',
    grounds,
    late: 'Why it comes late',
    label: 'What should be looked at again?',
    textHint: (limit: string) =>
      `Say what was wrong or missing, such as that nothing was done or too little. At most ${limit}.`,
    send: 'Send the appeal',
    sent: 'Your appeal has been sent. The dates on this page say by when you hear of it.',
    needGround: 'Choose why the decision should be looked at again.',
    needDecision: 'Choose a decision that you were told of and that holds.',
    needLate: 'The time for an appeal is over. Say why it comes late.',
    need: 'Write what should be looked at again, or add a file.',
  },
};
export type SafetyMessages = typeof safety;
