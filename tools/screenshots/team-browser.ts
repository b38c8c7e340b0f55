import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Page } from 'playwright-core';
import { enrolmentLink } from '../../functions/team/routes.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import type { Local } from '../../infra/local/start-local.ts';
import {
  createEnrolment,
  listMembers,
  type ListedMember,
  type Team,
} from '../../infra/ops/member/members.ts';

/** Where browsers open the team's pages: a passkey needs a name, which 127.0.0.1 is not. */
export const teamOrigin = (local: Local): string => local.teamUrl.replace('127.0.0.1', 'localhost');

/** Works on the team of a running service, as ops do. */
export const asOps = async <Result>(local: Local, work: (team: Team) => Promise<Result>): Promise<Result> => {
  const client = new DynamoDBClient({
    endpoint: local.emulators.dynamoDb.url,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  });
  const random = {
    bytes: (length: number) => randomBytes(length),
    integer: (limit: number) => randomInt(limit),
  };
  try {
    return await work({ client, table: local.emulators.tables.team, random, now: new Date() });
  } finally {
    client.destroy();
  }
};

export const memberNamed = (local: Local, name: string): Promise<ListedMember> =>
  asOps(local, async (team) => {
    const member = (await listMembers(team)).find((each) => each.name === name);
    if (!member) throw new Error(`nobody of the team is called ${name}`);
    return member;
  });

/** A link that lets this member make their first passkey. */
export const newEnrolmentLink = async (local: Local, memberId: string): Promise<string> => {
  const secret = await asOps(local, (team) => createEnrolment(team, memberId));
  if (secret === undefined) throw new Error('there is no such member');
  return enrolmentLink(teamOrigin(local), secret);
};

/** A phone's own authenticator: keeps passkeys, and its owner always shows the right finger. */
export const withAuthenticator = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};

/** Enrols a member in this browser and signs them in; the page is the board, or for an auditor how cases were handled. */
export const enrolHere = async (page: Page, local: Local, name: string): Promise<void> => {
  await withAuthenticator(page);
  await page.goto(await newEnrolmentLink(local, (await memberNamed(local, name)).memberId));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await page.waitForURL(/\/(board|procedure)$/);
};
