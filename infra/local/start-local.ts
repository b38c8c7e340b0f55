import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunctions, writeBundles, type FunctionName } from '../build.ts';
import { startSchedule } from './schedule.ts';
import type { Settings } from '../../functions/settings/schema.ts';
import { buildWorker } from './build-worker.ts';
import type { Listening } from './listen.ts';
import { localSettings } from './local-settings.ts';
import { startInbox } from './ses/start-inbox.ts';
import { serveFunction } from './serve-function.ts';
import { receiveMails, type ReceivedMails } from './smtp/receive-mails.ts';
import { startEmulators, type Emulators } from './start-emulators.ts';
import { startFunctions, type Functions } from './start-functions.ts';
import { openStateFolder, StartError, type StateFolder } from './state-folder.ts';

export type LocalOptions = {
  /** Holds everything that survives a restart. */
  readonly stateFolder: string;
  /** 0 or absent: any free port. */
  readonly ports?: Partial<Record<'reporter' | 'team' | 'inbox' | 'smtp', number>>;
  /** An own settings object, laid over the local ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Runs the scheduled function on every full minute, or every so many milliseconds. */
  readonly scheduledRun?: boolean | number;
  /** Milliseconds an event may take, by function. */
  readonly timeouts?: Partial<Record<FunctionName, number>>;
  /** Milliseconds by which the clock of everything here is ahead of this machine's: negative is in the past. */
  readonly clockShiftMs?: () => number;
  /** Receives what the functions print, whole lines; it is in the log file either way. */
  readonly echo?: (line: string) => void;
  /** Milliseconds before the mail function is tried again with a mail; as Lambda waits when absent. */
  readonly mailPauses?: readonly number[];
  /** Hears of every call of a function that its policy does not allow, here or on AWS. */
  readonly denied?: (refusal: string) => void;
};

export type Local = {
  readonly reporterUrl: string;
  readonly teamUrl: string;
  readonly inboxUrl: string;
  /** Where reports can be mailed to. */
  readonly mails: Omit<ReceivedMails, 'close'>;
  readonly files: StateFolder;
  /** The channels of the settings in force, and when ordinary notices leave. */
  readonly channels: readonly string[];
  readonly ordinaryNotices: 'hour' | 'minute';
  readonly emulators: Emulators;
  readonly functions: Functions;
  /** One run of the scheduled function. @throws {FunctionFailed} */
  readonly runScheduled: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * The whole service on this machine: the functions' bundles against emulators, behind HTTP and SMTP on 127.0.0.1.
 * Resolves when the reporter answers.
 * @throws {StartError | PortTakenError | SettingsError}
 */
export const startLocal = async (options: LocalOptions): Promise<Local> => {
  const { clockShiftMs = () => 0 } = options;
  const now = (): Date => new Date(Date.now() + clockShiftMs());
  const settings = localSettings(options.settings);
  const files = await openStateFolder(options.stateFolder);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of stops.splice(0).reverse()) await close();
  };
  // While the emulators start; written once they have said that nobody else uses the folder.
  const bundling = bundleFunctions(settings, files.bundles);
  bundling.catch(() => undefined);
  // Anybody who comes before the functions are there waits for them.
  let haveStarted: (functions: Functions) => void = () => undefined;
  const started = new Promise<Functions>((resolve) => {
    haveStarted = resolve;
  });

  try {
    const emulators = await startEmulators(files, { sender: settings.sender, now, denied: options.denied });
    stops.push(emulators.stop);
    await rm(files.ready, { force: true });

    const invoke = (name: FunctionName) => async (event: string, requestId: string) =>
      (await started)[name].invoke(event, requestId);
    const served = await serve({ options, settings, files, emulators, invoke, now, stops });
    const { reporterUrl, teamUrl } = served;

    await writeBundles((await bundling).files, files.bundles);
    const workerFile = await buildWorkerIn(files.bundles);
    const { timeouts, echo } = options;
    const functions = await startFunctions(files, {
      emulators,
      workerFile,
      reporterUrl,
      teamUrl,
      timeouts,
      clockShiftMs,
      echo,
    });
    stops.push(functions.stop);
    haveStarted(functions);

    const runScheduled = async (): Promise<void> => {
      await invoke('scheduled')(JSON.stringify(scheduledEvent(now())), randomUUID());
    };
    await untilAnswering(reporterUrl, runScheduled);
    const { scheduledRun = false } = options;
    if (scheduledRun !== false)
      stops.push(startSchedule(scheduledRun === true ? 60_000 : scheduledRun, runScheduled).stop);
    const channels = Object.keys(settings.channels);
    const ordinaryNotices = settings.notices.ordinary;
    return { ...served, files, channels, ordinaryNotices, emulators, functions, runScheduled, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Opens every port: two functions, the inbox of mails that were sent, and SMTP for those that come in. */
const serve = async ({
  options: { ports = {}, mailPauses },
  settings,
  files,
  emulators,
  invoke,
  now,
  stops,
}: {
  readonly options: Pick<LocalOptions, 'ports' | 'mailPauses'>;
  readonly settings: Settings;
  readonly files: StateFolder;
  readonly emulators: Emulators;
  readonly invoke: (name: FunctionName) => (event: string, requestId: string) => Promise<string>;
  readonly now: () => Date;
  /** Is given how each is closed. */
  readonly stops: (() => Promise<void>)[];
}): Promise<Pick<Local, 'reporterUrl' | 'teamUrl' | 'inboxUrl' | 'mails'>> => {
  const listening = async (server: Promise<Listening>): Promise<string> => {
    const { url, close } = await server;
    stops.push(close);
    return url;
  };
  const functionAt = (name: 'reporter' | 'team'): Promise<string> =>
    listening(serveFunction({ invoke: invoke(name), port: ports[name] ?? 0, now }));
  const reporterUrl = await functionAt('reporter');
  const teamUrl = await functionAt('team');
  const inboxUrl = await listening(startInbox({ mails: emulators.ses.mails, port: ports.inbox ?? 0 }));
  const mails = await receiveMails({
    settings,
    port: ports.smtp ?? 0,
    emulators,
    folder: join(files.attachments, emulators.mailBucket),
    invoke: invoke('mail'),
    now,
    pauses: mailPauses,
  });
  stops.push(mails.close);
  return { reporterUrl, teamUrl, inboxUrl, mails };
};

/** @returns the worker's file */
const buildWorkerIn = async (folder: string): Promise<string> => {
  const file = join(folder, 'function-worker.mjs');
  await buildWorker(file);
  return file;
};

const attempts = 20;
const pause = 250;

/** The scheduled function makes the key rings that the reporter needs. */
const untilAnswering = async (reporterUrl: string, runScheduled: () => Promise<void>): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const answers = await runScheduled().then(
      async () => (await fetch(`${reporterUrl}/report`)).status === 200,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new StartError('The reporter function does not answer; the log of the functions says more.');
};

/** What EventBridge Scheduler sends when the schedule names no input of its own. */
const scheduledEvent = (time: Date): object => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '000000000000',
  time: time.toISOString(),
  region: 'us-east-1',
  resources: ['arn:aws:scheduler:us-east-1:000000000000:schedule/default/conductline'],
  detail: '{}',
});
