import { afterEach, describe, expect, it } from 'vitest';
import { leastChargedBytes } from '../../../functions/domain/attachment/budget.ts';
import { Fault } from '../../../functions/domain/kernel/fault.ts';
import { sealedFileSize } from '../../../functions/envelope/sealed-stream.ts';
import { en } from '../../../functions/reporter/locales/en.ts';
import { fileReport, type Filed } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { expectProblem } from '../bad-requests.ts';
import { attach, listed } from '../file-forms.ts';
import { getPage, textOf } from '../pages.ts';
import { contentOf } from '../stored.ts';
import {
  begin,
  begun,
  entriesOf,
  finish,
  megabyte,
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
    service = await startService({ attachments });
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
    const { pass } = await begun(service, 850_000);
    expect((await putBytes(service, pass, 0, someBytes(850_000))).status).toBe(204);
    const objects = await objectsIn(service);
    for (const answer of [
      await begin(service, { name: 'x', size: 70_000 }),
      await sendForm(service, token, [{ name: 'x', bytes: someBytes(70_000) }]),
    ]) {
      expect(answer.headers.get('retry-after')).toBe(String(14 * 3600 + 39 * 60 + 30));
      expect(await expectProblem(answer, 429)).toMatchObject({ code: 'files-full-today' });
    }
    expect(await objectsIn(service)).toEqual(objects);
    service.clock.now = new Date('2026-03-11T00:00:01.000Z');
    expect((await begin(service, { name: 'x', size: 70_000 })).status).toBe(201);
  });

  it('uploads that are announced and never sent take nothing from anybody', async () => {
    const { token } = await start({});
    for (let announced = 0; announced < 100; announced++)
      expect((await begin(service, { name: 'x', size: 100 * megabyte })).status).toBe(201);
    expect((await upload(service, small)).size).toBe(5_000);
    expect((await sendForm(service, token, [small])).status).toBe(201);
  });

  it('what comes is paid by its size class, once more when it comes again, and what does not fit is not stored', async () => {
    await start({ dayMegabytes: 4 });
    const paid = async (): Promise<unknown> =>
      (await contentOf(service, 'cases')).get('BUDGET#2026-03-10 BUDGET')?.bytes;
    const { pass } = await begun(service, 850_000);
    const other = await begun(service, 850_000);
    await putBytes(service, pass, 0, someBytes(850_000));
    expect(await paid()).toBe(sealedFileSize(850_000));
    await putBytes(service, pass, 0, someBytes(850_000));
    await putBytes(service, pass, 0, someBytes(850_000, 2));
    expect(await paid()).toBe(3 * sealedFileSize(850_000));
    await putBytes(service, pass, 0, someBytes(850_000));
    const objects = await objectsIn(service);
    const refused = await putBytes(service, other.pass, 0, someBytes(850_000));
    expect(await expectProblem(refused, 429)).toMatchObject({ code: 'files-full-today' });
    expect(await objectsIn(service)).toEqual(objects);
    expect(await paid()).toBe(4 * sealedFileSize(850_000));
    expect((await finish(service, pass)).status).toBe(201);
  });

  it('a small file takes 256 KB of the day, whichever way it comes', async () => {
    const { token } = await start({ dayMegabytes: 2 });
    const tiny = { name: 'x.bin', bytes: someBytes(10) };
    await attach(service, [tiny]);
    expect((await sendForm(service, token, [tiny, tiny])).status).toBe(201);
    const { pass } = await begun(service, 10);
    expect((await putBytes(service, pass, 0, tiny.bytes)).status).toBe(204);
    const row = (await contentOf(service, 'cases')).get('BUDGET#2026-03-10 BUDGET');
    expect(row?.bytes).toBe(4 * leastChargedBytes);
  });

  it('an upload is finished ten times at most, and then nothing of it is read any more', async () => {
    await start({});
    const { pass } = await begun(service, 10);
    await putBytes(service, pass, 0, someBytes(10));
    for (let times = 0; times < 10; times++) expect((await finish(service, pass)).status).toBe(201);
    service.calls.length = 0;
    expect(await expectProblem(await finish(service, pass), 409)).toMatchObject({ code: 'upload-over' });
    expect(service.calls.map(({ command }) => command)).toEqual(['UpdateItemCommand']);
  });

  it('the files of an entry that is never written are copied ten times at most', async () => {
    const { token } = await start({});
    const file = await upload(service, small, { token });
    const send = () => sendEntry(service, token, { attachments: [{ reference: file.reference }] });
    for (let times = 0; times < 10; times++) {
      service.interrupt.before = ({ command }) => {
        if (command === 'TransactWriteItemsCommand') throw new Fault('storage-unavailable', 5);
      };
      expect((await send()).status).toBe(503);
      service.interrupt.before = undefined;
    }
    service.calls.length = 0;
    expect(await expectProblem(await send(), 409)).toMatchObject({ code: 'files-gone' });
    expect(service.calls.filter((call) => call.service === 'S3Client')).toEqual([]);
  });

  it('an entry that was sent before asks nothing of the bucket for its files', async () => {
    const { token } = await start({});
    const file = await upload(service, small, { token });
    const send = () => sendEntry(service, token, { attachments: [{ reference: file.reference }] }, 'k');
    expect((await send()).status).toBe(201);
    service.calls.length = 0;
    expect((await send()).status).toBe(201);
    expect(service.calls.filter((call) => call.service === 'S3Client')).toEqual([]);
    expect(await entriesOf(service, token)).toHaveLength(2);
  });

  it('storing that fails gives back what was taken for it', async () => {
    await start({ dayMegabytes: 1 });
    const { pass } = await begun(service, 850_000);
    for (let tries = 0; tries < 4; tries++) {
      service.interrupt.before = ({ command }) => {
        if (command === 'PutObjectCommand') throw new Fault('storage-unavailable', 5);
      };
      expect((await putBytes(service, pass, 0, someBytes(850_000))).status).toBe(503);
      service.interrupt.before = undefined;
    }
    expect((await putBytes(service, pass, 0, someBytes(850_000))).status).toBe(204);
  });

  it('an eighth of the day is kept for forms of browsers without scripts', async () => {
    await start({ dayMegabytes: 8 });
    const { pass } = await begun(service, 7 * megabyte - 500_000);
    const bytes = someBytes(7 * megabyte - 500_000);
    await putBytes(service, pass, 0, bytes.subarray(0, 4 * megabyte));
    await putBytes(service, pass, 4, bytes.subarray(4 * megabyte));
    const large = someBytes(700_000);
    const refused = await begin(service, { name: 'x', size: large.length });
    expect(await expectProblem(refused, 429)).toMatchObject({ code: 'files-full-today' });
    const form = await getPage(service, '/report');
    expect(textOf(form)).not.toContain(en.files.today);
    const page = await attach(service, [{ name: 'x.bin', bytes: large }]);
    expect(listed(page).map(({ name }) => name)).toEqual(['x.bin']);
  });

  it('a case that is full says how much room is left: before uploading, and when files are attached', async () => {
    const { token } = await start({ caseMegabytes: 3, fileMegabytes: 3, filesPerEntry: 2 });
    const tooLarge = await begin(service, { name: 'x', size: 3 * megabyte }, token);
    expect(await expectProblem(tooLarge, 409)).toMatchObject({ code: 'case-full', room: 3 * megabyte });
    const large = { name: 'x.bin', bytes: someBytes(2 * megabyte) };
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
