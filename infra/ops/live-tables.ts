import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { TableNames } from '../../functions/adapters/dynamodb/client/tables.ts';
import { tables } from '../tables.ts';
import { CommandError, teamOfCommand } from './member/team-of-command.ts';

export const standardStack = 'Conductline';

/** A stack's resources: what they are called in the template, what AWS calls them, and what they are. */
export type StackResource = { readonly id: string; readonly physicalId: string; readonly type: string };

/** @throws {CommandError} when there is no such stack here */
export const stackResources = async (
  client: CloudFormationClient,
  stack: string,
): Promise<readonly StackResource[]> => {
  const { StackResources = [] } = await client
    .send(new DescribeStackResourcesCommand({ StackName: stack }))
    .catch((error: unknown) => {
      if (error instanceof Error && error.name === 'ValidationError') throw noStack(stack);
      throw error;
    });
  return StackResources.flatMap(({ LogicalResourceId: id, PhysicalResourceId, ResourceType }) =>
    id === undefined ? [] : [{ id, physicalId: PhysicalResourceId ?? '', type: ResourceType ?? '' }],
  );
};

const noStack = (stack: string): CommandError =>
  new CommandError(
    `There is no stack ${stack} in this account and region. Say --stack <name>, or --local for npm start; the region is the one of AWS_REGION.`,
  );

export const tablesOfStack = (resources: readonly StackResource[]): TableNames => {
  const named = (logicalId: string): string => {
    const found = resources.find(({ id }) => id === logicalId)?.physicalId;
    if (found === undefined || found === '') throw new CommandError(`The stack has no ${logicalId}.`);
    return found;
  };
  return {
    vault: named(tables.vault.logicalId),
    cases: named(tables.cases.logicalId),
    team: named(tables.team.logicalId),
  };
};

export type LiveTables = { readonly client: DynamoDBClient; readonly tables: TableNames };

const emulators = z.object({
  tables: z.object({ vault: z.string(), cases: z.string(), team: z.string() }),
});

/** The tables of the local service while it runs. @throws {CommandError} when it does not */
export const localTables = async (): Promise<LiveTables> => {
  const { client } = await teamOfCommand(undefined);
  const file = join(process.env.CONDUCTLINE_STATE_FOLDER ?? '.local', 'emulators.json');
  return { client, tables: emulators.parse(JSON.parse(await readFile(file, 'utf8'))).tables };
};

/** The tables of a deployed stack, with the AWS credentials of the environment. @throws {CommandError} */
export const deployedTables = async (stack: string): Promise<LiveTables> => {
  const stacks = new CloudFormationClient({});
  try {
    return { client: new DynamoDBClient({}), tables: tablesOfStack(await stackResources(stacks, stack)) };
  } finally {
    stacks.destroy();
  }
};
