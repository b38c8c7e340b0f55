import type { FactWords } from '../../domain/thread/event-facts.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { IdentifyingDetail } from '../../domain/kernel/identifying-details.ts';
import { inKilobytes } from '../../domain/kernel/size.ts';
import type { TextProblem } from '../../domain/kernel/text.ts';
import type { PassphraseResult } from '../../envelope/token.ts';
import { files } from './files/en.ts';
import { answerIn } from './safety/answer-in.ts';
import { held } from './held/en.ts';
import { safety } from './safety/en.ts';

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(' or ');
const sizeUnits = { kilobyte: 'KB', megabyte: 'MB' };
const kilobytes = (bytes: number): string => inKilobytes(bytes, sizeUnits);
const bytesPerPage = 2 * 1024;
const limitInWords = (bytes: number): string =>
  bytes < 2 * bytesPerPage
    ? kilobytes(bytes)
    : `${kilobytes(bytes)} (about ${Math.round(bytes / bytesPerPage)} pages)`;

const states: Record<CaseState, string> = {
  received: 'Received. The team has not acknowledged it yet.',
  acknowledged: 'Acknowledged. The team has confirmed that it has your report.',
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
      return `It is too long: ${kilobytes(problem.length)} of at most ${limitInWords(problem.limit)}.`;
    case 'all-too-long':
      return `All your answers together are too long. They can have at most ${limitInWords(problem.limit)}.`;
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
  /** How dates and numbers are written (BCP 47). */
  locale: 'en-GB',
  languageName: 'English',
  direction: 'ltr',
  states,
  wordProblem,
  textProblem,
  sizeUnits,
  kilobytes: limitInWords,
  files,
  safety,
  held,

  title: 'Message form',
  errorTitle: 'Error: ',
  exit: 'Leave this page',
  exitKey: 'You can also press Shift three times to leave.',
  footer:
    'Leaving does not clear your browser’s history. This page sets no cookies and loads nothing from anywhere else.',
  languages: 'Languages',
  optional: '(optional)',
  toFirstPage: 'Back to the first page',
  inNewTab: '(opens in a new tab)',

  problems: {
    heading: 'Please look at this again',
    notSent: 'Nothing has been sent yet.',
    kept: 'What you wrote is still below.',
    didNotWork: 'This did not work',
    notFound: 'There is nothing at this address.',
    notThisWay: 'This address cannot be used in this way. Nothing was stored.',
    fault: 'Something went wrong on our side. It has been noted.',
    tryAgain:
      'The service cannot answer right now. Please try again in a little while; it is safe to send the same thing again.',
    unreadableRequest: 'The request could not be read. Nothing was stored.',
    tooLarge:
      'What you sent is too large. Nothing was stored. Go back: most browsers still show your text. Firefox and Tor Browser may have let go of it.',
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
    outside: 'From outside the team. They read only what is given to them, and are not told of your report:',
    auditors:
      'They check whether the team keeps its own rules. They read no report and are not told of yours:',
    nobodyHere: 'Nobody right now.',
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
        'Anybody who breaks into the running service',
        'What is written, or opened with its words, while they are in there. Nothing else that is stored.',
      ],
      [
        'Someone who steals the database',
        'How many reports there are, in which hour each arrived (in which minute, while an urgent one waits for somebody), how far they have got, and how many messages and files each has, with their rough size. No text, no name.',
      ],
      [
        'Anybody who runs the cloud account',
        'No text and no name, as things are set up. They see, minute by minute, how much the service is used, and have backups of what is stored encrypted. They could change the programs and read what comes in from then on; that would leave traces, but it cannot be ruled out.',
      ],
    ],
    privacy: 'Privacy: what is stored, and for how long',
    snippet: 'For the team: a text for your code of conduct page',
    cannot: 'What this cannot protect against',
    cannotText: 'No page can promise you that nobody will ever find out.',
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
    urgentWhyMinute:
      'The team is told of any report within a minute. If you tick this, it is told again and again until somebody takes it up.',
    exclude: 'Who must not see this?',
    excludeWhy:
      'Anybody who you tick will not learn that this report exists: not from lists, not from counts, not by mail. Tick everybody who is involved, or close to somebody who is.',
    identity: 'About yourself, only if you want',
    identityWhy:
      'This is kept apart from the report and locked a second time. To open it, the team must give a reason. Each opening is written down, and your page shows you that it was opened.',
    name: 'My name',
    contact: 'A way to reach me',
    limit: (limit: string) => `All your answers together can have up to ${limit}.`,
    notAskedHere: (question: string) =>
      `This form does not ask “${question}”. What you wrote there is not sent with it. It is there again when you go back to the other form.`,
    leaveEmpty: 'Please leave this empty',
    toReview: 'Look it over',
    toReviewHint: 'Nothing is sent yet. You see everything once more first.',
  },

  review: {
    heading: 'Is this right?',
    text: 'Nothing has been sent yet. You can change everything right here, then send it.',
    leftEmpty: 'Questions you left empty',
    back: 'Back to the form',
    backHint:
      'This button keeps what you wrote. The Back button of some browsers, Tor Browser among them, forgets it.',
    hints: 'This might show who you are',
    hintsText: 'It is up to you. Leave it in if it matters to the team.',
    hint: (detail: IdentifyingDetail) => `“${detail.found}”: ${details[detail.kind]}`,
    named: (name: string) =>
      `You named ${name}, who is on the team. They will not see this report unless you untick them below.`,
    allExcluded:
      'Everybody who could read this report is excluded. It would be stored, and nobody could open it. It is better to turn to:',
    noOutside:
      'Everybody who could read this report is excluded, and this community has not named anybody outside the team. If you send it, nobody can open it until a new member is given access.',
    nobodyThere:
      'Nobody on the team looks after this channel right now. Your report would be kept, but nobody would be told, and nobody could open it before somebody is given access. It is better to turn to:',
    nobodyThereNoOutside:
      'Nobody on the team looks after this channel right now, and this community has not named anybody outside the team. Your report would be kept, but nobody would be told, and nobody could open it before somebody is given access.',
    teamChanged:
      'The team has changed since you opened the form. Please look once more at who must not see this.',
    urgentToo: (question: string) =>
      `You answered “${question}”, but “Is it urgent?” is not ticked. If somebody may be in danger, tick it below: then the team is told within a minute.`,
    longText:
      'Your text is long. When very many people write at the same moment, the answer may be a line of code in place of your text. “Send in a new tab” leaves this page as it is. If it did not work, wait a minute, come back to this page and press it again. Close this page when it has worked.',
    sendInNewTab: 'Send in a new tab',
    send: 'Send the report',
    pressAgain:
      'Nothing has been sent yet. Please press the button once more. This form came back very quickly, and that is how we tell people from programs.',
  },

  receipt: {
    heading: 'Your report has been sent',
    notRead: 'Nobody has read it yet.',
    toldNow: 'The team will be told within a minute that something is waiting.',
    toldHour: 'The team will be told on the hour that something is waiting.',
    nobodyTold:
      'Right now there is nobody on the team who can be told of it. It is kept, and nobody can open it before somebody is given access.',
    words: 'Keep these twelve words',
    wordsText:
      'They are the only way back to your report. Anybody who has them can read it, write in it and withdraw it. Nobody can restore them, not even the team.',
    paper:
      'Paper is safest. On a device that belongs to your employer, do not print them or take a picture of the screen.',
    print: 'To print this page, use your browser’s menu.',
    save: 'Save the words and dates on this page as a text file',
    fileName: 'notes.txt',
    before: 'This report has been sent already',
    beforeText:
      'Nothing was sent a second time. Come back with your twelve words to see the answer. An old form cannot show them again. If you have lost them, please write a new report.',
    closedSince: 'This form has been sent before',
    closedSinceText:
      'Nothing was sent now. What this form sent has been withdrawn or erased since, or it was given new words. If you want to write a new report, please start with a new form.',
    link: 'I would rather have a link',
    linkText:
      'The link works just like the words. It fills in the form with a small script, and your browser may keep it in its history or send it to your other devices.',
    next: 'What happens next',
    caseName: 'Name of the case (not a secret; use it when you speak about it)',
    acknowledgeBy: 'The team acknowledges your report by',
    nextUpdateBy: 'You get an update by',
    feedbackBy: 'You hear what was done by',
    erasedBy: 'Everything is erased no later than',
    keptUnopened: (longer: string) =>
      `A report that nobody has opened is kept ${longer} longer, each time its day comes.`,
    goneFromBackups: (backups: string) =>
      `Copies of the keys in backups are gone ${backups} after it is erased.`,
    comeBack: (date: string) =>
      `We have no way to reach you. Please come back with your words by ${date}: the team may have a question.`,
    comeBackWithContact: (date: string) =>
      `You gave the team a way to reach you. It may not use it: answers and questions stand here. Please come back with your words by ${date}.`,
    toFollowUp: 'Where to come back',
    check: 'Check that you have them',
    checkLabel: (position: number) => `Type word ${position}`,
    checkButton: 'Check',
    checkRight: 'That is right. You have your words. You can close this tab now.',
    checkWrong: (position: number) =>
      `That is not word ${position}. Please close this tab, and compare it with the words on the page before.`,
  },

  transparency: {
    link: 'Transparency reports',
    heading: 'Transparency reports',
    intro: (organisation: string) =>
      `${organisation} publishes here what its team has done, in numbers. Nobody can be found in them.`,
    none: 'Nothing is published yet.',
    files: 'The same as a file:',
    all: 'All transparency reports',
  },

  publicBans: {
    link: 'Permanent bans that are public',
    heading: 'Permanent bans',
    intro: (organisation: string) =>
      `${organisation} lists here whom it has banned for good, where its team has decided to say so in public. Most decisions are not public. An entry is taken off after its last day.`,
    none: 'Nobody is listed.',
    dates: (from: string, until: string) => `Banned since ${from}. On this list until ${until}.`,
  },

  privacy: {
    heading: 'Privacy, in plain words',
    responsible: 'Who is responsible',
    responsibleText: (organisation: string) => `${organisation} runs this service and answers for it.`,
    stored: 'What is stored',
    storedList: [
      'What you write, encrypted before it is stored. Only the team’s keys and your twelve words open it.',
      'Your name and a way to reach you, if you give them: encrypted apart. The team needs a reason to open them, and each opening is written down.',
      'Readable without a key: the channel, the hour in which your report arrived (the minute, while it is urgent and waits for somebody), the random name of the case, how far it has got, its dates, and how many messages and files there are, with their rough size.',
    ],
    notStored: 'What is not stored',
    notStoredList: [
      'Your network address, your browser, the exact time, and when you come back to look.',
      'Cookies: there are none. Nothing is loaded from other sites, and nothing follows you.',
    ],
    howLong: 'For how long',
    channelDays: (channel: string, closed: string, most: string) =>
      `${channel}: ${closed} after the case is closed, and at most ${most} after it arrived.`,
    unopened:
      'A report that nobody has opened yet is not erased silently: it is kept longer, and the team is told again.',
    backups: (days: string) =>
      `Erasing takes away the keys. Their copies in backups are gone after ${days}; what is then left cannot be read by anybody.`,
    remains:
      'What remains is that there was a case, in which month and channel, and how it ended. No text, no name.',
    processors: 'Who works for us',
    processorsText:
      'The service runs in our account at a cloud operator, Amazon Web Services. It keeps only what is encrypted and what is listed above. Like whoever carries a website, it sees your network address while you are connected; we do not read it.',
    byMailStays:
      'What you send by mail passes through your mail provider and ours. Your mail stays in your folder of sent mail and our answers in your inbox until you delete them, and both providers may keep copies or records. We cannot delete those. Your mail address is kept encrypted with your report, for answers, and goes with it.',
    rights: 'Your rights',
    rightsList: [
      'To see what is stored: your twelve words show you everything you wrote, and every answer.',
      'To correct it: write to the team on the page of your case.',
      'To have it erased: on the page of your case, under “Withdraw this report”.',
      'To complain: to the data protection authority where you live or work.',
    ],
    withoutWords: 'Without your words nobody can tell which report is yours, and they cannot be restored.',
  },

  snippet: {
    heading: 'A text for your code of conduct page',
    text: 'Copy it, and change it as you like.',
    title: 'Tell the team what happened',
    where: (organisation: string) =>
      `You can tell the team of ${organisation} what happened without saying who you are. It is fine to be unsure whether it “counts”.`,
    danger: 'Is somebody in danger? Call the local emergency number first.',
    network: (host: string) =>
      `Anybody who follows this link from a network at work or school has already told that network the name ${host}. It is safer to use your own device and another network, and safest to use Tor Browser. Every page works with scripts switched off.`,
    asMarkdown: 'As Markdown',
    asHtml: 'As HTML',
  },

  /** Where whoever is handed a door comes in. Somebody may open it by mistake: it gives nothing away. */
  message: {
    heading: 'A private message',
    wordsHint:
      'Capital letters, numbers and line breaks do not matter. The link you were given works here too.',
    filled: 'Your link has filled this in. Press the button to open the message.',
    open: 'Open the message',
    lost: 'Lost your words? They cannot be restored. Ask whoever gave them to you for new ones.',
    unusable:
      'These words do not open anything. Their time may be up, or new ones may have taken their place. Or they may never have been given out.',
    newWords:
      'Your old words and your old link open nothing any more. From now on these twelve words are the only way back to your messages. Nobody can restore them.',
  },

  followUp: {
    heading: 'Come back to your report',
    words: 'Your twelve words',
    wordsHint:
      'Capital letters, numbers and line breaks do not matter. You can also paste your follow-up link here.',
    filled: 'Your link has filled this in. Press the button to open your report.',
    open: 'Open my report',
    reply: 'Your reply',
    sendReply: 'Send the reply',
    lost: 'Lost your words? They cannot be restored. Write a new report and mention the name of the old case, if you know it.',
    lostLink: 'Write a new report',
    unusable:
      'These words do not open anything. They may belong to a report that was withdrawn, or erased when its time was up. They may have been replaced by new ones. Or they may never have been given out.',
    expired: 'This form is older than 30 minutes. Please enter your words again.',
    expiredUnchanged:
      'This form is older than 30 minutes, so nothing was changed. Please enter your words again, and then choose once more.',
  },

  thread: {
    filedByTeam: 'Written down by the team for you',
    lookedAfterBy: 'Who looks after it',
    nobodyThere: 'Received. Right now there is nobody on the team who can be told of it.',
    heading: (caseName: string) => `Case ${caseName}`,
    stands: 'Where it stands',
    opened: 'Opened',
    openedYes: 'Yes, somebody on the team has opened it.',
    openedNo: 'Not yet.',
    missed: (date: string) => `The team should have answered by ${date} and has not.`,
    told: {
      readers: (date: string) =>
        `On ${date} a reminder was sent to at least one person on the team who may see your report.`,
      leads: (date: string) => `On ${date} a reminder was sent to at least one person who leads the team.`,
      outside: (date: string) => `On ${date} a reminder was sent to the contact outside the team.`,
    },
    erasureAnswerBy: 'You hear by this day whether everything is erased',
    appealAcknowledgeBy: 'You hear by this day that your appeal has come',
    appealAnswerBy: 'You hear by this day what becomes of your appeal',
    turnTo: 'If you cannot wait, turn to:',
    comma: ', ',
    identityOpened: (what: 'name' | 'contact', date: string) =>
      what === 'name' ? `Your name was opened on ${date}.` : `Your contact details were opened on ${date}.`,
    takenOn: (date: string) => `Somebody has taken it up on ${date}.`,
    inTouch: 'Who will be in touch',
    inTouchBy: (name: string, date: string) => `\u2068${name}\u2069, by ${date}`,
    movedFrom: (date: string, before: string) => `${date} (moved from ${before})`,
    /** What the team did, by the name of the event. */
    /** What the reader did by pressing a button. */
    acts: {
      appeal: () => 'An appeal against the decision.',
      retaliation: () => 'Somebody is getting back at me.',
      'check-in': (fact: FactWords) =>
        `How it has been since, ${fact('after')} days after closing: ${answerIn(safety.checkIn.answers, fact('answer'))}.`,
      'more-time': () => 'I need more time.',
      'measure-done': () => 'This is done.',
      'return-request': () => 'I ask to come back.',
      declined: () => 'I do not want to say anything.',
      'off-the-record': () => 'What I say should stay out of the record.',
      placed: (fact: FactWords) => `In place: ${fact('name')}.`,
      lifted: (fact: FactWords) => `Lifted: ${fact('name')}.`,
      cannot: (fact: FactWords) => `Cannot be carried out: ${fact('name')}.`,
    },
    events: {
      'deadline-paused': (fact: FactWords) =>
        `The team has paused a date until ${fact('until')}. “${fact('deadline')}”: now ${fact('after')}.`,
      'date-moved': (fact: FactWords) =>
        `The team has moved a date. “${fact('deadline')}”: now ${fact('after')}; it was ${fact('before')}.`,
      'original-opened': () => 'The team opened the original of a file that you sent.',
      'answer-date': (fact: FactWords) => `You have until ${fact('by')} to answer.`,
      'letter-handed-over': (fact: FactWords) =>
        `The person concerned can read the decision from now on. It starts on ${fact('from')}. If something happens to you because of it, write to the team at once.`,
      'opinion-asked': (fact: FactWords) =>
        `The team asks what you think. Please answer by ${fact('by')}. You need not answer, and what you say does not bind the team.`,
      decided: (fact: FactWords) =>
        `The team has decided. It starts on ${fact('from')}. Are you safe? If this makes you worry, write to the team now.`,
      concluded: () => 'The team has decided. Are you safe? If something worries you, write to the team now.',
      held: (fact: FactWords) =>
        `The team keeps your report longer, until ${fact('until')}. It is not erased before.`,
      'hold-lifted': (fact: FactWords) =>
        `The team does not keep your report longer any more. It is erased after ${fact('until')}.`,
      'letter-announced': (fact: FactWords) =>
        `The team’s letter about the decision goes out on ${fact('on')}. Are you safe? If this makes you worry, write to the team now.`,
      'appeal-acknowledged': (fact: FactWords) =>
        `Your appeal has come. You hear by ${fact('by')} what becomes of it.`,
      'appeal-not-taken': () => 'The team does not take this appeal.',
      'appeal-hearing': (fact: FactWords) => `The team wants to hear you about the appeal, on ${fact('on')}.`,
      'appeal-upheld': () => 'An appeal was decided. The decision stays as it is.',
      'appeal-changed': () => 'An appeal was decided. The decision is changed.',
      'appeal-overturned': () => 'An appeal was decided. The decision does not hold any more.',
      'appeal-sent-back': () => 'An appeal was decided. The team looks at its decision again.',
      'copy-made': () =>
        'The team has made a copy of this conversation for somebody outside the team. They say about it:',
    },
    messages: 'Messages',
    part: 'You see a part of this conversation. The download has all of it.',
    earlier: 'Show earlier messages',
    newest: 'Show the newest messages',
    continued: 'continued',
    you: 'You',
    team: 'The team',
    automatic: 'Automatic message',
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
    tooMany:
      'Your message has not been sent: this conversation has had as many messages as it can take in one hour. Your text is kept below. Please send it after the next full hour. If you are in danger, call your local emergency number.',
    full: 'This conversation has reached its limit. Please write a new report and mention the name of this case.',
    fullForGood: 'This conversation has reached its limit. Nothing more can be written in it.',
    notTheirs: 'This cannot be done in this conversation. Nothing was sent.',
  },

  /** The steps a report goes through; not every report goes through all. */
  progress: {
    label: 'How far it has come',
    steps: {
      received: 'Received',
      read: 'Opened',
      'in-review': 'In review',
      decided: 'Decided',
      closed: 'Closed',
    },
    spoken: { done: 'done: ', current: 'now: ', 'to-come': 'to come, if at all: ' },
    notAll: 'Not every report goes through every step.',
  },

  withdraw: {
    summary: 'Withdraw this report',
    before:
      'Nobody has opened your report yet. It will be gone at once, with everything in it. This cannot be undone.',
    confirm: 'Yes, I want to withdraw it',
    tick: 'Please tick the box to withdraw the report.',
    button: 'Withdraw and erase',
    choose: 'Somebody on the team has opened your report. What do you want to happen?',
    chooseFirst: 'Please choose what you want to happen.',
    choices: {
      'stop-writing': {
        label: 'Stop writing to me',
        effect: () =>
          'Your case then says that you want no more messages. The team reads it there, and goes on with the case. Your words go on working: you can still read, and write again whenever you want.',
      },
      'close-door': {
        label: 'Erase my name and contact, and close my door',
        effect: () =>
          'This happens at once and cannot be undone. Your name and contact are erased, if you gave them, and your words open nothing any more. What you wrote in your report and messages stays with the team. Your case says that you have left, and the team goes on with it.',
      },
      'erase-everything': {
        label: 'Erase everything',
        effect: (date: string) =>
          `The team is asked, because it may have begun to act. It answers you here by ${date}. Until then, your words go on working. If nothing is decided yet, the whole case can be erased. If something is decided, the team can erase what comes from you: your report, messages and files, your name and contact, and the names and places you gave. What then stays: what was decided and why, what follows from it, what other people wrote, and notes of the team, from which it takes your words out. If the team keeps everything, it gives its reason.`,
      },
    },
    confirmChoice: 'Yes, I am sure',
    tickChoice: 'Please tick the box to show that you are sure.',
    chooseButton: 'Do this',
    told: 'Your case now says that you want no more messages. The team reads it there.',
    closedHeading: 'Your door is closed',
    closed: (days: string) =>
      `Your name and contact are erased, if you gave them; their copies in backups are gone after ${days}. Your words open nothing from now on. The case says that you have left, and the team goes on with it.`,
    wordsGoneHeading: 'What you wrote is erased',
    wordsGone: (days: string) =>
      `Your report, your messages and files, your name and contact are erased. Nobody can open them any more, and your words open nothing. Copies of their keys in backups are gone after ${days}. What was decided, what other people wrote and notes of the team stay; the team takes your words out of its notes.`,
    goneHeading: 'Your report is gone',
    gone: 'It has been erased. Nobody can open it any more, and your words open nothing.',
    notConfirmed: 'What you chose has not been confirmed',
    again: 'Please press the button again. Pressing it twice does no harm.',
    erasedHeading: 'Your report is withdrawn',
    erased: (days: string) =>
      `Nobody had opened it, and nobody can open it any more. What is left of it is encrypted and will be deleted within the hour; the copies of its keys in backups are gone after ${days}. Your words open nothing from now on.`,
    askedHeading: 'The team has been asked',
    asked: (date: string) =>
      `Somebody had already opened your report. The team has been asked to erase it and will answer here by ${date}; your words still open it.`,
    announcements: {
      'withdrawal-request': 'I ask for this report to be erased.',
      'stop-writing': 'I do not want any more messages.',
      'stop-mails': 'I do not want any more emails. I read answers here.',
      'door-closed': 'I have erased my name and contact, and closed my door.',
    },
  },

  mails: {
    byMail: 'You, by email',
    summary: 'Stop the emails',
    effect:
      'You get an email when there is an answer. Press the button if you want none of them any more. What you wrote stays, and you read answers here, with your words. An email that you send to the old address for replies becomes a new report.',
    button: 'Send me no more emails',
    stopped: 'You get no more emails about this. Come back with your words to read answers here.',
    notConfirmed: 'We do not know whether the emails have been stopped',
    again: 'Please press the button again. Pressing it twice does no harm.',
  },

  newWords: {
    own: {
      heading: 'Get words of your own first',
      text: 'Others made the words or the link that you have just used, and may have seen them. Press the button for twelve new words that only you know. The old ones stop working at once. Write the new ones down: with them you can read and write here.',
      button: 'Give me my own words',
    },
    summary: 'Get twelve new words',
    effect:
      'Do this if somebody may have seen your words or your link. You get new words, and the old ones open nothing from then on, on any device. Nothing else changes, and the team is not told.',
    confirm: 'Yes, my old words shall stop working',
    tick: 'Please tick the box to get new words.',
    button: 'Give me new words',
    heading: 'Your new words',
    save: 'Save the words on this page as a text file',
    text: 'Your old words and your old link open nothing any more. From now on these twelve words are the only way back to your report. Nobody can restore them, not even the team.',
    notConfirmed: 'Your new words have not been confirmed',
    again:
      'Your words may have changed already, or not. Please press the button again within 30 minutes. You get your new words, and however often you press, they are the same.',
  },
};

export type Messages = typeof en;
