import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { enrolmentLink } from '../../functions/team/routes.ts';
import { HelpAsked, readCommandLine } from '../ops/command-line.ts';
import { CommandError } from '../ops/member/team-of-command.ts';
import { SettingsError } from '../settings.ts';
import { checkPlatform } from './check-platform.ts';
import { ensureDemo } from './demo/ensure-demo.ts';
import { ensureFirstMember, firstEnrolment } from './first-member.ts';
import { ownSettings } from './local-settings.ts';
import { PortTakenError } from './listen.ts';
import { atLocalhost } from './own-host.ts';
import { startLocal, type Local } from './start-local.ts';
import { startScreen } from './start-screen.ts';
import { StartError } from './state-folder.ts';
import { writeFileWhole } from './write-file-whole.ts';

const usage = `npm start [-- [--demo] [--settings <file>]]

Runs the whole service on this machine: no AWS account, no mail, nothing that leaves it. With --settings it takes your own
settings file; hosts and webhooks in it count only where it is deployed. State lives in .local/ or in the folder that
CONDUCTLINE_STATE_FOLDER names. Ports: CONDUCTLINE_REPORTER_PORT (8081), CONDUCTLINE_TEAM_PORT (8082),
CONDUCTLINE_INBOX_PORT (8083) and CONDUCTLINE_SMTP_PORT (8025), where reports can be mailed to.

--demo brings a dozen invented cases in every state, made at its first start. They are kept in .local-demo/, apart from
your own: a folder that holds anything else is refused.`;

const portVariables = {
  reporter: { variable: 'CONDUCTLINE_REPORTER_PORT', standard: 8081 },
  team: { variable: 'CONDUCTLINE_TEAM_PORT', standard: 8082 },
  inbox: { variable: 'CONDUCTLINE_INBOX_PORT', standard: 8083 },
  smtp: { variable: 'CONDUCTLINE_SMTP_PORT', standard: 8025 },
} as const;
type PortName = keyof typeof portVariables;

const environment = process.env;
const root = fileURLToPath(new URL('../..', import.meta.url));

const portOf = (name: PortName): number => {
  const { variable, standard } = portVariables[name];
  const text = environment[variable];
  if (text === undefined || text === '') return standard;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartError(`${variable} must be a port number from 0 to 65535; it is "${text}".`);
};

const start = async (): Promise<void> => {
  // The SDK's announcement of its next Node version is no news for who runs this on a laptop.
  environment.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { values } = readCommandLine(usage, { settings: { type: 'string' }, demo: { type: 'boolean' } });
  checkPlatform(process.versions.node, process.platform, process.arch);
  const ports = {
    reporter: portOf('reporter'),
    team: portOf('team'),
    inbox: portOf('inbox'),
    smtp: portOf('smtp'),
  };
  const ownFolder = values.demo === true ? '.local-demo' : '.local';
  const stateFolder = resolve(environment.CONDUCTLINE_STATE_FOLDER ?? join(root, ownFolder));
  const { own, leftOut } =
    values.settings === undefined ? { own: {}, leftOut: [] } : ownSettings(values.settings);
  const say = (text: string): void => void process.stdout.write(text);
  const options = { stateFolder, ports, settings: own };
  const namingPorts = (error: unknown): never => {
    throw error instanceof PortTakenError ? portSentence(error, ports) : error;
  };
  const demo = values.demo === true ? await ensureDemo(options, say).catch(namingPorts) : undefined;
  const denied = (refusal: string): void => void process.stderr.write(`${refusal}\n`);
  const local = await startLocal({ ...options, scheduledRun: true, denied }).catch(namingPorts);
  stopOnSignals(local);

  const { reporterUrl, teamUrl, inboxUrl, mails, files, channels, emulators } = local;
  const { smtpPort, addresses: mailAddresses } = mails;
  const teamAccessToken = await ensureFirstMember({
    dynamoUrl: emulators.dynamoDb.url,
    teamTable: emulators.tables.team,
    stateFolder,
    channels,
  });
  const secret = await firstEnrolment({
    dynamoUrl: emulators.dynamoDb.url,
    teamTable: emulators.tables.team,
    token: teamAccessToken,
  });
  // Passkeys bind to the host: the pages lead everybody to `localhost`.
  const signInAt = atLocalhost(teamUrl);
  const teamSignInUrl = secret === undefined ? `${signInAt}/` : enrolmentLink(signInAt, secret);
  const urls = { reporterUrl, teamUrl, inboxUrl };
  const ready = { ...urls, smtpPort, mailAddresses, teamAccessToken, teamSignInUrl };
  await writeFileWhole(files.ready, JSON.stringify(ready, undefined, 2));
  const tokenFile = files.teamAccessToken;
  const signIn = { url: teamSignInUrl, enrols: secret !== undefined };
  const mail = { smtpPort, addresses: Object.values(mailAddresses) };
  const shown = { ...urls, mail, signIn, tokenFile, stateFolder };
  say(startScreen({ ...shown, ordinaryNotices: local.ordinaryNotices, leftOut, demo }));
};

const portSentence = (error: PortTakenError, ports: Readonly<Record<PortName, number>>): StartError => {
  const names: readonly PortName[] = ['reporter', 'team', 'inbox', 'smtp'];
  const name = names.find((candidate) => ports[candidate] === error.port) ?? 'reporter';
  const { variable } = portVariables[name];
  return new StartError(
    `Port ${error.port}, for the ${name}, is taken by another program; set ${variable} to a free one.`,
    { cause: error },
  );
};

const stopOnSignals = (local: Local): void => {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void rm(local.files.ready, { force: true })
      .then(local.stop)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
};

const sentence = (error: unknown): string => {
  const isExpected =
    error instanceof StartError || error instanceof SettingsError || error instanceof CommandError;
  if (isExpected) return error.message;
  return error instanceof Error ? `Conductline cannot start: ${error.stack ?? error.message}` : String(error);
};

start().catch((error: unknown) => {
  if (error instanceof HelpAsked) {
    process.stdout.write(`${error.message}\n`);
    return;
  }
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
});
