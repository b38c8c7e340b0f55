import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A reason not to start, in one sentence for the person at the keyboard. */
export class StartError extends Error {
  readonly code = 'cannot-start';
}

export type StateFolder = ReturnType<typeof filesIn>;

const filesIn = (folder: string) => ({
  folder,
  database: join(folder, 'dynamodb'),
  kmsKey: join(folder, 'kms-key.json'),
  mail: join(folder, 'mail'),
  attachments: join(folder, 'attachments'),
  bundles: join(folder, 'bundles'),
  logs: join(folder, 'log'),
  functionLog: join(folder, 'log', 'functions.jsonl'),
  emulators: join(folder, 'emulators.json'),
  ready: join(folder, 'ready.json'),
  teamAccessToken: join(folder, 'team-access-token'),
});

/**
 * The files of one local instance; folders are made with mode 0700.
 * @throws {StartError}
 */
export const openStateFolder = async (folder: string): Promise<StateFolder> => {
  const files = filesIn(folder);
  try {
    for (const path of [folder, files.database, files.mail, files.attachments, files.logs]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
    }
    await chmod(folder, 0o700);
  } catch (error) {
    throw new StartError(`The state folder ${folder} cannot be written: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
  return files;
};

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'an unknown reason';
