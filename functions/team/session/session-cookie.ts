import {
  formatMemberSecret,
  parseMemberSecret,
  sessionHours,
  type MemberSecret,
} from '../../domain/member/session.ts';

/** `__Host-`: this host only, https only, the whole site (RFC 6265bis §4.1.3.2). */
const name = '__Host-session';
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict';

export const sessionCookie = (session: MemberSecret): string =>
  `${name}=${formatMemberSecret(session)}; ${attributes}; Max-Age=${sessionHours * 3600}`;

export const noSessionCookie = `${name}=; ${attributes}; Max-Age=0`;

export const sessionOfRequest = (request: Request): MemberSecret | undefined => {
  const found = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? undefined : parseMemberSecret(found.slice(name.length + 1));
};
