/** What the pages say of a report that waits until somebody else names the same person. */
export const held = {
  form: {
    legend: 'When is the team told?',
    label: 'Tell the team only if somebody else names the same person',
    hint: (days: string) =>
      `Leave this empty, and the team is told as with any report. If you tick it, nobody on the team can read your report, and nobody there learns that it exists. It waits for at most ${days}, and then it is erased. It cannot bring files along: you add them on your page, once the team was told.`,
    persons: 'Who is it about?',
    personsHint:
      'Needed if you tick the box. One person on each line, at most five: full name, account (such as @name) or email address. A first name alone finds nobody.',
    how: 'How this works',
    howList: [
      'A machine compares whom you name with whom other reports name. It keeps no names, only codes made from them. A nickname or another spelling may not be found.',
      'If somebody else has named the same person, the team is told only after both of you have come back here and agreed. Somebody who has told the team already is not asked again.',
      'Your page asks you each time, whether somebody has named the person or not. So being asked tells you nothing.',
      'We cannot know who somebody else is. It may be a person who made a report up to bring yours out. Exclude everybody who must not read it.',
      'A report that waits has no files and cannot be urgent. Keep your files. Once the team was told, your page takes them.',
    ],
  },
  problems: {
    persons:
      'Name at least one person for a report that waits: by full name, account or email address, one on each line, at most five.',
    urgent: 'A report that waits cannot be urgent: nobody would be told. Untick one of the two.',
    files:
      'A report that waits cannot bring files along. Nothing was sent, and what you typed and your files are still here. Tick “Leave this file out” at each of them, keep it yourself, and add it on your page once the team was told. Or untick this box to tell the team now.',
    full: 'No more reports can begin to wait today. Nothing was sent. You can tell the team now, or come back tomorrow.',
  },
  receipt: {
    heading: 'Your report waits',
    text: 'Nobody on the team can read it, and nobody there knows of it.',
    comeBack:
      'We have no way to reach you. Please come back with your words every few weeks: the team is told only if you agree here after somebody else has named the same person.',
    until: 'It is erased on',
    about: 'It is about',
    files: 'No files are with it. Keep yours: your page takes them once the team was told.',
  },
  page: {
    heading: (caseName: string) => `Report ${caseName}`,
    state: 'Held. Nobody on the team can read it, and nobody there knows of it.',
    about: 'It waits for somebody else to name',
    sentOn: 'You wrote it on',
    until: 'It is erased, and your words stop working, on',
    question: 'If somebody else has named the same person, may the team be told?',
    questionHint:
      'We ask this each time you come, whether somebody has or not. This page does not know. A yes counts for everybody who named the person before that day. If somebody comes later, we need a new yes.',
    agreed: (date: string) => `You said yes on ${date}.`,
    agreedHow: (days: string) =>
      `If another report has named the same person for at least ${days}, and its writer agrees too, the team is told within a day.`,
    readers: 'If the team is told, these people can read it:',
    noReaders: 'Right now there is nobody on the team who could read it.',
    agree: 'Yes, tell them then',
    agreeAgain: 'Yes again, as of today',
    tellNow: 'Tell the team now',
    takeBack: 'Take my yes back',
    files: 'You can write to the team and add files here once it was told. Keep your files until then.',
    saidYes: 'Your yes is noted.',
    takenBack: 'Your yes is taken back. The team is not told.',
    told: 'The team has your report now, and is told on the hour that something is waiting. You can write to it and add files below.',
    tooMany:
      'You have pressed very often in this hour. Nothing was changed. Please try again after the next full hour.',
    notHeld: 'Nothing was changed: the team has been told of this report already.',
    notConfirmed: 'What you chose has not been confirmed',
    again: 'It may have been done, or not. Please press the button again. Pressing again is safe.',
  },
};
