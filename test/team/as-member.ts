import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { vaultKeys, type ItemKey } from '../../functions/adapters/dynamodb/item-keys.ts';
import { updateItem } from '../../functions/adapters/dynamodb/client/update.ts';
import { decodeToken, doorId } from '../../functions/envelope/token.ts';
import { bodyOf, jsonRequest, type Filed } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';

/** What a member's front end does, and what tests look at behind its back. */
export type SignedIn = { readonly authorization: string };

export type CaseLine = {
  readonly id: string;
  readonly caseName: string;
  readonly channel: string;
  readonly state: string;
  readonly unread: boolean;
  readonly opened: boolean;
  readonly nextDeadline: string;
  readonly overdue: boolean;
  readonly retainedUntil: string;
  readonly version: number;
  readonly unreadable?: true;
};
export type CasePage = { readonly cases: readonly CaseLine[]; readonly cursor?: string };
export type ShownEntry = {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly unreadable?: true;
};
export type ShownNote = {
  readonly id: string;
  readonly kind: string;
  readonly text?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly unreadable?: true;
};
export type ShownCase = CaseLine & {
  readonly persons: string;
  readonly deadlines: Record<'acknowledgeBy' | 'nextUpdateBy' | 'feedbackBy', string> & {
    readonly erasureAnswerBy?: string;
  };
  readonly nextStates: readonly string[];
  readonly threads: { readonly reporter: { readonly entries: readonly ShownEntry[] } };
  readonly notes: readonly ShownNote[];
};
export type ProblemBody = {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** @returns the status and the code of a refusal */
export const refusalOf = async (answer: Response): Promise<readonly [status: number, code: string]> => [
  answer.status,
  (await bodyOf<ProblemBody>(answer)).code,
];

export const get = (service: Service, { authorization }: SignedIn, path: string): Promise<Response> =>
  service.team(path, { headers: { authorization } });

/** One request, and what is answered to it. */
export const postOnce = (
  service: Service,
  { authorization }: SignedIn,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> => service.team(path, jsonRequest(body, { authorization, ...headers }));

/** As a front end does it: a case that the member has not opened yet is opened first, when they are told to. */
export const post = async (
  service: Service,
  member: SignedIn,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> => {
  const answer = await postOnce(service, member, path, body, headers);
  if (answer.status !== 409 || (await bodyOf<ProblemBody>(answer.clone())).code !== 'not-read') return answer;
  const { caseId: other } = Object(body) as { readonly caseId?: string };
  const [, id = ''] = /^\/api\/cases\/([\w-]+)/.exec(path) ?? [];
  for (const one of [id, ...(other === undefined ? [] : [other])])
    await get(service, member, `/api/cases/${one}`);
  return postOnce(service, member, path, body, headers);
};

export const list = async (service: Service, member: SignedIn, query = ''): Promise<CasePage> => {
  const response = await get(service, member, `/api/cases${query}`);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return bodyOf<CasePage>(response);
};

/** Every page of a list, one after the other. */
export const pages = async (
  service: Service,
  member: SignedIn,
  query: Readonly<Record<string, string>>,
): Promise<CaseLine[][]> => {
  const found: CaseLine[][] = [];
  let cursor: string | undefined;
  do {
    const search = new URLSearchParams({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    const page = await list(service, member, `?${search.toString()}`);
    found.push([...page.cases]);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
};

export const read = async (service: Service, member: SignedIn, id: string): Promise<ShownCase> => {
  const response = await get(service, member, `/api/cases/${id}`);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return bodyOf<ShownCase>(response);
};

export const setState = (
  service: Service,
  member: SignedIn,
  id: string,
  state: string,
  more: Readonly<Record<string, unknown>> = {
    reason: 'Because.',
    ...(state === 'closed' ? { whyNoMessage: 'They were told in person.' } : {}),
  },
): Promise<Response> => post(service, member, `/api/cases/${id}/state`, { state, ...more });

/** The door that a token leads to. */
export const doorOf = ({ token }: Pick<Filed, 'token'>): ItemKey => {
  const decoded = decodeToken(token);
  if (!decoded) throw new Error('not a token');
  return vaultKeys.door(doorId(decoded));
};

/** The case that was born with a report, as only the vault knows. */
export const caseIdOf = async (service: Service, filed: Pick<Filed, 'token'>): Promise<string> => {
  const Key = toAttributes(doorOf(filed));
  const { Item } = await service.dynamo.send(
    new GetItemCommand({ TableName: service.emulators.tables.vault, Key }),
  );
  return Item?.caseId?.S ?? '';
};

/** Changes a stored row past the application: damage, or a time that has passed. */
export const tamper = async (
  service: Service,
  table: 'vault' | 'cases' | 'team',
  key: ItemKey,
  change: { readonly set?: Readonly<Record<string, unknown>>; readonly remove?: readonly string[] },
): Promise<void> => {
  const update = updateItem({ table: service.emulators.tables[table], key, ...change });
  await service.dynamo.send(new UpdateItemCommand(update));
};

/** Status, headers and bytes of an answer, for comparing answers that must not differ. */
export const whole = async (response: Response): Promise<unknown> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
});
