import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { es } from '../../functions/reporter/locales/es.ts';
import { planted } from '../cleaning/real-files.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { changed, listed, photo, postWithFiles, textFile, type SentFile } from './file-forms.ts';
import {
  expectRefusedForm,
  formOf,
  hiddenField,
  openReport,
  postFields,
  postForm,
  textArea,
  textOf,
  type Fields,
  type Page,
} from './pages.ts';
import { openAsTeam } from './team-view.ts';

const minute = 60_000;
const megabyte = 1024 * 1024;
const down = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
const reply = '/follow-up/reply';

type Shown = { id: string; name: string; hasOriginal: boolean; originalOpenedOn?: string };
type Conversation = { entries: { text: string; attachments: Shown[] }[] };

describe('files of a conversation, without a script', () => {
  let service: Service;
  let authorization: string;
  let filed: Filed;
  let thread: Page;
  beforeAll(async () => {
    service = await startService();
    ({ authorization } = await service.addMember({ name: 'Grace Hopper' }));
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileReport(service);
    thread = await openReport(service, filed.passphrase);
  });

  const entries = async (): Promise<Conversation['entries']> => {
    const response = await service.reporter('/api/follow-up', bearer(filed.token));
    return (await bodyOf<Conversation>(response)).entries.slice(1);
  };
  const filled = (page: Page, values: Readonly<Record<string, string>> = {}): Fields =>
    changed(formOf(page, reply), values);
  const attached = (files: readonly SentFile[], values: Readonly<Record<string, string>> = {}) =>
    postWithFiles(service, '/follow-up/shown', filled(thread, values), files);
  const send = (page: Page, values: Readonly<Record<string, string>> = {}, files: readonly SentFile[] = []) =>
    postWithFiles(service, reply, filled(page, values), files);

  it('the button that attaches them brings the page back with the list, the text and the tick', async () => {
    const page = await attached([photo()], { text: 'Look at this.', urgent: 'yes' });
    expect(page.status).toBe(200);
    expect(textArea(page, 'text')).toBe('Look at this.');
    expect(page.html).toMatch(/id="urgent"[^>]* checked/);
    expect(listed(page).map(({ name }) => name)).toEqual(['pillow.jpg']);
    expect(textOf(page)).toContain(en.files.findings.camera);
    expect(page.html).not.toMatch(planted);
    expect(await entries()).toEqual([]);
  });

  it('files alone are a message, and its page says what became of them', async () => {
    const sent = await send(await attached([photo(), textFile('log.txt')]));
    expect(textOf(sent)).toContain(en.thread.sent);
    const [entry] = await entries();
    expect(entry?.text).toBe('');
    expect(entry?.attachments.map(({ name }) => name)).toEqual(['pillow.jpg', 'log.txt']);
    expect(textOf(sent)).toContain('JPEG picture, ');
    expect(textOf(sent)).toContain('Found and removed: ');
    expect(textOf(sent)).toContain(en.files.nothingFound);
    // One's own files are listed, and not offered again.
    expect(sent.html).not.toContain('class="download"');
    expect(listed(sent)).toEqual([]);
  });

  it('neither text nor files is refused, and so is text alone that is empty once a file is left out', async () => {
    expectRefusedForm(await send(thread));
    const page = await attached([textFile()]);
    const refused = await postWithFiles(service, reply, [
      ...filled(page),
      ['dropped', listed(page)[0]?.id ?? ''],
    ]);
    expectRefusedForm(refused);
    expect(listed(refused)).toHaveLength(1);
    expect(await entries()).toEqual([]);
  });

  it('files that come with the button that sends are shown first, and the next press twice is one message', async () => {
    const looked = await send(thread, { text: 'With a photo.' }, [photo()]);
    expect(looked.status).toBe(200);
    expect(textOf(looked)).toContain(en.files.look);
    expect(textArea(looked, 'text')).toBe('With a photo.');
    expect(await entries()).toEqual([]);
    await send(looked);
    await send(looked);
    expect(await entries()).toHaveLength(1);
  });

  it('a program that posts a file with its words is done at once', async () => {
    const fields = [['words', filed.passphrase] as const, ['text', 'By a program.'] as const];
    expect(textOf(await postWithFiles(service, reply, fields, [photo()]))).toContain(en.thread.sent);
    expect((await entries())[0]?.attachments).toMatchObject([{ name: 'pillow.jpg', hasOriginal: false }]);
  });

  it('an original that is kept is said to be unopened, and then on which day it was opened', async () => {
    const page = await attached([photo()]);
    const keep = ['keepOriginal', listed(page)[0]?.id ?? ''] as const;
    const sent = await postWithFiles(service, reply, [...filled(page), keep]);
    expect(textOf(sent)).toContain(`${en.files.thread.originalKept} ${en.files.thread.originalNotOpened}`);
    const id = await openAsTeam(service, authorization, filed.caseName);
    const file = (await entries())[0]?.attachments[0]?.id ?? '';
    const opened = await service.team(
      `/api/cases/${id}/attachments/${file}/original`,
      jsonRequest({ reason: 'To see the place.' }, { authorization }),
    );
    expect(opened.status).toBeLessThan(300);
    const later = textOf(await openReport(service, filed.passphrase));
    expect(later).toContain(en.files.thread.originalOpened('10 March 2026'));
    expect((await entries())[0]?.attachments[0]?.originalOpenedOn).toBe('2026-03-10');
  });

  it('the conversation as text names the files', async () => {
    await send(await attached([photo('pillow.jpg', 'lift.jpg')]));
    const saved = await postForm(service, '/follow-up/conversation', {
      handle: hiddenField(thread, 'handle'),
    });
    expect(saved.html).toContain('Files: lift.jpg');
  });

  it('another language keeps the files', async () => {
    const page = await attached([photo()], { text: 'Hola.' });
    const spanish = await postWithFiles(service, '/follow-up/shown?lang=es', filled(page));
    expect(textOf(spanish)).toContain(es.files.findings.camera);
    expect(listed(spanish)).toHaveLength(1);
    expect(textArea(spanish, 'text')).toBe('Hola.');
  });

  it('after half an hour the words are asked for, and the files go along', async () => {
    const page = await attached([photo()], { text: 'Took a while.' });
    service.clock.advance(31 * minute);
    const asked = await send(page, {}, [textFile('late.txt')]);
    expectRefusedForm(asked);
    expect(textOf(asked)).toContain(en.followUp.expired);
    expect(textOf(asked)).toContain(en.files.problems.notTaken('late.txt'));
    expect(listed(asked).map(({ name }) => name)).toEqual(['pillow.jpg']);
    // Uploads need a page that knows the conversation.
    expect(asked.html).not.toContain('data-uploads');
    const wrong = await send(asked, { words: 'zoo' });
    expectRefusedForm(wrong);
    expect(listed(wrong)).toHaveLength(1);
    const sent = await send(wrong, { words: filed.passphrase });
    expect(textOf(sent)).toContain(en.thread.sent);
    expect(await entries()).toMatchObject([{ text: 'Took a while.', attachments: [{ name: 'pillow.jpg' }] }]);
  });

  it('words of another conversation do not take the files there', async () => {
    const page = await attached([photo()]);
    service.clock.advance(31 * minute);
    const asked = await send(page);
    const other = await fileReport(service);
    const refused = await send(asked, { words: other.passphrase, text: 'x' });
    expectRefusedForm(refused);
    expect(textOf(refused)).toContain(en.files.problems.expired);
    expect(listed(refused)).toEqual([]);
    expect(await entries()).toEqual([]);
  });

  it.each([
    ['the door cannot be read', 'dynamoDb', 'GetItem'],
    ['the message cannot be written', 'dynamoDb', 'TransactWriteItems'],
    ['the files cannot be kept', 's3', 'CopyObject'],
  ] as const)('when %s, text and files stay, and pressing again is one message', async (_, part, call) => {
    const page = await attached([photo()], { text: 'In a storm.' });
    service.emulators.faults[part].next(call, down, 3);
    const failed = await send(page);
    service.emulators.faults[part].clear();
    expect(failed.status).toBe(503);
    expect(textArea(failed, 'text')).toBe('In a storm.');
    expect(listed(failed).map(({ name }) => name)).toEqual(['pillow.jpg']);
    expect(textOf(await send(failed))).toContain(en.thread.sent);
    await send(failed);
    expect(await entries()).toHaveLength(1);
  });

  it('an answer that was lost after the message was stored is one message', async () => {
    const page = await attached([photo()], { text: 'Stored.' });
    service.emulators.faults.dynamoDb.next('TransactWriteItems', { kind: 'drop', after: true }, 3);
    const failed = await send(page);
    service.emulators.faults.dynamoDb.clear();
    if (failed.status === 503) await send(failed);
    expect(await entries()).toHaveLength(1);
  });

  it('a file that storage refuses is said by name, and the text stays', async () => {
    service.emulators.faults.s3.next('PutObject', { ...down, code: 'InternalError' }, 12);
    const failed = await send(thread, { text: 'Kept.' }, [photo()]);
    service.emulators.faults.s3.clear();
    expect(failed.status).toBe(503);
    expect(textOf(failed)).toContain(en.files.problems.notTaken('pillow.jpg'));
    expect(textArea(failed, 'text')).toBe('Kept.');
    expect(await entries()).toEqual([]);
  });

  it('files that are gone are said by name, and the text stays', async () => {
    const page = await attached([photo(), textFile('stays.txt')], { text: 'Kept.' });
    await service.attachments.scheduled.erase(listed(page)[0]?.id ?? '');
    const gone = await send(page);
    expectRefusedForm(gone);
    expect(textOf(gone)).toContain(en.files.problems.gone('pillow.jpg'));
    expect(textArea(gone, 'text')).toBe('Kept.');
    expect(listed(gone).map(({ name }) => name)).toEqual(['stays.txt']);
    expect(textOf(await send(gone))).toContain(en.thread.sent);
  });

  const sendByTeam = async (name: string, bytes: Uint8Array): Promise<void> => {
    const id = await openAsTeam(service, authorization, filed.caseName);
    const call = (path: string, init: RequestInit) => service.team(`/api/cases/${id}/uploads${path}`, init);
    const begun = await bodyOf<{ pass: string; parts: number[] }>(
      await call('', jsonRequest({ name, size: bytes.length }, { authorization })),
    );
    const headers = { authorization, 'upload-pass': begun.pass };
    for (const part of begun.parts) {
      const body = new Uint8Array(bytes.subarray(part * megabyte, (part + 4) * megabyte));
      const octets = { ...headers, 'content-type': 'application/octet-stream' };
      expect((await call(`/${part}`, { method: 'PUT', headers: octets, body })).status).toBe(204);
    }
    const { reference } = await bodyOf<{ reference: string }>(
      await call('/finish', jsonRequest({}, headers)),
    );
    const message = { thread: 'reporter', text: 'From us.', attachments: [{ reference }] };
    const sent = await service.team(`/api/cases/${id}/messages`, jsonRequest(message, { authorization }));
    expect(sent.status).toBe(201);
  };
  const downloaded = async (fields: Fields): Promise<Response> =>
    service.reporter('/follow-up/attachment', {
      method: 'POST',
      body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
    });

  it('a file of the team is downloaded with a warning, as bytes and never as a page', async () => {
    await sendByTeam('<b>plan</b>.txt', Buffer.from('The plan.'));
    const page = await openReport(service, filed.passphrase);
    expect(textOf(page)).toContain(en.files.thread.danger);
    expect(page.html).not.toContain('<b>plan');
    const response = await downloaded(formOf(page, '/follow-up/attachment'));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('The plan.');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  it('a large one comes in parts that are the file when they are joined', async () => {
    const bytes = new Uint8Array(5 * megabyte).map((_, at) => (at * 7) % 251);
    await sendByTeam('large.bin', bytes);
    const page = await openReport(service, filed.passphrase);
    expect(textOf(page)).toContain(en.files.thread.part('large.bin', '2', '2'));
    expect(textOf(page)).toContain(en.files.thread.join);
    const form = formOf(page, '/follow-up/attachment');
    const parts: Buffer[] = [];
    for (const part of ['1', '2']) {
      const response = await downloaded([...form, ['part', part]]);
      expect(response.headers.get('content-disposition')).toContain(`large.bin.part0${part}`);
      parts.push(Buffer.from(await response.arrayBuffer()));
    }
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    for (const part of ['0', '3', '1.5', 'x', '-1'])
      expect((await downloaded([...form, ['part', part]])).status).toBe(404);
  });

  it('a download by a form that is too old asks for the words, and one of another conversation finds nothing', async () => {
    await sendByTeam('plan.txt', Buffer.from('The plan.'));
    const form = formOf(await openReport(service, filed.passphrase), '/follow-up/attachment');
    const other = await fileReport(service);
    const handle = hiddenField(await openReport(service, other.passphrase), 'handle');
    const elsewhere = form.map(([name, value]) => [name, name === 'handle' ? handle : value] as const);
    expect((await downloaded(elsewhere)).status).toBe(404);
    service.clock.advance(31 * minute);
    const late = await postFields(service, '/follow-up/attachment', form);
    expectRefusedForm(late);
    expect(textOf(late)).toContain(en.followUp.expired);
  });
});

describe('a case that is full', () => {
  it('says how much room is left before anything is chosen, refuses more by name, and the text stays', async () => {
    const service = await startService({
      attachments: {
        filesPerEntry: 5,
        fileMegabytes: 3,
        caseMegabytes: 1,
        dayMegabytes: 90,
        uncleanable: 'warn',
      },
    });
    const { passphrase } = await fileReport(service);
    const thread = await openReport(service, passphrase);
    expect(textOf(thread)).toContain(en.files.room('1 MB'));
    const large = { name: 'large.txt', bytes: Buffer.from('a'.repeat(megabyte)) };
    const fields = changed(formOf(thread, reply), { text: 'Kept.' });
    const refused = await postWithFiles(service, reply, fields, [large, textFile('small.txt')]);
    expectRefusedForm(refused);
    expect(textOf(refused)).toContain(en.files.problems.notTaken('large.txt'));
    expect(textArea(refused, 'text')).toBe('Kept.');
    expect(listed(refused).map(({ name }) => name)).toEqual(['small.txt']);
    expect(textOf(await postWithFiles(service, reply, formOf(refused, reply)))).toContain(en.thread.sent);
    await service.close();
  });
});
