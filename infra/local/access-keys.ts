/** Each caller signs with an access key of its own, so that the emulators know whose policy to ask. */
export const accessKeys = {
  reporter: 'local-reporter',
  team: 'local-team',
  scheduled: 'local-scheduled',
  ops: 'local-ops',
} as const;
