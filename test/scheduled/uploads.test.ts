import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attachmentsOf, keepFiles, openChoices } from '../../functions/domain/attachment/attach.ts';
import { loadRingPublicKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { draftFiles, fileWith, logFile, objectNames, photo, uploadsOf } from '../harness/files.ts';
import { startService, type Service } from '../harness/service.ts';
import { keysOf, rowsOf } from './stored.ts';

const hour = 3_600_000;
const day = 24 * hour;

const uploadRows = async (service: Service): Promise<string[]> =>
  keysOf(await rowsOf(service, 'cases')).filter((key) => key.startsWith('UPLOAD#'));

const toTheFullHour = async (service: Service): Promise<void> => {
  service.clock.now = new Date(Math.ceil((service.clock.now.getTime() + 1) / hour) * hour);
  await service.scheduledRun();
};

describe('files that belong to something', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({
      channels: { conduct: { retention: { afterClosingDays: 5, hardLimitDays: 20 } } },
    });
    await service.addMember();
  });
  afterAll(() => service.close());

  it('outlive every sweep, the unfinished copies go, and all of them go with their case', async () => {
    const { filed, drafted } = await fileWith(service, [photo(), logFile()], { keepOriginal: true });
    const [kept, other] = drafted.files;
    const ids = [kept?.id, kept?.original?.id, other?.id].map((id) => `kept/${id ?? ''}/0`).sort();
    expect(await objectNames(service, 'kept/')).toEqual(ids);
    expect(await uploadRows(service)).toHaveLength(3);
    for (let hours = 0; hours < 26; hours += 1) {
      service.clock.advance(hour);
      await toTheFullHour(service);
    }
    expect(await objectNames(service, 'unfinished/')).toEqual([]);
    expect(await objectNames(service, 'kept/')).toEqual(ids);

    // Nobody may have opened it: withdrawn, it goes with the next scheduled run.
    const gone = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    expect(await bodyOf(gone)).toEqual({ outcome: 'erased' });
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual([]);
    expect(await uploadRows(service)).toEqual([]);
  });

  it('go when the erasure that stopped half-way is taken up', async () => {
    const { filed } = await fileWith(service, [photo(), logFile()]);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    const broken = { kind: 'fail', code: 'InternalError', statusCode: 500 } as const;
    service.emulators.faults.s3.next('DeleteObjects', broken, 3);
    await service.scheduledRun();
    expect((await objectNames(service, 'kept/')).length).toBeGreaterThan(0);
    service.clock.advance(60_000);
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual([]);
    expect(await uploadRows(service)).toEqual([]);
  });
});

