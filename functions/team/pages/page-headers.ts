import { downloadScript } from '../../pages/download-script.ts';
import { pagePolicyFor } from '../../pages/page-policy.ts';
import { uploadScript } from '../../pages/upload-script.ts';
import { enrolmentScript, passkeyScript } from './passkey-script.ts';
import { style } from './style.ts';

/** Pages load nothing, and run the two scripts about passkeys and no other. */
export const pagePolicy = pagePolicyFor(style, [passkeyScript, enrolmentScript]);

/** Where files are sent or downloaded, two other scripts do it; they reach our own origin alone. */
export const filePagePolicy = pagePolicyFor(style, [uploadScript, downloadScript], { connects: true });
