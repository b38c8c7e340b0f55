import { inKilobytes } from '../../functions/domain/kernel/size.ts';
import { threadLimitBytes } from '../../functions/domain/kernel/text.ts';
import { leastChargedBytes } from '../../functions/domain/attachment/budget.ts';
import { shownBytes } from '../../functions/reporter/thread/conversation-part.ts';
import { pageLimitBytes } from '../../functions/reporter/ui/page-size.ts';
import { renderSection } from '../bench/section.ts';
import { prices, pricesAsOf } from '../prices.ts';
import { dayOfOneRun, mailFloods, mailSeconds } from './mail-flood.ts';
import { mostTimes, worstDay, type FloodInput } from './worst-day.ts';

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

const routesSection = ({ days }: ReturnType<typeof worstDay>, { units, measured }: FloodInput): string =>
  renderSection({
    title: 'Each route, at its throttle for a day',
    note: `Requests that the gateway refuses (429) cost nothing. “CPU” is the processor time of the dearest request, measured on ${measured.measuredOn} (${measured.processor}) over texts that ask the most of whoever reads them; “billed” takes a processor of Lambda as half as fast, of which a function of 1024 MB has 58 %, and waits 15 ms for each call. Sizes are those of real sealed reports: the largest report takes ${units.report.writeUnits} write units, the largest message ${units.message.writeUnits}, and the fullest conversation is read with ${units.threadReadUnits} read units. A form is counted as large as may be, with files that a full day refuses.`,
    columns: [
      'route',
      'a second',
      'most expensive request',
      'CPU ms',
      'billed ms',
      'gateway',
      'Lambda',
      'DynamoDB',
      'S3',
      'transfer',
      'a day',
    ],
    rows: days.map((day) => [
      day.key.includes('/') || day.key.startsWith('$') ? `\`${day.key}\`` : day.key,
      String(day.perSecond),
      day.what,
      String(day.cpu),
      String(day.billed),
      ...[day.gateway, day.lambda, day.dynamoDb, day.s3, day.transfer, day.total].map(dollars),
    ]),
  });

const mailsSection = ({ units }: FloodInput): readonly string[] => [
  renderSection({
    title: 'Reports by mail',
    note: 'Only where a channel takes mail (`mail.address`). SES has no throttle for incoming mail, so the cost of a day has no limit of its own. Each thousand mails costs at most this. Answers are counted as if every mail got one.',
    columns: ['what', 'SES', 'S3 and KMS', 'Lambda', 'DynamoDB', 'together'],
    rows: mailFloods(units).map(({ what, ses, s3AndKms, lambda, dynamoDb, total }) => [
      what,
      ...[ses, s3AndKms, lambda, dynamoDb, total].map(dollars),
    ]),
  }),
  '',
  `- \`reservedConcurrency.mail\` limits how many mails are read at once. Each takes ${mailSeconds} seconds at most, so a day of one costs at most ${dollars(dayOfOneRun)} for Lambda. Without this setting the account’s own limit holds, and a flood of mails can take runs from the pages.`,
  '- A mail that cannot be read at once waits for up to six hours. After that it is tried again every hour. S3 deletes it at the second midnight, and an alarm rings hours before.',
  '- Each sender gets at most `mail.casesPerHour` cases in a channel in an hour. Further mails become entries of the last of these cases.',
  '- Each sender gets at most `mail.answersPerHour` answers in an hour. Further answers wait for the next hour with room. If a whole day has no room, a case gets no answer.',
  '- Both limits count the address that answers go to. So one mailbox never gets more answers, whatever names the mails come under. Mails that DMARC confirms are counted apart from the others.',
  '- Neither limit stops a flood in which each mail has another address. Notices to the team combine all the same.',
  '- To end a flood, run `aws ses set-active-receipt-rule-set` without a name. From then on every mail bounces, and its sender is told. The pages go on.',
];

