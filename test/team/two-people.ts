import type * as z from 'zod';
import type { requestList } from '../../functions/team/two-people/requests-contract.ts';
import { bodyOf } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { get, post, type SignedIn } from './as-member.ts';

export type ShownRequest = z.infer<typeof requestList>['requests'][number];

/** What takes two people in a case, as a member reads it. */
export const requestsOf = async (
  service: Service,
  member: SignedIn,
  caseId: string,
): Promise<readonly ShownRequest[]> => {
  const answer = await get(service, member, `/api/cases/${caseId}/requests`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await bodyOf<z.infer<typeof requestList>>(answer)).requests;
};

/** What agrees to the latest request of a case as it reads now. */
export const yesToLatest = async (service: Service, member: SignedIn, caseId: string) => {
  const latest = (await requestsOf(service, member, caseId)).at(-1);
  return { request: latest?.number, hash: latest?.hash, verdict: 'agrees' };
};

/** Agrees to the latest request of a case, as it reads now. */
export const agreeTo = async (
  service: Service,
  member: SignedIn,
  caseId: string,
  own: Readonly<Record<string, unknown>> = {},
): Promise<Response> => {
  const yes = await yesToLatest(service, member, caseId);
  return post(service, member, `/api/cases/${caseId}/requests/answer`, { ...yes, ...own });
};
