import { randomBytes, randomInt } from 'node:crypto';
import { credentialStore } from '../../functions/adapters/dynamodb/team/credential-store.ts';
import { addHours } from '../../functions/domain/kernel/clock.ts';
import {
  enrolmentHours,
  formatMemberSecret,
  newMemberSecret,
  sessionHours,
} from '../../functions/domain/member/session.ts';
import type { Service } from '../harness/service.ts';

export const teamOrigin = 'https://team.example.org';
/** The settings under which the harness's host is where passkeys live. */
export const passkeySettings = { teamHost: 'team.example.org' };

const random = {
  bytes: (length: number) => randomBytes(length),
  integer: (limit: number) => randomInt(limit),
};
export const credentialsOf = (service: Service) =>
  credentialStore(service.dynamo, service.emulators.tables.team);

/** The secret of a new enrolment link. */
export const enrolmentSecret = async (service: Service, memberId: string): Promise<string> => {
  const secret = newMemberSecret(memberId, random);
  await credentialsOf(service).createEnrolment(secret, addHours(service.clock.now, enrolmentHours));
  return formatMemberSecret(secret);
};

/** The cookie of a member who has just signed in. */
export const signedInCookie = async (service: Service, memberId: string): Promise<string> => {
  const session = newMemberSecret(memberId, random);
  const enrolment = newMemberSecret(memberId, random);
  const store = credentialsOf(service);
  const expiresAt = addHours(service.clock.now, sessionHours);
  await store.createEnrolment(enrolment, addHours(service.clock.now, enrolmentHours));
  const passkey = {
    memberId,
    passkeyId: randomBytes(16).toString('base64url'),
    publicKey: randomBytes(77),
    counter: 0,
    transports: [],
    name: 'made for a test',
    addedOn: '2026-03-10',
  };
  await store.enrol(enrolment, passkey, { session, expiresAt }, service.clock.now);
  return `__Host-session=${formatMemberSecret(session)}`;
};

/** A form post as a browser makes it on one of our pages. */
export const formPost = (
  fields: Readonly<Record<string, string | readonly string[]>>,
  cookie?: string,
  headers: Readonly<Record<string, string>> = { origin: teamOrigin, 'sec-fetch-site': 'same-origin' },
): RequestInit => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) body.append(name, each);
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    body: body.toString(),
  };
};

/** The options a page hands to `navigator.credentials`. */
export const passkeyOptionsOn = (html: string): { readonly challenge: string } => {
  const [, escaped = ''] = /data-options="([^"]*)"/.exec(html) ?? [];
  // The page's own JSON, its quotes escaped.
  return JSON.parse(escaped.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as { challenge: string };
};

export const cookieOf = (response: Response): string =>
  (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
