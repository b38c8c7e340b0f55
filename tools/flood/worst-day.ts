import { megabyte } from '../../functions/domain/kernel/size.ts';
import { leastChargedBytes } from '../../functions/domain/attachment/budget.ts';
import { dayLimitBytes } from '../../functions/domain/attachment/limits.ts';
import { cleaningMilliseconds } from '../../functions/cleaning/limits.ts';
import type { Settings } from '../../functions/settings/schema.ts';
import { gigabyte, prices } from '../prices.ts';
import { monthlyPrices } from '../cost/prices.ts';
import type { Measured } from './measured.ts';
import type { StoredUnits } from './stored-units.ts';
import { worstOfTeam, worstRequests, type WorstRequest } from './worst-requests.ts';

/** Requests a second, and at once on top of that, once. */
export type RouteThrottle = { readonly key: string; readonly perSecond: number; readonly burst: number };

const secondsPerDay = 86_400;
/** Memory of the reporter and the team function. */
export const functionGigabytes = 1;
/** Of 1,769 MB a function has a whole processor, and of less a share of one. */
export const shareOfProcessor = (functionGigabytes * 1024) / 1769;
/** The processors of Lambda are taken to be half as fast as the one that was measured on. */
const slowerBy = 2;
/** Milliseconds that a call to DynamoDB or S3 is waited for. Calls at once wait together: they are counted as if not. */
const waitPerCall = 15;
/** The time-out of the reporter function: nothing is billed for longer. */
export const longestMilliseconds = 25_000;

export const billedMilliseconds = ({
  cpuMilliseconds,
  calls,
}: Measured['requests'][WorstRequest['measured']]): number =>
  Math.min(
    longestMilliseconds,
    Math.ceil((cpuMilliseconds * slowerBy) / shareOfProcessor + calls * waitPerCall),
  );

export type Bill = {
  readonly gateway: number;
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly s3: number;
  readonly transfer: number;
  readonly total: number;
};
export type DayOfRoute = Bill & {
  readonly key: string;
  readonly what: string;
  readonly perSecond: number;
  readonly requests: number;
  readonly cpu: number;
  readonly billed: number;
  readonly storedBytes: number;
};

const { httpApi, lambda, dynamoDb, s3, transferOutPerGigabyte } = prices;
const lambdaOf = (runs: number, milliseconds: number, gigabytes = functionGigabytes): number =>
  runs * (lambda.perRequest + lambda.perGigabyteSecond * gigabytes * (milliseconds / 1000));
const unitsOf = (writeUnits: number, readUnits: number): number =>
  writeUnits * dynamoDb.perWriteUnit + readUnits * dynamoDb.perReadUnit;
const billOf = (parts: Omit<Bill, 'total'>): Bill => ({
  ...parts,
  total: Object.values(parts).reduce((sum, part) => sum + part, 0),
});

/** A route at its throttle for a whole day with one request, in US dollars. */
export const dayOfRequest = (
  { key, perSecond, burst }: RouteThrottle,
  request: WorstRequest,
  measured: Measured,
): DayOfRoute => {
  const requests = perSecond * secondsPerDay + burst;
  const took = measured.requests[request.measured];
  const billed = billedMilliseconds(took);
  const metered = Math.ceil((request.sent + request.answered) / httpApi.requestBytes);
  return {
    key,
    perSecond,
    requests,
    what: request.what,
    cpu: took.cpuMilliseconds,
    billed,
    storedBytes: requests * request.stored,
    ...billOf({
      gateway: requests * metered * httpApi.perRequest,
      lambda: lambdaOf(requests, billed),
      dynamoDb: requests * unitsOf(request.writeUnits, request.readUnits),
      s3: requests * (request.gets ?? 0) * s3.perGet,
      transfer: ((requests * request.answered) / gigabyte) * transferOutPerGigabyte,
    }),
  };
};

/**
 * A route by its dearest request.
 * @throws {Error} for a route whose most expensive request nobody has written down
 */
export const dayOfRoute = (
  route: RouteThrottle,
  requests: readonly WorstRequest[],
  measured: Measured,
): DayOfRoute => {
  const [dearest] = requests
    .map((request) => dayOfRequest(route, request, measured))
    .sort((one, other) => other.total - one.total);
  if (!dearest) throw new Error(`What may ${route.key} cost? Add its most expensive request.`);
  return dearest;
};

