import { pagePolicyFor } from '../../web/page/page-policy.ts';
import { exitScript, followUpLinkScript } from '../../web/page/page-scripts.ts';
import { style } from './style.ts';

/** Pages load nothing and run one script, which makes the exit quicker. */
export const pagePolicy = pagePolicyFor(style, [exitScript]);

/** The page that reads a follow-up link may run the script for that, too. */
export const linkPagePolicy = pagePolicyFor(style, [followUpLinkScript, exitScript]);

/** Of a page with more scripts than that: they send and fetch the bytes of files, to and from its own origin. */
export const scriptHeaders = (scripts: readonly string[]): Readonly<Record<string, string>> =>
  scripts.length === 0
    ? {}
    : { 'content-security-policy': pagePolicyFor(style, [...scripts, exitScript], { connects: true }) };
