import type { Problem } from '../../adapters/http/problem.ts';
import { decodeToken, type Token } from '../../envelope/token.ts';
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

export const bearerToken = (authorization: string | undefined): Token | undefined => {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return token === undefined ? undefined : decodeToken(token);
};
