import { describe, expect, it } from 'vitest';
import { caseKeys, teamKeys, vaultKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { mayReach } from '../permission.ts';
import { read } from '../synthesized.ts';
import { statementsIn } from '../template.ts';

const roles = ['ReporterRole', 'TeamRole', 'ScheduledRole', 'BeatRole'] as const;
const statements = Object.fromEntries(roles.map((role) => [role, read.statementsOf(role)]));
const of = (role: (typeof roles)[number]) => statements[role] ?? [];
const onItems = (role: (typeof roles)[number]) =>
  of(role).filter(({ Action }) => Action.some((action) => action.startsWith('dynamodb:')));
const actionsOn = (role: (typeof roles)[number], resource: string) =>
  [
    ...new Set(of(role).flatMap(({ Action, Resource }) => (Resource.includes(resource) ? Action : []))),
  ].sort();
const services = (role: (typeof roles)[number]) =>
  [...new Set(of(role).flatMap(({ Action }) => Action.map((action) => action.split(':')[0])))].sort();

const vault = '${VaultTable.Arn}';
const cases = '${CasesTable.Arn}';
const team = '${TeamTable.Arn}';
const bucket = '${AttachmentsBucket.Arn}';
const chunkPatterns = [`${bucket}/unfinished/*`, `${bucket}/kept/*`];
const onObjects = (role: (typeof roles)[number]) =>
  of(role)
    .filter(({ Action }) => Action.some((action) => action.startsWith('s3:')))
    .map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));
const dynamodb = (...actions: string[]) => actions.map((action) => `dynamodb:${action}`).sort();

