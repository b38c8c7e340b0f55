import type { Context, MiddlewareHandler } from 'hono';
import { problemResponse, type Problem } from '../../web/answer/problem.ts';
import { day } from '../../domain/kernel/clock.ts';
import { parseAccessToken } from '../../domain/member/access-token.ts';
import type { Member } from '../../domain/member/member.ts';
import { routes } from '../routes.ts';
import type { TeamContext } from '../team-context.ts';
import { isSameOrigin, mayReadBySession } from './same-origin.ts';
import { sessionOfRequest } from './session-cookie.ts';

/** What a request carries once it is known who asks. */
export type SignedIn = {
  Variables: {
    member: Member;
    /** They came with a token that may only read. */
    readOnly: boolean;
  };
};

const notSignedIn: Problem = {
  status: 401,
  code: 'not-signed-in',
  detail: 'Send a valid access token as Authorization: Bearer <token>.',
  headers: { 'www-authenticate': 'Bearer' },
};

const notAllowedToWrite: Problem = {
  status: 403,
  code: 'read-only-token',
  detail: 'This access token may read, not write.',
};

const otherOrigin: Problem = {
  status: 403,
  code: 'other-origin',
  detail: 'This request did not come from a page of ours, so nothing was done.',
};

const readMethods = new Set(['GET', 'HEAD']);
const isRead = (c: Context): boolean => readMethods.has(c.req.method);

/**
 * What every request of a member does. It counts as a look: the member's next notice may be sent. The look is marked
 * before the answer is made, so that no report that comes in between goes unnoticed, and so that a mark that fails never
 * turns a message that was stored into an error.
 */
const look = (context: TeamContext): ((member: Member) => Promise<void>) => {
  // One write a day and process: enough to tell reporters whether anybody is there.
  let activeOn = '';
  return async (member) => {
    if (member.noticed) await context.members.markLooked(member.memberId);
    const today = day(context.clock());
    if (activeOn !== today) {
      await context.members.markActive(today);
      activeOn = today;
    }
  };
};

/**
 * Lets a member in to the API by an access token, or by the session of their browser. Tokens that are malformed,
 * unknown, revoked or too old get the same answer.
 */
export const signedIn = (context: TeamContext): MiddlewareHandler<SignedIn> => {
  const looked = look(context);
  return async (c, next) => {
    const header = c.req.header('authorization');
    if (header === undefined) {
      const member = await memberOfSession(c, context);
      if (!member) return problemResponse(notSignedIn);
      if (isRead(c) ? !mayReadBySession(c.req.raw) : !isSameOrigin(c.req.raw))
        return problemResponse(otherOrigin);
      c.set('member', member);
      c.set('readOnly', false);
      await looked(member);
      return next();
    }
    const [, text] = /^Bearer +(\S+)$/i.exec(header) ?? [];
    const token = text === undefined ? undefined : parseAccessToken(text);
    const found = token && (await context.members.memberOfToken(token, context.clock()));
    if (!found) return problemResponse(notSignedIn);
    if (found.scope === 'read' && !isRead(c)) return problemResponse(notAllowedToWrite);
    c.set('member', found.member);
    c.set('readOnly', found.scope === 'read');
    // A script that only reads is nobody who looks.
    if (found.scope === 'all') await looked(found.member);
    return next();
  };
};

/** Lets a member in to the pages by their session; anybody else is led to the sign-in page. */
export const signedInPage = (
  context: TeamContext,
  refused: (c: Context<SignedIn>) => Response | Promise<Response>,
): MiddlewareHandler<SignedIn> => {
  const looked = look(context);
  return async (c, next) => {
    const member = await memberOfSession(c, context);
    // Who follows a link from a sister host is led over our own page, one press away.
    if (!member || (isRead(c) && !mayReadBySession(c.req.raw))) return c.redirect(routes.start, 303);
    if (!isRead(c) && !isSameOrigin(c.req.raw)) return refused(c);
    c.set('member', member);
    c.set('readOnly', false);
    await looked(member);
    return next();
  };
};

const memberOfSession = async (c: Context, context: TeamContext): Promise<Member | undefined> => {
  const session = sessionOfRequest(c);
  return session && (await context.credentials.memberOfSession(session, context.clock()));
};
