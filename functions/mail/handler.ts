import { logCrashes } from '../adapters/lambda/lambda-handler.ts';
import { logTo } from '../adapters/log/log.ts';
import { mailKeysOf } from './mail-event.ts';

const log = logTo((line) => process.stdout.write(line));
logCrashes(log);

export const handler = (event: unknown): Promise<void> => {
  mailKeysOf(event);
  return Promise.resolve();
};
