import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type CountedCall, type Service } from '../harness/service.ts';
import { mayReach, mayTouch, type ObjectRequest } from './permission.ts';
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
  names: z.array(z.string()).default([]),
  ...expressions,
});
/** With the names of a whole item's attributes beside it. */
const named = z.preprocess(
  (request) => (isPut(request) ? { ...request, names: Object.keys(request.Item) } : request),
  write,
);
const isPut = (request: unknown): request is { readonly Item: object } =>
  typeof request === 'object' && request !== null && 'Item' in request && typeof request.Item === 'object';
const batch = z.record(z.string(), z.unknown());
const single = z.object({
  TableName: z.string(),
  Key: key.optional(),
  Item: key.optional(),
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
  /** Of an update or a new item, the attributes it names. */
  readonly attributes?: readonly string[];
};

/** The items a call touches, as IAM looks at them: action, table or index, leading key. */
const neededBy = ({ command, input }: CountedCall): Needed[] => {
  const action = command.replace(/Command$/, '');
  switch (action) {
    case 'TransactWriteItems':
      return z
        .object({ TransactItems: z.array(z.record(z.string(), named)) })
        .parse(input)
        .TransactItems.flatMap((item) =>
          Object.entries(item).map(([kind, { TableName, Key, Item, names, ...update }]) => ({
            action: kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`,
            table: TableName,
            partition: Key ?? Item ?? '',
            ...(kind === 'Update' ? { attributes: attributesOf(update) } : {}),
            ...(kind === 'Put' ? { attributes: names } : {}),
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
        Item,
        IndexName,
        ExpressionAttributeValues: values = {},
        ...update
      } = single.parse(input);
      const partition = Key ?? Item ?? (values[':partition'] ?? values[':queue'] ?? values[':due'])?.S ?? '';
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

const bucketArn = '${AttachmentsBucket.Arn}';
const object = z.object({ Key: z.string(), IfNoneMatch: z.string().optional() });

/** What a call to S3 asks for, as IAM looks at it: a copy reads one object and puts another, a HEAD is a read. */
const askedOfS3 = ({ command, input }: CountedCall): ObjectRequest[] => {
  const on = (action: ObjectRequest['action'], name: string): ObjectRequest => ({
    action,
    resource: `${bucketArn}/${name}`,
  });
  const put = (): ObjectRequest => {
    const { Key, IfNoneMatch } = object.parse(input);
    return { ...on('PutObject', Key), onlyNew: IfNoneMatch !== undefined };
  };
  switch (command) {
    case 'PutObjectCommand':
      return [put()];
    case 'CopyObjectCommand': {
      const { CopySource } = z.object({ CopySource: z.string() }).parse(input);
      return [put(), on('GetObject', CopySource.split('/').slice(1).join('/'))];
    }
    case 'GetObjectCommand':
    case 'HeadObjectCommand':
      return [on('GetObject', object.parse(input).Key)];
    case 'ListObjectsV2Command':
      return [
        {
          action: 'ListBucket',
          resource: bucketArn,
          prefix: z.object({ Prefix: z.string() }).parse(input).Prefix,
        },
      ];
    case 'DeleteObjectsCommand':
      return z
        .object({ Delete: z.object({ Objects: z.array(object) }) })
        .parse(input)
        .Delete.Objects.map(({ Key }) => on('DeleteObject', Key));
    default:
      throw new Error(`What does ${command} ask of S3?`);
  }
};

/** Uploads, goes on, keeps, reads and erases: everything the ports of attachments know. */
const touchEveryChunk = async ({ attachments, clock }: Service): Promise<void> => {
  const kept = 'k'.repeat(22);
  const given = 'g'.repeat(22);
  for (const store of [attachments.reporter, attachments.team]) {
    for (const id of [kept, given]) await store.put(id, 0, Buffer.from('sealed'));
    await store.chunksThere(kept, 2);
    await store.getUnfinished(kept, 0);
    await store.keep(kept, 1);
    await store.get(kept, 0);
  }
  await attachments.scheduled.eraseUnfinished(new Date(clock.now.getTime() + 1));
  await attachments.scheduled.erase(kept);
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
  const other = { channel: 'security', reason: 'Theirs.' };
  await post('split', { ...other, text: 'A part.' });
  const filing = { forWhom: 'another', reporterKnows: true, cameBy: 'mail', door: true };
  const handedOver = await bodyOf<{ id: string; token: string }>(
    await service.team(
      '/api/cases',
      jsonRequest({ ...filing, answers: { whatHappened: 'By mail.' } }, { authorization }),
    ),
  );
  await post('links', { caseId: handedOver.id, reason: 'The same.' });
  await service.team(`/api/cases/${handedOver.id}/transfer`, jsonRequest(other, { authorization }));
  await service.reporter('/api/follow-up', bearer(handedOver.token));
  const later = await service.addMember();
  await post('grants', { memberId: later.memberId, reason: 'They know the place.' });
  await leadTheTeam(service, authorization);
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

/** Adds, changes, and removes a member, whose case is handed over. */
const leadTheTeam = async (service: Service, authorization: string): Promise<void> => {
  const send = async (method: string, path: string, body?: unknown): Promise<{ readonly id?: string }> => {
    const request = jsonRequest(body ?? {}, { authorization });
    const response = await service.team(`/api/members${path}`, { ...request, method });
    expect([path, response.ok]).toEqual([path, true]);
    return bodyOf(response);
  };
  const person = { name: 'Nel', email: 'nel@example.org', channels: ['conduct'], onCall: 'mon 08:00-09:00' };
  const { id = '' } = await send('POST', '', person);
  await send('POST', `/${id}`, {
    role: 'lead',
    languages: 'English',
    onCall: '',
    absence: { from: '2026-03-10', until: '2026-03-12' },
  });
  await send('POST', `/${id}/enrolment`);
  const members = await service.team('/api/members', { headers: { authorization } });
  expect(members.status).toBe(200);
  service.clock.advance(1_000);
  const filed = await fileReport(service);
  const list = await bodyOf<{ cases: { id: string; caseName: string }[] }>(
    await service.team('/api/cases', { headers: { authorization } }),
  );
  const newest = list.cases.find(({ caseName }) => caseName === filed.caseName)?.id ?? '';
  const given = jsonRequest({ memberId: id }, { authorization });
  expect((await service.team(`/api/cases/${newest}/assignee`, given)).status).toBe(200);
  const removal = await service.team(`/api/members/${id}`, { method: 'DELETE', headers: { authorization } });
  expect(await bodyOf(removal)).toMatchObject({ removed: true, unassigned: 1 });
};

describe('every call of a function is granted to its role', () => {
  let service: Service;
  beforeAll(async () => {
    const chat = { url: 'https://chat.example.org/x', when: 'everything' };
    service = await startService({ webhooks: { chat } });
    await liveThroughEverything(service);
    await touchEveryChunk(service);
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

  const callsOnS3 = (caller: CountedCall['caller']): CountedCall[] =>
    service.calls.filter((call) => call.caller === caller && call.service === 'S3Client');

  const ofTheWeb = ['CopyObject', 'GetObject', 'HeadObject', 'PutObject'];
  it.each([
    ['reporter', 'ReporterRole', ofTheWeb],
    ['team', 'TeamRole', ofTheWeb],
    ['scheduled', 'ScheduledRole', ['DeleteObjects', 'ListObjectsV2']],
  ] as const)('%s on S3', (caller, role, operations) => {
    const calls = callsOnS3(caller);
    const commands = new Set(calls.map(({ command }) => command.replace(/Command$/, '')));
    expect([...commands].sort()).toEqual(operations);
    const statements = read.statementsOf(role);
    expect(calls.flatMap(askedOfS3).filter((asked) => !mayTouch(statements, asked))).toEqual([]);
  });

  it('nobody replaces a chunk, and nobody reaches beyond the two prefixes', () => {
    const one = `${bucketArn}/kept/${'k'.repeat(22)}/0`;
    for (const role of ['ReporterRole', 'TeamRole', 'ScheduledRole']) {
      const may = (asked: ObjectRequest) => mayTouch(read.statementsOf(role), asked);
      expect(may({ action: 'PutObject', resource: one, onlyNew: false })).toBe(false);
      expect(may({ action: 'ListBucket', resource: bucketArn, prefix: '' })).toBe(false);
      for (const action of ['PutObject', 'GetObject', 'DeleteObject'] as const)
        expect(may({ action, resource: `${bucketArn}/elsewhere/0`, onlyNew: true })).toBe(false);
    }
  });

  it.each([
    ['reporter', 'ReporterRole', ['BatchGetItem', 'GetItem'], ['BatchGetItem', 'GetItem']],
    ['team', 'TeamRole', ['BatchGetItem', 'Query', 'UpdateItem'], ['BatchGetItem', 'UpdateItem']],
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

  it('the team changes of members and roster what leads change and marks who has looked, and nothing else', () => {
    const statements = read.statementsOf('TeamRole');
    const may = (action: string, partition: string, ...attributes: string[]) =>
      mayReach(statements, {
        action,
        resource: '${TeamTable.Arn}',
        partition,
        attributes: ['pk', 'sk', ...attributes],
      });
    expect(may('UpdateItem', 'MEMBERS', 'noticed')).toBe(true);
    expect(may('UpdateItem', 'ROSTER#public', 'lastActive')).toBe(true);
    for (const attribute of ['role', 'lead', 'channels', 'since', 'email', 'lastActive'])
      expect(may('UpdateItem', 'MEMBERS', 'noticed', attribute)).toBe(false);
    for (const attribute of ['members', 'revision', 'emptySince', 'noticed'])
      expect(may('UpdateItem', 'ROSTER#public', 'lastActive', attribute)).toBe(false);
    // Nobody is put on the team as if they had been announced, or with marks that keep mails from them.
    for (const attribute of ['announcement', 'noticed', 'deadlineMail', 'urgentMails'])
      for (const action of ['PutItem', 'UpdateItem'])
        expect(may(action, 'MEMBERS', 'role', attribute)).toBe(false);
    expect(may('PutItem', 'ROSTER#public', 'members')).toBe(false);
    expect(may('DeleteItem', 'ROSTER#public')).toBe(false);
  });
});
