import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { sealStatistic } from '../../functions/domain/statistics/sealed-statistic.ts';
import { randomCommunity } from '../domain/statistics/random-community.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, setState, type SignedIn } from './as-member.ts';
import type { Colleague } from './measured-case.ts';

/** Nothing is found in it. */
export const plainText = 'Somebody was insulted in public. We warned who did it, and they apologised.';

/** Closed by the first of them, whom the others have read it besides. */
export const closedCase = async (
  service: Service,
  [first, ...others]: readonly [Colleague, ...Colleague[]],
  report: Readonly<Record<string, unknown>> = {},
): Promise<string> => {
  const id = await caseIdOf(service, await fileReport(service, report));
  for (const one of [first, ...others]) await read(service, one, id);
  expect((await setState(service, first, id, 'closed')).status).toBe(200);
  return id;
};

type Shown = { readonly state: string; readonly text: string; readonly hash: string };

export const narrativeIn = async (service: Service, who: SignedIn, id: string): Promise<Shown | undefined> =>
  (await bodyOf<{ narrative?: Shown }>(await get(service, who, `/api/cases/${id}/narrative`))).narrative;

/** Written by one, approved by another one. */
export const tellOf = async (
  service: Service,
  id: string,
  [writer, approver]: readonly [Colleague, Colleague],
  text = plainText,
): Promise<void> => {
  const path = `/api/cases/${id}/narrative`;
  expect((await post(service, writer, path, { language: 'en', text })).status).toBe(200);
  const hash = (await narrativeIn(service, approver, id))?.hash;
  expect((await post(service, approver, `${path}/approve`, { hash })).status).toBe(200);
};

/** Rows of a community of these months, so that there is something to count. */
export const countCommunity = async (
  service: Service,
  community: Parameters<typeof randomCommunity>[1],
): Promise<void> => {
  const rows = randomCommunity(3, community).filter(({ channel }) => channel !== 'events');
  for (const [index, row] of rows.entries()) {
    const ring = await service.teamContext.ringPublicKey(row.channel, 'register');
    const { month, id, sealed } = sealStatistic(ring, `row-${index}`.padEnd(22, '0'), row);
    const Item = toAttributes({ ...caseKeys.statistic(month, id), sealed });
    await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
  }
};
