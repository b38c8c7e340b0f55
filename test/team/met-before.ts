import type * as z from 'zod';
import type { samePeopleList } from '../../functions/domain/casework/register/list-same-people.ts';
import type { metAnswer } from '../../functions/domain/casework/register/met-before.ts';
import type { shownPerson } from '../../functions/domain/casework/register/open-person.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { caseIdOf, get, post, type SignedIn } from './as-member.ts';

/** What members do with the register, as their front ends do it. */

export type Met = z.infer<typeof metAnswer>;
export type Person = z.infer<typeof shownPerson>;
export type SamePeople = z.infer<typeof samePeopleList>;
type Known = {
  readonly name?: string;
  readonly handles?: readonly { readonly platform: string; readonly handle: string }[];
  readonly reach?: string;
};

const done = async (answer: Response): Promise<Response> => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
};

/** A new case with one respondent, whom the member has named. */
export const namedCase = async (
  service: Service,
  member: SignedIn,
  known: Known,
  report: Readonly<Record<string, unknown>> = {},
): Promise<string> => {
  const caseId = await caseIdOf(service, await fileReport(service, { channel: 'conduct', ...report }));
  await done(await post(service, member, `/api/cases/${caseId}/respondents`, known));
  return caseId;
};

export const at = (caseId: string, below: string, respondent = 1): string =>
  `/api/cases/${caseId}/respondents/${respondent}/${below}`;

/** The answer as it is, of somebody who has opened the case. */
export const lookRaw = (service: Service, member: SignedIn, caseId: string): Promise<Response> =>
  post(service, member, at(caseId, 'met-before'), {});

export const look = async (service: Service, member: SignedIn, caseId: string): Promise<Met> =>
  bodyOf<Met>(await done(await lookRaw(service, member, caseId)));

export const personOf = async (service: Service, member: SignedIn, caseId: string): Promise<Person> =>
  bodyOf<Person>(await done(await post(service, member, at(caseId, 'person'), {})));

export const samePeople = async (service: Service, member: SignedIn): Promise<SamePeople['pairs']> =>
  (await bodyOf<SamePeople>(await done(await get(service, member, '/api/same-people')))).pairs;

/** The entry of the first person that was found. */
export const firstEntry = ({ people }: Met): string => {
  const entry = people[0]?.entries[0]?.entry;
  if (entry === undefined) throw new Error('nobody was found');
  return entry;
};
