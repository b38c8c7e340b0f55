import type { EmulatorsFile } from '../../infra/local/start-emulators.ts';
import type { Storage } from '../adapters/dynamodb/storage.ts';

/** What `emulators.json` says while the local service runs on this storage. */
export const runningAt = async ({ client, tables }: Storage): Promise<EmulatorsFile> => {
  const endpoint = await client.config.endpoint?.();
  if (!endpoint) throw new Error('the storage has an endpoint of its own');
  const { protocol, hostname, port = '' } = endpoint;
  return { dynamoDbUrl: `${protocol}//${hostname}:${port}`, tables };
};
