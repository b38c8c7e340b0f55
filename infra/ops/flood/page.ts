import { inKilobytes } from '../../../functions/domain/size.ts';
import { threadLimitBytes } from '../../../functions/domain/text.ts';
import type { Settings } from '../../../functions/settings/schema.ts';
import { renderSection } from '../bench/section.ts';
import { gigabyte, prices, pricesAsOf } from '../prices.ts';
import type { StoredUnits } from './stored-units.ts';
import {
  billedMilliseconds,
  dayOfLane,
  longestMilliseconds,
  worstRequests,
  type DayOfLane,
  type LaneThrottle,
} from './worst-day.ts';

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/**
 * `docs/flood.md`.
 * @throws {Error} for a lane whose most expensive request nobody has written down
 */
export const floodPage = (
  lanes: readonly LaneThrottle[],
  units: StoredUnits,
  { abuse, attachments }: Pick<Settings, 'abuse' | 'attachments'>,
): string => {
  const { minimumFormSeconds, entriesPerHour } = abuse;
  const requests = worstRequests(units, attachments);
  const days = lanes.map((lane) => {
    const request = requests[lane.key];
    if (!request) throw new Error(`What may ${lane.key} cost? Add its most expensive request.`);
    return dayOfLane(lane, request);
  });
  const sum = (part: (day: DayOfLane) => number): number => days.reduce((total, day) => total + part(day), 0);
  const total = sum(({ total: ofLane }) => ofLane);
  const stored = sum(({ storedBytes }) => storedBytes) / gigabyte;
  const { storageGigabyteMonth, recoveryGigabyteMonth } = prices.dynamoDb;
  return `${[
    '# What a flood can cost',
    '',
    `Made by \`npm run flood -- --write\` from the shipped throttles and the prices in \`infra/ops/prices.ts\` (us-east-1, ${pricesAsOf}, no free tier); a test fails when this page is out of date. Nobody who reports is known, so nobody can be blocked: what bounds a flood is how many requests the gateway lets through, all senders together. A lane is a route with a throttle of its own. A flood in one lane shuts out those who use the same lane, and nobody else: somebody without scripts who sends a form does not wait for the JSON or for people who look at pages.`,
    '',
    `**The worst day: every lane full from midnight to midnight with the most expensive request there is, ${dollars(total)}.** What it leaves behind is ${stored.toFixed(0)} GB, which cost ${dollars(stored * (storageGigabyteMonth + recoveryGigabyteMonth))} a month with backups for as long as they are kept.`,
    '',
    renderSection({
      title: 'Each lane, full for a day',
      note: `Requests that the gateway refuses (429) cost nothing. Billed time of a function: ${billedMilliseconds} ms a request, many times what is measured in [bench.md](bench.md), and ${longestMilliseconds / 1000} s, its time-out, to finish a large file. Every entry is taken to bring as many files as may be, each with its original. Sizes are those of real sealed reports: the largest report takes ${units.report.writeUnits} write units, the largest message ${units.message.writeUnits}, and the fullest conversation is read with ${units.threadReadUnits} read units.`,
      columns: [
        'lane',
        'a second',
        'most expensive request',
        'gateway',
        'Lambda',
        'DynamoDB',
        'S3',
        'transfer',
        'a day',
      ],
      rows: days.map((day) => [
        `\`${day.key}\``,
        String(day.perSecond),
        day.what,
        ...[day.gateway, day.lambda, day.dynamoDb, day.s3, day.transfer, day.total].map(dollars),
      ]),
    }),
    '',
    `A flood of small requests costs far less: a report of a few lines takes ${units.smallReport.writeUnits} write units. The burst of each lane comes on top once, which is less than a minute’s worth.`,
    '',
    '## What else stands in the way',
    '',
    `- A form that comes back within ${minimumFormSeconds} seconds (\`abuse.minimumFormSeconds\`) is answered with the review page and stored when its button is pressed once more. It stops programs that fill a form and are gone, not those that follow.`,
    `- One conversation takes ${entriesPerHour} messages an hour (\`abuse.entriesPerHour\`) and ${inKilobytes(threadLimitBytes)} in all, so that a flood of messages needs a flood of reports first.`,
    '- A report with the field filled that people do not see, or with a text that nobody wrote by hand, is marked `likelySpam` for the team. The mark drops, hides, delays and expires nothing, and an urgent report stays urgent: a wrong mark on a frightened person would cost more than a mail. Urgent floods combine into one notice.',
    `- ${attachments.dayMegabytes} MB of files may come from all reporters together in a day (\`attachments.dayMegabytes\`), an eighth of them with forms only, and one case takes ${attachments.caseMegabytes} MB. What comes is paid, not what is announced. So a flood of files is soon refused before anything is stored; the lanes above are counted as if nothing were. To finish one upload again and again is bounded by its lane alone. A flood by programs that uses a day’s budget up leaves others the form, for files up to 4 MB; one by forms as well keeps them from sending files, not from sending reports. What is not attached goes within a day.`,
    '- A ticket is used by one content once; sending a form again is no second report and no second bill of storage.',
    '',
    '## What to do while it lasts',
    '',
    '- Lower a lane in the settings and deploy: `"throttles": { "writing": { "perSecond": 1, "burst": 5 } }`. The costs above follow in proportion. `writing` is for what stores a text, `files` for the bytes of files, both ways, `forms` for the other forms, `api` for the other JSON, `pages` for everything else.',
    '- If the flood comes in by JSON and no front end of yours uses it, lower `api` first; forms go on as before.',
    '- Set a budget alarm in AWS Budgets at a sum you would like to hear of. AWS tells you; it stops nothing.',
    '- While a lane is full, its senders get the gateway’s own answer in place of a page: 429 or 503 with a line of JSON, which cannot be changed. What they typed is behind their Back button, where the browser keeps it. The review therefore asks everybody with more than 2,000 characters to copy the text before they press the button.',
    '- Reports that nobody has opened never expire silently. Erasing a day’s flood costs about half of what storing it did.',
  ].join('\n')}\n`;
};
