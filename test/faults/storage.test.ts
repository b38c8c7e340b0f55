import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startService, type Service } from '../harness/service.ts';
import type { SignedIn } from '../team/as-member.ts';
import { operations, type Operation } from './operations.ts';
import { comeBackLater, onlyCatalogueEvents, somethingWrong, storedCases } from './snapshot.ts';

const failing = (code: string, statusCode: number) => ({ kind: 'fail', code, statusCode }) as const;

describe('when storage fails', () => {
  let service: Service;
  let member: SignedIn;
  let all: [string, Operation][];
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember();
    all = Object.entries(await operations(service, member));
    service.logs.length = 0;
  });
  afterEach(() => service.close());

  const writes = () => all.filter(([, { writes }]) => writes);
  const faults = () => service.emulators.faults.dynamoDb;

  it.each([
    ['every call fails', failing('InternalServerError', 500), 'storage-unavailable'],
    ['every connection is cut', { kind: 'drop' } as const, 'storage-unavailable'],
  ])('%s: each operation asks to come back, writes nothing, and works afterwards', async (_, fault, code) => {
    for (const [what, { run }] of all) {
      const before = await storedCases(service);
      faults().next('*', fault, 3);
      await comeBackLater(await run());
      expect((await storedCases(service)) === before, what).toBe(true);
      expect(service.logs).toEqual([{ event: 'fault', code }]);
      service.logs.length = 0;
      expect((await run()).status, what).toBeLessThan(300);
    }
  });

  it('a write that fails leaves nothing behind, and the same sent again is written once', async () => {
    for (const [what, { run }] of writes()) {
      const before = await storedCases(service);
      faults().next('TransactWriteItems', failing('InternalServerError', 500), 3);
      await comeBackLater(await run());
      expect((await storedCases(service)) === before, what).toBe(true);
      expect((await run()).status, what).toBeLessThan(300);
    }
    onlyCatalogueEvents(service.logs);
  });

  it('a call that fails once is tried again, and nobody notices', async () => {
    for (const [what, { run }] of all) {
      faults().next('*', failing('InternalServerError', 500));
      expect((await run()).status, what).toBeLessThan(300);
    }
    expect(service.logs).toEqual([]);
  });

  it('being throttled is an answer that says when to come back', async () => {
    faults().next('TransactWriteItems', failing('ThrottlingException', 400), 3);
    await comeBackLater((await all[0]?.[1].run()) ?? new Response());
    for (const name of ['ProvisionedThroughputExceededException', 'RequestLimitExceeded']) {
      service.interrupt.before = ({ command }) => {
        if (command === 'TransactWriteItemsCommand')
          throw Object.assign(new Error('of CASE#secret'), { name, $metadata: { httpStatusCode: 400 } });
      };
      await comeBackLater((await all[0]?.[1].run()) ?? new Response());
    }
    expect(service.logs).toEqual([1, 2, 3].map(() => ({ event: 'fault', code: 'storage-busy' })));
  });

  it('being refused is a fault that coming back does not help against', async () => {
    for (const [, { run }] of all) {
      faults().next('*', failing('AccessDeniedException', 400));
      await somethingWrong(await run());
      expect(service.logs.at(-1)).toEqual({ event: 'fault', code: 'storage-refused' });
    }
    onlyCatalogueEvents(service.logs);
  });

  /** What DynamoDB says when it cancels a transaction, for the reasons it gives of each item. */
  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
      $metadata: { httpStatusCode: 400 },
      CancellationReasons: codes.map((Code) => ({ Code, Message: 'of CASE#secret' })),
    });
  const cancelNext = (times: number, ...codes: string[]) => {
    let left = times;
    service.interrupt.before = ({ command }) => {
      if (command === 'TransactWriteItemsCommand' && left-- > 0) throw cancelled(...codes);
    };
  };

  it('a transaction that conflicts with another is tried again until it is through, and is written once', async () => {
    for (const [what, { run }] of writes()) {
      cancelNext(3, 'None', 'TransactionConflict');
      expect((await run()).status, what).toBeLessThan(300);
    }
    expect(service.logs).toEqual([]);
  });

  it.each([
    ['conflicts for ever', ['TransactionConflict'], 'storage-busy'],
    ['is throttled', ['None', 'ThrottlingError'], 'storage-busy'],
    ['exceeds the throughput', ['ProvisionedThroughputExceeded', 'None'], 'storage-busy'],
  ])('a transaction that %s asks to come back and wrote nothing', async (_, codes, code) => {
    const [one] = all.filter(([what]) => what === 'a message');
    const before = await storedCases(service);
    cancelNext(99, ...codes);
    await comeBackLater((await one?.[1].run()) ?? new Response());
    expect((await storedCases(service)) === before).toBe(true);
    expect(service.logs).toEqual([{ event: 'fault', code }]);
  });

  it('a transaction that is cancelled for what we sent is a fault', async () => {
    for (const code of ['ValidationError', 'ItemCollectionSizeLimitExceeded', 'NobodyKnows']) {
      cancelNext(1, code);
      await somethingWrong((await all[0]?.[1].run()) ?? new Response());
      expect(service.logs.at(-1)).toEqual({ event: 'fault', code: 'storage-refused' });
    }
  });

  it('a member is not told that they are unknown because storage fails', async () => {
    faults().next('BatchGetItem', failing('InternalServerError', 500), 3);
    await comeBackLater(
      await service.team('/api/cases', { headers: { authorization: member.authorization } }),
    );
  });
});
