import { createHash } from 'node:crypto';
import { enrolmentScript, passkeyScript } from './passkey-script.ts';
import { style } from './style.ts';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** Pages load nothing, and run the two scripts about passkeys and no other. */
export const pagePolicy =
  `default-src 'none'; style-src ${hash(style)}; script-src ${hash(passkeyScript)} ${hash(enrolmentScript)}; ` +
  `form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
