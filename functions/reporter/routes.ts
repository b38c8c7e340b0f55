/** Every address of the reporter function. */
export const routes = {
  landing: '/',
  report: '/report',
  review: '/report/review',
  edit: '/report/edit',
  checkWord: '/report/check-word',
  reportTo: (channel: string) => `/report/${channel}`,
  privacy: '/privacy',
  snippet: '/snippet',
  /** The public list of permanent bans; it exists where the settings ask for it. */
  publicBans: '/bans',
  followUp: '/follow-up',
  reply: '/follow-up/reply',
  shown: '/follow-up/shown',
  withdraw: '/follow-up/withdraw',
  newWords: '/follow-up/new-words',
  download: '/follow-up/conversation',
  /** Takes a POST and answers with a file, or a part of one. */
  attachment: '/follow-up/attachment',
  api: {
    tickets: '/api/tickets',
    reports: '/api/reports',
    followUp: '/api/follow-up',
    entries: '/api/follow-up/entries',
    withdrawal: '/api/follow-up/withdrawal',
    passphrase: '/api/follow-up/passphrase',
    attachments: '/api/follow-up/attachments',
    attachment: '/api/follow-up/attachments/:id',
    uploads: '/api/uploads',
    uploadPart: '/api/uploads/:number',
    finishUpload: '/api/uploads/finish',
    publicBans: '/api/bans',
    openapi: '/api/openapi.json',
  },
} as const;

/** What follows `#` never reaches a server or a log. */
export const followUpUrl = (requestUrl: string, token: string): string =>
  `${new URL(routes.followUp, requestUrl).href}#${token}`;
