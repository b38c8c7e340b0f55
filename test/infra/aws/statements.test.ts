import { describe, expect, it } from 'vitest';
import { read } from '../synthesized.ts';
import { statementsIn } from '../template.ts';

const roles = ['ReporterRole', 'TeamRole', 'ScheduledRole', 'ScheduleRole'] as const;
/** What a role may do; the one thing that is denied to it stands below. */
const statements = Object.fromEntries(
  roles.map((role) => [role, read.statementsOf(role).filter(({ Effect }) => Effect === 'Allow')]),
);
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
const ses = 'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:';
const bucket = '${AttachmentsBucket.Arn}';
const chunkPatterns = [`${bucket}/unfinished/*`, `${bucket}/kept/*`];
const onObjects = (role: (typeof roles)[number]) =>
  of(role)
    .filter(({ Action }) => Action.some((action) => action.startsWith('s3:')))
    .map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));
const dynamodb = (...actions: string[]) => actions.map((action) => `dynamodb:${action}`).sort();

describe('every role', () => {
  it.each(roles)('%s holds at least one statement and no managed policy', (role) => {
    expect(of(role)).not.toEqual([]);
    expect(read.one('AWS::IAM::Role', role).Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it("there are no roles beside the functions' and the schedule's", () => {
    expect(read.ofType('AWS::IAM::Role')).toHaveLength(roles.length);
  });

  it.each(roles)(
    '%s names each action and each resource, without a wildcard but for chunks and who gets mail',
    (role) => {
      const written = of(role)
        .flatMap(({ Action, Resource }) => [...Action, ...Resource])
        .filter((text) => !chunkPatterns.includes(text));
      const recipients = role === 'ScheduledRole' ? [`${ses}identity/*`] : [];
      expect(written.filter((text) => text.includes('*') || text.includes('?') || text === '')).toEqual(
        recipients,
      );
      for (const { Resource } of of(role)) expect(Resource).not.toEqual([]);
    },
  );

  it.each([
    ['ReporterRole', 'ReporterFunction'],
    ['TeamRole', 'TeamFunction'],
    ['ScheduledRole', 'ScheduledFunction'],
  ] as const)('%s is denied to every function but its own', (role, name) => {
    const own = `\${${read.one('AWS::Lambda::Function', name).id}.Arn}`;
    const Condition = { ArnNotLike: { 'lambda:SourceFunctionArn': [own, `${own}:*`] } };
    expect(read.statementsOf(role).filter(({ Effect }) => Effect === 'Deny')).toEqual([
      expect.objectContaining({
        Action: ['dynamodb:*', 's3:*', 'ses:*', 'lambda:*'],
        Resource: ['*'],
        Condition,
      }),
      // What Lambda asks of its own key to decrypt the environment comes from no function: only ours is denied.
      expect.objectContaining({ Action: ['kms:*'], Resource: ['${RingKey.Arn}'], Condition }),
    ]);
  });

  it.each(roles)('%s is assumed by its own service alone', (role) => {
    const trust = statementsIn(read.one('AWS::IAM::Role', role).Properties.AssumeRolePolicyDocument);
    const service = role === 'ScheduleRole' ? 'scheduler.amazonaws.com' : 'lambda.amazonaws.com';
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
});

describe('the scheduled role', () => {
  it('reaches items, chunks, the key, its own logs and mail', () => {
    expect(services('ScheduledRole')).toEqual(['dynamodb', 'kms', 'logs', 's3', 'ses']);
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

  it('sends mail from the sender alone, to anybody, through the two configuration sets', () => {
    const mail = of('ScheduledRole').filter(({ Action }) =>
      Action.some((action) => action.startsWith('ses:')),
    );
    expect(mail.map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }))).toEqual([
      {
        Action: ['ses:SendRawEmail'],
        Resource: [
          `${ses}identity/*`,
          ...['MailConfigurationSet', 'MailReporter'].map(
            (name) => `${ses}configuration-set/\${${read.one('AWS::SES::ConfigurationSet', name).id}}`,
          ),
        ],
        Condition: { StringEquals: { 'ses:FromAddress': ['conduct@example.org'] } },
      },
    ]);
  });
});

describe("the schedule's role", () => {
  it('invokes the scheduled function and does nothing else', () => {
    const scheduled = read.one('AWS::Lambda::Function', 'Scheduled').id;
    expect(of('ScheduleRole').map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['lambda:InvokeFunction'], [`\${${scheduled}.Arn}`]],
    ]);
  });
});
