import { createHash } from 'node:crypto';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** The content security policy of a page that loads nothing and runs these inline scripts and no other (CSP Level 3). */
export const pagePolicyFor = (style: string, scripts: readonly string[]): string =>
  `default-src 'none'; style-src ${hash(style)}; script-src ${scripts.length > 0 ? scripts.map(hash).join(' ') : "'none'"}; ` +
  `form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
