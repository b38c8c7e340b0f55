import { pagePolicyFor } from '../../web/page/page-policy.ts';
import {
  downloadScript,
  enrolmentLinkScript,
  passkeyScript,
  uploadScript,
} from '../../web/page/page-scripts.ts';
import { style } from './style.ts';

/** Pages load nothing, and run the two scripts about passkeys and no other. */
export const pagePolicy = pagePolicyFor(style, [passkeyScript, enrolmentLinkScript]);

/** Where files are sent or downloaded, two other scripts do it; they reach our own origin alone. */
export const filePagePolicy = pagePolicyFor(style, [uploadScript, downloadScript], { connects: true });
