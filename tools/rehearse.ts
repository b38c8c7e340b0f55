import * as z from 'zod';
import { readOptions } from '../infra/ops/member/member-options.ts';
import { journey } from './rehearse/journey.ts';
import { rehearse } from './rehearse/rehearsal.ts';
import { runSteps } from './rehearse/steps.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { runCommand, say } from '../infra/ops/run-command.ts';
import { CommandError } from '../infra/ops/member/team-of-command.ts';

const usage = `npm run rehearse                      deploys into moto, an emulated AWS, runs what was deployed and drives a report
                                      from the form to its erasure; needs moto_server (pip install 'moto[server]')
npm run rehearse -- --url <ReporterUrl> [--team-url <TeamUrl> --token <access token of a lead>
                                      [--second-token <of another member, who agrees to the erasure>]]
                                      drives a real deployment, or npm start, from the outside. The team is told of the report;
                                      it says that it is a rehearsal, and it is erased at the end.`;

const address = z.url({ protocol: /^https?$/, error: usage }).optional();
const token = z.string().min(1).optional();
const options = z.object({ url: address, 'team-url': address, token, 'second-token': token });

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await runCommand(async () => {
  const text = { type: 'string' } as const;
  const { values } = readCommandLine(usage, {
    url: text,
    'team-url': text,
    token: text,
    'second-token': text,
  });
  const { url, 'team-url': teamUrl, token, 'second-token': secondToken } = readOptions(options, values);
  if (url === undefined && (teamUrl ?? token) !== undefined) throw new CommandError(usage);
  if ((teamUrl === undefined) !== (token === undefined) || (secondToken !== undefined && token === undefined))
    throw new CommandError(usage);
  const began = performance.now();
  const results =
    url === undefined
      ? await rehearse(say)
      : await runSteps(journey({ reporterUrl: url, teamUrl, token, secondToken }, undefined), say);
  const count = (kind: string): number => results.filter((result) => result.kind === kind).length;
  const seconds = Math.round((performance.now() - began) / 1_000);
  say(
    `${count('done')} went well, ${count('skipped')} were skipped, ${count('failed')} failed, in ${seconds} seconds.`,
  );
  if (count('failed') > 0) process.exitCode = 1;
});
