import { addedByMail, alarmsOfStack } from './stack-counts.ts';
import { functionGigabytes } from '../flood/worst-day.ts';
import { gigabyte } from '../prices.ts';
import { sealedFileSize } from '../../functions/envelope/sealed-stream.ts';
import { requestsOfFile } from './attach-file.ts';
import type { Counted, CountedOperation } from './counted.ts';
import { monthlyPrices as prices } from './prices.ts';

export type CostLine = {
  readonly what: string;
  readonly how: string;
  readonly dollars: number;
};

export const daysInMonth = 30;
const hoursInMonth = daysInMonth * 24;
export const beatsInMonth = hoursInMonth * 60;
/** What a function is billed for one request of a month, with much room: measured are 3 to 13 ms of processor time. */
export const billedMilliseconds = 250;
/** Memory of the scheduled function. */
export const scheduledGigabytes = 0.5;

/** What a self-check takes at most beside the scheduled run, with a page of what is due. */
const selfCheckUnits = 40;

const lambdaOf = (requests: number, memory: number): number =>
  requests *
  (prices.lambda.perRequest + prices.lambda.perGigabyteSecond * memory * (billedMilliseconds / 1_000));

const unitsOf = ({ readUnits, writeUnits }: CountedOperation): number =>
  readUnits * prices.dynamoDb.perReadUnit + writeUnits * prices.dynamoDb.perWriteUnit;

/** A month in which nobody comes. */
export const idleMonth = (operations: Counted['operations'], channels: number): readonly CostLine[] => {
  const { idle } = operations;
  const { alarms, metrics } = alarmsOfStack;
  // A line of the log, and what CloudWatch adds to each.
  const loggedBytes = hoursInMonth * (60 + 26);
  return [
    {
      what: 'KMS key',
      how: 'one; each of its first two yearly rotations adds as much',
      dollars: prices.kms.keyMonth,
    },
    {
      what: 'KMS requests',
      how: `a self-check an hour, ${channels} channels`,
      dollars: hoursInMonth * channels * prices.kms.perRequest,
    },
    {
      what: 'The scheduled run: Scheduler and Lambda',
      how: `every minute, billed ${billedMilliseconds} ms of ${scheduledGigabytes * 1024} MB`,
      dollars: beatsInMonth * prices.scheduler.perInvocation + lambdaOf(beatsInMonth, scheduledGigabytes),
    },
    {
      what: 'The scheduled run: DynamoDB',
      how: `${idle.calls} calls, ${idle.readUnits} read and ${idle.writeUnits} write units a minute`,
      dollars: beatsInMonth * unitsOf(idle) + hoursInMonth * selfCheckUnits * prices.dynamoDb.perReadUnit,
    },
    {
      what: 'Alarms',
      how: `${alarms}, standard`,
      dollars: alarms * prices.cloudWatch.alarmMonth,
    },
    {
      what: 'Metrics of our own',
      how: `${metrics} that has values every hour; the others have none while nothing happens`,
      dollars: metrics * prices.cloudWatch.metricMonth,
    },
    { what: 'Dashboard', how: 'one', dollars: prices.cloudWatch.dashboardMonth },
    {
      what: 'Logs',
      how: 'a line an hour',
      dollars:
        (loggedBytes / gigabyte) *
        (prices.cloudWatch.logsIngestedGigabyte + prices.cloudWatch.logsStoredGigabyteMonth),
    },
    {
      what: 'Trail of changes',
      how: 'the first copy of management events is free; at most 12 files and a digest an hour',
      dollars: hoursInMonth * 13 * prices.s3.perPut,
    },
    {
      what: 'The scheduled run: S3',
      how: 'a list of unfinished uploads an hour',
      dollars: hoursInMonth * prices.s3.perPut,
    },
    {
      what: 'Tables, recovery, bucket, topic, budget, HTTP APIs',
      how: 'nothing while they are empty and nobody comes',
      dollars: 0,
    },
  ];
};

export type ReportMix = {
  readonly pages: number;
  readonly submits: number;
  readonly followUps: number;
  readonly replies: number;
  readonly queues: number;
  readonly opens: number;
  readonly messages: number;
  readonly mails: number;
};

