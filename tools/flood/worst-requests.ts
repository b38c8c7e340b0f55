import { kilobyte, megabyte } from '../../functions/domain/kernel/size.ts';
import { multipartLimitBytes } from '../../functions/web/request/request-body.ts';
import { answerBytes, requestFilesBytes } from '../../functions/domain/attachment/limits.ts';
import { messageLimitBytes, reportLimitBytes, threadLimitBytes } from '../../functions/domain/kernel/text.ts';
import { pageLimitBytes } from '../../functions/reporter/ui/page-size.ts';
import type { Settings } from '../../functions/settings/schema.ts';
import type { MeasuredRequest } from './measured.ts';
import type { StoredUnits } from './stored-units.ts';

/** A request that may be the most expensive one a route lets through. Sizes in bytes. */
export type WorstRequest = {
  readonly what: string;
  /** By which name it was measured. */
  readonly measured: MeasuredRequest;
  readonly sent: number;
  readonly answered: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly stored: number;
  /** Requests to S3 that no day's budget bounds; none when absent. */
  readonly gets?: number;
};

/** JSON writes a character as up to two bytes. */
const asJson = 2;
const pageBytes = 36 * kilobyte;
const nothing = { sent: kilobyte, answered: 2 * kilobyte, writeUnits: 0, readUnits: 0, stored: 0 };

/**
 * What an object of an entry writes that is sent again and again: its row is asked for twice before, and once in the
 * transaction, which counts twice.
 */
const unitsOfObject = 4;

/** The most API Gateway takes; what is over 6 MB never reaches the function, and is counted as if it did. */
const gatewayBodyBytes = 10 * megabyte;
/** Any route lets these through. */
const refusedBody: WorstRequest = {
  ...nothing,
  measured: 'tooLarge',
  what: 'a body of 10 MB, refused',
  sent: gatewayBodyBytes,
  answered: 16 * kilobyte,
};

type Attachments = Settings['attachments'];
type WorstRequests = Readonly<Record<string, readonly WorstRequest[]>>;

/** By the route's key; a route that is not here has no known cost, and the page is not made. */
export const worstRequests = (units: StoredUnits, attachments: Attachments): WorstRequests => {
  const known: WorstRequests = {
    ...requestsOfTexts(units, attachments),
    ...requestsOfUploads(units),
    ...requestsOfDownloads(units),
    ...requestsOfPages(units, attachments),
  };
  return Object.fromEntries(
    Object.entries(known).map(([key, requests]) => [key, [...requests, refusedBody]]),
  );
};

/** A form is at its largest with files that a full day refuses: each has asked for its part of the budget. */
const refusedFiles = ({ filesPerEntry }: Attachments) => ({
  sent: multipartLimitBytes,
  writeUnits: filesPerEntry,
  readUnits: 2,
});

/** A text with as many files as may be, each with its original. */
const stored = (
  { filesPerEntry }: Attachments,
  { writeUnits, bytes }: { readonly writeUnits: number; readonly bytes: number },
) => ({
  writeUnits: writeUnits + filesPerEntry * 2 * unitsOfObject + filesPerEntry,
  stored: bytes,
});

const shownAgain = (measured: MeasuredRequest, attachments: Attachments): WorstRequest => ({
  ...nothing,
  ...refusedFiles(attachments),
  measured,
  what: 'a form, shown again',
  answered: pageLimitBytes.report,
});

const conversationShown = (attachments: Attachments, threadReadUnits: number): WorstRequest => ({
  ...nothing,
  ...refusedFiles(attachments),
  measured: 'shownAgain',
  what: 'a long message and the newest part of the fullest conversation, shown',
  answered: pageLimitBytes.followUp,
  readUnits: threadReadUnits + 2,
});

const partOfFile = (measured: MeasuredRequest, threadReadUnits: number): WorstRequest => ({
  ...nothing,
  measured,
  what: 'a part of a file, 4 MB',
  answered: answerBytes,
  // A part that begins inside a chunk touches one more.
  gets: answerBytes / megabyte + 1,
  readUnits: threadReadUnits,
});

