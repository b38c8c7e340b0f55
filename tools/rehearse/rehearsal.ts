import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableNames } from '../../functions/adapters/dynamodb/client/tables.ts';
import { attachmentsBucket } from '../../functions/adapters/s3/bucket.ts';
import { mailBucketVariable } from '../../infra/bucket.ts';
import { deploy, type Deployment } from './deployment.ts';
import { insideOf } from './inside.ts';
import { journey } from './journey.ts';
import { mailedReport } from './mailed-report.ts';
import { lintTemplate } from './lint-template.ts';
import { startMoto, type Moto } from './moto.ts';
import { runFunctions } from './run-functions.ts';
import { runTool } from './run-tool.ts';
import { skippedChecks } from './skipped-checks.ts';
import { skippedIn } from './stand-ins.ts';
import { done, runSteps, type Step, type StepResult } from './steps.ts';

const sender = 'conduct@example.org';
/** Where reports are mailed to. */
const address = 'reports@example.org';
const commandFile = (path: string): string =>
  fileURLToPath(new URL(`../../infra/ops/${path}.ts`, import.meta.url));

/** Deploys into an emulated AWS (moto), runs what was deployed, and drives the journey. @returns every step */
export const rehearse = async (say: (line: string) => void): Promise<readonly StepResult[]> => {
  const moto = await startMoto();
  const folder = await mkdtemp(join(tmpdir(), 'conductline-rehearsal-settings-'));
  const stops: (() => Promise<void> | void)[] = [
    moto.stop,
    () => rm(folder, { recursive: true, force: true }),
  ];
  try {
    const settingsFile = join(folder, 'settings.json');
    await writeFile(
      settingsFile,
      JSON.stringify({ sender, organisation: 'Rehearsal', channels: { conduct: { mail: { address } } } }),
    );
    say('Deployed with CDK to moto, an independent implementation of AWS:');
    const deployed: { deployment?: Deployment } = {};
    const steps: readonly Step[] = [
      {
        name: 'deploy',
        run: async () => {
          const deployment = await deploy(moto, settingsFile);
          stops.push(deployment.remove);
          deployed.deployment = deployment;
          return done(`${Object.keys(deployment.template.Resources).length} resources, bootstrap and all`);
        },
      },
    ];
    const results = [...(await runSteps(steps, say))];
    const { deployment } = deployed;
    if (deployment === undefined) return results;
    results.push(...(await drive(moto, deployment, stops, say)));
    results.push(...(await checkSkipped(deployment, say)));
    return results;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};

const drive = async (
  moto: Moto,
  deployment: Deployment,
  stops: (() => Promise<void> | void)[],
  say: (line: string) => void,
): Promise<readonly StepResult[]> => {
  const { functions, outputs } = deployment;
  say('The bundles of the assets, with the environment of the stack:');
  const running = await runFunctions(moto, deployment);
  stops.push(running.stop);
  const { reporterUrl, teamUrl, scheduledRun, receive } = running;
  const { environment } = functions.scheduled;
  const [tables, bucket] = [tableNames(environment), attachmentsBucket(environment)];
  const inside = insideOf(moto, { tables, bucket, scheduledRun });
  stops.push(inside.close);
  const made = { token: '' };
  const first: StepResult[] = [];
  const started = await runSteps(
    [
      { name: 'first scheduled run', run: () => firstBeat(inside) },
      {
        name: 'first member',
        run: async () => {
          made.token = await firstMember(moto, outputs.FirstMember ?? '', teamUrl);
          await scheduledRun();
          return done('by the command the deployment prints');
        },
      },
    ],
    say,
  );
  first.push(...started);
  if (first.some(({ kind }) => kind === 'failed')) return first;
  first.push(...(await runSteps([{ name: 'doctor', run: () => seeDoctor(moto) }], say)));
  const site = { reporterUrl, teamUrl, token: made.token };
  const way = {
    aws: moto,
    bucket: functions.mail.environment[mailBucketVariable] ?? '',
    address,
    invoke: receive,
  };
  const steps = [...journey(site, inside), mailedReport(site, way, inside)];
  return [...first, ...(await runSteps(steps, say))];
};

const firstBeat = async (inside: ReturnType<typeof insideOf>) => {
  await inside.verifySender(sender);
  await inside.scheduledRun();
  return done('key rings are there');
};

/** Runs what the stack's output `FirstMember` says, with a name and an address in their places. */
const firstMember = async (moto: Moto, printed: string, teamUrl: string): Promise<string> => {
  const words = /^npm run member -- (.+)$/.exec(printed)?.[1];
  if (words === undefined)
    throw new Error(`the deployment does not print how the first member is added: ${printed}`);
  const args = words
    .replaceAll('"<name>"', 'Rehearsal')
    .replaceAll('<address>', 'lead@example.org')
    .replace(/--team-url \S+/, `--team-url ${teamUrl}`)
    .split(' ');
  const command = [
    '--import',
    'tsx',
    commandFile('member/member'),
    ...args,
    ...(args.includes('--lead') ? [] : ['--lead']),
  ];
  const environment = { ...moto.environment, NODE_NO_WARNINGS: '1' };
  const end = await runTool(process.execPath, command, { environment, seconds: 60 });
  const token = /cl_\S+/.exec(end.printed)?.[0];
  if (end.code !== 0 || token === undefined) throw new Error(`npm run member has failed: ${end.printed}`);
  return token;
};

/** What `npm run doctor` must find well here; moto leaves the rest out, or fails when it is asked (of the key). */
const foundWell = [
  'a lead',
  'somebody in every channel',
  'members can be read',
  'the scheduled run',
  'protected from deletion',
];

const seeDoctor = async (moto: Moto) => {
  const command = ['--import', 'tsx', commandFile('doctor')];
  const environment = { ...moto.environment, NODE_NO_WARNINGS: '1' };
  const { printed } = await runTool(process.execPath, command, { environment, seconds: 60 });
  const missing = foundWell.filter((check) => !new RegExp(`^ok +${check}:`, 'm').test(printed));
  if (missing.length > 0) throw new Error(`it does not find well: ${missing.join(', ')}\n${printed}`);
  return done(`finds well: ${foundWell.join(', ')}`);
};

const checkSkipped = async (
  { template, templateFile }: Deployment,
  say: (line: string) => void,
): Promise<readonly StepResult[]> => {
  const kinds = [...skippedIn(template)].map(([type, count]) => `${type} ${count}`);
  say(`moto makes nothing of these, and says that they are complete: ${kinds.join(', ')}.`);
  say('Nor does it keep time to live and recovery of tables. Asserted on the template instead:');
  const steps = skippedChecks(template).map(({ what, problem }): Step => ({
    name: 'template',
    run: () =>
      problem === undefined ? Promise.resolve(done(what)) : Promise.reject(new Error(`${what}: ${problem}`)),
  }));
  return runSteps([...steps, { name: 'cfn-lint', run: () => lintTemplate(templateFile) }], say);
};
