import { createHash } from 'node:crypto';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/**
 * The content security policy of a page that loads nothing and runs these inline scripts and no other (CSP Level 3).
 * @param options.connects its scripts send and fetch bytes of files, to and from its own origin alone
 */
export const pagePolicyFor = (
  style: string,
  scripts: readonly string[],
  options: { readonly connects?: boolean } = {},
): string =>
  `default-src 'none'; style-src ${hash(style)}; script-src ${scripts.length > 0 ? scripts.map(hash).join(' ') : "'none'"}; ` +
  `${options.connects === true ? "connect-src 'self'; " : ''}form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
