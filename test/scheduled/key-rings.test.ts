import { randomBytes, randomInt } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { scheduledLease } from '../../functions/adapters/dynamodb/scheduled/lease.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { loadRingPublicKey, loadWrappedRingKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { ringMakerStore } from '../../functions/adapters/dynamodb/scheduled/ring-maker-store.ts';
import { privateKeyWrapper } from '../../functions/adapters/kms/wrap-private-key.ts';
import { makeMissingRings } from '../../functions/domain/key-ring/make-missing-rings.ts';
import { openRingSealed } from '../../functions/domain/key-ring/open-ring-sealed.ts';
import { channelPurposes } from '../../functions/domain/key-ring/purpose.ts';
import { sealToRing } from '../../functions/domain/key-ring/seal-to-ring.ts';
import { keyRingOpener } from '../../functions/team/open-key-ring.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, read } from '../team/as-member.ts';

const random = { bytes: randomBytes, integer: (limit: number) => randomInt(limit) };

describe('key rings and the lease of the scheduled run', () => {
  let service: Service;
  let kms: KMSClient;
  beforeAll(async () => {
    service = await startService();
    kms = new KMSClient({
      endpoint: service.emulators.kms.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local-scheduled', secretAccessKey: 'local' },
    });
  });
  afterAll(async () => {
    kms.destroy();
    await service.close();
  });

  const team = () => service.emulators.tables.team;
  const rowsOf = (partition: string) => queryPartition(service.dynamo, team(), partition);
  const ringRows = async (channel: string) =>
    (
      await Promise.all(
        channelPurposes.map(async (purpose) => [
          ...(await rowsOf(teamKeys.ringPublic(channel, purpose).pk)),
          ...(await rowsOf(teamKeys.ringPrivate(channel, purpose, 1).pk)),
        ]),
      )
    ).flat();
  const make = (channels: readonly string[]) =>
    makeMissingRings(
      ringMakerStore(service.dynamo, team()),
      privateKeyWrapper(kms, service.emulators.kms.keyArn),
      random,
      channels,
    );

  it('are made once: later scheduled runs change nothing and call KMS no more', async () => {
    const before = [...(await ringRows('conduct')), ...(await ringRows('security'))];
    expect(before).toHaveLength(16);
    service.calls.length = 0;
    await service.scheduledRun();
    await service.scheduledRun();
    expect([...(await ringRows('conduct')), ...(await ringRows('security'))]).toEqual(before);
    expect(service.calls.filter(({ command }) => command === 'EncryptCommand')).toEqual([]);
    expect(service.logs).toEqual([]);
  });

  it('of a channel that is added later are made, beside those that are there', async () => {
    const before = await ringRows('conduct');
    expect(await make(['conduct', 'security', 'events'])).toBe(4);
    expect(await ringRows('events')).toHaveLength(8);
    expect(await ringRows('conduct')).toEqual(before);
    expect(await make(['conduct', 'security', 'events'])).toBe(0);
  });

  it('made by several at once are one each, and the two halves belong together', async () => {
    await Promise.all([make(['rivals']), make(['rivals']), make(['rivals'])]);
    const rows = await ringRows('rivals');
    expect(rows).toHaveLength(8);
    const open = keyRingOpener({
      kms,
      keyId: service.emulators.kms.keyArn,
      loadWrapped: (channel, purpose, epoch) =>
        loadWrappedRingKey(service.dynamo, team(), { channel, purpose, epoch }),
      clock: () => service.clock.now,
    });
    const place = { caseId: 'A'.repeat(22), part: 'brief' };
    const sealed = sealToRing(
      await loadRingPublicKey(service.dynamo, team(), 'rivals', 'briefs'),
      place,
      Buffer.from('x'),
    );
    expect(openRingSealed(await open('rivals', 'briefs', 1), place, sealed)).toEqual(Buffer.from('x'));
  });

  it('private halves are stored encrypted, each for its own purpose and channel', async () => {
    const rows = await ringRows('conduct');
    for (const row of rows.filter((candidate) => 'locks' in candidate)) {
      expect(row).toMatchObject({ policy: { S: 'all' }, locks: { L: [{ M: { kind: { S: 'kms' } } }] } });
      expect(row).not.toHaveProperty('publicKey');
      expect(row).not.toHaveProperty('privateKey');
    }
    for (const row of rows.filter((candidate) => 'publicKey' in candidate))
      expect(row).not.toHaveProperty('locks');
  });

  it('when KMS fails half-way, the next scheduled run makes the rest, and nothing is stored of the one that failed', async () => {
    let encryptions = 0;
    const half = makeMissingRings(
      ringMakerStore(service.dynamo, team()),
      (privateKey, context) => {
        encryptions += 1;
        if (encryptions === 2) throw new Error('KMS is away');
        return privateKeyWrapper(kms, service.emulators.kms.keyArn)(privateKey, context);
      },
      random,
      ['halves'],
    );
    await expect(half).rejects.toThrow();
    expect(await ringRows('halves')).toHaveLength(2);
    expect(await make(['halves'])).toBe(3);
    expect(await ringRows('halves')).toHaveLength(8);
  });

  it('while another scheduled run holds the lease, a scheduled run does nothing and says so', async () => {
    const other = scheduledLease(service.dynamo, team(), 'another-container');
    expect(await other.take(service.clock.now, 58)).toBe(true);
    const member = await service.addMember();
    await fileReport(service, { urgent: true });
    service.calls.length = 0;
    await service.scheduledRun();
    expect(service.logs).toEqual([{ event: 'scheduled-run-skipped' }]);
    expect(service.calls.map(({ command }) => command)).toEqual(['UpdateItemCommand']);
    expect(await service.emulators.ses.mails()).toEqual([]);
    service.clock.advance(57_999);
    await service.scheduledRun();
    expect(service.logs).toHaveLength(2);
    service.clock.advance(1);
    await service.scheduledRun();
    expect(await service.emulators.ses.mails()).toMatchObject([{ to: [member.email] }]);
    service.logs.length = 0;
  });

  it('a lease is given back after a scheduled run, and one that was lost meanwhile stays with its new holder', async () => {
    const [one, other] = ['one', 'other'].map((holder) => scheduledLease(service.dynamo, team(), holder));
    expect(await one?.take(service.clock.now, 58)).toBe(true);
    const later = new Date(service.clock.now.getTime() + 58_000);
    expect(await other?.take(later, 58)).toBe(true);
    await one?.giveBack();
    expect(await one?.take(later, 58)).toBe(false);
    await other?.giveBack();
    expect(await one?.take(later, 58)).toBe(true);
    await one?.giveBack();
  });

  it('of scheduled runs at the same time one works and the others are skipped', async () => {
    const member = await service.addMember();
    const id = await caseIdOf(service, await fileReport(service, { urgent: true }));
    await Promise.all([service.scheduledRun(), service.scheduledRun(), service.scheduledRun()]);
    expect(service.logs.filter(({ event }) => event === 'scheduled-run-skipped')).toHaveLength(2);
    const mails = await service.emulators.ses.mails();
    expect(mails.filter(({ to }) => to.includes(member.email))).toHaveLength(1);
    expect((await read(service, member, id)).unread).toBe(false);
    service.logs.length = 0;
  });
});
