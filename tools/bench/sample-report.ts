const story =
  'At the evening event he stood very close, kept asking for my room number, and laughed when I said no. ' +
  'Two people saw it. Later he wrote to me in the chat, three times, and I have kept the messages. ';

/** A report of about a kilobyte; every number makes a different one. */
export const sampleAnswers = (number: number): Record<'whatHappened' | 'who' | 'when' | 'where', string> => ({
  whatHappened: `${story.repeat(5)}(${number})`,
  who: 'A speaker; I do not know the name.',
  when: 'On the second evening, about ten.',
  where: 'The bar of the venue.',
});

export const sampleReport = (number: number): string => JSON.stringify({ answers: sampleAnswers(number) });
