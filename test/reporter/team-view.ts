import { bodyOf } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';

type Listed = { id: string; caseName: string };

/** What a member's list shows of all open cases, page after page. */
export const casesSeenBy = async (service: Service, authorization: string): Promise<Listed[]> => {
  const seen: Listed[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const response = await service.team(`/api/cases${query}`, { headers: { authorization } });
    const page = await bodyOf<{ cases: Listed[]; cursor?: string }>(response);
    seen.push(...page.cases);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return seen;
};

/** A member looks into the case; from then on it counts as opened. */
export const openAsTeam = async (
  service: Service,
  authorization: string,
  caseName: string,
): Promise<string> => {
  const id = (await casesSeenBy(service, authorization)).find((listed) => listed.caseName === caseName)?.id;
  const response = await service.team(`/api/cases/${id ?? ''}`, { headers: { authorization } });
  if (response.status !== 200) throw new Error(`${response.status}`);
  return id ?? '';
};