export type OtherCost = { readonly what: string; readonly how: string; readonly dollars: number };

/** How often an upload is finished and an entry's files are kept at most (`upload-store.ts`). */
export const mostTimes = 10;
const stepsOfFile = { putsWhenItComes: 2, copies: 2, looks: 4, writeUnits: 4 };

/** What files cost that the day's budget lets in: as many small ones as it holds, each tried as often as may be. */
const costOfFiles = (settings: Settings): OtherCost => {
  const files = dayLimitBytes(settings) / leastChargedBytes;
  const { putsWhenItComes, copies, looks, writeUnits } = stepsOfFile;
  const puts = files * (putsWhenItComes + mostTimes * copies);
  const gets = files * mostTimes * looks;
  const cleaning = lambdaOf(files * mostTimes, cleaningMilliseconds(leastChargedBytes));
  return {
    what: 'Files, as many as the day’s budget takes',
    how: `${files} of ${leastChargedBytes / 1024} KB, each ${mostTimes} times cleaned for as long as it may take, and ${mostTimes} times kept with its original`,
    dollars: puts * s3.perPut + gets * s3.perGet + files * mostTimes * unitsOf(writeUnits, 1) + cleaning,
  };
};

/** The time-out of the scheduled function, its memory, and the runs of a day. */
export const scheduledRun = { seconds: 50, gigabytes: 0.5 };
const runsPerDay = 24 * 60;
const members = 20;
const unitsOfNotice = { writes: 4, reads: 12 };

/** What the flood sets in motion behind the gateway. */
const costBehind = (settings: Settings, days: readonly DayOfRoute[]): readonly OtherCost[] => {
  const entries = days
    .filter(({ storedBytes }) => storedBytes > 0)
    .reduce((sum, { requests }) => sum + requests, 0);
  const mails = members * 24 * (1 + settings.notices.urgentPerHour);
  const stored = days.reduce((sum, { storedBytes }) => sum + storedBytes, 0) / gigabyte;
  return [
    {
      what: 'The scheduled function, every minute until its time-out',
      how: `${runsPerDay} runs of ${scheduledRun.seconds} s`,
      dollars: lambdaOf(runsPerDay, scheduledRun.seconds * 1000, scheduledRun.gigabytes),
    },
    {
      what: 'Notices of all that came in, read and settled',
      how: `${Math.round(entries)}, ${unitsOfNotice.writes} write and ${unitsOfNotice.reads} read units each; KMS once a run`,
      dollars:
        entries * unitsOf(unitsOfNotice.writes, unitsOfNotice.reads) +
        runsPerDay * 2 * monthlyPrices.kms.perRequest,
    },
    {
      what: 'Mails, which combine',
      how: `${mails} to ${members} members`,
      dollars: mails * monthlyPrices.ses.perMail,
    },
    {
      what: 'What it leaves behind, for this day',
      how: `${stored.toFixed(0)} GB with backups, and ${(dayLimitBytes(settings) / megabyte).toFixed(0)} MB of files twice`,
      dollars:
        (stored * (dynamoDb.storageGigabyteMonth + dynamoDb.recoveryGigabyteMonth) +
          ((2 * dayLimitBytes(settings)) / gigabyte) * s3.storageGigabyteMonth) /
        30,
    },
  ];
};

export type FloodInput = {
  readonly routes: readonly RouteThrottle[];
  /** The throttle of the team's address. */
  readonly team: Omit<RouteThrottle, 'key'>;
  readonly units: StoredUnits;
  readonly measured: Measured;
  readonly settings: Settings;
};

/** Everything at once, from midnight to midnight. @throws {Error} for a route whose cost nobody has written down */
export const worstDay = ({ routes, team, units, measured, settings }: FloodInput) => {
  const requests = worstRequests(units, settings.attachments);
  const days = [
    ...routes.map((route) => dayOfRoute(route, requests[route.key] ?? [], measured)),
    dayOfRoute({ key: 'the team’s address', ...team }, worstOfTeam, measured),
  ];
  const others = [costOfFiles(settings), ...costBehind(settings, days)];
  const total =
    days.reduce((sum, day) => sum + day.total, 0) + others.reduce((sum, { dollars }) => sum + dollars, 0);
  const storedGigabytes = days.reduce((sum, { storedBytes }) => sum + storedBytes, 0) / gigabyte;
  return { days, others, total, storedGigabytes };
};