const requestsOfTexts = (
  { report, message, threadReadUnits }: StoredUnits,
  attachments: Attachments,
): WorstRequests => ({
  'POST /report': [
    {
      ...nothing,
      ...stored(attachments, report),
      measured: 'report',
      what: 'a report of 200 KB',
      sent: multipartLimitBytes,
      answered: pageBytes,
      readUnits: 2,
    },
    shownAgain('review', attachments),
  ],
  'POST /api/reports': [
    {
      ...nothing,
      ...stored(attachments, report),
      measured: 'reportApi',
      what: 'a report of 200 KB',
      sent: reportLimitBytes * asJson,
    },
  ],
  'POST /api/bridges/{bridge}/messages': [
    {
      ...nothing,
      ...stored({ ...attachments, filesPerEntry: 0 }, report),
      measured: 'reportApi',
      what: 'a report of 200 KB that a bridge brings, or a body that nobody has signed',
      sent: reportLimitBytes * asJson,
      readUnits: 2,
    },
  ],
  'POST /follow-up/reply': [
    {
      ...stored(attachments, message),
      measured: 'reply',
      what: 'a message of 64 KB, and the newest part of the fullest conversation shown',
      sent: multipartLimitBytes,
      answered: pageLimitBytes.followUp,
      readUnits: threadReadUnits + 3,
    },
  ],
  'POST /api/follow-up/entries': [
    {
      ...stored(attachments, message),
      measured: 'messageApi',
      what: 'a message of 64 KB',
      sent: messageLimitBytes * asJson,
      answered: messageLimitBytes * asJson,
      readUnits: 1,
    },
  ],
});

const requestsOfUploads = ({ threadReadUnits }: StoredUnits): WorstRequests => ({
  'POST /api/uploads': [{ ...nothing, measured: 'announce', what: 'a file that is announced', readUnits: 2 }],
  'PUT /api/uploads/{number}': [
    {
      ...nothing,
      measured: 'part',
      what: 'a part of a file, 4 MB, on a day that is full',
      sent: requestFilesBytes,
      writeUnits: 1,
    },
  ],
  'POST /api/uploads/finish': [
    { ...nothing, measured: 'finishOver', what: 'an upload that was finished too often', writeUnits: 1 },
  ],
  'POST /api/follow-up/attachments': [
    {
      ...nothing,
      measured: 'filesApi',
      what: 'a message of 64 KB and files of 4 MB that were sent before',
      sent: multipartLimitBytes,
      answered: messageLimitBytes * asJson,
      // Which one it was is looked up, and the conversation read.
      readUnits: threadReadUnits + 2,
      writeUnits: 1,
    },
  ],
});

const requestsOfDownloads = ({ threadReadUnits }: StoredUnits): WorstRequests => ({
  'GET /api/follow-up/attachments/{id}': [partOfFile('fileApi', threadReadUnits)],
  'POST /follow-up/attachment': [partOfFile('file', threadReadUnits)],
  'POST /follow-up/conversation': [
    {
      ...nothing,
      measured: 'conversation',
      what: 'the fullest conversation, to be saved',
      // The heads of its messages come on top.
      answered: threadLimitBytes * 1.25,
      readUnits: threadReadUnits,
    },
  ],
});

const requestsOfPages = (
  { threadReadUnits, threadPageBytes }: StoredUnits,
  attachments: Attachments,
): WorstRequests => ({
  'POST /report/review': [shownAgain('review', attachments)],
  'POST /report/{proxy+}': [shownAgain('edit', attachments)],
  'POST /follow-up': [
    {
      ...nothing,
      measured: 'thread',
      what: 'the newest part of the fullest conversation, shown',
      answered: threadPageBytes,
      readUnits: threadReadUnits + 2,
    },
  ],
  'POST /follow-up/{proxy+}': [conversationShown(attachments, threadReadUnits)],
  'ANY /api/{proxy+}': [
    {
      ...nothing,
      measured: 'threadApi',
      what: 'the newest 200 KB of the fullest conversation',
      answered: reportLimitBytes * asJson + pageBytes,
      readUnits: threadReadUnits,
    },
    {
      ...nothing,
      measured: 'missing',
      what: `which parts of a file of ${attachments.fileMegabytes} MB are missing`,
      gets: attachments.fileMegabytes,
    },
  ],
  $default: [
    { ...nothing, measured: 'page', what: 'a page that is looked at', answered: pageBytes, readUnits: 1 },
  ],
});

/** What somebody who is not signed in gets of the team's address. */
export const worstOfTeam: readonly WorstRequest[] = [
  {
    ...nothing,
    measured: 'teamPage',
    what: 'a page for somebody who is not signed in',
    answered: pageBytes,
    // A session, an access token or an enrolment link that is none.
    readUnits: 3,
  },
  refusedBody,
];
