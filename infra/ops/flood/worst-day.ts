import { answerBytes, requestFilesBytes } from '../../../functions/domain/attachment/limits.ts';
import { kilobyte, megabyte } from '../../../functions/domain/size.ts';
import { messageLimitBytes, reportLimitBytes, threadLimitBytes } from '../../../functions/domain/text.ts';
import type { Settings } from '../../../functions/settings/schema.ts';
import { gigabyte, prices } from '../prices.ts';
import type { StoredUnits } from './stored-units.ts';

/** The most expensive request a lane lets through. Sizes in bytes. */
export type WorstRequest = {
  readonly what: string;
  readonly sent: number;
  readonly answered: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly stored: number;
  /** Requests to S3; none when absent. */
  readonly puts?: number;
  readonly gets?: number;
  /** Milliseconds the function is billed; `billedMilliseconds` when absent. */
  readonly billed?: number;
};

export type LaneThrottle = { readonly key: string; readonly perSecond: number };

export const secondsPerDay = 86_400;
/** What a function is billed for one request, with much room: measured are 3 to 10 ms of processor time. */
export const billedMilliseconds = 250;
/** The time-out of the reporter function: nothing is billed for longer. */
export const longestMilliseconds = 25_000;
/** Memory of the reporter function. */
export const functionGigabytes = 1;

/** A form sends a character as up to three bytes, a page writes it as up to six, JSON as up to two. */
const asForm = 3;
const asPage = 6;
const asJson = 2;
const pageBytes = 30 * kilobyte;
const nothing = { sent: kilobyte, answered: kilobyte, writeUnits: 0, readUnits: 0, stored: 0 };

/** The row of an object and its place in an index: twice alone, then in a transaction, and out of the index. */
const unitsOfObject = 5;

/**
 * What the files of one entry take when there are as many as may be and each keeps its original. Each object is looked
 * for and copied once when it is kept; its row is written before that, and again in the entry's transaction.
 */
const filesOfEntry = ({ filesPerEntry }: Settings['attachments']) => {
  const objects = filesPerEntry * 2;
  return { objects, puts: objects, gets: objects, writeUnits: objects * unitsOfObject };
};

