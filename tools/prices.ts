/**
 * What AWS charges in us-east-1 without any free tier, in US dollars, as of `pricesAsOf`. Other regions differ by some
 * tens of percent. The first step of each price is taken, the dearest one, for floods and months of it alike.
 */
export const pricesAsOf = '2026-11-22';

export const prices = {
  httpApi: {
    /** https://aws.amazon.com/api-gateway/pricing/: HTTP APIs, the first 300 million a month. */
    perRequest: 1.0 / 1_000_000,
    /** A request of more counts as several. */
    requestBytes: 512 * 1024,
  },
  /** https://aws.amazon.com/lambda/pricing/: arm64. */
  lambda: { perRequest: 0.2 / 1_000_000, perGigabyteSecond: 0.0000133334 },
  dynamoDb: {
    /**
     * https://aws.amazon.com/dynamodb/pricing/on-demand/: since November 2024. A write unit is 1 KB of an item, a read
     * unit 4 KB read consistently; in a transaction each counts twice.
     */
    perWriteUnit: 0.625 / 1_000_000,
    perReadUnit: 0.125 / 1_000_000,
    writeUnitBytes: 1024,
    readUnitBytes: 4 * 1024,
    unitsInTransaction: 2,
    storageGigabyteMonth: 0.25,
    /** Point-in-time recovery, on top of storage. */
    recoveryGigabyteMonth: 0.2,
  },
  /** https://aws.amazon.com/s3/pricing/: Standard. A copy or a list is a put; asking whether an object is there, a get. */
  s3: { perPut: 0.005 / 1_000, perGet: 0.0004 / 1_000, storageGigabyteMonth: 0.023 },
  /** https://aws.amazon.com/ec2/pricing/on-demand/: data transfer out to the internet, the first 10 TB a month. */
  transferOutPerGigabyte: 0.09,
} as const;

export const gigabyte = 1024 ** 3;
