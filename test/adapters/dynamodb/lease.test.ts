import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lease } from '../../../functions/domain/sweep/lease.ts';
import { scheduledLease } from '../../../functions/adapters/dynamodb/scheduled/lease.ts';
import { after, now } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('the lease', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await startStorage();
  });
  afterEach(() => storage.close());

  const holder = (name: string): Lease => scheduledLease(storage.client, storage.tables.team, name);

  it('is held by one until it runs out', async () => {
    expect(await holder('one').take(now, 58)).toBe(true);
    expect(await holder('other').take(after(now, 57_999), 58)).toBe(false);
    expect(await holder('other').take(after(now, 58_000), 58)).toBe(true);
  });

  it('given back, it can be taken at once', async () => {
    const one = holder('one');
    await one.take(now, 58);
    await one.giveBack();

    expect(await holder('other').take(now, 58)).toBe(true);
  });

  it('a late holder does not give back the lease of another', async () => {
    const late = holder('late');
    await late.take(now, 58);
    await holder('other').take(after(now, 60_000), 58);
    await late.giveBack();

    expect(await holder('third').take(after(now, 61_000), 58)).toBe(false);
  });

  it('of eight who want it at once one gets it', async () => {
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, index) => holder(`holder-${index}`).take(now, 58)),
    );

    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});
