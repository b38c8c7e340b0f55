/** Every address of the team function. */
export const routes = {
  start: '/',
  api: {
    cases: '/api/cases',
    case: '/api/cases/:id',
    messages: '/api/cases/:id/messages',
    notes: '/api/cases/:id/notes',
    state: '/api/cases/:id/state',
    identity: '/api/cases/:id/identity',
  },
} as const;
