import type { Problem } from '../../web/answer/problem.ts';
import { routes } from '../routes.ts';
import { decodeToken, type Token } from '../../envelope/token.ts';
import type { NoDoor } from '../../domain/thread/open-thread.ts';
import { en } from '../locales/en.ts';

const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
export const malformedToken: Problem = {
  status: 401,
  code: 'token-malformed',
  detail: 'Send the token (22 characters of base64url) as Authorization: Bearer <token>.',
  headers: challenge,
};
/** One answer for every token that opens nothing. */
export const unusableToken: Problem = {
  status: 401,
  code: 'token-unusable',
  detail: en.followUp.unusable,
  headers: challenge,
};

/** A token that a member handed over; where it is changed stands beside. */
const passphraseMustChange: Problem = {
  status: 403,
  code: 'passphrase-must-change',
  detail: `Somebody of the team has seen this token. Change it with POST ${routes.api.passphrase}; until then it does nothing else.`,
  more: { changeAt: routes.api.passphrase },
};

/** The team does not know of the report: nothing can be written to it. */
const heldReport: Problem = {
  status: 409,
  code: 'held',
  detail: `The team has not been told of this report: nothing can be written in it. POST ${routes.api.held} tells the team.`,
  more: { answerAt: routes.api.held },
};

export const noDoorProblem = ({ kind }: NoDoor): Problem =>
  ({ 'must-change': passphraseMustChange, held: heldReport, unusable: unusableToken })[kind];

export const bearerToken = (authorization: string | undefined): Token | undefined => {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return token === undefined ? undefined : decodeToken(token);
};
