/** Each caller signs with an access key of its own, so that the emulators know whose policy to ask. */
export const accessKeys = {
  reporter: 'local-reporter',
  team: 'local-team',
  mail: 'local-mail',
  scheduled: 'local-scheduled',
  inbound: 'local-inbound',
  ops: 'local-ops',
} as const;
