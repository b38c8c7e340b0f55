import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, type Filed } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { realFile } from '../../cleaning/real-files.ts';
import { expectProblem } from '../bad-requests.ts';
import { openAsTeam } from '../team-view.ts';
import {
  begin,
  begun,
  entriesOf,
  finish,
  missing,
  objectsIn,
  putBytes,
  sendEntry,
  sendForm,
  someBytes,
  upload,
  type Finished,
} from './files.ts';

const hour = 3_600_000;
const small = { name: 'log.bin', bytes: someBytes(5_000) };
const photo = { name: 'lift.jpg', bytes: realFile('exiftool.jpg') };
const unavailable = { kind: 'fail', code: 'InternalError', statusCode: 500 } as const;

describe('uploads that something comes between', () => {
  let service: Service;
  let filed: Filed;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileReport(service);
  });
  afterEach(() => {
    service.emulators.faults.s3.clear();
    service.logs.length = 0;
  });

  const send = (fields: Readonly<Record<string, unknown>>): Promise<Response> =>
    sendEntry(service, filed.token, fields);

  it('withdrawn half-way, the upload ends nowhere and its bytes are gone within a day', async () => {
    const { pass } = await begun(service, small.bytes.length, filed.token);
    await putBytes(service, pass, 0, small.bytes);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    const { reference, id } = await bodyOf<Finished>(await finish(service, pass));
    await expectProblem(await send({ attachments: [{ reference }] }), 401);
    expect(await objectsIn(service)).toContain(`unfinished/${id}/0`);
    service.clock.advance(25 * hour);
    service.clock.now.setUTCMinutes(0);
    await service.scheduledRun();
    expect((await objectsIn(service)).filter((name) => name.startsWith('unfinished/'))).toEqual([]);
    expect((await objectsIn(service)).filter((name) => name.includes(id))).toEqual([]);
  });

  it('of a case that is withdrawn while its files are being kept, nothing stays', async () => {
    const { reference, id } = await upload(service, small, { token: filed.token });
    service.interrupt.before = async ({ command }) => {
      if (command !== 'CopyObjectCommand') return;
      service.interrupt.before = undefined;
      await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    };
    await expectProblem(await send({ attachments: [{ reference }] }), 401);
    expect(await objectsIn(service)).toContain(`kept/${id}/0`);
    service.clock.advance(25 * hour);
    service.clock.now.setUTCMinutes(0);
    await service.scheduledRun();
    expect((await objectsIn(service)).filter((name) => name.includes(id))).toEqual([]);
  });

  it('a token of a case that has expired half-way begins and attaches nothing', async () => {
    const { reference } = await upload(service, small, { token: filed.token });
    const member = await service.addMember();
    await openAsTeam(service, member.authorization, filed.caseName);
    const before = service.clock.now;
    service.clock.now = new Date(new Date(filed.retainedUntil).getTime() + hour);
    await expectProblem(await send({ attachments: [{ reference }] }), 401);
    await expectProblem(await begin(service, { name: 'x', size: 1 }, filed.token), 401);
    service.clock.now = before;
  });

  it('uploaded too long ago, a file has to be chosen again, and is named', async () => {
    const { reference } = await upload(service, { ...small, name: 'old.bin' }, { token: filed.token });
    service.clock.advance(25 * hour);
    service.clock.now.setUTCMinutes(0);
    await service.scheduledRun();
    const refused = await expectProblem(await send({ text: 'Here.', attachments: [{ reference }] }), 409);
    expect(refused).toMatchObject({ code: 'files-gone', names: ['old.bin'] });
    expect(await entriesOf(service, filed.token)).toHaveLength(1);
  });

  it.each([
    ['down', unavailable],
    ['full', { kind: 'fail', code: 'InsufficientStorage', statusCode: 507 }],
    ['cut off', { kind: 'drop' }],
  ] as const)(
    'while S3 is %s, every step says when to try again, and nothing is half there',
    async (_, fault) => {
      const { faults } = service.emulators;
      const { pass } = await begun(service, photo.bytes.length, filed.token);
      const fails = async (answer: Promise<Response>): Promise<void> => {
        faults.s3.next('*', fault, 100);
        const response = await answer;
        faults.s3.clear();
        expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
        expect(await response.json()).toMatchObject({ code: 'try-again' });
      };
      await fails(putBytes(service, pass, 0, photo.bytes));
      expect(await missing(service, pass)).toEqual([0]);
      await putBytes(service, pass, 0, photo.bytes);
      await fails(finish(service, pass));
      const { reference, id } = await bodyOf<Finished>(await finish(service, pass));
      await fails(send({ attachments: [{ reference, keepOriginal: true }] }));
      await fails(sendForm(service, filed.token, [photo]));
      expect(await entriesOf(service, filed.token)).toHaveLength(1);
      expect((await send({ attachments: [{ reference, keepOriginal: true }] })).status).toBe(201);
      await fails(service.reporter(`/api/follow-up/attachments/${id}`, bearer(filed.token)));
    },
  );
});
