/**
 * Bytes of canonical base64url (RFC 4648 §5, no padding); `undefined` for anything else. `Buffer.from` alone
 * skips foreign characters and ignores unused low bits, so that many texts would stand for the same bytes.
 */
export const decodeBase64url = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
};
