import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type CountedCall, type Service } from '../harness/service.ts';
import { mayReach } from './permission.ts';
import { read } from './synthesized.ts';

const hour = 3_600_000;
const day = 24 * hour;

const key = z.object({ pk: z.object({ S: z.string() }) }).transform(({ pk }) => pk.S);
const expressions = {
  UpdateExpression: z.string().default(''),
  ConditionExpression: z.string().default(''),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
};
const write = z.object({
  TableName: z.string(),
  Key: key.optional(),
  Item: key.optional(),
  ...expressions,
});
const batch = z.record(z.string(), z.unknown());
const single = z.object({
  TableName: z.string(),
  Key: key.optional(),
  IndexName: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.object({ S: z.string().optional() })).optional(),
  ...expressions,
});

const words = ['SET', 'ADD', 'REMOVE', 'AND', 'OR', 'NOT', 'IN', 'BETWEEN'];

/** The attributes an update names: its keys, what its placeholders stand for, and names written out. */
const attributesOf = (update: z.infer<z.ZodObject<typeof expressions>>): string[] => {
  const text = `${update.UpdateExpression} ${update.ConditionExpression}`;
  // Neither a placeholder, nor a step further into an attribute, nor a function.
  const plain = (text.match(/(?<![\w#:.])[A-Za-z]\w*(?![\w(])/g) ?? []).filter(
    (word) => !words.includes(word),
  );
  return [...new Set(['pk', 'sk', ...Object.values(update.ExpressionAttributeNames), ...plain])];
};

type Needed = {
  readonly action: string;
  readonly table: string;
  readonly index?: string;
  readonly partition: string;
  /** Of an update, the attributes it names. */
  readonly attributes?: readonly string[];
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
          Object.entries(item).map(([kind, { TableName, Key, Item, ...update }]) => ({
            action: kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`,
            table: TableName,
            partition: Key ?? Item ?? '',
            ...(kind === 'Update' ? { attributes: attributesOf(update) } : {}),
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
      const {
        TableName,
        Key,
        IndexName,
        ExpressionAttributeValues: values = {},
        ...update
      } = single.parse(input);
      const partition = Key ?? (values[':partition'] ?? values[':queue'] ?? values[':due'])?.S ?? '';
      return [
        {
          action,
          table: TableName,
          partition,
          ...(IndexName === undefined ? {} : { index: IndexName }),
          ...(action === 'UpdateItem' ? { attributes: attributesOf(update) } : {}),
        },
      ];
    }
  }
};

/** Files, reads, answers, closes, withdraws, expires: everything the three functions do with the tables. */
const liveThroughEverything = async (service: Service): Promise<void> => {
  const { authorization } = await service.addMember({ role: 'lead' });
  const answered = await fileReport(service, { urgent: true, identity: { name: 'Grace' } });
  const withdrawn = await fileReport(service);
  await fileReport(service);
  await service.reporter('/report');
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
  const later = await service.addMember();
  await post('grants', { memberId: later.memberId, reason: 'They know the place.' });
  await post('identity', { part: 'name', reason: 'To greet them.' });
  const reply = jsonRequest(
    { text: 'Yes.' },
    { ...bearer(answered.token).headers, 'idempotency-key': 'one' },
  );
  for (let twice = 0; twice < 2; twice++) await service.reporter('/api/follow-up/entries', reply);
  await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(answered.token) });
  const asReporter = async <Answer>(token: string, path: string, body: unknown): Promise<Answer> => {
    const request = jsonRequest(body, bearer(token).headers);
    const response = await service.reporter(`/api/follow-up/${path}`, request);
    expect(response.status).toBe(200);
    return bodyOf<Answer>(response);
  };
  const { ticket } = await bodyOf<{ ticket: string }>(
    await service.reporter('/api/tickets', { method: 'POST' }),
  );
  const { token } = await asReporter<{ token: string }>(answered.token, 'passphrase', { ticket });
  for (const choice of ['stop-writing', 'close-door']) await asReporter(token, 'withdrawal', { choice });
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
    const refused = needed.filter(({ table, index, ...request }) => {
      const resource = `${resources.get(table) ?? ''}${index === undefined ? '' : `/index/${index}`}`;
      return !mayReach(statements, { resource, ...request });
    });
    expect(refused).toEqual([]);
  });

  it.each([
    ['reporter', 'ReporterRole', ['BatchGetItem', 'GetItem'], ['BatchGetItem', 'GetItem']],
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
    expect([...new Set(done.map(({ action }) => action))].sort()).toEqual(called);
  });

  it('the team marks what it calls of members and roster, and cannot make anybody a lead or let them in', () => {
    const statements = read.statementsOf('TeamRole');
    const may = (partition: string, ...named: string[]) =>
      mayReach(statements, {
        action: 'UpdateItem',
        resource: '${TeamTable.Arn}',
        partition,
        attributes: ['pk', 'sk', ...named],
      });
    expect([may('MEMBERS', 'noticed'), may('ROSTER#public', 'lastActive')]).toEqual([true, true]);
    for (const attribute of ['role', 'lead', 'channels', 'since', 'email', 'lastActive'])
      expect(may('MEMBERS', 'noticed', attribute)).toBe(false);
    for (const attribute of ['members', 'revision', 'emptySince', 'noticed'])
      expect(may('ROSTER#public', 'lastActive', attribute)).toBe(false);
  });
});
