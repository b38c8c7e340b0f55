import { readCommandLine } from '../infra/ops/command-line.ts';
import { runCommand, say } from '../infra/ops/run-command.ts';
import { soak } from './soak/soak.ts';
import { CommandError } from '../infra/ops/member/team-of-command.ts';

const usage = `npm run soak [-- --seconds <10 to 3600>]

Loads the service of npm start, in a folder of its own and on this machine alone, for two minutes unless said otherwise, while
its services fail, its scheduled runs come twice and its process is killed. Afterwards everything that was acknowledged must be there
exactly once, and nothing that is gone may open. Exit code 1 says what was lost.`;

const mostShown = 50;

await runCommand(async () => {
  const { values } = readCommandLine(usage, { seconds: { type: 'string', default: '120' } });
  const seconds = Number(values.seconds);
  if (!Number.isInteger(seconds) || seconds < 10 || seconds > 3_600) throw new CommandError(usage);
  const { figures, broken } = await soak(seconds);
  for (const line of figures) say(line);
  if (broken.length === 0) {
    say('Everything that was acknowledged is there exactly once, and nothing that is gone opens.');
    return;
  }
  for (const line of broken.slice(0, mostShown)) say(`  ${line}`);
  throw new CommandError(`${broken.length} things do not hold.`);
});