const partitions = {
  door: [vault, vaultKeys.door('d').pk],
  sealedCase: [vault, vaultKeys.case('c').pk],
  head: [cases, caseKeys.head('c').pk],
  thread: [cases, caseKeys.thread('c', 'reporter')],
  work: [cases, caseKeys.work('c')],
  outbox: [cases, caseKeys.outbox('2026-11-22T10:00:00Z', 'r').pk],
  statistic: [cases, caseKeys.statistic('2026-11', 'r').pk],
  upload: [cases, caseKeys.upload('o').pk],
  budget: [cases, caseKeys.budget('2026-11-22').pk],
  ring: [team, teamKeys.ringPublic('conduct', 'reports').pk],
  privateRing: [team, teamKeys.ringPrivate('conduct', 'reports', 1).pk],
  ticketSecret: [team, teamKeys.ticketSecret().pk],
  otherSecret: [team, 'SECRET#session'],
  anchorSecret: [team, teamKeys.anchorSecret().pk],
  anchorLeaves: [team, teamKeys.anchorProgress().pk],
  members: [team, teamKeys.members()],
  accessTokens: [team, teamKeys.accessTokens('m')],
  lease: [team, teamKeys.lease().pk],
  guard: [team, teamKeys.erasureGuard('2026-11-22').pk],
} as const;
const everyAction = [
  ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
  ...['ConditionCheckItem', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
];
const reachOfAll = (role: (typeof roles)[number]) =>
  Object.fromEntries(
    Object.entries(partitions).map(([name, [resource, partition]]) => [
      name,
      everyAction.filter((action) => mayReach(of(role), { action, resource, partition })),
    ]),
  );

describe('every role', () => {
  it.each(roles)('%s holds at least one statement and no managed policy', (role) => {
    expect(of(role)).not.toEqual([]);
    expect(read.one('AWS::IAM::Role', role).Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it("there are no roles beside the functions' and the schedule's", () => {
    expect(read.ofType('AWS::IAM::Role')).toHaveLength(roles.length);
  });

  it.each(roles)('%s names each action and each resource, without a wildcard but for chunks', (role) => {
    const written = of(role)
      .flatMap(({ Action, Resource }) => [...Action, ...Resource])
      .filter((text) => !chunkPatterns.includes(text));
    expect(written.filter((text) => text.includes('*') || text.includes('?') || text === '')).toEqual([]);
    for (const { Resource } of of(role)) expect(Resource).not.toEqual([]);
  });

  it.each(roles)('%s is assumed by its own service alone', (role) => {
    const trust = statementsIn(read.one('AWS::IAM::Role', role).Properties.AssumeRolePolicyDocument);
    const service = role === 'BeatRole' ? 'scheduler.amazonaws.com' : 'lambda.amazonaws.com';
    expect(trust.map(({ Principal }) => Principal)).toEqual([{ Service: [service] }]);
  });

  it.each(roles.slice(0, 3))(
    '%s binds every DynamoDB statement to leading keys and refuses a request without',
    (role) => {
      expect(onItems(role).length).toBeGreaterThan(4);
      for (const { Condition } of onItems(role)) {
        const keys = Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [];
        expect(keys.length).toBeGreaterThan(0);
        expect(keys).not.toContain('*');
        expect(Condition.Null).toEqual({ 'dynamodb:LeadingKeys': ['false'] });
      }
    },
  );

  it.each([
    ['ReporterRole', 'ReporterLogs'],
    ['TeamRole', 'TeamLogs'],
    ['ScheduledRole', 'ScheduledLogs'],
  ] as const)('%s writes to its own log group only', (role, group) => {
    const logs = of(role).filter(({ Action }) => Action.some((action) => action.startsWith('logs:')));
    expect(logs.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        [`\${${read.one('AWS::Logs::LogGroup', group).id}.Arn}`],
      ],
    ]);
  });
});

describe('the roles of the two functions of the web', () => {
  it.each(['ReporterRole', 'TeamRole'] as const)(
    '%s puts new chunks of attachments and reads them, and neither lists, replaces nor deletes any',
    (role) => {
      expect(onObjects(role)).toEqual([
        {
          Action: ['s3:PutObject'],
          Resource: chunkPatterns,
          Condition: { Null: { 's3:if-none-match': ['false'] } },
        },
        { Action: ['s3:GetObject'], Resource: chunkPatterns, Condition: {} },
      ]);
    },
  );
});

describe('every role that may do much', () => {
  it.each(roles)('%s has room left in the 10,240 characters IAM allows for its policies', (role) => {
    // The names of resources are longer in a real account than here.
    const written = JSON.stringify(of(role)).replace(/\$\{\w+(\.Arn)?\}/g, 'x'.repeat(110));
    expect(written.length).toBeLessThan(10_240);
  });
});

describe('the reporter role', () => {
  it('has no KMS and no SES action: it reaches items, chunks and its own logs', () => {
    expect(services('ReporterRole')).toEqual(['dynamodb', 'logs', 's3']);
  });

  it('reaches these items by these actions and nothing else', () => {
    expect(reachOfAll('ReporterRole')).toEqual({
      door: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      sealedCase: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      head: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
      thread: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      work: [],
      outbox: ['PutItem'],
      statistic: [],
      upload: ['UpdateItem'],
      budget: ['GetItem', 'UpdateItem'],
      ring: ['GetItem', 'BatchGetItem'],
      privateRing: [],
      ticketSecret: ['GetItem', 'BatchGetItem'],
      otherSecret: [],
      anchorSecret: [],
      anchorLeaves: [],
      members: [],
      accessTokens: [],
      lease: [],
      guard: [],
    });
  });

  it('reaches no index and no action beyond the named ones', () => {
    const resources = onItems('ReporterRole').flatMap(({ Resource }) => Resource);
    expect([...new Set(resources)].sort()).toEqual([cases, team, vault]);
    expect(actionsOn('ReporterRole', vault)).toEqual(
      dynamodb('GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'),
    );
    expect(actionsOn('ReporterRole', cases)).toEqual(
      dynamodb('GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'),
    );
    expect(actionsOn('ReporterRole', team)).toEqual(dynamodb('GetItem', 'BatchGetItem'));
  });

  it('is answered with nothing of the rows it writes to', () => {
    for (const { Condition } of onItems('ReporterRole')) {
      expect(Condition.StringEqualsIfExists).toEqual({ 'dynamodb:ReturnValues': ['NONE'] });
    }
  });
});

describe('the team role', () => {
  it('reaches items, chunks, the key and its own logs, and sends no mail', () => {
    expect(services('TeamRole')).toEqual(['dynamodb', 'kms', 'logs', 's3']);
  });

  it('reaches these items by these actions, and deletes members and what they sign in with alone', () => {
    const reads = ['GetItem', 'BatchGetItem'];
    const caseActions = [...reads, 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'];
    expect(reachOfAll('TeamRole')).toEqual({
      door: [...reads, 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      sealedCase: [...reads, 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      head: caseActions,
      thread: caseActions,
      work: caseActions,
      outbox: caseActions,
      statistic: [],
      upload: ['UpdateItem'],
      budget: [],
      ring: reads,
      privateRing: reads,
      ticketSecret: reads,
      otherSecret: [],
      anchorSecret: [],
      anchorLeaves: [],
      members: [...reads, 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      accessTokens: [...reads, 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      lease: [],
      guard: [],
    });
  });

  it('queries the queue, in the partitions of a channel only', () => {
    const resource = `${cases}/index/queue`;
    const query = (partition: string) => mayReach(of('TeamRole'), { action: 'Query', resource, partition });
    expect(actionsOn('TeamRole', resource)).toEqual(['dynamodb:Query']);
    expect(['conduct#open', 'security#closed', 'conduct#spam'].every(query)).toBe(true);
    expect(['DUE', 'CASE#c', 'conduct'].some(query)).toBe(false);
    expect(actionsOn('TeamRole', `${cases}/index/due`)).toEqual([]);
  });
});

describe('the scheduled role', () => {
  it('reaches items, chunks, the key, its own logs and mail', () => {
    expect(services('ScheduledRole')).toEqual(['dynamodb', 'kms', 'logs', 's3', 'ses']);
  });

  it('reaches these items by these actions, and no access token of a member', () => {
    const vaultActions = ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
    const caseActions = [
      ...[
        'GetItem',
        'BatchGetItem',
        'Query',
        'PutItem',
        'UpdateItem',
        'DeleteItem',
        'BatchWriteItem',
        'ConditionCheckItem',
      ],
    ];
    const teamActions = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'];
    expect(reachOfAll('ScheduledRole')).toEqual({
      door: vaultActions,
      sealedCase: vaultActions,
      head: caseActions,
      thread: caseActions,
      work: caseActions,
      outbox: caseActions,
      statistic: caseActions,
      upload: ['UpdateItem', 'BatchWriteItem'],
      budget: [],
      ring: teamActions,
      privateRing: teamActions,
      ticketSecret: teamActions,
      otherSecret: teamActions,
      anchorSecret: teamActions,
      anchorLeaves: teamActions,
      members: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem'],
      accessTokens: [],
      lease: teamActions,
      guard: teamActions,
    });
  });

  it('lists and deletes chunks of attachments, and neither reads nor puts one', () => {
    expect(onObjects('ScheduledRole')).toEqual([
      {
        Action: ['s3:ListBucket'],
        Resource: [bucket],
        Condition: { StringLike: { 's3:prefix': ['unfinished/*', 'kept/*'] } },
      },
      { Action: ['s3:DeleteObject'], Resource: chunkPatterns, Condition: {} },
    ]);
  });

  it('queries what is due, cases and uploads, and not the queue', () => {
    const resource = `${cases}/index/due`;
    const query = (partition: string) =>
      mayReach(of('ScheduledRole'), { action: 'Query', resource, partition });
    expect(['DUE', 'UPLOADS', 'CASE#c', 'UPLOAD#o'].filter(query)).toEqual(['DUE', 'UPLOADS']);
    expect(actionsOn('ScheduledRole', `${cases}/index/due`)).toEqual(['dynamodb:Query']);
    expect(actionsOn('ScheduledRole', `${cases}/index/queue`)).toEqual([]);
  });

  it('sends mail from the sender alone, through the identity and the configuration set', () => {
    const mail = of('ScheduledRole').filter(({ Action }) =>
      Action.some((action) => action.startsWith('ses:')),
    );
    const arn = 'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:';
    expect(mail.map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }))).toEqual([
      {
        Action: ['ses:SendEmail'],
        Resource: [
          `${arn}identity/\${${read.one('AWS::SES::EmailIdentity').id}}`,
          `${arn}configuration-set/\${${read.one('AWS::SES::ConfigurationSet').id}}`,
        ],
        Condition: { StringEquals: { 'ses:FromAddress': ['conduct@example.org'] } },
      },
    ]);
  });
});

describe("the schedule's role", () => {
  it('invokes the scheduled function and does nothing else', () => {
    const scheduled = read.one('AWS::Lambda::Function', 'Scheduled').id;
    expect(of('BeatRole').map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['lambda:InvokeFunction'], [`\${${scheduled}.Arn}`]],
    ]);
  });
});
