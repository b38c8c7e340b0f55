import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { listen } from '../../infra/local/listen.ts';
import { CommandError } from '../../infra/ops/member/team-of-command.ts';

/** What says where the rehearsal's AWS is; moto takes any credentials. */
export type Rehearsed = {
  readonly endpoint: string;
  readonly s3Endpoint: string;
  readonly environment: Readonly<Record<string, string>>;
};
export type Moto = Rehearsed & { readonly stop: () => Promise<void> };

const startWithin = 20_000;
const pause = 100;

const howToGet =
  "moto_server is not here. It is an implementation of AWS for tests, in Python: pip install 'moto[server]'";

/** An empty AWS of its own on a free port, gone with `stop`. @throws {CommandError} when moto is not here */
export const startMoto = async (): Promise<Moto> => {
  const port = await freePort();
  const child = spawn('moto_server', ['-p', String(port)], { stdio: 'ignore' });
  // However this process ends, moto does not stay behind.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const failed = once(child, 'error').then(() => {
    throw new CommandError(howToGet);
  });
  const ended = once(child, 'exit').then(() => {
    throw new CommandError(`moto_server has ended by itself. ${howToGet}`);
  });
  for (const end of [failed, ended]) end.catch(() => undefined);
  const stop = async (): Promise<void> => {
    process.off('exit', end);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  // By its number, CDK's uploads of assets fail: they put the bucket's name in front of the host.
  const endpoint = `http://localhost:${port}`;
  try {
    await Promise.race([failed, ended, untilAnswering(endpoint)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint,
    // By its name, the functions' SDK puts the bucket's name in front of the host, which need not lead anywhere.
    s3Endpoint: `http://127.0.0.1:${port}`,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'rehearsal',
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
    },
    stop,
  };
};

const freePort = async (): Promise<number> => {
  const { port, close } = await listen(createServer(), 0);
  await close();
  return port;
};

const untilAnswering = async (endpoint: string): Promise<void> => {
  for (let waited = 0; waited < startWithin; waited += pause) {
    if (
      await fetch(`${endpoint}/moto-api/`).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new CommandError('moto_server does not answer.');
};