/** What happens about one report, from the first page to the last word. */
export const mix: ReportMix = {
  pages: 4,
  submits: 1,
  followUps: 4,
  replies: 1,
  queues: 20,
  opens: 10,
  messages: 3,
  mails: 12,
};

/** A report of a kilobyte with its conversation, in rows of all tables with their indexes. */
export const storedBytesOfReport = 20 * 1024;
const monthsKept = 12;
const pageBytes = 30 * 1024;

/** A thousand reports of some lines each, with everything that is done about them, kept for a year. */
export const thousandReports = (operations: Counted['operations']): readonly CostLine[] => {
  const { page, submit, followUp, reply, queue, open, message } = operations;
  const requests: readonly (readonly [number, CountedOperation])[] = [
    [mix.pages, page],
    [mix.submits, submit],
    [mix.followUps, followUp],
    [mix.replies, reply],
    [mix.queues, queue],
    [mix.opens, open],
    [mix.messages, message],
  ];
  const sum = (part: (operation: CountedOperation) => number): number =>
    1_000 * requests.reduce((total, [times, operation]) => total + times * part(operation), 0);
  const all = sum(() => 1);
  const { storageGigabyteMonth, recoveryGigabyteMonth } = prices.dynamoDb;
  return [
    { what: 'HTTP APIs', how: `${all} requests`, dollars: all * prices.httpApi.perRequest },
    {
      what: 'Lambda',
      how: `billed ${billedMilliseconds} ms of ${functionGigabytes * 1024} MB each`,
      dollars: lambdaOf(all, functionGigabytes),
    },
    {
      what: 'DynamoDB',
      how: `${Math.round(sum(({ readUnits }) => readUnits))} read and ${Math.round(sum(({ writeUnits }) => writeUnits))} write units`,
      dollars: sum(unitsOf),
    },
    {
      what: 'Tables and recovery',
      how: `${storedBytesOfReport / 1024} KB a report, ${monthsKept} months`,
      dollars:
        ((1_000 * storedBytesOfReport) / gigabyte) *
        (storageGigabyteMonth + recoveryGigabyteMonth) *
        monthsKept,
    },
    {
      what: 'KMS',
      how: 'three requests for each case that is opened, as if nothing were kept in memory',
      dollars: 1_000 * mix.opens * 3 * prices.kms.perRequest,
    },
    { what: 'Mail', how: `${1_000 * mix.mails} notices`, dollars: 1_000 * mix.mails * prices.ses.perMail },
    {
      what: 'Transfer out',
      how: `${pageBytes / 1024} KB an answer`,
      dollars: ((all * pageBytes) / gigabyte) * prices.transferOutPerGigabyte,
    },
  ];
};

/** Of which the file that was cleaned, and the one that came, are kept. */
const fileBytes = 2_000_000;
const readings = { byReporter: 1, byTeam: 2 };
/** A request with a file is billed longer: the file is cleaned, sealed and put, or read and opened. */
const billedTimes = 8;

