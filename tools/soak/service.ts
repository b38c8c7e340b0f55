import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { ToService } from './service-host.ts';

const ready = z.object({
  reporterUrl: z.string(),
  teamUrl: z.string(),
  inboxUrl: z.string(),
  teamAccessToken: z.string(),
  dynamoDbUrl: z.string(),
  s3Url: z.string(),
  bucket: z.string(),
  tables: z.object({ vault: z.string(), cases: z.string(), team: z.string() }),
});
export type Where = z.infer<typeof ready>;

const startWithin = 60_000;
const host = fileURLToPath(new URL('service-host.ts', import.meta.url));

/** The local service in a process that is killed and started again over the same folder. */
export class SoakedService {
  readonly #folder: string;
  #child: ChildProcess | undefined;
  /** Where it is since its last start. */
  where: Where;

  private constructor(folder: string, child: ChildProcess, where: Where) {
    this.#folder = folder;
    this.#child = child;
    this.where = where;
  }

  static async start(): Promise<SoakedService> {
    const folder = await mkdtemp(join(tmpdir(), 'conductline-soak-'));
    const { child, where } = await launch(folder);
    return new SoakedService(folder, child, where);
  }

  tell(message: ToService): void {
    // A process that was just killed hears nothing any more.
    this.#child?.send(message, () => undefined);
  }

  /** No goodbye: what was not on the disk is lost. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  async startAgain(): Promise<void> {
    const { child, where } = await launch(this.#folder);
    this.#child = child;
    this.where = where;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const launch = async (folder: string): Promise<{ child: ChildProcess; where: Where }> => {
  const child = fork(host, [folder], {
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const late = AbortSignal.timeout(startWithin);
  try {
    const ended = once(child, 'exit', { signal: late }).then(() => {
      throw new Error('the local service has ended by itself');
    });
    ended.catch(() => undefined);
    const [said] = (await Promise.race([once(child, 'message', { signal: late }), ended])) as unknown[];
    return { child, where: ready.parse(said) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
};
