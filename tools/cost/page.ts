import { renderSection } from '../bench/section.ts';
import { pricesAsOf } from '../prices.ts';
import type { Counted } from './counted.ts';
import {
  billedMilliseconds,
  edgeMonth,
  idleMonth,
  mailMonth,
  mix,
  thousandAttachments,
  thousandReports,
  total,
  type CostLine,
} from './months.ts';

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
/** Below a cent there is something, too. */
const cents = (amount: number): string => (amount > 0 && amount < 0.005 ? '< $0.01' : dollars(amount));

const section = (title: string, note: string, lines: readonly CostLine[]): string =>
  renderSection({
    title,
    note,
    columns: ['what', 'how much of it', 'cost'],
    rows: [
      ...lines.map(({ what, how, dollars: amount }) => [what, how, cents(amount)]),
      ['**together**', '', `**${dollars(total(lines))}**`],
    ],
  });

const edgeRequests = 100_000;

/** `docs/cost.md`. */
export const costPage = ({
  counted,
  worstDay,
  channels,
}: {
  readonly counted: Counted;
  /** In US dollars. */
  readonly worstDay: number;
  readonly channels: number;
}): string => {
  const { operations } = counted;
  const idle = idleMonth(operations, channels);
  const reports = thousandReports(operations);
  const attachments = thousandAttachments(operations);
  return `${[
    '# What it costs',
    '',
    `Made by \`npm run cost -- --write\`; a test fails when this page is out of date. US dollars, us-east-1, prices of ${pricesAsOf} (\`tools/prices.ts\`, \`tools/cost/prices.ts\`), before tax. Free tiers are left out, though most of an idle month is inside those that never end (CloudWatch’s first 10 alarms, 10 metrics and 3 dashboards, Lambda’s first million requests, DynamoDB’s first 25 GB). Other regions differ by some tens of percent.`,
    '',
    `**An idle month: ${dollars(total(idle))}. Each 1,000 reports, with everything that is done about them and a year of keeping them: ${dollars(total(reports))}, and ${dollars(total(attachments))} more with a file of 2 MB each. The worst day of a flood with the shipped throttles: ${dollars(worstDay)} ([flood.md](flood.md)).**`,
    '',
    section('An idle month', 'The service is deployed, and nobody comes.', idle),
    '',
    section(
      '1,000 reports',
      `Of a kilobyte each, over any time. For one report: ${mix.pages} pages, ${mix.submits} report sent, ${mix.followUps} looks at the conversation, ${mix.replies} reply; the team looks at the queue ${mix.queues} times, at the case ${mix.opens} times, writes ${mix.messages} messages and gets ${mix.mails} mails. Billed time of a function: ${billedMilliseconds} ms a request, many times what is measured in [bench.md](bench.md).`,
      reports,
    ),
    '',
    section(
      '1,000 files of 2 MB',
      'What they add: each is uploaded in parts, attached, kept with its original, and read once by the reporter and twice by the team.',
      attachments,
    ),
    '',
    section(
      'Reports by mail',
      'What they add in a month with 1,000 mails of some lines, each of which is answered once and gets one answer of the team. Nothing is there, and nothing is paid, while no channel has `mail.address`. What is done about them afterwards costs what it does for other reports.',
      mailMonth(operations),
    ),
    '',
    section(
      'CloudFront and the rate rule',
      `What \`edge.cloudFront\` adds in a month with ${edgeRequests} requests ([edge.md](edge.md)).`,
      edgeMonth(edgeRequests),
    ),
    '',
    whatWasCounted(counted),
    '',
    '## What bounds it',
    '',
    '- The throttles bound what a flood costs a day, and so what a wrong setting of anybody else can cost.',
    '- `alarms.monthlyBudgetDollars` is a budget of the whole account: AWS tells the alarms’ address when it is passed or is going to be. It stops nothing. A day of the worst flood passes it within the first hours; AWS’s own figures come some hours late.',
    '- Nothing in the stack has a minimum beside the key, the alarms and the dashboard: tables and functions are paid by use.',
  ].join('\n')}\n`;
};

const whatWasCounted = ({ operations, countedOn }: Counted): string => {
  const rows = Object.entries(operations).map(([name, counts]) => [
    names[name as keyof Counted['operations']],
    ...[counts.calls, counts.readUnits, counts.writeUnits, counts.kmsCalls].map(String),
    ...[counts.s3Puts, counts.s3Gets, counts.answerBytes].map(String),
  ]);
  return renderSection({
    title: 'What was counted',
    note: `On ${countedOn}, by running the functions’ bundles against the emulators with the sizes of real rows: for one operation of each kind, in a process that runs already. A row that is changed is taken to have two kilobytes; a transaction counts twice.`,
    columns: ['operation', 'calls', 'read units', 'write units', 'KMS', 'S3 put', 'S3 get', 'bytes answered'],
    rows,
  });
};

const names: Readonly<Record<keyof Counted['operations'], string>> = {
  idle: 'a scheduled run with nothing to do',
  page: 'the form, looked at',
  submit: 'a report sent by form',
  followUp: 'a conversation, looked at',
  reply: 'a reply',
  queue: 'a page of the queue',
  open: 'a case, looked at',
  message: 'a message of the team',
  attach: 'a file of 2 MB, uploaded and attached with its original',
  readFile: 'that file, read by the reporter',
  readFileByTeam: 'that file, read by the team',
};
