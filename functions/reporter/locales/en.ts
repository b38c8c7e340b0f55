import type { CaseState } from '../../domain/case/state.ts';
import type { IdentifyingDetail } from '../../domain/report/identifying-details.ts';
import type { TextProblem } from '../../domain/text.ts';
import type { PassphraseResult } from '../../envelope/token.ts';

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(' or ');
const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;

const states: Record<CaseState, string> = {
  received: 'Received. The team is told that something is waiting.',
  acknowledged: 'Acknowledged. Somebody on the team has taken it up.',
  'in-review': 'In review. The team is looking into it.',
  decided: 'Decided. The team has come to a decision.',
  closed: 'Closed.',
  reopened: 'Reopened. The team has taken it up again.',
};

const wordProblem = (result: Exclude<PassphraseResult, { kind: 'token' }>): string => {
  switch (result.kind) {
    case 'word-count':
      return `A passphrase has 12 words. Words found here: ${result.found}.`;
    case 'unknown-words':
      return result.words
        .map(
          ({ position, word, suggestions }) =>
            `Word ${position} (“${word.slice(0, 20)}”) is not in the list` +
            (suggestions.length > 0 ? `; did you mean ${quoted(suggestions)}?` : '.'),
        )
        .join(' ');
    case 'checksum':
      return 'All the words are in the list, but together they are not a passphrase: the checksum is wrong. One of them may be a different word, or two may have swapped places.';
  }
};

const textProblem = (problem: TextProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Please write something here.';
    case 'broken':
      return 'It contained a broken character, which has been taken out below. Please check the text and send it again.';
    case 'control-character':
      return `It contained an invisible control character (${problem.codePoint}) at position ${problem.place}, which has been taken out below. Please check the text and send it again.`;
    case 'too-long':
      return `It is too long: ${kibibytes(problem.length)} of at most ${kibibytes(problem.limit)}.`;
    case 'all-too-long':
      return `All your answers together are too long. They can have at most ${kibibytes(problem.limit)}.`;
  }
};

const details: Record<IdentifyingDetail['kind'], string> = {
  mail: 'an email address',
  phone: 'a phone number',
  handle: 'a username',
  link: 'a link',
  'only-one': 'something only a few people can know',
  'own-role': 'your own role',
};

