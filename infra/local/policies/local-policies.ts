import { keyPolicy } from '../../aws/key-policy.ts';
import { roleStatements } from '../../aws/role-statements.ts';
import { onlyOwnFunction } from '../../aws/statements.ts';
import { allow } from '../../aws/statement.ts';
import { accessKeys } from '../access-keys.ts';
import type { FunctionName } from '../../build.ts';
import type { TableNames } from '../create-tables.ts';
import type { Caller, Policies } from './gate.ts';
import { localArns } from './local-arns.ts';

type LocalResources = {
  readonly tables: TableNames;
  readonly keyArn: string;
  readonly bucket: string;
  /** Of mails that are not filed yet. */
  readonly mailBucket: string;
  readonly sender: string;
  readonly configurationSets: readonly string[];
};

/**
 * An administrator of tables and, as far as a policy of their own can say it, of the key: its policy lets nobody but three
 * roles decrypt, whatever another policy says.
 */
const opsStatements = [allow({ sid: 'Administer', actions: ['dynamodb:*', 'kms:*'], resources: ['*'] })];

/** What SES may do: put a mail into its bucket. */
const inboundStatements = (mailBucket: string) => [
  allow({ sid: 'PutMails', actions: ['s3:PutObject'], resources: [`${localArns.bucket(mailBucket)}/*`] }),
];

/** The policies of the stack, by the names things have on the laptop. */
export const localPolicies = (resources: LocalResources): Policies => {
  const { tables, keyArn, bucket, mailBucket, sender, configurationSets } = resources;
  const { vault, cases, team } = tables;
  const { table, role } = localArns;
  const ofRoles = roleStatements({
    tables: { vault: table(vault), cases: table(cases), team: table(team) },
    key: keyArn,
    attachments: localArns.bucket(bucket),
    inbound: {
      bucket: localArns.bucket(mailBucket),
      key: localArns.key('mail'),
      lambda: localArns.function('mail'),
      deadLetters: localArns.queue('conductline-mail'),
    },
    mail: {
      sender,
      identities: localArns.identity('*'),
      configurationSets: configurationSets.map((name) => localArns.configurationSet(name)),
    },
  });
  const caller = (name: FunctionName): Caller => {
    const sourceFunctionArn = localArns.function(name);
    const statements = [...ofRoles[name], ...onlyOwnFunction(sourceFunctionArn, keyArn)];
    return { arn: role(name), sourceFunctionArn, statements };
  };
  return {
    callers: {
      [accessKeys.reporter]: caller('reporter'),
      [accessKeys.team]: caller('team'),
      [accessKeys.mail]: caller('mail'),
      [accessKeys.scheduled]: caller('scheduled'),
      [accessKeys.inbound]: { arn: role('inbound'), statements: inboundStatements(mailBucket) },
      [accessKeys.ops]: { arn: role('ops'), statements: opsStatements },
    },
    keyPolicy: keyPolicy({
      accountRoot: localArns.accountRoot,
      team: role('team'),
      scheduled: role('scheduled'),
      mail: role('mail'),
    }),
  };
};
