import { messageLimitBytes, reportLimitBytes, threadLimitBytes } from '../../../functions/domain/text.ts';
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
};

export type LaneThrottle = { readonly key: string; readonly perSecond: number };

export const secondsPerDay = 86_400;
/** What a function is billed for one request, with much room: measured are 3 to 10 ms of processor time. */
export const billedMilliseconds = 250;
/** Memory of the reporter function. */
export const functionGigabytes = 1;

const kibibyte = 1024;
/** A form sends a character as up to three bytes, a page writes it as up to six, JSON as up to two. */
const asForm = 3;
const asPage = 6;
const asJson = 2;
const pageBytes = 30 * kibibyte;
const nothing = { sent: kibibyte, answered: kibibyte, writeUnits: 0, readUnits: 0, stored: 0 };

/** By the route's key; a lane that is not here has no known cost, and the page is not made. */
export const worstRequests = (units: StoredUnits): Readonly<Record<string, WorstRequest>> => {
  const { report, message, threadReadUnits } = units;
  const threadPage = threadLimitBytes * asPage + pageBytes;
  const stores = ({ writeUnits, bytes }: { writeUnits: number; bytes: number }) => ({
    writeUnits,
    stored: bytes,
  });
  const largeForm = {
    ...nothing,
    what: 'a form of 200 KiB, shown again',
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
      what: 'a report of 200 KiB',
      sent: reportLimitBytes * asForm,
      answered: pageBytes,
      readUnits: 1,
    },
    'POST /api/reports': {
      ...nothing,
      ...stores(report),
      what: 'a report of 200 KiB',
      sent: reportLimitBytes * asJson,
    },
    'POST /follow-up/reply': {
      ...stores(message),
      what: 'a message of 64 KiB, and the fullest conversation shown',
      sent: messageLimitBytes * asForm,
      answered: threadPage,
      readUnits: threadReadUnits + 1,
    },
    'POST /api/follow-up/entries': {
      ...stores(message),
      what: 'a message of 64 KiB',
      sent: messageLimitBytes * asJson,
      answered: messageLimitBytes * asJson,
      readUnits: 1,
    },
    'POST /report/review': largeForm,
    'POST /report/{proxy+}': largeForm,
    'POST /follow-up': wholeThread,
    'POST /follow-up/{proxy+}': wholeThread,
    'ANY /api/{proxy+}': {
      ...nothing,
      what: 'the fullest conversation as JSON',
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
  readonly transfer: number;
  readonly total: number;
  readonly storedBytes: number;
};

/** A lane that is full for a whole day with its most expensive request, in US dollars. */
export const dayOfLane = ({ key, perSecond }: LaneThrottle, request: WorstRequest): DayOfLane => {
  const requests = perSecond * secondsPerDay;
  const { httpApi, lambda, dynamoDb, transferOutPerGigabyte } = prices;
  const metered = Math.ceil((request.sent + request.answered) / httpApi.requestBytes);
  const day = {
    gateway: requests * metered * httpApi.perRequest,
    lambda:
      requests *
      (lambda.perRequest + lambda.perGigabyteSecond * functionGigabytes * (billedMilliseconds / 1000)),
    dynamoDb:
      requests * (request.writeUnits * dynamoDb.perWriteUnit + request.readUnits * dynamoDb.perReadUnit),
    transfer: ((requests * request.answered) / gigabyte) * transferOutPerGigabyte,
  };
  const total = Object.values(day).reduce((sum, part) => sum + part, 0);
  return { key, perSecond, what: request.what, ...day, total, storedBytes: requests * request.stored };
};
