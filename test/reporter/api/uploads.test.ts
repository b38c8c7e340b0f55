import { crc32 } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadTicketSecret } from '../../../functions/adapters/dynamodb/case/ring-store.ts';
import { sealPass } from '../../../functions/envelope/pass.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { realFile } from '../../cleaning/real-files.ts';
import { expectProblem } from '../bad-requests.ts';
import { countCases } from '../stored.ts';
import {
  begin,
  begun,
  entriesOf,
  fetchWhole,
  finish,
  megabyte,
  missing,
  objectsIn,
  putBytes,
  putParts,
  sendEntry,
  sendForm,
  someBytes,
  upload,
  type Begun,
  type Entry,
  type Finished,
} from './files.ts';

const hour = 3_600_000;
const small = { name: 'log.bin', bytes: someBytes(5_000) };
const photo = { name: 'DSC_0042.JPG', bytes: realFile('exiftool.jpg') };
const unavailable = { kind: 'fail', code: 'InternalError', statusCode: 500 } as const;

describe('uploads in parts', () => {
  let service: Service;
  let filed: Filed;
  beforeAll(async () => {
    service = await startService({ attachments: { dayMegabytes: 1_000_000 } });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileReport(service);
  });
  afterEach(() => {
    service.emulators.faults.s3.clear();
    service.logs.length = 0;
  });

  const report = (fields: Readonly<Record<string, unknown>>): Promise<Response> =>
    service.reporter('/api/reports', jsonRequest({ answers: { whatHappened: 'Look.' }, ...fields }));
  const send = (fields: Readonly<Record<string, unknown>>, key?: string): Promise<Response> =>
    sendEntry(service, filed.token, fields, key);

  it('a file of 9 MB goes with a report, goes on after a break, and comes back the same', async () => {
    const bytes = someBytes(9 * megabyte, 7);
    const first = await begin(service, { name: 'night.bin', size: bytes.length });
    expect(first.status).toBe(201);
    const started = await bodyOf<Begun>(first);
    expect(Object.keys(started).sort()).toEqual(['draft', 'partBytes', 'parts', 'pass']);
    expect([started.parts, started.partBytes]).toEqual([[0, 4, 8], 4 * megabyte]);

    service.emulators.faults.s3.next('PutObject 6', unavailable, 9);
    expect(await putParts(service, started, bytes, [0, 4])).toEqual([204, 503]);
    service.emulators.faults.s3.clear();
    expect(await missing(service, started.pass)).toEqual([4, 8]);
    const early = await expectProblem(await finish(service, started.pass), 409);
    expect(early).toMatchObject({ code: 'upload-incomplete', missing: [4, 8] });
    expect(await putParts(service, started, bytes, [4, 8])).toEqual([204, 204]);
    expect(await missing(service, started.pass)).toEqual([]);

    const finished = await finish(service, started.pass);
    expect(finished.status).toBe(201);
    const { reference, ...file } = await bodyOf<Finished>(finished);
    expect(file).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/) as string,
      name: 'night.bin',
      type: 'application/octet-stream',
      size: bytes.length,
      outcome: 'could-not-be-cleaned',
      why: 'no-cleaner',
      removed: [],
      left: [],
      hasOriginal: false,
    });
    const answer = await report({ draft: started.draft, attachments: [{ reference }] });
    expect(answer.status).toBe(201);
    const { token } = await bodyOf<Filed>(answer);
    const [entry] = await entriesOf(service, token);
    expect(entry?.attachments).toEqual([file]);
    expect((await fetchWhole(service, token, file)).equals(bytes)).toBe(true);
  });

  it('several files of one report share its draft; the same report sent again is one report', async () => {
    const one = await upload(service, small);
    const { draft } = one;
    const two = await upload(service, photo, { draft });
    expect(two).toMatchObject({ type: 'image/jpeg', outcome: 'cleaned', hasOriginal: true });
    expect(two.removed).toContain('gps-position');
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const attachments = [
      { reference: one.reference, name: 'what the server said.bin' },
      { reference: two.reference, keepOriginal: true },
    ];
    const first = await bodyOf<Filed>(await report({ ticket, draft, attachments }));
    const cases = await countCases(service);
    expect(await bodyOf<Filed>(await report({ ticket, draft, attachments }))).toEqual(first);
    expect(await countCases(service)).toBe(cases);
    const [entry] = await entriesOf(service, first.token);
    expect(entry?.attachments.map(({ name, hasOriginal }) => [name, hasOriginal])).toEqual([
      ['what the server said.bin', false],
      ['DSC_0042.jpg', true],
    ]);
    const other = { draft, attachments: [{ reference: one.reference }] };
    expect(await expectProblem(await report(other), 409)).toMatchObject({
      code: 'files-taken',
      errors: [{ pointer: '/draft' }],
    });
  });

  it('a message may be files alone, and sent twice with one Idempotency-Key it is one', async () => {
    const { reference, id } = await upload(service, small, { token: filed.token });
    const attachments = [{ reference }];
    const first = await send({ attachments }, 'a');
    expect(first.status).toBe(201);
    expect(await first.json()).toMatchObject({ text: '', attachments: [{ id }] });
    expect((await send({ attachments }, 'a')).status).toBe(201);
    expect(await entriesOf(service, filed.token)).toHaveLength(2);
    expect(await expectProblem(await send({ text: '', attachments: [] }), 422)).toMatchObject({
      errors: [{ pointer: '/text', detail: 'Must not be empty.' }],
    });
  });

  it('the same part twice is one, also at once, and of two different ones the first stays', async () => {
    const bytes = someBytes(2 * megabyte, 3);
    const { pass } = await begun(service, bytes.length, filed.token);
    const answers = await Promise.all([1, 2, 3].map(() => putBytes(service, pass, 0, bytes)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await putBytes(service, pass, 0, someBytes(bytes.length, 4))).status).toBe(204);
    const file = await bodyOf<Finished>(await finish(service, pass));
    await send({ attachments: [{ reference: file.reference }] });
    expect((await fetchWhole(service, filed.token, file)).equals(bytes)).toBe(true);
  });

  it('two uploads at once do not touch each other', async () => {
    const files = [1, 2].map((seed) => ({ name: `${seed}.bin`, bytes: someBytes(5 * megabyte, seed) }));
    const finished = await Promise.all(files.map((file) => upload(service, file, filed)));
    await send({ attachments: finished.map(({ reference }) => ({ reference })) });
    for (const [at, file] of finished.entries())
      expect((await fetchWhole(service, filed.token, file)).equals(files[at]?.bytes ?? Buffer.alloc(0))).toBe(
        true,
      );
  });

  it.each<[string, number | string, number, number, string]>([
    ['too short', 0, 10, 422, 'wrong-length'],
    ['one byte too long', 4, megabyte + 1, 422, 'wrong-length'],
    ['empty', 4, 0, 422, 'wrong-length'],
    ['not the first of a part', 1, 4 * megabyte, 404, 'no-such-part'],
    ['behind the end', 8, megabyte, 404, 'no-such-part'],
    ['no number', '4x', megabyte, 404, 'no-such-part'],
    ['a negative number', '-4', megabyte, 404, 'no-such-part'],
    ['a number written oddly', '04', megabyte, 404, 'no-such-part'],
    ['larger than a part', 0, 4 * megabyte + 1, 413, 'body-too-large'],
  ])('a part that is %s is refused, and nothing of it is there', async (_, part, length, status, code) => {
    const { pass } = await begun(service, 5 * megabyte, filed.token);
    const answer = await putBytes(service, pass, part, Buffer.alloc(length));
    expect(await expectProblem(answer, status)).toMatchObject({ code });
    expect(await missing(service, pass)).toEqual([0, 4]);
  });

  it('a pass that is none, of another purpose, or over is refused in every call, without a call to storage', async () => {
    const { pass } = await begun(service, 10, filed.token);
    const secret = await loadTicketSecret(service.dynamo, service.emulators.tables.team);
    const forged = [
      '',
      'x',
      filed.token,
      pass.slice(0, -2),
      sealPass(secret, 'original', '{}'),
      sealPass(secret, 'upload', '{}'),
      sealPass(new Uint8Array(32), 'upload', '{}'),
    ];
    const refusedBy = async (given: string): Promise<void> => {
      service.calls.length = 0;
      for (const answer of [
        await putBytes(service, given, 0, Buffer.alloc(10)),
        await service.reporter('/api/uploads', { headers: { 'upload-pass': given } }),
        await finish(service, given),
      ])
        expect(await expectProblem(answer, 401)).toMatchObject({ code: 'upload-pass-unusable' });
      expect(service.calls.filter(({ service: name }) => name === 'S3Client')).toEqual([]);
    };
    for (const given of forged) await refusedBy(given);
    service.clock.advance(20 * hour);
    await refusedBy(pass);
    service.clock.advance(-20 * hour);
    expect((await putBytes(service, pass, 0, Buffer.alloc(10))).status).toBe(204);
  });

  it('finished twice, also at once, it is one file, and nothing more is stored', async () => {
    const { pass } = await begun(service, photo.bytes.length, filed.token);
    await putBytes(service, pass, 0, photo.bytes);
    const ended = async (): Promise<Finished> => bodyOf<Finished>(await finish(service, pass));
    const [one, two] = await Promise.all([ended(), ended()]);
    const three = await ended();
    expect([two.id, three.id]).toEqual([one.id, one.id]);
    const own = (await objectsIn(service)).filter((name) => name.includes(one.id));
    expect(own).toEqual([`unfinished/${one.id}/0`]);
    const attachments = [one, two, three].map(({ reference }) => ({ reference }));
    const entry = await bodyOf<Entry>(await send({ attachments }));
    expect(entry.attachments.map(({ id }) => id)).toEqual([one.id]);
    expect((await fetchWhole(service, filed.token, one)).length).toBe(one.size);
  });

  it('a reference is good in the thread it was made for, and nowhere else', async () => {
    const other = await fileReport(service);
    const { reference } = await upload(service, small, { token: other.token });
    const inDraft = await upload(service, small);
    const elsewhere = await upload(service, small);
    for (const answer of [
      await send({ attachments: [{ reference }] }),
      await send({ attachments: [{ reference: inDraft.reference }] }),
      await send({ attachments: [{ reference: `${reference}x` }] }),
      await send({ attachments: [{ reference: 'x' }] }),
      await report({ draft: inDraft.draft, attachments: [{ reference: elsewhere.reference }] }),
      await report({ draft: 'x', attachments: [{ reference: inDraft.reference }] }),
      await report({ attachments: [{ reference: inDraft.reference }] }),
    ])
      expect(await expectProblem(answer, 422)).toMatchObject({
        code: 'files-unknown',
        errors: [{ pointer: '/attachments' }],
      });
    expect(await entriesOf(service, filed.token)).toHaveLength(1);
  });

  it('a broken file is taken as it is, an image of too many pixels is refused when it has come', async () => {
    const broken = await upload(service, { name: 'cut.jpg', bytes: photo.bytes.subarray(0, 900) }, filed);
    expect(broken).toMatchObject({ outcome: 'could-not-be-cleaned', hasOriginal: false });
    const huge = Buffer.from(realFile('chromium.png'));
    huge.writeUInt32BE(400_000, 16);
    huge.writeUInt32BE(400_000, 20);
    huge.writeUInt32BE(crc32(huge.subarray(12, 29)), 29);
    const { pass } = await begun(service, huge.length, filed.token);
    await putBytes(service, pass, 0, huge);
    expect(await expectProblem(await finish(service, pass), 422)).toMatchObject({
      code: 'file-refused',
      why: 'too-many-pixels',
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['without a name', { size: 1 }, '/name'],
    ['with an empty name', { name: '', size: 1 }, '/name'],
    ['of no bytes', { name: 'x', size: 0 }, '/size'],
    ['of half a byte', { name: 'x', size: 1.5 }, '/size'],
    ['with an unknown field', { name: 'x', size: 1, caseId: 'y' }, '/caseId'],
    ['for two places', { name: 'x', size: 1, draft: 'a', handle: 'b' }, '/handle'],
    ['of more than a file may have', { name: 'x', size: 100 * megabyte + 1 }, '/size'],
  ])('an upload %s is refused with the place', async (_, fields, pointer) => {
    const { errors } = await expectProblem(await begin(service, fields), 422);
    expect(errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('an upload for a handle or a draft that is none is refused, and so is one for a token and a draft', async () => {
    const file = { name: 'x', size: 1 };
    const { draft } = await begun(service, 1);
    expect(await expectProblem(await begin(service, { ...file, handle: 'x' }), 401)).toMatchObject({
      code: 'handle-unusable',
    });
    expect(await expectProblem(await begin(service, { ...file, draft: 'x' }), 409)).toMatchObject({
      code: 'draft-invalid',
    });
    await expectProblem(await begin(service, { ...file, draft }, filed.token), 422);
    service.clock.advance(21 * hour);
    expect(await expectProblem(await begin(service, { ...file, draft }), 409)).toMatchObject({
      code: 'draft-expired',
    });
  });

  it('a token that opens nothing is refused alike in every call that brings files, before anything is taken', async () => {
    const gone = await fileReport(service);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(gone.token) });
    const seen = new Set<string>();
    for (const token of [gone.token, Buffer.alloc(16, 7).toString('base64url')]) {
      service.calls.length = 0;
      const answers = [
        await begin(service, { name: 'x', size: 1 }, token),
        await sendForm(service, token, [small]),
        await service.reporter(`/api/follow-up/attachments/${'A'.repeat(22)}`, bearer(token)),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
      const bodies = await Promise.all(answers.map((answer) => answer.text()));
      seen.add(JSON.stringify([bodies, service.calls.map(({ command }) => command)]));
    }
    expect(seen.size).toBe(1);
    expect([...seen][0]).not.toMatch(/Update|Write|Put/);
  });
});
