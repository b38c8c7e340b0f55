/** What an answer is called in a reader’s language; one that this release does not know is left as it is. */
export const answerIn = (answers: Readonly<Record<string, string>>, answer: string): string =>
  (Object.hasOwn(answers, answer) ? answers[answer] : undefined) ?? answer;
