import { caseOperations } from '../../domain/casework/operations.ts';

/** What a page says was done, after what did it; an address carries the name, never the text. */
const says: ReadonlyMap<string, string> = new Map([
  ['opened', 'You have opened the case. The reporter sees that it is opened.'],
  ['answered', 'Your message has been sent to the reporter.'],
  ['wrote-to', 'Your message is sent. They read it when they come back.'],
  ['erased', 'The case is erased.'],
  ...caseOperations.flatMap(({ news }) => (news ? [[news.did, news.says] as const] : [])),
]);

export const newsOf = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : says.get(name);
