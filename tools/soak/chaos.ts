import type { Fault } from '../../infra/local/faults.ts';
import type { ToService } from './service-host.ts';
import type { SoakedService } from './service.ts';

export type ChaosFigures = { kills: number; faults: number; doubledBeats: number; longestStartMs: number };

const killEvery = 9_000;
const faultEvery = 250;
const runEvery = 3_000;

const fail = (code: string, statusCode: number): Fault => ({ kind: 'fail', code, statusCode });
type PlannedFault = Extract<ToService, { kind: 'fault' }>;

/** How often each of them comes, among all of them. */
const table: readonly (readonly [PlannedFault['service'], string, Fault, number])[] = [
  ['dynamoDb', 'TransactWriteItems', fail('ThrottlingException', 400), 4],
  ['dynamoDb', 'TransactWriteItems', { kind: 'drop', after: true }, 6],
  ['dynamoDb', 'TransactWriteItems', { kind: 'drop' }, 3],
  ['dynamoDb', 'TransactWriteItems', { kind: 'hang', after: true }, 1],
  ['dynamoDb', 'GetItem', fail('ProvisionedThroughputExceededException', 400), 3],
  ['dynamoDb', 'BatchGetItem', fail('InternalServerError', 500), 3],
  ['dynamoDb', 'Query', { kind: 'drop' }, 3],
  ['dynamoDb', 'UpdateItem', { kind: 'drop', after: true }, 3],
  ['dynamoDb', 'DeleteItem', { kind: 'drop', after: true }, 2],
  ['kms', 'Decrypt', fail('ThrottlingException', 400), 2],
  ['s3', 'PutObject', { kind: 'drop', after: true }, 3],
  ['s3', 'CopyObject', { kind: 'drop', after: true }, 3],
  ['s3', 'CopyObject', fail('SlowDown', 503), 2],
  ['s3', 'GetObject', { kind: 'drop' }, 2],
  ['ses', 'SendRawEmail', { kind: 'drop', after: true }, 3],
  ['ses', 'SendRawEmail', fail('Throttling', 400), 2],
];
const all = table.flatMap(([service, operation, fault, weight]) =>
  Array.from({ length: weight }, (): PlannedFault => ({ kind: 'fault', service, operation, fault })),
);

/**
 * Until the soak is over: faults of the emulated services (throttles, cut and silent connections, before the work and
 * after it), scheduled events that come several times, and the whole process killed and started again.
 */
export const chaos = async (
  service: SoakedService,
  figures: ChaosFigures,
  isOver: () => boolean,
): Promise<void> => {
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds * (0.5 + Math.random())));
  const often = async (every: number, act: () => Promise<void> | void): Promise<void> => {
    while (!isOver()) {
      await wait(every);
      if (!isOver()) await act();
    }
  };
  await Promise.all([
    often(faultEvery, () => {
      const message = all[Math.floor(Math.random() * all.length)];
      if (message === undefined) return;
      // The SDK tries three times: one fault alone never reaches a client.
      const times = Math.random() < 0.3 ? 3 : 1;
      for (let time = 0; time < times; time += 1) service.tell(message);
      figures.faults += times;
    }),
    often(runEvery, () => {
      service.tell({ kind: 'scheduled run', times: 3 });
      figures.doubledBeats += 1;
    }),
    often(killEvery, async () => {
      await service.kill();
      figures.kills += 1;
      const before = Date.now();
      await service.startAgain();
      figures.longestStartMs = Math.max(figures.longestStartMs, Date.now() - before);
    }),
  ]);
};
