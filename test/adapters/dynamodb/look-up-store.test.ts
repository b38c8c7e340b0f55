import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUpStore } from '../../../functions/adapters/dynamodb/team/look-up-store.ts';
import type { LookUpStore } from '../../../functions/domain/casework/register/register-ports.ts';
import { addDays } from '../../../functions/domain/kernel/clock.ts';
import { now } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('look-ups, as they are stored', () => {
  let storage: Storage;
  let store: LookUpStore;
  beforeAll(async () => {
    storage = await startStorage();
    const formerMembers = () => Promise.resolve({ salt: undefined, former: [] });
    store = lookUpStore(storage.client, storage.tables, { formerMembers });
  });
  afterAll(() => storage.close());

  const task = (channel: string, id: string) => ({
    channel,
    id,
    sealed: {
      version: 1 as const,
      suite: 1 as const,
      keyRing: `${channel}/register`,
      epoch: 1,
      bytes: new Uint8Array(randomBytes(40)),
    },
  });

  it('are as many a day as a member may, each of them for themselves, also at once', async () => {
    const taken = await Promise.all(Array.from({ length: 8 }, () => store.takeLookUp('m1', '2026-03-10', 5)));
    expect(taken.filter(Boolean)).toHaveLength(5);
    expect(await store.takeLookUp('m2', '2026-03-10', 5)).toBe(true);
    expect(await store.takeLookUp('m1', '2026-03-11', 5)).toBe(true);
  });

  it('leave one task a respondent, in its channel, until its time is over', async () => {
    const ends = addDays(now, 60);
    await store.putTask(task('conduct', 'a'), ends);
    const latest = task('conduct', 'a');
    await store.putTask(latest, ends);
    await store.putTask(task('security', 'b'), ends);
    expect(await store.tasks('conduct', 300, now)).toEqual([latest]);
    expect(await store.tasks('conduct', 300, ends)).toEqual([]);
  });

  it('give all of a channel’s tasks, beyond one answer', async () => {
    const ids = Array.from({ length: 310 }, (_, index) => `t${String(index).padStart(4, '0')}`);
    await Promise.all(ids.map((id) => store.putTask(task('large', id), addDays(now, 60))));
    expect((await store.tasks('large', 600, now)).map(({ id }) => id)).toEqual(ids);
    expect(await store.tasks('large', 300, now)).toHaveLength(300);
  });
});