/** What the reporter’s pages say, in English; every other language has the same messages, or does not compile. */
export const en = {
  language: 'en',
  languageName: 'English',
  direction: 'ltr',
  states,
  wordProblem,
  textProblem,
  kibibytes,

  title: 'Message form',
  errorTitle: 'Error: ',
  exit: 'Leave this page',
  footer:
    'Leaving does not clear your browser’s history. This page sets no cookies and loads nothing from anywhere else.',
  languages: 'Languages',
  optional: '(optional)',
  toFirstPage: 'Back to the first page',

  problems: {
    heading: 'Please look at this again',
    notSent: 'Nothing has been sent yet.',
    kept: 'What you wrote is still below.',
    didNotWork: 'This did not work',
    notFound: 'There is nothing at this address.',
    fault: 'Something went wrong on our side. It has been noted.',
    tryAgain:
      'The service cannot answer right now. Please try again in a little while; it is safe to send the same thing again.',
    unreadableRequest: 'The request could not be read. Nothing was stored.',
    tooLarge: 'What you sent is too large. Nothing was stored. Go back: your text is still in your browser.',
    pressAgain: 'Please press the button again.',
    ticket: 'This form did not come from this page, so it was not accepted. Please press the button again.',
    channel: 'Please choose what your report is about.',
  },

  landing: {
    heading: 'Tell the team what happened, without saying who you are',
    danger: 'Are you in danger right now?',
    dangerText: 'Nobody watches this page around the clock. Call your local emergency number first.',
    emergencyHours: (hours: string) => `Staffed: ${hours}.`,
    intro:
      'You write down what happened, and you get twelve words. With them, and only with them, you can come back, see what the team answers, and write again. You need no account, no name and no email address. It is fine to be unsure whether it “counts”.',
    retaliation:
      'Retaliation against anybody who reports, or who helps, is prohibited. You can report it here like anything else.',
    write: 'Write a report',
    comeBack: 'I have my twelve words or a link and want to come back',
    whoReads: 'Who reads it',
    readers: (organisation: string) =>
      `These people from ${organisation}. They are told that something is waiting, not what it is. On the form you can say which of them must not see your report.`,
    noRoster: (organisation: string) =>
      `The people from ${organisation} who look after the channel you choose. They are told that something is waiting, not what it is.`,
    expertise: 'Knows about',
    speaks: 'Speaks',
    available: 'Available',
    promise: (hours: string) => `They promise to acknowledge your report within ${hours}.`,
    otherWays: 'Other ways to reach them',
    kept: 'What is kept, and what is not',
    keptText:
      'Your text is encrypted before it is stored. Not stored: your network address, your browser, the exact time, or when you come back to look. Who can read what:',
    who: 'Who',
    canRead: 'What they can read',
    readersTable: [
      ['The team of the channel', 'Your report and what you write later, except members you exclude.'],
      ['You', 'The same, with your twelve words. Nobody can restore them.'],
      [
        'Someone who steals the database',
        'How many reports there are, in which hour each arrived, and how far they have got. No text, no name.',
      ],
      [
        'Whoever runs the cloud account',
        'No text and no name, as things are set up. They see how much the service is used. They could change the programs and read what comes in from then on; that would leave traces, but it cannot be ruled out.',
      ],
    ],
    cannot: 'What this cannot protect against',
    cannotList: [
      'An employer or school that watches its network, or the device you use, can see that you visited this site.',
      'Your browser’s history shows that you were here.',
      'Details that only a few people know, or the way you write, can give away who you are.',
    ],
    safer: 'How to be safer',
    saferList: [
      'Use your own device, and not the network at work or school.',
      'Use Tor Browser. This site works with all scripts switched off.',
      'Leave out what only you could know, unless it matters.',
      'Keep the twelve words on paper.',
    ],
    quiet: (days: string) =>
      `Nobody on the team has signed in for more than ${days}. Your report is kept, but it may have to wait. If it cannot wait, use another way.`,
  },

  form: {
    heading: 'What do you want to tell the team?',
    about: 'This form is about',
    otherChannel: (label: string) => `Is it about something else? ${label}`,
    unsure: '“I don’t know” is an answer. You can skip everything but the first question.',
    urgent: 'Is it urgent?',
    urgentLabel: 'Somebody may be in danger, or it is happening now',
    urgentWhy:
      'If you tick this, the team is told within a minute. Otherwise it is told on the hour, so that the time of its mail says little about when you wrote.',
    exclude: 'Who must not see this?',
    excludeWhy:
      'Whoever you tick will not learn that this report exists: not from lists, not from counts, not by mail. Tick everybody who is involved, or close to somebody who is.',
    identity: 'About yourself, only if you want',
    identityWhy:
      'This is kept apart from the report and locked a second time. To open it, the team must give a reason. Each opening is written down, and your page shows you that it was opened.',
    name: 'My name',
    contact: 'A way to reach me',
    limit: (limit: string) => `All your answers together can have up to ${limit}, about a hundred pages.`,
    toReview: 'Look it over',
  },

  review: {
    heading: 'Is this right?',
    text: 'Nothing has been sent yet. You can change everything here, then send it.',
    hints: 'This might show who you are',
    hintsText: 'It is up to you. Leave it in if it matters to the team.',
    hint: (detail: IdentifyingDetail) => `“${detail.found}”: ${details[detail.kind]}`,
    named: (name: string) =>
      `You named ${name}, who is on the team. They will not see this report unless you untick them below.`,
    allExcluded:
      'Everybody who could read this report is excluded. It would be stored, and nobody could open it. It is better to turn to:',
    noOutside:
      'Everybody who could read this report is excluded, and this community has not named anybody outside the team. If you send it, nobody can open it until a new member is given access.',
    send: 'Send the report',
  },

  receipt: {
    heading: 'Your report has been sent',
    notRead: 'Nobody has read it yet.',
    toldNow: 'The team will be told within a minute that something is waiting.',
    toldHour: 'The team will be told on the hour that something is waiting.',
    words: 'Keep these twelve words',
    wordsText:
      'They are the only way back to your report. Whoever has them can read it, write in it and withdraw it. Nobody can restore them, not even the team.',
    paper:
      'Paper is safest. On a device that belongs to your employer, do not print them or take a picture of the screen.',
    print: 'To print this page, use your browser’s menu.',
    save: 'Save the words and dates on this page as a text file',
    fileName: 'notes.txt',
    link: 'I would rather have a link',
    linkText:
      'The link works just like the words. It fills in the form with a small script, and your browser may keep it in its history or send it to your other devices.',
    next: 'What happens next',
    caseName: 'Name of the case (not a secret; use it when you speak about it)',
    acknowledgeBy: 'The team acknowledges your report by',
    nextUpdateBy: 'You get an update by',
    feedbackBy: 'You hear what was done by',
    erasedBy: 'Everything is erased no later than',
    comeBack: (date: string) =>
      `We have no way to reach you. Please come back with your words by ${date}: the team may have a question.`,
    toFollowUp: 'Where to come back',
    check: 'Check that you have them',
    checkLabel: (position: number) => `Type word ${position}`,
    checkButton: 'Check',
    checkRight: 'That is right. You have your words.',
    checkWrong: (position: number) =>
      `That is not word ${position}. Please go back to the page with the words and compare them.`,
  },

  followUp: {
    heading: 'Come back to your report',
    words: 'Your twelve words',
    wordsHint: 'Capital letters, numbers and line breaks do not matter. Your follow-up link works here too.',
    filled: 'Your link has filled this in. Press the button to open your report.',
    open: 'Open my report',
    reply: 'Your reply',
    sendReply: 'Send the reply',
    lost: 'Lost your words? They cannot be restored. Write a new report and mention the name of the old case, if you know it.',
    lostLink: 'Write a new report',
    unusable:
      'These words do not open anything. They may belong to a report that was withdrawn, or erased when its time was up. They may have been replaced by new ones. Or they may never have been given out.',
    expired: 'This form is older than 30 minutes. Please enter your words again.',
  },

  thread: {
    heading: (caseName: string) => `Case ${caseName}`,
    stands: 'Where it stands',
    opened: 'Opened',
    openedYes: 'Yes, somebody on the team has opened it.',
    openedNo: 'Not yet.',
    missed: (date: string) =>
      `The team should have answered by ${date} and has not. If you cannot wait, turn to:`,
    missedNoContact: (date: string) => `The team should have answered by ${date} and has not.`,
    identityOpened: (what: 'name' | 'contact', date: string) =>
      what === 'name' ? `Your name was opened on ${date}.` : `Your contact details were opened on ${date}.`,
    messages: 'Messages',
    you: 'You',
    team: 'The team',
    unknown: 'A message',
    unreadable: 'This message cannot be shown: what was stored is damaged.',
    write: 'Write to the team',
    writeHint: (limit: string) =>
      `At most ${limit}. This form works for 30 minutes; after that you need your words again, and your text is kept.`,
    urgent: 'I am not safe, or it happened again: tell the team at once',
    send: 'Send',
    sent: 'Your message has been sent.',
    notConfirmed: 'Your message has not been confirmed',
    support: 'Where to find support',
    download: 'Download this conversation as text',
    downloadName: 'conversation.txt',
    full: 'This conversation has reached its limit. Please write a new report and mention the name of this case.',
  },

  withdraw: {
    summary: 'Withdraw this report',
    before:
      'Nobody has opened your report yet. It will be gone at once, with everything in it. This cannot be undone.',
    confirm: 'Yes, I want to withdraw it',
    tick: 'Please tick the box to withdraw the report.',
    button: 'Withdraw and erase',
    eraseAll: 'Ask the team to erase everything. It answers here and gives its reason.',
    chooseButton: 'Do this',
    erasedHeading: 'Your report is withdrawn',
    erased: (days: string) =>
      `Nobody had opened it, and nobody can open it any more. What is left of it is encrypted and will be deleted within the hour; the copies of its keys in backups are gone after ${days}. Your words open nothing from now on.`,
    askedHeading: 'The team has been asked',
    asked: (date: string) =>
      `Somebody had already opened your report. The team has been asked to erase it and will answer here by ${date}; your words still open it.`,
    requests: {
      erase: 'I ask for this report to be erased.',
    },
  },
};

export type Messages = typeof en;
