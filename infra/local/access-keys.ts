import type { KmsPermissions } from './kms/permissions.ts';

/** Each caller signs with an access key of its own, so that the emulators know who asks. */
export const accessKeys = {
  reporter: 'local-reporter',
  team: 'local-team',
  scheduled: 'local-scheduled',
  ops: 'local-ops',
} as const;

/** What the roles of the stack may do with the key (DESIGN §3). The reporter and ops: nothing. */
export const kmsPermissions: KmsPermissions = {
  [accessKeys.team]: [{ action: 'Decrypt', purposes: ['reports', 'briefs', 'identity'] }],
  [accessKeys.scheduled]: [
    { action: 'Decrypt', purposes: ['briefs'] },
    { action: 'Encrypt', purposes: ['reports', 'briefs', 'identity'] },
  ],
};

/** Access keys that may send mail. */
export const mailSenders: readonly string[] = [accessKeys.scheduled];