const inTheWay = ({ abuse, attachments }: FloodInput['settings']): readonly string[] => [
  '## What else stands in the way',
  '',
  `- A page shows ${inKilobytes(shownBytes)} of a conversation, the newest; a button leads to what is earlier, and keeps what is typed. A text is shown again whole, as somebody may have nothing else of it, as long as the page has at most ${inKilobytes(pageLimitBytes.report)} (${inKilobytes(pageLimitBytes.followUp)} with a message): six times what may be sent.`,
  `- A form that comes back within ${abuse.minimumFormSeconds} seconds (\`abuse.minimumFormSeconds\`) is answered with the review page and stored when its button is pressed once more. It stops programs that fill a form and are gone, not those that follow.`,
  `- One conversation takes ${abuse.entriesPerHour} messages an hour (\`abuse.entriesPerHour\`) and ${inKilobytes(threadLimitBytes)} in all, so that a flood of messages needs a flood of reports first.`,
  '- A report with the field filled that people do not see, or with a text that nobody wrote by hand, is marked `likelySpam` for the team. The mark drops, hides, delays and expires nothing, and an urgent report stays urgent: a wrong mark on a frightened person would cost more than a mail. Urgent floods combine into one notice.',
  `- ${attachments.dayMegabytes} MB of files may come from all reporters together in a day (\`attachments.dayMegabytes\`), an eighth of them with forms only, and one case takes ${attachments.caseMegabytes} MB. What comes is paid, not what is announced: a file, or a part of one, pays ${inKilobytes(leastChargedBytes)} at least, and once more when it comes again. An upload is finished ${mostTimes} times at most, and the files of an entry are kept ${mostTimes} times at most. A flood by programs that uses a day’s budget up leaves others the form, for files up to 4 MB; one by forms as well keeps them from sending files, not from sending reports. What is not attached goes within a day.`,
  '- A ticket is used by one content once; sending a form again is no second report and no second bill of storage.',
];

const whileItLasts: readonly string[] = [
  '## What to do while it lasts',
  '',
  '- Lower a throttle in the settings and deploy: `"throttles": { "writing": { "perSecond": 0.2, "burst": 10 } }`. The costs above follow in proportion. `writing` is for what stores a text, `files` for the bytes of files that come, `downloads` for those that go out, `forms` for the other forms, `api` for the other JSON, `pages` for everything else.',
  '- Raise one where a flood shuts people out and the bill may be larger: twice the rate is twice the price of its routes, and twice the chance of who presses the button.',
  '- If the flood comes in by JSON and no front end of yours uses it, lower `api` first; forms go on as before.',
  '- If it comes from few addresses, the rate rule of [CloudFront and WAF](edge.md) takes it away from everybody else.',
  '- Set a budget alarm in AWS Budgets at a sum you would like to hear of. AWS tells you; it stops nothing.',
  '- While a throttle is used up, its senders get the gateway’s own answer in place of a page: 429 or 503 with a line of JSON, which cannot be changed. What they typed is behind their Back button, where the browser keeps it, and pressing again may well get through: whoever is let in is chosen by nothing but the moment. Firefox and Tor Browser may not keep it; the review therefore has a button for everybody with more than 2,000 characters that sends in a new tab, so that the page with the text stays.',
  '- Reports that nobody has opened never expire silently. Erasing a day’s flood costs about half of what storing it did.',
];

/** `docs/flood.md`. @throws {Error} for a route whose most expensive request nobody has written down */
export const floodPage = (input: FloodInput): string => {
  const worst = worstDay(input);
  const { storageGigabyteMonth, recoveryGigabyteMonth } = prices.dynamoDb;
  const kept = worst.storedGigabytes * (storageGigabyteMonth + recoveryGigabyteMonth);
  return `${[
    '# What a flood can cost',
    '',
    `Made by \`npm run flood -- --write\` from the shipped throttles, the prices in \`tools/prices.ts\` (us-east-1, ${pricesAsOf}, no free tier) and what \`npm run flood -- --measure\` has measured; a test fails when this page is out of date. Nobody who reports is known, so nobody can be blocked: what bounds a flood is how many requests the gateway lets through, all senders together. Some routes have throttles of their own. A flood on one of them shuts out those who use the same route, and nobody else: somebody without scripts who sends a form does not wait for the JSON or for people who look at pages. AWS keeps throttles as well as it can, not to the request.`,
    '',
    `**The worst day: every route at its throttle from midnight to midnight with the most expensive request there is, and all that follows from it, ${dollars(worst.total)}.** What it leaves behind is ${worst.storedGigabytes.toFixed(0)} GB, which cost ${dollars(kept)} a month with backups for as long as they are kept.`,
    '',
    routesSection(worst, input),
    '',
    `A flood of small requests costs far less: a report of a few lines takes ${input.units.smallReport.writeUnits} write units. The burst of each route is counted once: it is what many people need at once, after a talk or an evening, and costs cents.`,
    '',
    renderSection({
      title: 'What comes on top',
      note: 'Counted as if it could not be more.',
      columns: ['what', 'how much of it', 'a day'],
      rows: worst.others.map(({ what, how, dollars: amount }) => [what, how, dollars(amount)]),
    }),
    '',
    ...mailsSection(input),
    '',
    ...inTheWay(input.settings),
    '',
    ...whileItLasts,
  ].join('\n')}\n`;
};
