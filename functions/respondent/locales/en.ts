/** What the pages of doors other than the reporter’s say, in English. */
export const en = {
  about: 'What this is about',
  questions: 'What the team asks you',
  answerBy: (date: string) => `Please answer by ${date}.`,
  kept: (date: string) => `Everything on this page is erased no later than ${date}.`,
  write: 'Write to the team',
  send: 'Send',

  response: {
    heading: 'The team wants to hear you',
  },
  witness: {
    heading: 'The team asks for your help',
  },
  expert: {
    heading: 'The team asks for your advice',
    ends: (date: string) => `This page can be read until ${date}.`,
    excerpts: 'What you are shown',
  },
  platform: {
    heading: (platform: string) => `Restrictions on ${platform}`,
    none: 'There is nothing to do right now.',
    from: (date: string) => `From ${date}`,
    until: (date: string) => `Until ${date}`,
    noEnd: 'Until further notice',
  },
};

export type DoorMessages = typeof en;
