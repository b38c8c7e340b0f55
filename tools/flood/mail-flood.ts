import { addedByMail } from '../cost/stack-counts.ts';
import { monthlyPrices as prices } from '../cost/prices.ts';
import type { StoredUnits } from './stored-units.ts';

/** The time-out of the mail function; nothing is billed for longer. */
export const mailSeconds = 300;
/** What SES takes at most, all of a mail counted. */
export const largestMailBytes = 40 * 1024 * 1024;
/** An event is tried so often before it becomes a dead letter. */
export const triesOfMail = 3;
const gigabytes = addedByMail.memoryMegabytes / 1024;
const secondsPerDay = 86_400;

export type MailFlood = {
  readonly what: string;
  readonly ses: number;
  readonly s3AndKms: number;
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly total: number;
};

const floodOf = (
  what: string,
  mails: number,
  {
    bytes,
    seconds,
    tries = 1,
    writeUnits,
  }: {
    readonly bytes: number;
    readonly seconds: number;
    readonly tries?: number;
    readonly writeUnits: number;
  },
): MailFlood => {
  const { perIncomingMail, perIncomingChunk, chunkBytes, perMail } = prices.ses;
  // An answer goes to few of them; it is counted as if to all.
  const ses = mails * (perIncomingMail + Math.floor(bytes / chunkBytes) * perIncomingChunk + perMail);
  const s3AndKms = mails * (prices.s3.perPut * 8 + tries * (prices.s3.perGet + 2 * prices.kms.perRequest));
  const lambda =
    mails * tries * (prices.lambda.perRequest + prices.lambda.perGigabyteSecond * gigabytes * seconds);
  const dynamoDb = mails * writeUnits * prices.dynamoDb.perWriteUnit;
  return { what, ses, s3AndKms, lambda, dynamoDb, total: ses + s3AndKms + lambda + dynamoDb };
};

/** What mails cost by the thousand, in US dollars: there is no throttle that would bound a day of them. */
export const mailFloods = ({ smallReport, report }: StoredUnits): readonly MailFlood[] => [
  floodOf('1,000 mails of some lines', 1_000, {
    bytes: 10_000,
    seconds: 1,
    writeUnits: 2 * smallReport.writeUnits,
  }),
  floodOf('1,000 mails of 40 MB, each read until the time-out, three times', 1_000, {
    bytes: largestMailBytes,
    seconds: mailSeconds,
    tries: triesOfMail,
    writeUnits: 2 * report.writeUnits,
  }),
];

/** The most that the mail function can be billed in a day, for each run at once. */
export const dayOfOneRun = secondsPerDay * prices.lambda.perGigabyteSecond * gigabytes;
