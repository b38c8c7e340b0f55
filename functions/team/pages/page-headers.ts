import { pagePolicyFor } from '../../pages/page-policy.ts';
import { enrolmentScript, passkeyScript } from './passkey-script.ts';
import { style } from './style.ts';

/** Pages load nothing, and run the two scripts about passkeys and no other. */
export const pagePolicy = pagePolicyFor(style, [passkeyScript, enrolmentScript]);