describe('files that belong to nothing', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    await service.addMember();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.emulators.faults.s3.clear();
    service.emulators.faults.dynamoDb.clear();
    service.interrupt.before = undefined;
  });

  const keptFor = async (files = [logFile()]) => {
    const drafted = await draftFiles(service, files);
    const ring = await loadRingPublicKey(
      service.dynamo,
      service.emulators.tables.team,
      'conduct',
      'identity',
    );
    const choices = openChoices(
      drafted.place,
      drafted.references.map((reference) => ({ reference })),
    );
    const attached = attachmentsOf(ring, drafted.place.caseId, choices ?? []);
    const context = {
      files: service.attachments.reporter,
      uploads: uploadsOf(service),
      now: service.clock.now,
    };
    return { drafted, keep: () => keepFiles({ ...context, now: service.clock.now }, attached) };
  };

  it('go within a day when nobody tries to attach them', async () => {
    await draftFiles(service, [photo()]);
    service.clock.advance(20 * hour);
    await toTheFullHour(service);
    expect((await objectNames(service, 'unfinished/')).length).toBe(2);
    service.clock.advance(2 * hour);
    await toTheFullHour(service);
    expect(await objectNames(service, 'unfinished/')).toEqual([]);
  });

  it('go within three hours when they were kept for an entry that was never written', async () => {
    const { keep } = await keptFor([photo()]);
    expect(await keep()).toEqual({ kind: 'kept' });
    expect(await objectNames(service, 'kept/')).toHaveLength(1);
    service.logs.length = 0;
    service.clock.advance(3 * hour);
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual([]);
    expect(service.logs.filter(({ event }) => event === 'uploads-swept')).toHaveLength(1);
  });

  it('cannot be attached once they were swept, and the report says so and keeps nothing', async () => {
    const { drafted, keep } = await keptFor();
    await keep();
    service.clock.advance(3 * hour);
    await service.scheduledRun();
    expect(await keep()).toEqual({ kind: 'gone', names: ['server.log'] });
    const attachments = drafted.references.map((reference) => ({ reference }));
    const body = { answers: { whatHappened: 'x' }, draft: drafted.draft, attachments };
    const before = (await rowsOf(service, 'vault')).length;
    const answer = await service.reporter('/api/reports', jsonRequest(body));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await rowsOf(service, 'vault')).length).toBe(before);
  });

  it('are not swept in the moment in which they are attached', async () => {
    const { drafted, keep } = await keptFor();
    await keep();
    service.clock.advance(3 * hour);
    // The sweep has read what is due, and the report is filed before it marks anything.
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'scheduled' || command !== 'UpdateItemCommand') return;
      service.interrupt.before = undefined;
      await fileReport(service, {
        draft: drafted.draft,
        attachments: drafted.references.map((reference) => ({ reference })),
      });
    };
    await service.scheduledRun();
    const [file] = drafted.files;
    expect(await objectNames(service, 'kept/')).toEqual([`kept/${file?.id ?? ''}/0`]);
    service.clock.advance(day);
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual([`kept/${file?.id ?? ''}/0`]);
  });

  it('are erased by the next scheduled run when the bytes would not go', async () => {
    const before = await objectNames(service, 'kept/');
    const { keep } = await keptFor();
    await keep();
    service.clock.advance(3 * hour);
    const broken = { kind: 'fail', code: 'InternalError', statusCode: 500 } as const;
    service.emulators.faults.s3.next('DeleteObjects', broken, 3);
    await service.scheduledRun();
    expect((await objectNames(service, 'kept/')).length).toBe(before.length + 1);
    service.clock.advance(60_000);
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual(before);
  });
});

describe('a report that is sent again', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    await service.addMember();
  });
  afterAll(() => service.close());
  const ticket = async (): Promise<string> =>
    (await bodyOf<{ ticket: string }>(await service.reporter('/api/tickets', { method: 'POST' }))).ticket;

  it('after its answer was lost gives the same words, has its files once, and they stay', async () => {
    const drafted = await draftFiles(service, [logFile()]);
    const attachments = drafted.references.map((reference) => ({ reference }));
    const report = { ticket: await ticket(), draft: drafted.draft, attachments };
    service.emulators.faults.dynamoDb.next('TransactWriteItems', { kind: 'drop', after: true }, 3);
    const body = { answers: { whatHappened: 'x' }, ...report };
    const lost = await service.reporter('/api/reports', jsonRequest(body));
    expect(lost.status).toBe(503);
    service.clock.advance(hour);
    const [first, second] = [await fileReport(service, body), await fileReport(service, body)];
    expect(first.token).toBe(second.token);
    service.clock.advance(4 * hour);
    await service.scheduledRun();
    const [file] = drafted.files;
    expect(await objectNames(service, 'kept/')).toEqual([`kept/${file?.id ?? ''}/0`]);
  });

  it('with other words and the files of the first is refused: they are with the first', async () => {
    const drafted = await draftFiles(service, [logFile('other')]);
    const attachments = drafted.references.map((reference) => ({ reference }));
    const report = { ticket: await ticket(), draft: drafted.draft, attachments };
    await fileReport(service, report);
    const vault = (await rowsOf(service, 'vault')).length;
    const body = { ...report, answers: { whatHappened: 'Edited.' } };
    const answer = await service.reporter('/api/reports', jsonRequest(body));
    expect(answer.status).toBe(409);
    expect((await rowsOf(service, 'vault')).length).toBe(vault);
  });
});