/** What a file of 2 MB adds to each of a thousand reports. */
export const thousandAttachments = (operations: Counted['operations']): readonly CostLine[] => {
  const { attach, readFile, readFileByTeam } = operations;
  const { byReporter, byTeam } = readings;
  const sum = (part: (operation: CountedOperation) => number): number =>
    1_000 * (part(attach) + byReporter * part(readFile) + byTeam * part(readFileByTeam));
  const times = byReporter + byTeam;
  const requests = 1_000 * (requestsOfFile + times);
  // One request brings the file, and each reading is one: the gateway counts the larger side.
  const parts = Math.ceil(fileBytes / prices.httpApi.requestBytes);
  const counted = 1_000 * (requestsOfFile - 1 + (1 + times) * parts);
  const [puts, gets] = [sum(({ s3Puts }) => s3Puts), sum(({ s3Gets }) => s3Gets)];
  const stored = 2 * sealedFileSize(fileBytes);
  return [
    {
      what: 'HTTP APIs',
      how: `${requests} requests, counted by the 512 KB as ${counted}`,
      dollars: counted * prices.httpApi.perRequest,
    },
    {
      what: 'Lambda',
      how: `billed ${(billedTimes * billedMilliseconds) / 1_000} seconds of ${functionGigabytes * 1024} MB each`,
      dollars: lambdaOf(requests, functionGigabytes) * billedTimes,
    },
    {
      what: 'S3 requests',
      how: `${Math.round(puts)} that put or copy, ${Math.round(gets)} that get or look`,
      dollars: puts * prices.s3.perPut + gets * prices.s3.perGet,
    },
    {
      what: 'S3',
      how: `${(stored / (1024 * 1024)).toFixed(1)} MB each with the original, sealed, ${monthsKept} months`,
      dollars: ((1_000 * stored) / gigabyte) * prices.s3.gigabyteMonth * monthsKept,
    },
    {
      what: 'DynamoDB',
      how: `${Math.round(sum(({ readUnits }) => readUnits))} read and ${Math.round(sum(({ writeUnits }) => writeUnits))} write units`,
      dollars: sum(unitsOf),
    },
    {
      what: 'KMS',
      how: 'one request a reading of the team, as if nothing were kept in memory',
      dollars: 1_000 * byTeam * prices.kms.perRequest,
    },
    {
      what: 'Transfer out',
      how: `${times} readings`,
      dollars: ((1_000 * times * fileBytes) / gigabyte) * prices.transferOutPerGigabyte,
    },
  ];
};

/** What a mail of some lines is billed: read, cleaned of nothing, filed. Several times what a report by form takes. */
const billedMillisecondsOfMail = 1_000;

/** What reports by mail add: the parts that are there whatever comes, and a thousand mails of some lines. */
export const mailMonth = (operations: Counted['operations']): readonly CostLine[] => {
  const { alarms, keys, memoryMegabytes } = addedByMail;
  const mails = 1_000;
  const { perIncomingMail, perMail } = prices.ses;
  return [
    {
      what: 'KMS key',
      how: 'one more; each of its first two yearly rotations adds as much',
      dollars: keys * prices.kms.keyMonth,
    },
    { what: 'Alarms', how: `${alarms} more`, dollars: alarms * prices.cloudWatch.alarmMonth },
    {
      what: 'The look for mails that wait',
      how: 'a list an hour',
      dollars: hoursInMonth * prices.s3.perPut,
    },
    { what: 'Mails that come', how: `${mails}`, dollars: mails * perIncomingMail },
    { what: 'Mails that answer', how: `${2 * mails}`, dollars: 2 * mails * perMail },
    {
      what: 'S3 and KMS',
      how: `a put, a read, a data key and its decryption each, for as long as a mail waits`,
      dollars: mails * (prices.s3.perPut + prices.s3.perGet + 2 * prices.kms.perRequest),
    },
    {
      what: 'Lambda',
      how: `billed ${billedMillisecondsOfMail} ms of ${memoryMegabytes} MB each`,
      dollars:
        mails *
        (prices.lambda.perRequest +
          (prices.lambda.perGigabyteSecond * memoryMegabytes * billedMillisecondsOfMail) / 1024 / 1_000),
    },
    {
      what: 'DynamoDB',
      how: 'as a report by form, once more for its answer and the counts of its sender',
      dollars: 2 * mails * unitsOf(operations.submit),
    },
  ];
};

/** What CloudFront and the rate rule add. */
export const edgeMonth = (requests: number): readonly CostLine[] => [
  { what: 'WAF', how: 'a web ACL with one rule', dollars: prices.waf.aclMonth + prices.waf.ruleMonth },
  {
    what: 'Requests',
    how: `${requests}, at WAF and at CloudFront`,
    dollars: requests * (prices.waf.perRequest + prices.cloudFront.perRequest),
  },
  {
    what: 'Transfer out',
    how: `${pageBytes / 1024} KB an answer, in place of the gateway’s`,
    dollars: ((requests * pageBytes) / gigabyte) * prices.cloudFront.transferPerGigabyte,
  },
];

export const total = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { dollars }) => sum + dollars, 0);
