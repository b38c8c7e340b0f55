import { safety } from '../../reporter/locales/safety/en.ts';

/** A reporter and a respondent appeal in the same words. */
const { appeal } = safety;

/** What the pages of doors other than the reporter’s say, in English. */
export const en = {
  about: 'What this is about',
  questions: 'What the team asks you',
  answerBy: (date: string) => `Please answer by ${date}.`,
  answerWasBy: (date: string) => `The team asked you to answer by ${date}. You can still answer.`,
  kept: 'Everything on this page is erased when the time is over for which the team may keep it.',
  open: (date: string) => `You can open this page until ${date}.`,
  write: 'Write to the team',
  send: 'Send',

  response: {
    heading: 'The team wants to hear you',
    before:
      'Nothing on this page says that you did anything wrong. Before the team decides, it wants to know how you see it. You can write more than once, and add files.',
    askedForTime: (date: string) => `You asked for more time on ${date}. The team answers on this page.`,
    decided: 'What the team has decided',
    askedBefore: 'What you were asked before',
    decisionOf: (date: string) => `Decision of ${date}`,
    measures: 'What it means for you',
    status: {
      'to-do': 'To be done',
      done: 'Done',
      'not-done': 'Not done',
      waived: 'Not asked for any more',
      ended: 'Over',
      waiting: 'Waits until the appeal is decided',
    },
    noLonger: {
      ended: 'This decision is not in force any more.',
      replaced: 'Another decision has taken the place of this one.',
    },
    inPlace: 'In place',
    from: (date: string) => `From ${date}`,
    until: (date: string) => `Ends when ${date} is over`,
    dueOn: (date: string) => `To be done by ${date}`,
    saidDone: (date: string) => `You said on ${date} that this is done. The team looks at it.`,
    appeal: 'If you do not agree',
    appealBy: (date: string) => `You can appeal up to and including ${date}.`,
    appealLate: (date: string) =>
      `The time for an appeal was over on ${date}. You can still send one; then say why it comes late.`,
    appealed: (date: string) =>
      `You appealed on ${date}. You will find on this page what comes of it. A second appeal is taken only with something new and weighty.`,
    appealAgain: 'Appeal again',
    comeBack: 'Coming back',
    askedToReturn: (date: string) => `You asked on ${date} to come back. The team answers on this page.`,
  },
  witness: {
    heading: 'The team asks for your help',
    anonymous:
      'You need not say who you are. What you write may still tell it: leave out what would give you away. You need not answer every question.',
    choices: 'If you would rather not',
    offTheRecord:
      'You can ask for what you say to stay out of the record. The team still reads it. It is not listed as evidence and not given to others, unless they ask you first.',
    askOff: 'Keep what I say out of the record',
    isOff: 'You asked for what you say to stay out of the record. Only the team reads it.',
    declining: 'You need not say anything, and nobody will ask you why.',
    decline: 'I do not want to say anything',
  },
  expert: {
    heading: 'The team asks for your advice',
    ends: (date: string) => `This page can be read until ${date}.`,
    excerpts: 'What you are shown',
  },
  platform: {
    heading: (platform: string) => `Restrictions on ${platform}`,
    none: 'There is nothing to do right now.',
    intro:
      'Please carry out what stands here, and say when it is done. You are told whom to restrict and how, and nothing of why. Do not tell others about it.',
    toLift: 'This has ended. Please lift it.',
    toPlace: 'Please put this in place.',
    toCome: 'This has not begun yet.',
    inPlace: (date: string) => `In place since ${date}.`,
    stays: 'Leave this as it is: another restriction of the same account goes on.',
    lifted: (date: string) => `Lifted on ${date}.`,
    over: 'This has ended. There is nothing to do.',
    cannotSince: (date: string) => `You said on ${date} that this cannot be done.`,
    notAfterAll: 'It is not in place after all',
    buttons: {
      placed: 'It is in place',
      lifted: 'It is lifted',
      cannot: 'This cannot be done',
    },
    more: 'There are more than fit on this page. The others appear once some of these are done.',
    from: (date: string) => `From ${date}`,
    until: (date: string) => `Until ${date}`,
    noEnd: 'Until further notice',
  },

  /** What is done by pressing a button: the button, the form it leads to, and what is said once it was sent. */
  acts: {
    hint: (limit: string) => `At most ${limit}. This form works for 30 minutes.`,
    back: 'Back without sending',
    notOffered: 'This cannot be done any more, or not here.',
    'more-time': {
      button: 'I need more time',
      heading: 'Ask for more time',
      text: 'Until the team has answered, the day it has named stays.',
      label: 'How much time, and why, if you want to say it (optional)',
      send: 'Ask for more time',
      sent: 'You have asked for more time. The team answers on this page.',
    },
    'measure-done': {
      button: 'This is done',
      heading: 'Say that it is done',
      text: 'The team is told, and looks at it.',
      label: 'A note for the team (optional)',
      send: 'Say that it is done',
      sent: 'Sent to the team: this is done.',
    },
    'return-request': {
      button: 'Ask to come back',
      heading: 'Ask to come back',
      text: 'Tell the team why it should let you come back, and what has changed. It answers on this page.',
      label: 'Your request',
      send: 'Send the request',
      sent: 'Your request has been sent. The team answers on this page.',
    },
    appeal: {
      button: 'Appeal this decision',
      heading: appeal.heading,
      text: 'Choose the main reason, and say what was wrong or missing.',
      label: appeal.label,
      send: appeal.send,
      sent: 'Your appeal has been sent.',
    },
    declined: {
      button: 'I do not want to say anything',
      heading: 'Say nothing',
      text: 'Nobody has to help. The team is told that you do not want to say anything.',
      label: 'A note for the team (optional)',
      send: 'Tell the team',
      sent: 'Sent to the team: you do not want to say anything.',
    },
    'off-the-record': {
      button: 'Keep what I say out of the record',
      heading: 'Stay out of the record',
      text: 'You ask the team not to put what you say into its record. It answers on this page.',
      label: 'A note for the team (optional)',
      send: 'Ask the team',
      sent: 'The team has been asked. It answers on this page.',
    },
    placed: {
      button: 'It is in place',
      heading: 'Say that it is in place',
      text: 'The team is told that this restriction is in place.',
      label: 'A note for the team (optional)',
      send: 'It is in place',
      sent: 'Sent to the team: it is in place.',
    },
    lifted: {
      button: 'It is lifted',
      heading: 'Say that it is lifted',
      text: 'The team is told that this restriction is lifted.',
      label: 'A note for the team (optional)',
      send: 'It is lifted',
      sent: 'Sent to the team: it is lifted.',
    },
    cannot: {
      button: 'It cannot be done',
      heading: 'Say that it cannot be done',
      text: 'The team is told that this restriction cannot be carried out.',
      label: 'Why it cannot be done',
      send: 'Tell the team',
      sent: 'Sent to the team: it cannot be done.',
    },
  },
};

export type DoorMessages = typeof en;
