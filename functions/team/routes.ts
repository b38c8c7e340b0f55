/** Every address of the team function. */
export const routes = {
  start: '/',
  signIn: '/sign-in',
  signOut: '/sign-out',
  enrol: '/enrol',
  enrolPasskey: '/enrol/passkey',
  passkeys: '/passkeys',
  passkey: '/passkeys/:passkey',
  members: '/members',
  queue: '/cases',
  api: {
    cases: '/api/cases',
    case: '/api/cases/:id',
    messages: '/api/cases/:id/messages',
    notes: '/api/cases/:id/notes',
    state: '/api/cases/:id/state',
    identity: '/api/cases/:id/identity',
    grants: '/api/cases/:id/grants',
    brief: '/api/cases/:id/brief',
    recusal: '/api/cases/:id/recusal',
    liftRecusal: '/api/cases/:id/recusal/lift',
    assignee: '/api/cases/:id/assignee',
    taken: '/api/cases/:id/taken',
    deadlines: '/api/cases/:id/deadlines',
    tasks: '/api/cases/:id/tasks',
    task: '/api/cases/:id/tasks/:task',
  },
} as const;

/** What follows `#` never reaches a server or a log. */
export const enrolmentLink = (teamUrl: string, secret: string): string =>
  `${new URL(routes.enrol, teamUrl).href}#${secret}`;

export const passkeyPath = (passkeyId: string): string => `${routes.passkeys}/${passkeyId}`;
