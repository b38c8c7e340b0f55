import type { Context } from 'hono';
import { generateCookie, getCookie } from 'hono/cookie';
import {
  formatMemberSecret,
  parseMemberSecret,
  sessionHours,
  type MemberSecret,
} from '../../domain/member/session.ts';

const name = 'session';
/** `__Host-`: this host only, https only, the whole site (RFC 6265bis §4.1.3.2). */
const attributes = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

export const sessionCookie = (session: MemberSecret): string =>
  generateCookie(name, formatMemberSecret(session), { ...attributes, maxAge: sessionHours * 3600 });

export const noSessionCookie = generateCookie(name, '', { ...attributes, maxAge: 0 });

export const sessionOfRequest = (c: Context): MemberSecret | undefined => {
  const found = getCookie(c, name, 'host');
  return found === undefined ? undefined : parseMemberSecret(found);
};
