import { reporterThread, type ThreadName } from '../domain/thread/thread-name.ts';

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
  /** Transparency reports, and one of them, or with `.json`, `.csv` or `.md` behind its name a file of it. */
  transparency: '/transparency',
  transparencyReport: '/transparency/:report',
  followUp: '/follow-up',
  /** Where whoever is handed a door comes in; it says nothing of what is behind it. */
  message: '/message',
  reply: '/follow-up/reply',
  shown: '/follow-up/shown',
  /** Where whoever holds another door does something besides writing, and where the form for it is shown. */
  act: '/follow-up/act',
  actForm: '/follow-up/act-form',
  /** Where the question on the page of a report that waits is answered. */
  held: '/follow-up/held',
  survey: '/follow-up/survey',
  /** In which published transparency reports the report was counted. */
  counted: '/follow-up/counted',
  withdraw: '/follow-up/withdraw',
  /** Ends the mails to a reporter who wrote by mail. */
  stopMails: '/follow-up/stop-mails',
  newWords: '/follow-up/new-words',
  download: '/follow-up/conversation',
  /** Takes a POST and answers with a file, or a part of one. */
  attachment: '/follow-up/attachment',
  api: {
    tickets: '/api/tickets',
    reports: '/api/reports',
    /** Where a program brings direct messages of a chat. */
    bridgeMessages: '/api/bridges/:bridge/messages',
    followUp: '/api/follow-up',
    entries: '/api/follow-up/entries',
    acts: '/api/follow-up/acts',
    survey: '/api/follow-up/survey',
    counted: '/api/follow-up/counted',
    withdrawal: '/api/follow-up/withdrawal',
    mails: '/api/follow-up/mails',
    held: '/api/follow-up/held',
    passphrase: '/api/follow-up/passphrase',
    attachments: '/api/follow-up/attachments',
    attachment: '/api/follow-up/attachments/:id',
    uploads: '/api/uploads',
    uploadPart: '/api/uploads/:number',
    finishUpload: '/api/uploads/finish',
    publicBans: '/api/bans',
    transparency: '/api/transparency',
    openapi: '/api/openapi.json',
  },
} as const;

/** Where words are entered: the address that reporters are given, or the one of everybody else. */
export const entrances = ['follow-up', 'message'] as const;
export type Entrance = (typeof entrances)[number];

export const entrancePaths = {
  'follow-up': routes.followUp,
  message: routes.message,
} as const satisfies Readonly<Record<Entrance, string>>;

export const entranceOfThread = (thread: ThreadName): Entrance =>
  thread === reporterThread ? 'follow-up' : 'message';

/** What follows `#` never reaches a server or a log. */
export const followUpUrl = (requestUrl: string, token: string, entrance: Entrance = 'follow-up'): string =>
  `${new URL(entrancePaths[entrance], requestUrl).href}#${token}`;
