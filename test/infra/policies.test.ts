import { describe, expect, it } from 'vitest';
import {
  caseKeys,
  checklistPartition,
  heldInboxPartition,
  heldKeys,
  heldReportsPartition,
  dueRegisterPartition,
  outboxPartition,
  narrativesPartition,
  outgoingMailPartition,
  publicBansPartition,
  teamKeys,
  vaultKeys,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import { headRow, outboxRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import { functionNames, type FunctionName } from '../../infra/build.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { localArns } from '../../infra/local/policies/local-arns.ts';
import {
  arns,
  everybody,
  may,
  ofKey,
  ofRole,
  onItems,
  onLaptop,
  type Request,
  type Who,
} from './policies.ts';
import { statementsIn } from './template.ts';

const { vault, cases, team, key, bucket, mails, sender, configurationSet, reporterConfigurationSet } = arns;

describe('the laptop evaluates what the stack deploys', () => {
  it.each(functionNames)('the role of %s', (name) => {
    const statements = statementsIn({ Statement: onLaptop.callers[accessKeys[name]]?.statements });
    expect(ofRole(name)).toEqual(statements);
    expect(statements.length).toBeGreaterThan(4);
  });

  it("the key's policy", () => {
    expect(ofKey).toEqual(statementsIn({ Statement: onLaptop.keyPolicy }));
    expect(ofKey.length).toBeGreaterThan(4);
  });
});

/** Who may do what with the rows of a partition, every action that there is for rows considered. */
type Row = { readonly resource: string; readonly partition: string } & Readonly<Record<FunctionName, string>>;
const row = (
  resource: string,
  partition: string,
  { reporter = '', team = '', scheduled = '', mail = '' }: Partial<Record<FunctionName, string>>,
): Row => ({ resource, partition, reporter, team, scheduled, mail });

const reads = 'GetItem BatchGetItem';
const onCases = {
  team: `${reads} Query PutItem UpdateItem ConditionCheckItem`,
  scheduled: `${reads} Query PutItem UpdateItem DeleteItem BatchWriteItem ConditionCheckItem`,
};
const onVault = {
  reporter: 'GetItem PutItem UpdateItem ConditionCheckItem',
  team: `${reads} PutItem UpdateItem ConditionCheckItem`,
  scheduled: `${reads} UpdateItem DeleteItem ConditionCheckItem`,
};
const keeps = `${reads} Query PutItem UpdateItem`;
const door = vaultKeys.door('d').pk;
const members = teamKeys.members();
const roster = teamKeys.roster().pk;
const publicRing = teamKeys.ringPublic('conduct', 'reports').pk;
const privateRing = teamKeys.ringPrivate('conduct', 'reports', 1).pk;

const heldByScheduled = `${reads} Query PutItem DeleteItem BatchWriteItem`;

const rows: Readonly<Record<string, Row>> = {
  door: row(vault, door, { ...onVault, mail: 'PutItem UpdateItem' }),
  'sealed keys of a case': row(vault, vaultKeys.case('c').pk, {
    ...onVault,
    mail: 'GetItem PutItem ConditionCheckItem',
  }),
  'mails that wait': row(vault, outgoingMailPartition, {
    team: 'PutItem',
    scheduled: 'Query PutItem DeleteItem BatchWriteItem',
    mail: 'PutItem',
  }),
  'marks of mails that were filed': row(cases, 'MAILSEEN#k', {
    mail: 'GetItem PutItem',
  }),
  'counts of an address': row(cases, 'MAILCOUNT#k', {
    mail: 'GetItem UpdateItem',
  }),
  head: row(cases, caseKeys.head('c').pk, {
    ...onCases,
    reporter: 'PutItem UpdateItem ConditionCheckItem',
    mail: 'GetItem PutItem UpdateItem',
  }),
  thread: row(cases, caseKeys.thread('c', 'reporter'), {
    ...onCases,
    reporter: 'GetItem Query PutItem UpdateItem ConditionCheckItem',
    mail: 'PutItem',
  }),
  'notes and audit log': row(cases, caseKeys.work('c'), onCases),
  outbox: row(cases, outboxPartition, { ...onCases, reporter: 'PutItem', mail: 'PutItem' }),
  'enforcement log': row(cases, caseKeys.logOf('conduct'), {
    team: 'BatchGetItem Query PutItem DeleteItem',
    scheduled: 'BatchGetItem DeleteItem',
  }),
  'public list of bans': row(cases, publicBansPartition, {
    reporter: 'Query',
    team: 'PutItem DeleteItem',
    scheduled: 'DeleteItem',
  }),
  'yearly checklist': row(cases, checklistPartition, { team: 'Query PutItem', scheduled: 'Query' }),
  'texts for transparency reports': row(cases, narrativesPartition, {
    team: 'Query PutItem DeleteItem ConditionCheckItem',
    scheduled: 'DeleteItem',
  }),
  'messages about reports that wait': row(cases, heldInboxPartition, {
    reporter: 'PutItem',
    team: 'PutItem',
    scheduled: heldByScheduled,
    mail: 'PutItem',
  }),
  'reports that wait': row(cases, heldReportsPartition, { scheduled: heldByScheduled }),
  'blind keys of persons': row(cases, heldKeys.under('k'), { scheduled: heldByScheduled }),
  upload: row(cases, caseKeys.upload('o').pk, {
    reporter: 'UpdateItem',
    team: 'UpdateItem',
    scheduled: 'UpdateItem BatchWriteItem',
    mail: 'UpdateItem',
  }),
  'budget of a day': row(cases, caseKeys.budget('2026-11-22').pk, {
    reporter: 'GetItem UpdateItem',
    scheduled: 'GetItem',
    mail: 'UpdateItem',
  }),
  statistic: row(cases, caseKeys.statistic('2026-11', 'r').pk, {
    reporter: 'PutItem',
    team: 'Query PutItem',
    scheduled: 'PutItem',
  }),
  'public half of a ring': row(team, publicRing, {
    reporter: reads,
    team: reads,
    scheduled: keeps,
    mail: 'BatchGetItem',
  }),
  'public half of the ring of answers by mail': row(team, teamKeys.ringPublic('*', 'mail').pk, {
    team: reads,
    scheduled: keeps,
    mail: 'BatchGetItem',
  }),
  'private half of the ring of answers by mail': row(team, teamKeys.ringPrivate('*', 'mail', 1).pk, {
    team: reads,
    scheduled: keeps,
  }),
  'private half of the ring of marks': row(team, teamKeys.ringPrivate('*', 'mail-marks', 1).pk, {
    team: reads,
    scheduled: keeps,
    mail: 'BatchGetItem',
  }),
  'public half of the ring of the register': row(team, teamKeys.ringPublic('conduct', 'register').pk, {
    reporter: reads,
    team: reads,
    scheduled: keeps,
  }),
  'public half of the ring of what waits': row(team, teamKeys.ringPublic('*', 'hold').pk, {
    reporter: reads,
    team: reads,
    scheduled: keeps,
    mail: 'BatchGetItem',
  }),
  'private half of a ring': row(team, privateRing, { team: reads, scheduled: keeps }),
  'ticket secret': row(team, teamKeys.ticketSecret().pk, { reporter: reads, team: reads, scheduled: keeps }),
  'secret of the anchors': row(team, teamKeys.anchorSecret().pk, { scheduled: keeps }),
  'another secret': row(team, 'SECRET#session', { scheduled: keeps }),
  'leaves of the anchors': row(team, teamKeys.anchorProgress().pk, { scheduled: keeps }),
  members: row(team, members, {
    team: `${reads} Query PutItem UpdateItem DeleteItem ConditionCheckItem`,
    scheduled: `${reads} Query UpdateItem`,
  }),
  roster: row(team, roster, { reporter: reads, team: 'BatchGetItem Query UpdateItem', mail: 'BatchGetItem' }),
  'sessions, passkeys and tokens': row(team, teamKeys.accessTokens('m'), {
    team: `${reads} Query PutItem UpdateItem DeleteItem ConditionCheckItem`,
  }),
  challenge: row(team, teamKeys.usedChallenge('c').pk, { team: 'PutItem' }),
  lease: row(team, teamKeys.lease().pk, { scheduled: keeps }),
  guard: row(team, teamKeys.erasureGuard('2026-11-22').pk, { scheduled: keeps }),
  'entry of the register': row(cases, caseKeys.registerEntry('e').pk, {
    team: 'BatchGetItem PutItem UpdateItem',
    scheduled: 'GetItem UpdateItem DeleteItem',
  }),
  'row of the blind index': row(cases, caseKeys.matchOf('k'), {
    team: 'Query PutItem DeleteItem',
    scheduled: 'DeleteItem',
  }),
  'entries that are due': row(`${cases}/index/due`, dueRegisterPartition, { scheduled: 'Query' }),
  'queue of a channel': row(`${cases}/index/queue`, 'conduct#open', { team: 'Query' }),
  'what is closed': row(`${cases}/index/queue`, 'conduct#closed', { team: 'Query' }),
  'what is spam': row(`${cases}/index/queue`, 'conduct#spam', { team: 'Query' }),
  'what is due': row(`${cases}/index/due`, 'DUE', { scheduled: 'Query' }),
  'cases through the queue': row(`${cases}/index/queue`, 'CASE#c', {}),
  'what is due through the queue': row(`${cases}/index/queue`, 'DUE', {}),
  'a door in another table': row(cases, door, {}),
};
const everyAction = [
  ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
  ...['ConditionCheckItem', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
];

const saying = (request: Request, said: Request['said']): Request => ({
  ...request,
  said: { ...request.said, ...said },
});
const answeredWith = (request: Request, values: string) =>
  saying(request, { 'dynamodb:ReturnValues': [values] });
const inContext = (operation: string, context: Readonly<Record<string, string>>): Request => ({
  action: `kms:${operation}`,
  resource: key,
  said: {
    ...(Object.keys(context).length > 0 && { 'kms:EncryptionContextKeys': Object.keys(context) }),
    ...Object.fromEntries(
      Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, [value]]),
    ),
  },
});
const forRing = (operation: string, purpose: string) => inContext(operation, { purpose, channel: 'conduct' });
const mail = (resource: string, from = 'conduct@example.org', operation = 'SendRawEmail'): Request => ({
  action: `ses:${operation}`,
  resource,
  said: { 'ses:FromAddress': [from] },
});
const whole = (action: string, resource: string): Request => ({ action: `dynamodb:${action}`, resource });

type Asking = readonly [what: string, request: Request, who: readonly Who[]];

/** What partition and action alone do not decide. Ops look after tables and reach every row. */
const withTables: readonly Asking[] = [
  [
    'are shown what an update replaced',
    answeredWith(onItems('UpdateItem', vault, door), 'ALL_OLD'),
    ['team', 'scheduled'],
  ],
  ['are shown whom they removed', answeredWith(onItems('DeleteItem', team, members), 'ALL_OLD'), []],
  ['add a member', onItems('PutItem', team, members, 'name', 'email', 'role'), ['team']],
  ['make somebody a lead', onItems('UpdateItem', team, members, 'lead'), ['team']],
  ['say who was told of a member', onItems('UpdateItem', team, members, 'announcement'), ['scheduled']],
  [
    'say of what checklist a member was told',
    onItems('UpdateItem', team, members, 'checklistTold'),
    ['scheduled'],
  ],
  ['keep the filters of a member', onItems('UpdateItem', team, members, 'savedFilters'), ['team']],
  ['mark that a member has looked', onItems('UpdateItem', team, members, 'noticed'), ['team', 'scheduled']],
  ...['role', 'lead', 'channels', 'since', 'email', 'lastActive'].map((attribute): Asking => [
    `mark that a member has looked and set ${attribute}`,
    onItems('UpdateItem', team, members, 'noticed', attribute),
    [],
  ]),
  // Nobody is put on the team as if they had been announced, or with marks that keep mails from them.
  ...['announcement', 'noticed', 'deadlineMail', 'urgentMails', 'checklistTold'].map((attribute): Asking => [
    `add a member with ${attribute}`,
    onItems('PutItem', team, members, 'role', attribute),
    [],
  ]),
  ['mark that somebody was there', onItems('UpdateItem', team, roster, 'lastActive'), ['team']],
  ['change the roster', onItems('UpdateItem', team, roster, 'members', 'revision', 'emptySince'), ['team']],
  ['change the roster and mark', onItems('UpdateItem', team, roster, 'members', 'lastActive'), []],
  ['take a notice of the roster', onItems('UpdateItem', team, roster, 'noticed'), []],
  // A batch is one request: one statement must grant every key of it.
  [
    'read public and private halves in one batch',
    saying(onItems('BatchGetItem', team, ''), { 'dynamodb:LeadingKeys': [publicRing, privateRing] }),
    ['team', 'scheduled'],
  ],
  ...[vault, cases, team].flatMap((table) => [
    // Without a partition key `ForAllValues` holds of everything; `Null` refuses those.
    ...everyAction.map((action): Asking => [`${action} on all of ${table}`, whole(action, table), []]),
    ...['ExportTableToPointInTime', 'DeleteTable', 'UpdateTable', 'UpdateTimeToLive', 'GetRecords'].map(
      (action): Asking => [`${action} of ${table}`, whole(action, table), []],
    ),
  ]),
];

const purposes = ['reports', 'briefs', 'identity', 'register', 'match', 'hold', 'mail', 'mail-marks'];
const beyondTables: readonly Asking[] = [
  ['open rings of reports', forRing('Decrypt', 'reports'), ['team']],
  ['open rings of briefs', forRing('Decrypt', 'briefs'), ['team', 'scheduled']],
  ['open rings of identity', forRing('Decrypt', 'identity'), ['team']],
  ['open rings of the register', forRing('Decrypt', 'register'), ['team']],
  ['open the ring of matches', forRing('Decrypt', 'match'), ['team']],
  ['open the ring of what is held', forRing('Decrypt', 'hold'), ['scheduled']],
  ['open the ring of answers by mail', forRing('Decrypt', 'mail'), ['scheduled']],
  ['open the ring of marks', forRing('Decrypt', 'mail-marks'), ['mail']],
  ...purposes.map(
    (purpose) => [`wrap rings of ${purpose}`, forRing('Encrypt', purpose), ['scheduled']] as const,
  ),
  ['open for another purpose', forRing('Decrypt', 'other'), []],
  ['open without a context', inContext('Decrypt', {}), []],
  ['open without a channel', inContext('Decrypt', { purpose: 'briefs' }), []],
  ['open with more in the context', inContext('Decrypt', { purpose: 'briefs', channel: 'c', more: 'x' }), []],
  ['wrap without a channel', inContext('Encrypt', { purpose: 'briefs' }), []],
  ...['GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo', 'CreateGrant', 'Sign'].map(
    (operation) => [operation, forRing(operation, 'briefs'), []] as const,
  ),
  // What an administrator's own policy lets them do, and the key's leaves to it.
  ...['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy', 'DisableKey', 'ScheduleKeyDeletion'].map(
    (operation) => [operation, inContext(operation, {}), ['ops']] as const,
  ),
  ...['unfinished/id/0', 'kept/id/0'].flatMap((name): Asking[] => {
    const chunk = `${bucket}/${name}`;
    return [
      [`read ${name}`, { action: 's3:GetObject', resource: chunk }, ['reporter', 'team', 'mail']],
      [
        `put ${name} where nothing is`,
        { action: 's3:PutObject', resource: chunk, said: { 's3:if-none-match': ['*'] } },
        ['reporter', 'team', 'mail'],
      ],
      [`replace ${name}`, { action: 's3:PutObject', resource: chunk }, []],
      [`delete ${name}`, { action: 's3:DeleteObject', resource: chunk }, ['scheduled']],
    ];
  }),
  ['read what is no chunk', { action: 's3:GetObject', resource: `${bucket}/other` }, []],
  [
    'list chunks',
    { action: 's3:ListBucket', resource: bucket, said: { 's3:prefix': ['kept/id/'] } },
    ['scheduled'],
  ],
  ['list everything', { action: 's3:ListBucket', resource: bucket }, []],
  ['delete the bucket', { action: 's3:DeleteBucket', resource: bucket }, []],
  ['read a mail', { action: 's3:GetObject', resource: `${mails}/conduct/m` }, ['mail']],
  ['delete a mail', { action: 's3:DeleteObject', resource: `${mails}/conduct/m` }, ['mail']],
  ['put a mail', { action: 's3:PutObject', resource: `${mails}/conduct/m` }, []],
  ['list mails', { action: 's3:ListBucket', resource: mails }, ['scheduled']],
  [
    'hand mails over',
    { action: 'lambda:InvokeFunction', resource: localArns.function('mail') },
    ['scheduled'],
  ],
  ['run another function', { action: 'lambda:InvokeFunction', resource: localArns.function('team') }, []],
  ['mail from the sender', mail(sender), ['scheduled']],
  ['mail anybody, as the sandbox asks', mail(localArns.identity('new@elsewhere.example')), ['scheduled']],
  ['mail through the configuration set', mail(configurationSet), ['scheduled']],
  ['mail through the set for reporters', mail(reporterConfigurationSet), ['scheduled']],
  ['mail through another set', mail(localArns.configurationSet('other')), []],
  ['mail from somebody else', mail(sender, 'ceo@example.org'), []],
  ['mail from nobody', { action: 'ses:SendRawEmail', resource: sender }, []],
  ['mail by another call', mail(sender, 'conduct@example.org', 'SendEmail'), []],
  ['verify an identity', { action: 'ses:VerifyEmailIdentity', resource: '*' }, []],
  ['change a role', { action: 'iam:PutRolePolicy', resource: localArns.role('reporter') }, []],
  ['change code', { action: 'lambda:UpdateFunctionCode', resource: '*' }, []],
];

const allowedTo = (request: Request): Who[] => everybody.filter((who) => may(who, request));

describe('by the policies of the template', () => {
  describe.each(functionNames)('%s may with rows of', (name) => {
    it.each(Object.entries(rows))('%s do exactly this', (_, { resource, partition, ...granted }) => {
      const allowed = everyAction.filter((action) => may(name, onItems(action, resource, partition)));
      expect(allowed.sort()).toEqual(granted[name].split(' ').filter(Boolean).sort());
    });
  });

  it.each(withTables)('of the functions these alone %s', (_, request, who) => {
    expect(allowedTo(request)).toEqual([...who, 'ops']);
  });

  it.each(beyondTables)('these alone %s', (_, request, who) => {
    expect(allowedTo(request)).toEqual(who);
  });

  it.each([
    ['another function', { sourceFunctionArn: localArns.function('spy') }],
    ['a function whose name only begins alike', { sourceFunctionArn: `${localArns.function('team')}-2` }],
    ['no function', { sourceFunctionArn: undefined }],
  ])('a role gives nothing to %s', (_, from) => {
    const everything = [...withTables, ...beyondTables].map(([, request]) => request);
    for (const who of functionNames) {
      expect(everything.some((request) => may(who, request))).toBe(true);
      expect(everything.filter((request) => may(who, request, from))).toEqual([]);
    }
  });

  it('a role serves its own function in every version, and Lambda itself with the key of its environment', () => {
    const readsCase = onItems('GetItem', arns.vault, 'CASE#1');
    expect(may('team', readsCase, { sourceFunctionArn: `${localArns.function('team')}:7` })).toBe(true);
    const ofLambda = ofRole('team').filter(({ Effect }) => Effect === 'Deny');
    for (const { Action, Resource } of ofLambda)
      if (Action.some((action) => /^(\*|kms:)/.test(action))) expect(Resource).toEqual([arns.key]);
    expect(ofLambda).toHaveLength(2);
  });

  it('a failed condition hands the reporter role no row with a content that it could not read before', () => {
    // No condition key speaks of `ReturnValuesOnConditionCheckFailure`: who may write a row can be handed it.
    const mayWrite = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
    const handed = Object.entries(rows).filter(([, { resource, partition }]) =>
      mayWrite.some((action) => may('reporter', onItems(action, resource, partition))),
    );
    const unreadable = handed.filter(
      ([, { resource, partition }]) => !may('reporter', onItems('GetItem', resource, partition)),
    );
    // Messages about reports that wait are sealed to a ring that the scheduled function alone opens, rows of the statistics
    // to one of the team, each under a random id.
    expect(unreadable.map(([name]) => name)).toEqual([
      'head',
      'outbox',
      'messages about reports that wait',
      'upload',
      'statistic',
    ]);
    expect(handed.some(([, { resource }]) => resource === team)).toBe(false);
    // Heads and notices hold no sealed text and no key, so they open nothing.
    for (const { shape } of [headRow.in, outboxRow])
      expect(Object.keys(shape).filter((name) => /seal|key|brief|wrapped|secret/i.test(name))).toEqual([]);
  });
});
