import { prices } from '../prices.ts';

/** What only a month's bill has in it, beside what a flood costs; the same region, date and way of counting. */
export const monthlyPrices = {
  ...prices,
  /** https://aws.amazon.com/kms/pricing/: a key; each of its first two yearly rotations adds as much. */
  kms: { keyMonth: 1, perRequest: 0.03 / 10_000 },
  /** https://aws.amazon.com/cloudwatch/pricing/: standard alarms on one metric; metrics by the hour they have values in. */
  cloudWatch: {
    alarmMonth: 0.1,
    metricMonth: 0.3,
    dashboardMonth: 3,
    logsIngestedGigabyte: 0.5,
    logsStoredGigabyteMonth: 0.03,
  },
  /** https://aws.amazon.com/eventbridge/pricing/: EventBridge Scheduler. */
  scheduler: { perInvocation: 1 / 1_000_000 },
  /** https://aws.amazon.com/s3/pricing/: S3 Standard. */
  s3: { perPut: 0.005 / 1_000, perGet: 0.0004 / 1_000, gigabyteMonth: 0.023 },
  /** https://aws.amazon.com/ses/pricing/: mails that are sent; mails that come in, and each whole 256 KB of one. */
  ses: {
    perMail: 0.1 / 1_000,
    perIncomingMail: 0.1 / 1_000,
    perIncomingChunk: 0.09 / 1_000,
    chunkBytes: 256 * 1024,
  },
  /** https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/: HTTPS requests and transfer, United States. */
  cloudFront: { perRequest: 1 / 1_000_000, transferPerGigabyte: 0.085 },
  /** https://aws.amazon.com/waf/pricing/. */
  waf: { aclMonth: 5, ruleMonth: 1, perRequest: 0.6 / 1_000_000 },
} as const;