/** By the route's key; a lane that is not here has no known cost, and the page is not made. */
export const worstRequests = (
  units: StoredUnits,
  attachments: Settings['attachments'],
): Readonly<Record<string, WorstRequest>> => {
  const files = filesOfEntry(attachments);
  /** What a form brings is put before it is kept; what comes as JSON has come in other lanes. */
  const asForms = { puts: files.objects + files.puts, gets: files.gets };
  const asReferences = { puts: files.puts, gets: files.gets };
  const chunks = requestFilesBytes / megabyte;
  const { report, message, threadReadUnits } = units;
  const threadPage = threadLimitBytes * asPage + pageBytes;
  const stores = ({ writeUnits, bytes }: { writeUnits: number; bytes: number }) => ({
    writeUnits: writeUnits + files.writeUnits,
    stored: bytes,
  });
  const partOfFile = {
    ...nothing,
    what: 'a part of a file, 4 MB',
    answered: answerBytes,
    // A part that begins inside a chunk touches one more.
    gets: answerBytes / megabyte + 1,
    readUnits: threadReadUnits,
  };
  const largeForm = {
    ...nothing,
    what: 'a form of 200 KB, shown again',
    sent: reportLimitBytes * asForm,
    answered: reportLimitBytes * asPage + pageBytes,
  };
  const wholeThread = {
    ...nothing,
    what: 'the fullest conversation, shown',
    answered: threadPage,
    readUnits: threadReadUnits,
  };
  return {
    'POST /report': {
      ...nothing,
      ...stores(report),
      ...asForms,
      what: 'a report of 200 KB with files',
      sent: reportLimitBytes * asForm + requestFilesBytes,
      answered: pageBytes,
      readUnits: 1,
    },
    'POST /api/reports': {
      ...nothing,
      ...stores(report),
      ...asReferences,
      what: 'a report of 200 KB with files',
      sent: reportLimitBytes * asJson,
    },
    'POST /follow-up/reply': {
      ...stores(message),
      ...asForms,
      what: 'a message of 64 KB with files, and the fullest conversation shown',
      sent: messageLimitBytes * asForm + requestFilesBytes,
      answered: threadPage,
      readUnits: threadReadUnits + 1,
    },
    'POST /api/follow-up/entries': {
      ...stores(message),
      ...asReferences,
      what: 'a message of 64 KB with files',
      sent: messageLimitBytes * asJson,
      answered: messageLimitBytes * asJson,
      readUnits: 1,
    },
    'POST /api/uploads': { ...nothing, what: 'a file that is announced', readUnits: 2 },
    'PUT /api/uploads/{number}': {
      ...nothing,
      what: 'a part of a file, 4 MB',
      sent: requestFilesBytes,
      puts: chunks,
      // Sent once more, it is taken from the day's budget and given back.
      writeUnits: 2,
    },
    'POST /api/uploads/finish': {
      ...nothing,
      what: `a file of ${attachments.fileMegabytes} MB, cleaned and sealed`,
      // Again and again: its chunks are put once, and then asked for. What is put at all the budget of the day bounds.
      gets: attachments.fileMegabytes * 2,
      billed: longestMilliseconds,
    },
    'POST /api/follow-up/attachments': {
      ...nothing,
      what: 'a file of 4 MB with its original',
      sent: requestFilesBytes,
      // Both copies, put and kept.
      puts: chunks * 2 * 2,
      gets: chunks * 2,
      // An entry writes as many small items as a small report at most.
      writeUnits: units.smallReport.writeUnits + unitsOfObject * 2,
      readUnits: 1,
      stored: 4 * kilobyte,
    },
    'GET /api/follow-up/attachments/{id}': partOfFile,
    'POST /follow-up/attachment': partOfFile,
    'POST /report/review': largeForm,
    'POST /report/{proxy+}': largeForm,
    'POST /follow-up': wholeThread,
    'POST /follow-up/{proxy+}': wholeThread,
    'ANY /api/{proxy+}': {
      ...nothing,
      what: 'the fullest conversation',
      answered: threadLimitBytes * asJson,
      readUnits: threadReadUnits,
    },
    $default: { ...nothing, what: 'a page that is looked at', answered: pageBytes, readUnits: 1 },
  };
};

export type DayOfLane = {
  readonly key: string;
  readonly what: string;
  readonly perSecond: number;
  readonly gateway: number;
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly s3: number;
  readonly transfer: number;
  readonly total: number;
  readonly storedBytes: number;
};

/** A lane that is full for a whole day with its most expensive request, in US dollars. */
export const dayOfLane = ({ key, perSecond }: LaneThrottle, request: WorstRequest): DayOfLane => {
  const requests = perSecond * secondsPerDay;
  const { httpApi, lambda, dynamoDb, s3, transferOutPerGigabyte } = prices;
  const { puts = 0, gets = 0, billed = billedMilliseconds } = request;
  const metered = Math.ceil((request.sent + request.answered) / httpApi.requestBytes);
  const day = {
    gateway: requests * metered * httpApi.perRequest,
    lambda: requests * (lambda.perRequest + lambda.perGigabyteSecond * functionGigabytes * (billed / 1000)),
    dynamoDb:
      requests * (request.writeUnits * dynamoDb.perWriteUnit + request.readUnits * dynamoDb.perReadUnit),
    s3: requests * (puts * s3.perPut + gets * s3.perGet),
    transfer: ((requests * request.answered) / gigabyte) * transferOutPerGigabyte,
  };
  const total = Object.values(day).reduce((sum, part) => sum + part, 0);
  return { key, perSecond, what: request.what, ...day, total, storedBytes: requests * request.stored };
};
