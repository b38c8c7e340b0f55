import type { MiddlewareHandler } from 'hono';
import { problemResponse, type Problem } from '../../adapters/http/problem.ts';
import { day } from '../../domain/clock.ts';
import { parseAccessToken } from '../../domain/member/access-token.ts';
import type { Member } from '../../domain/member/member.ts';
import type { TeamContext } from '../team-context.ts';

/** What a request carries once it is known who asks. */
export type SignedIn = { Variables: { member: Member } };

const notSignedIn: Problem = {
  status: 401,
  code: 'not-signed-in',
  detail: 'Send a valid access token as Authorization: Bearer <token>.',
  headers: { 'www-authenticate': 'Bearer' },
};

/**
 * Lets a member in by their access token. A request that is let in counts as a look: the member's next notice may be
 * sent. The look is marked before the answer is made, so that no report that comes in between goes unnoticed, and so
 * that a mark that fails never turns a message that was stored into an error. Tokens that are malformed, unknown or
 * revoked get the same answer.
 */
export const signedIn = (context: TeamContext): MiddlewareHandler<SignedIn> => {
  // One write a day and process: enough to tell reporters whether anybody is there.
  let activeOn = '';
  return async (c, next) => {
    const [, text] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    const token = text === undefined ? undefined : parseAccessToken(text);
    const member = token && (await context.members.memberOfToken(token));
    if (!member) return problemResponse(notSignedIn);
    c.set('member', member);
    if (member.noticed) await context.members.markLooked(member.memberId);
    const today = day(context.clock());
    if (activeOn !== today) {
      await context.members.markActive(today);
      activeOn = today;
    }
    return next();
  };
};
