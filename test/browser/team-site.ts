import { randomBytes, randomInt } from 'node:crypto';
import type { Page } from 'playwright-core';
import { credentialStore } from '../../functions/adapters/dynamodb/credential-store.ts';
import { addHours } from '../../functions/domain/clock.ts';
import {
  enrolmentHours,
  formatMemberSecret,
  newMemberSecret,
} from '../../functions/domain/member/session.ts';
import { enrolmentLink } from '../../functions/team/routes.ts';
import type { Local } from '../../infra/local/start-local.ts';
import { clientFor } from '../local/dynamodb/with-dynamodb.ts';

const random = {
  bytes: (length: number) => randomBytes(length),
  integer: (limit: number) => randomInt(limit),
};

/** Where browsers open the team's pages: a passkey needs a name, which 127.0.0.1 is not. */
export const teamOrigin = (local: Local): string => local.teamUrl.replace('127.0.0.1', 'localhost');

/** A link that lets this member make their first passkey. */
export const newEnrolmentLink = async (local: Local, memberId: string): Promise<string> => {
  const client = clientFor(local.emulators.dynamoDb.url);
  const secret = newMemberSecret(memberId, random);
  const store = credentialStore(client, local.emulators.tables.team);
  const outcome = await store.createEnrolment(secret, addHours(new Date(), enrolmentHours));
  client.destroy();
  if (outcome !== 'created') throw new Error('there is no such member');
  return enrolmentLink(teamOrigin(local), formatMemberSecret(secret));
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
