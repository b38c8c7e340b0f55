import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type CountedCall, type Service } from '../harness/service.ts';
import { mayReach } from './permission.ts';
import { read } from './synthesized.ts';

const hour = 3_600_000;
const day = 24 * hour;

const key = z.object({ pk: z.object({ S: z.string() }) }).transform(({ pk }) => pk.S);
const write = z.object({ TableName: z.string(), Key: key.optional(), Item: key.optional() });
const batch = z.record(z.string(), z.unknown());
const single = z.object({
  TableName: z.string(),
  Key: key.optional(),
  IndexName: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.object({ S: z.string().optional() })).optional(),
});

type Needed = {
  readonly action: string;
  readonly table: string;
  readonly index?: string;
  readonly partition: string;
};

/** The items a call touches, as IAM looks at them: action, table or index, leading key. */
const neededBy = ({ command, input }: CountedCall): Needed[] => {
  const action = command.replace(/Command$/, '');
  switch (action) {
    case 'TransactWriteItems':
      return z
        .object({ TransactItems: z.array(z.record(z.string(), write)) })
        .parse(input)
        .TransactItems.flatMap((item) =>
          Object.entries(item).map(([kind, { TableName, Key, Item }]) => ({
            action: kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`,
            table: TableName,
            partition: Key ?? Item ?? '',
          })),
        );
    case 'BatchGetItem': {
      const tables = z
        .object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(key) })) })
        .parse(input);
      return Object.entries(tables.RequestItems).flatMap(([table, { Keys }]) =>
        Keys.map((partition) => ({ action, table, partition })),
      );
    }
    case 'BatchWriteItem': {
      const requests = z.object({ RequestItems: batch }).parse(input).RequestItems;
      const deletions = z.array(z.object({ DeleteRequest: z.object({ Key: key }) }));
      return Object.entries(requests).flatMap(([table, list]) =>
        deletions.parse(list).map(({ DeleteRequest }) => ({ action, table, partition: DeleteRequest.Key })),
      );
    }
    default: {
      const { TableName, Key, IndexName, ExpressionAttributeValues: values = {} } = single.parse(input);
      const partition = Key ?? (values[':partition'] ?? values[':queue'] ?? values[':due'])?.S ?? '';
      return [
        { action, table: TableName, partition, ...(IndexName === undefined ? {} : { index: IndexName }) },
      ];
    }
  }
};

/** Files, reads, answers, closes, withdraws, expires: everything the three functions do with the tables. */
const liveThroughEverything = async (service: Service): Promise<void> => {
  const { authorization } = await service.addMember();
  const answered = await fileReport(service, { urgent: true, identity: { name: 'Grace' } });
  const withdrawn = await fileReport(service);
  await fileReport(service);
  await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) });
  service.emulators.faults.ses.next('SendEmail', { kind: 'fail', code: 'MessageRejected', statusCode: 400 });
  await service.beat();
  const list = await bodyOf<{ cases: { id: string; caseName: string }[] }>(
    await service.team('/api/cases', { headers: { authorization } }),
  );
  const id = list.cases.find(({ caseName }) => caseName === answered.caseName)?.id ?? '';
  await service.team(`/api/cases/${id}`, { headers: { authorization } });
  const post = (path: string, body: unknown) =>
    service.team(`/api/cases/${id}/${path}`, jsonRequest(body, { authorization, 'idempotency-key': 'one' }));
  for (let twice = 0; twice < 2; twice++) await post('messages', { text: 'Are you safe?' });
  await post('notes', { text: 'Call them.' });
  await post('identity', { part: 'name', reason: 'To greet them.' });
  const reply = jsonRequest(
    { text: 'Yes.' },
    { ...bearer(answered.token).headers, 'idempotency-key': 'one' },
  );
  for (let twice = 0; twice < 2; twice++) await service.reporter('/api/follow-up/entries', reply);
  await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(answered.token) });
  await post('state', { state: 'closed', reason: 'Settled.' });
  service.clock.advance(hour);
  await service.beat();
  await service.team('/api/cases', { headers: { authorization } });
  // The closed case expires after a year; the one nobody opened comes near its end years later.
  for (const days of [366, 1_450]) {
    service.clock.advance(days * day);
    await service.beat();
  }
};

describe('every call of a function is granted to its role', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    await liveThroughEverything(service);
  }, 30_000);
  afterAll(() => service.close());

  const neededFor = (caller: CountedCall['caller']): Needed[] =>
    service.calls
      .filter((call) => call.caller === caller && call.service === 'DynamoDBClient')
      .flatMap(neededBy);

  it.each([
    ['reporter', 'ReporterRole'],
    ['team', 'TeamRole'],
    ['scheduled', 'ScheduledRole'],
  ] as const)('%s', (caller, role) => {
    const { tables } = service.emulators;
    const resources = new Map([
      [tables.vault, '${VaultTable.Arn}'],
      [tables.cases, '${CasesTable.Arn}'],
      [tables.team, '${TeamTable.Arn}'],
    ]);
    const statements = read.statementsOf(role);
    const needed = neededFor(caller);
    expect(needed.length).toBeGreaterThan(5);
    const refused = needed.filter(({ action, table, index, partition }) => {
      const resource = `${resources.get(table) ?? ''}${index === undefined ? '' : `/index/${index}`}`;
      return !mayReach(statements, { action, resource, partition });
    });
    expect(refused).toEqual([]);
  });

  it.each([
    ['reporter', 'ReporterRole', ['BatchGetItem', 'GetItem'], ['BatchGetItem']],
    ['team', 'TeamRole', ['UpdateItem'], ['UpdateItem']],
    ['scheduled', 'ScheduledRole', [], []],
  ] as const)('%s does with the roster what it calls and no more', (caller, role, granted, called) => {
    const partition = 'ROSTER#public';
    const statements = read.statementsOf(role);
    const actions = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'];
    const may = actions.filter((action) =>
      mayReach(statements, { action, resource: '${TeamTable.Arn}', partition }),
    );
    expect(may.sort()).toEqual(granted);
    const done = neededFor(caller).filter((needed) => needed.partition === partition);
    expect([...new Set(done.map(({ action }) => action))]).toEqual(called);
  });
});
