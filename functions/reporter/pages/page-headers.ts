import { createHash } from 'node:crypto';
import { exitScript } from './exit-script.ts';
import { linkScript } from './link-script.ts';
import { style } from './style.ts';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

const policy = (...scripts: readonly string[]): string =>
  `default-src 'none'; style-src ${hash(style)}; script-src ${scripts.map(hash).join(' ')}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Pages load nothing and run one script, which makes the exit quicker. */
export const pagePolicy = policy(exitScript);

/** The page that reads a follow-up link may run the script for that, too. */
export const linkPagePolicy = policy(linkScript, exitScript);
