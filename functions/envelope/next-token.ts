import { derive } from './derive.ts';
import { tokenBytes, type Token } from './token.ts';

const formBitsBytes = 16;

/**
 * The token that takes the place of another. It comes from the server's secret, the old token and the random bits of
 * the form that asked for it, so that the same form gives the same one and the old token alone does not lead to it.
 * @throws {RangeError} when the form's bits are not 16 bytes long
 */
export const nextToken = (ticketSecret: Uint8Array, old: Token, formBits: Uint8Array): Token => {
  if (formBits.length !== formBitsBytes) throw new RangeError('A form has 16 random bytes.');
  return derive(ticketSecret, 'conductline next token', tokenBytes, [old, formBits]);
};
