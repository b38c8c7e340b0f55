import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { loadReporterKeys } from '../../../functions/adapters/dynamodb/reporter/reporter-keys.ts';
import {
  loadRingPublicKey,
  loadTicketSecret,
  loadWrappedRingKey,
} from '../../../functions/adapters/dynamodb/case/ring-store.ts';
import { Fault } from '../../../functions/domain/kernel/fault.ts';
import { makeMissingRings, type NewRing } from '../../../functions/domain/key-ring/make-missing-rings.ts';
import { casePurposes } from '../../../functions/domain/key-ring/purpose.ts';
import { random } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

const notReady = new Fault('not-ready', 60);
const conductReports = { channel: 'conduct', purpose: 'reports', epoch: 1 } as const;

describe('key rings', () => {
  let storage: Storage;
  let team: string;
  beforeEach(async () => {
    storage = await startStorage();
    team = storage.tables.team;
  });
  afterEach(() => storage.close());

  const ring = (own: Partial<NewRing> = {}): NewRing => ({
    channel: 'conduct',
    purpose: 'reports',
    epoch: 1,
    publicKey: randomBytes(32),
    wrappedPrivateKey: randomBytes(180),
    ...own,
  });
  const wrap = (privateKey: Uint8Array) => Promise.resolve(Uint8Array.from([9, ...privateKey]));

  it('an empty table has no rings, and says that it is not ready', async () => {
    expect(await storage.ringMaker.existing([conductReports])).toEqual({ rings: [], ticketSecret: false });
    await expect(loadReporterKeys(storage.client, team, ['conduct'])).rejects.toEqual(notReady);
    await expect(loadRingPublicKey(storage.client, team, 'conduct', 'reports')).rejects.toEqual(notReady);
    await expect(loadTicketSecret(storage.client, team)).rejects.toEqual(notReady);
    await expect(loadWrappedRingKey(storage.client, team, conductReports)).rejects.toBeInstanceOf(Fault);
  });

  it('a ring’s halves are read apart, as they were kept', async () => {
    const made = ring();
    await storage.ringMaker.addRing(made);

    expect(await loadRingPublicKey(storage.client, team, 'conduct', 'reports')).toEqual({
      channel: 'conduct',
      purpose: 'reports',
      epoch: 1,
      publicKey: new Uint8Array(made.publicKey),
    });
    const wrapped = await loadWrappedRingKey(storage.client, team, conductReports);
    expect(wrapped).toEqual(new Uint8Array(made.wrappedPrivateKey));
    const publicRow = await storage.row('team', teamKeys.ringPublic('conduct', 'reports'));
    expect(JSON.stringify(publicRow)).not.toContain('locks');
  });

  it('a ring is never overwritten, nor one half of it', async () => {
    const first = ring();
    await storage.ringMaker.addRing(first);
    await storage.ringMaker.addRing(ring());
    await storage.ringMaker.addRing(ring({ epoch: 2 }));

    const { publicKey } = await loadRingPublicKey(storage.client, team, 'conduct', 'reports');
    expect(publicKey).toEqual(new Uint8Array(first.publicKey));
    expect(await storage.row('team', teamKeys.ringPrivate('conduct', 'reports', 2))).toBeUndefined();
  });

  it('of two rings made at once one stays, with its own private half', async () => {
    for (let round = 0; round < 6; round++) {
      const channel = `channel-${round}`;
      const rings = [ring({ channel }), ring({ channel }), ring({ channel })];
      await Promise.all(rings.map((each) => storage.ringMaker.addRing(each)));

      const { publicKey } = await loadRingPublicKey(storage.client, team, channel, 'reports');
      const wrapped = await loadWrappedRingKey(storage.client, team, {
        channel,
        purpose: 'reports',
        epoch: 1,
      });
      const kept = rings.find((each) => Buffer.compare(each.publicKey, publicKey) === 0);
      expect(new Uint8Array(kept?.wrappedPrivateKey ?? [])).toEqual(wrapped);
    }
  });

  it('the ticket secret is made once', async () => {
    const [one, other] = [randomBytes(32), randomBytes(32)];
    await Promise.all([storage.ringMaker.addTicketSecret(one), storage.ringMaker.addTicketSecret(other)]);

    const secret = await loadTicketSecret(storage.client, team);
    expect([one, other].map((each) => new Uint8Array(each))).toContainEqual(secret);
    await storage.ringMaker.addTicketSecret(randomBytes(32));
    expect(await loadTicketSecret(storage.client, team)).toEqual(secret);
  });

  it('rings of as many channels as settings allow are made and read in one call each', async () => {
    const channels = Array.from({ length: 20 }, (_, index) => `channel-${index}`);
    expect(await makeMissingRings(storage.ringMaker, wrap, random, channels)).toBe(84);

    expect(await makeMissingRings(storage.ringMaker, wrap, random, channels)).toBe(0);
    const keys = await loadReporterKeys(storage.client, team, channels);
    expect(keys.ticketSecret).toHaveLength(32);
    expect(keys.ring('channel-19', 'briefs')).toMatchObject({ channel: 'channel-19', purpose: 'briefs' });
    expect(() => keys.ring('unknown', 'briefs')).toThrow(notReady);
  });

  it('reports are received while a ring that nobody seals them to is missing', async () => {
    const register = { channel: 'conduct', purpose: 'register' } as const;
    for (const purpose of casePurposes)
      await storage.ringMaker.addRing(ring({ channel: 'conduct', purpose }));
    await storage.ringMaker.addTicketSecret(randomBytes(32));

    const keys = await loadReporterKeys(storage.client, team, ['conduct']);
    expect(keys.ring('conduct', 'reports').channel).toBe('conduct');
    expect(() => keys.ring(register.channel, register.purpose)).toThrow(notReady);
    expect(await makeMissingRings(storage.ringMaker, wrap, random, ['conduct'])).toBe(5);
    expect(await loadRingPublicKey(storage.client, team, 'conduct', 'register')).toMatchObject(register);
  });

  it('the reporter function is not ready while one of the rings is missing', async () => {
    await makeMissingRings(storage.ringMaker, wrap, random, ['conduct']);

    await expect(loadReporterKeys(storage.client, team, ['conduct', 'security'])).rejects.toEqual(notReady);
  });

  it('a broken ring is a fault, not a key', async () => {
    await storage.put('team', teamKeys.ringPublic('conduct', 'reports'), {
      channel: 'conduct',
      publicKey: 'x',
    });
    await storage.put('team', teamKeys.ringPrivate('conduct', 'reports', 1), { policy: 'any', locks: [] });

    const unreadable = new Fault('row-unreadable');
    await expect(loadRingPublicKey(storage.client, team, 'conduct', 'reports')).rejects.toEqual(unreadable);
    await expect(loadWrappedRingKey(storage.client, team, conductReports)).rejects.toEqual(unreadable);
  });
});
