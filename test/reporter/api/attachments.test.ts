import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, type Filed } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { planted, realFile } from '../../cleaning/real-files.ts';
import { expectProblem } from '../bad-requests.ts';
import {
  bytesOf,
  entriesOf,
  fetchFile,
  fetchWhole,
  megabyte,
  objectsIn,
  sendForm,
  someBytes,
  upload,
  type Entry,
} from './files.ts';

const log = { name: 'server.log', bytes: Buffer.from('One line.\nAnd another.\n') };
const photo = { name: 'lift.jpg', bytes: realFile('exiftool.jpg') };

describe('files in one step, and on the way back', () => {
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
  });

  const octets = (
    bytes: Uint8Array,
    disposition?: string,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    service.reporter('/api/follow-up/attachments', {
      method: 'POST',
      headers: {
        ...bearer(filed.token).headers,
        'content-type': 'application/octet-stream',
        ...(disposition === undefined ? {} : { 'content-disposition': disposition }),
        ...headers,
      },
      body: Buffer.from(bytes),
    });

  it('a form with two files and a text is one entry, cleaned, and what is kept is told', async () => {
    const answer = await sendForm(service, filed.token, [log, photo], {
      text: ' Here they are. ',
      keepOriginal: 'yes',
    });
    expect(answer.status).toBe(201);
    const entry = await bodyOf<Entry>(answer);
    expect(entry).toEqual({
      id: '2',
      from: 'reporter',
      on: '2026-03-10',
      text: 'Here they are.',
      attachments: [
        {
          id: expect.stringMatching(/^[\w-]{22}$/) as string,
          name: 'server.log',
          type: 'text/plain; charset=utf-8',
          size: log.bytes.length,
          outcome: 'nothing-found',
          removed: [],
          left: [],
          hasOriginal: false,
        },
        expect.objectContaining({ name: 'lift.jpg', outcome: 'cleaned', hasOriginal: true }),
      ],
    });
    expect((await entriesOf(service, filed.token))[1]).toEqual(entry);
    const [first, second] = entry.attachments;
    expect(first && (await bytesOf(await fetchFile(service, filed.token, first.id)))).toEqual(log.bytes);
    const cleaned = await bytesOf(await fetchFile(service, filed.token, second?.id ?? ''));
    expect(cleaned.length).toBe(second?.size);
    expect(photo.bytes.toString('latin1')).toMatch(planted);
    expect(cleaned.toString('latin1')).not.toMatch(planted);
  });

  it('an original is kept only when that is asked for', async () => {
    const { attachments } = await bodyOf<Entry>(await sendForm(service, filed.token, [photo]));
    expect(attachments[0]).toMatchObject({ outcome: 'cleaned', hasOriginal: false });
    const kept = (await objectsIn(service)).filter((name) => name.startsWith('kept/'));
    const [id = ''] = attachments.map((one) => one.id);
    expect(kept.filter((name) => name.includes(id))).toEqual([`kept/${id}/0`]);
  });

  it.each([
    [`attachment; filename*=UTF-8''na%C3%AFve%20%D8%B3.log`, 'naïve س.log'],
    [`attachment; filename="plain.log"; filename*=utf-8'en'better.log`, 'better.log'],
    ['attachment; filename="with \\"quotes\\" and ;.log"', 'with quotes and ;.log'],
    ['attachment;filename=token.log', 'token.log'],
    [`attachment; filename="C:\\\\Users\\\\Lin\\\\x.log"`, 'x.log'],
    [`attachment; filename*=UTF-8''%ff; filename=spare.log`, 'spare.log'],
    ['attachment', 'file.txt'],
    [undefined, 'file.txt'],
  ])('a body of bytes is a file; of %s its name is %s', async (disposition, name) => {
    const answer = await octets(log.bytes, disposition);
    expect(answer.status).toBe(201);
    const { attachments, text } = await bodyOf<Entry>(answer);
    expect([text, attachments.map((one) => one.name)]).toEqual(['', [name]]);
  });

  it('sent twice with one Idempotency-Key, also at once, files are one entry with the same answer', async () => {
    const key = { 'idempotency-key': 'k' };
    const answers = await Promise.all([1, 2, 3].map(() => sendForm(service, filed.token, [photo], {}, key)));
    answers.push(await sendForm(service, filed.token, [photo], {}, key));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(await entriesOf(service, filed.token)).toHaveLength(2);
    expect((await sendForm(service, filed.token, [log], {}, key)).status).toBe(201);
    expect(await entriesOf(service, filed.token)).toHaveLength(3);
  });

  it('a file of 5 MB is fetched by ranges, and without one the answer says how', async () => {
    const bytes = someBytes(5 * megabyte + 17);
    const { reference } = await upload(service, { name: 'film.bin', bytes }, { token: filed.token });
    const answer = await service.reporter('/api/follow-up/entries', {
      method: 'POST',
      headers: { ...bearer(filed.token).headers, 'content-type': 'application/json' },
      body: JSON.stringify({ attachments: [{ reference }] }),
    });
    const [file] = (await bodyOf<Entry>(answer)).attachments;
    if (!file) throw new Error('it is attached');
    const whole = await fetchFile(service, filed.token, file.id);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(await expectProblem(whole, 413)).toMatchObject({ code: 'range-needed', size: bytes.length });
    expect((await fetchWhole(service, filed.token, file)).equals(bytes)).toBe(true);

    const part = await fetchFile(service, filed.token, file.id, `bytes=${megabyte - 3}-${megabyte + 4}`);
    expect(part.status).toBe(206);
    expect(Object.fromEntries(part.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${megabyte - 3}-${megabyte + 4}/${bytes.length}`,
      'content-disposition': `attachment; filename="film.bin"; filename*=UTF-8''film.bin`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    });
    expect((await bytesOf(part)).equals(bytes.subarray(megabyte - 3, megabyte + 5))).toBe(true);
    const end = await bytesOf(await fetchFile(service, filed.token, file.id, 'bytes=-20'));
    expect(end.equals(bytes.subarray(-20))).toBe(true);
    const beyond = await fetchFile(service, filed.token, file.id, `bytes=${bytes.length}-`);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
    await expectProblem(beyond, 416);
  });

  it('a file of one case is none in another, and what is no id is none', async () => {
    const { attachments } = await bodyOf<Entry>(await sendForm(service, filed.token, [log]));
    const other = await fileReport(service);
    for (const id of [attachments[0]?.id ?? '', 'A'.repeat(22), 'x', '..', '%00'])
      await expectProblem(await fetchFile(service, other.token, id), 404);
  });

  it('a file whose chunk was changed or moved is a fault, and nothing of it is given out', async () => {
    const { attachments } = await bodyOf<Entry>(await sendForm(service, filed.token, [log]));
    const other = await fileReport(service);
    const others = await bodyOf<Entry>(await sendForm(service, other.token, [log]));
    service.interrupt.before = ({ command, input }) => {
      if (command !== 'GetObjectCommand') return;
      // What a bucket that was tampered with would hand out.
      Object.assign(input as object, { Key: `kept/${others.attachments[0]?.id ?? ''}/0` });
    };
    const answer = await fetchFile(service, filed.token, attachments[0]?.id ?? '');
    service.interrupt.before = undefined;
    expect([answer.status, await bodyOf<{ code: string }>(answer)]).toMatchObject([500, { code: 'fault' }]);
    expect(service.logs).toEqual([{ event: 'fault', code: 'row-unreadable' }]);
    service.logs.length = 0;
  });

  it.each<[string, () => Promise<Response>, number, string]>([
    ['without a file', () => sendForm(service, filed.token, [], { text: 'x' }), 422, 'invalid-fields'],
    [
      'with too many files',
      () =>
        sendForm(
          service,
          filed.token,
          Array.from({ length: 11 }, () => log),
        ),
      422,
      'too-many-files',
    ],
    [
      'with an empty file',
      () => sendForm(service, filed.token, [log, { name: 'nothing.txt', bytes: Buffer.alloc(0) }]),
      422,
      'file-refused',
    ],
    [
      'with a text that hides something',
      () => sendForm(service, filed.token, [log], { text: 'a\u202eb' }),
      422,
      'invalid-fields',
    ],
    [
      'with another keepOriginal',
      () => sendForm(service, filed.token, [log], { keepOriginal: 'no' }),
      422,
      'invalid-fields',
    ],
    [
      'with an odd key',
      () => octets(log.bytes, '', { 'idempotency-key': 'a b' }),
      400,
      'idempotency-key-invalid',
    ],
    ['of more than 4 MB', () => octets(Buffer.alloc(4 * megabyte + 1)), 413, 'body-too-large'],
    ['as JSON', () => octets(log.bytes, '', { 'content-type': 'application/json' }), 415, 'not-files'],
    [
      'as a broken form',
      () => octets(log.bytes, '', { 'content-type': 'multipart/form-data; boundary=x' }),
      400,
      'broken-multipart',
    ],
  ])('a request %s is refused, and no entry is written', async (_, request, status, code) => {
    expect(await expectProblem(await request(), status)).toMatchObject({ code });
    expect(await entriesOf(service, filed.token)).toHaveLength(1);
  });
});
