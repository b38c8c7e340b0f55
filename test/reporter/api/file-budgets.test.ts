import { afterEach, describe, expect, it } from 'vitest';
import { fileReport, type Filed } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { expectProblem } from '../bad-requests.ts';
import {
  begin,
  begun,
  entriesOf,
  finish,
  mebibyte,
  objectsIn,
  putBytes,
  sendEntry,
  sendForm,
  someBytes,
  upload,
  type Finished,
} from './files.ts';

const small = { name: 'log.bin', bytes: someBytes(5_000) };

describe('budgets of uploads', () => {
  let service: Service;
  afterEach(() => service.close());
  const start = async (attachments: object): Promise<Filed> => {
    service = await startService({ attachments }, 5_000);
    return fileReport(service);
  };

  it('where attachments are switched off, every call with files says so', async () => {
    const { token } = await start({ filesPerEntry: 0 });
    const entry = { text: 'x', attachments: [{ reference: 'x' }] };
    for (const answer of [
      await begin(service, { name: 'x', size: 1 }),
      await begin(service, { name: 'x', size: 1 }, token),
      await sendForm(service, token, [small]),
      await sendEntry(service, token, entry),
    ])
      expect(await expectProblem(answer, 403)).toMatchObject({ code: 'files-off' });
  });

  it('a day that is full says when the next one begins, before anything is uploaded', async () => {
    const { token } = await start({ dayMegabytes: 1 });
    expect((await begin(service, { name: 'x', size: mebibyte - 100 })).status).toBe(201);
    for (const answer of [
      await begin(service, { name: 'x', size: 101 }),
      await sendForm(service, token, [small]),
    ]) {
      expect(answer.headers.get('retry-after')).toBe(String(14 * 3600 + 39 * 60 + 30));
      expect(await expectProblem(answer, 429)).toMatchObject({ code: 'files-full-today' });
    }
    expect(await objectsIn(service)).toEqual([]);
    service.clock.now = new Date('2026-03-11T00:00:01.000Z');
    expect((await begin(service, { name: 'x', size: 101 })).status).toBe(201);
  });

  it('a case that is full says how much room is left: before uploading, and when files are attached', async () => {
    const { token } = await start({ caseMegabytes: 3, fileMegabytes: 3, filesPerEntry: 2 });
    const tooLarge = await begin(service, { name: 'x', size: 3 * mebibyte }, token);
    expect(await expectProblem(tooLarge, 409)).toMatchObject({ code: 'case-full', room: 3 * mebibyte });
    const large = { name: 'x.bin', bytes: someBytes(2 * mebibyte) };
    const first = await upload(service, large, { token });
    const second = await upload(service, large, { token });
    const attach = (...files: Finished[]): Promise<Response> =>
      sendEntry(service, token, { attachments: files.map(({ reference }) => ({ reference })) });
    expect(await expectProblem(await attach(first, second), 409)).toMatchObject({
      code: 'case-full',
      errors: [{ pointer: '/attachments' }],
    });
    expect((await attach(first)).status).toBe(201);
    expect(await expectProblem(await attach(second), 409)).toMatchObject({ code: 'case-full' });
    const more = await sendForm(service, token, [large]);
    expect(await expectProblem(more, 409)).toMatchObject({ code: 'case-full' });
    const third = await upload(service, small, { token });
    expect(await expectProblem(await attach(first, second, third), 422)).toMatchObject({
      code: 'too-many-files',
      limit: 2,
    });
  });

  it('a file that cannot be cleaned is refused where the settings say so', async () => {
    const { token } = await start({ uncleanable: 'refuse' });
    const { pass } = await begun(service, small.bytes.length, token);
    await putBytes(service, pass, 0, small.bytes);
    for (const answer of [await finish(service, pass), await sendForm(service, token, [small])])
      expect(await expectProblem(answer, 422)).toMatchObject({
        code: 'file-refused',
        why: 'cannot-be-cleaned',
      });
    expect(await entriesOf(service, token)).toHaveLength(1);
  });
});
