import { createHash } from 'node:crypto';
import { linkScript } from './link-script.ts';
import { style } from './style.ts';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

const policy = (script: string): string =>
  `default-src 'none'; style-src ${hash(style)}; script-src ${script}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Pages run no script and load nothing. */
export const pagePolicy = policy("'none'");

/** The page that reads a follow-up link may run its one script. */
export const linkPagePolicy = policy(hash(linkScript));
