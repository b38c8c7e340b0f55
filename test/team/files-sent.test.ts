import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { logFile, objectNames, photo } from '../harness/files.ts';
import { bearer, bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings, signedInCookie, teamOrigin } from './as-browser.ts';
import { post, read, type SignedIn } from './as-member.ts';
import {
  atPages,
  fileAndOpen,
  hiddenOf,
  wordsOf,
  type AtPages,
  type FiledCase,
  type Hidden,
} from './team-pages.ts';

type Sent = { readonly name: string; readonly bytes: Uint8Array };
type SeenFile = { readonly id: string; readonly name: string; readonly removed: readonly string[] };
type SeenEntry = { readonly from: string; readonly text: string; readonly attachments: readonly SeenFile[] };
type Finished = { readonly reference: string; readonly id: string; readonly hasOriginal: boolean };

/** A photo that is cut off, and so cannot be cleaned. */
const heic = (name = 'photo.heic'): Sent => ({
  name,
  bytes: Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    Buffer.alloc(64),
  ]),
});
const busy = { kind: 'fail', code: 'SlowDown', statusCode: 503 } as const;
const never = 'A'.repeat(22);

describe('files that the team sends to a reporter', () => {
  let service: Service;
  let member: SignedIn & { memberId: string; name: string };
  let at: AtPages;
  let cookie: string;
  beforeAll(async () => {
    service = await startService({
      ...passkeySettings,
      attachments: { filesPerEntry: 3, caseMegabytes: 12 },
    });
    member = await service.addMember({ role: 'lead' });
    at = await atPages(service, member);
    cookie = await signedInCookie(service, member.memberId);
  });
  afterAll(() => service.close());
  afterEach(() => service.emulators.faults.s3.clear());

  /** The reply form, as a browser sends it with files. */
  const send = async (
    { id }: { readonly id: string },
    fields: Readonly<Record<string, string | readonly string[]>>,
    files: readonly Sent[] = [],
    from?: Hidden,
  ): Promise<Response> => {
    const form = new FormData();
    const hidden = from ?? hiddenOf(await at.html(`/cases/${id}`));
    for (const [name, value] of Object.entries({ ...hidden, ...fields }))
      for (const each of [value].flat()) form.append(name, each);
    for (const { name, bytes } of files) form.append('files', new Blob([Buffer.from(bytes)]), name);
    if (files.length === 0) form.append('files', new Blob([]), '');
    return service.team(`/cases/${id}/reply`, {
      method: 'POST',
      headers: { cookie, origin: teamOrigin, 'sec-fetch-site': 'same-origin' },
      body: form,
    });
  };
  /** What a page that came back holds of files. */
  const heldBy = (html: string) => ({
    attached: [...html.matchAll(/name="attached" value="([^"]+)"/g)].map(([, value = '']) => value),
    filesSeen: [...html.matchAll(/name="filesSeen" value="([^"]+)"/g)].map(([, value = '']) => value),
  });
  const seen = async ({ token }: FiledCase): Promise<readonly SeenEntry[]> => {
    const { entries } = await bodyOf<{ entries: readonly SeenEntry[] }>(
      await service.reporter('/api/follow-up', bearer(token)),
    );
    return entries.filter(({ from }) => from === 'team');
  };
  const sentCase = () => fileAndOpen(service, at);

  it('go with a message, cleaned, under a name that says nothing else; the reporter has them', async () => {
    const filed = await sentCase();
    const response = await send(filed, { text: 'Here is the form.', do: 'send' }, [photo(), logFile()]);
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/cases/${filed.id}?did=answered#conversation`,
    ]);
    const [entry] = await seen(filed);
    expect(entry).toMatchObject({
      text: 'Here is the form.',
      attachments: [{ name: 'IMG_0042.jpg' }, { name: 'server.log', removed: [] }],
    });
    expect(entry?.attachments[0]?.removed).toContain('gps-position');
    const got = await service.reporter(
      `/api/follow-up/attachments/${entry?.attachments[1]?.id ?? ''}`,
      bearer(filed.token),
    );
    expect(Buffer.from(await got.arrayBuffer()).equals(logFile().bytes)).toBe(true);
    expect(JSON.stringify(entry)).not.toContain('"hasOriginal":true');
    const words = wordsOf(await at.html(`/cases/${filed.id}`));
    expect(words).toContain('IMG_0042.jpg');
    // They are the team's own.
    expect(words).not.toContain('Files can be dangerous');
  });

  it('may go without a text, but a message without both is none', async () => {
    const filed = await sentCase();
    expect((await send(filed, { text: '', do: 'send' }, [logFile()])).status).toBe(303);
    expect((await seen(filed))[0]).toMatchObject({ text: '', attachments: [{ name: 'server.log' }] });
    const neither = await send(filed, { text: ' ', do: 'send' });
    expect([neither.status, wordsOf(await neither.text())]).toEqual([
      422,
      expect.stringContaining('Your message: Must not be empty.'),
    ]);
  });

  it('are listed with what was removed before they are sent, can be renamed and left out', async () => {
    const filed = await sentCase();
    const page = await send(filed, { text: 'Wait.', do: 'attach' }, [photo(), logFile()]);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(wordsOf(html)).toContain('Removed before it was sealed: GPS position, camera');
    expect(html).toContain('Wait.');
    expect(await seen(filed)).toEqual([]);
    const held = heldBy(html);
    const [first = '', second = ''] = held.filesSeen;
    const fields = { text: 'Now.', do: 'send', ...held, dropped: second, [`fileName-${first}`]: 'the room' };
    expect((await send(filed, fields)).status).toBe(303);
    expect((await seen(filed))[0]?.attachments.map(({ name }) => name)).toEqual(['the room.jpg']);
  });

  it('are still there after every page that comes back', async () => {
    const filed = await sentCase();
    let html = await (await send(filed, { text: '', do: 'attach' }, [logFile()])).text();
    const again = async (fields: Readonly<Record<string, string>>, status: number): Promise<void> => {
      const response = await send(filed, { ...heldBy(html), ...fields }, [], from);
      html = await response.text();
      expect([response.status, heldBy(html).attached.length], wordsOf(html).slice(0, 400)).toEqual([
        status,
        1,
      ]);
    };
    const from = hiddenOf(html);
    await again({ do: 'template', template: 'update.en', text: '' }, 200);
    await again({ do: 'send', text: 'Until […].' }, 422);
    await again({ do: 'send', text: 'x'.repeat(70_000) }, 422);
    await post(service, member, `/api/cases/${filed.id}/notes`, { text: 'Mine.' });
    const colleague = await service.addMember({ role: 'lead' });
    await post(service, member, `/api/cases/${filed.id}/grants`, {
      memberId: colleague.memberId,
      reason: 'Helps.',
    });
    await read(service, colleague, filed.id);
    await post(service, colleague, `/api/cases/${filed.id}/messages`, { text: 'We are on it.' });
    await again({ do: 'send', text: 'Here it is.' }, 409);
    expect(await objectNames(service, 'kept/')).not.toContain(`kept/${heldBy(html).filesSeen[0] ?? ''}`);
    const sent = await send(filed, { ...heldBy(html), do: 'send', text: 'Here it is.' }, [], hiddenOf(html));
    expect(sent.status).toBe(303);
    expect((await seen(filed)).at(-1)).toMatchObject({
      text: 'Here it is.',
      attachments: [{ name: 'server.log' }],
    });
  });

  it('what cannot be cleaned is shown once before it is sent', async () => {
    const filed = await sentCase();
    const first = await send(filed, { text: 'Look.', do: 'send' }, [heic()]);
    const html = await first.text();
    expect([first.status, wordsOf(html)]).toEqual([422, expect.stringContaining('Nothing is sent yet.')]);
    expect(await seen(filed)).toEqual([]);
    expect(
      (await send(filed, { ...heldBy(html), text: 'Look.', do: 'send' }, [], hiddenOf(html))).status,
    ).toBe(303);
    expect((await seen(filed))[0]?.attachments).toMatchObject([{ name: 'photo.heic' }]);
  });

  it('pressed twice, the message is there once, with its files', async () => {
    const filed = await sentCase();
    const from = hiddenOf(await at.html(`/cases/${filed.id}`));
    const html = await (await send(filed, { do: 'attach', text: '' }, [logFile()], from)).text();
    const fields = { ...heldBy(html), text: 'Once.', do: 'send' };
    const both = await Promise.all([1, 2].map(() => send(filed, fields, [], hiddenOf(html))));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await send(filed, fields, [], hiddenOf(html))).status).toBe(303);
    expect(await seen(filed)).toHaveLength(1);
  });

  it('of two replies at once each has its own files', async () => {
    const filed = await sentCase();
    const names = ['one.log', 'two.log'];
    const pages = names.map(async () => hiddenOf(await at.html(`/cases/${filed.id}`)));
    const from = await Promise.all(pages);
    const both = await Promise.all(
      names.map((name, index) =>
        send(filed, { text: name, do: 'send' }, [{ ...logFile(name), name }], from[index]),
      ),
    );
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const found = (await seen(filed)).map(({ text, attachments }) => [
      text,
      ...attachments.map(({ name }) => name),
    ]);
    expect(found.sort()).toEqual(names.map((name) => [name, name]));
  });

  it('more files than one message takes, or than the case has room for, are named and not attached', async () => {
    const filed = await sentCase();
    const four = await send(
      filed,
      { text: 'x', do: 'send' },
      ['a', 'b', 'c', 'd'].map((name) => ({ ...logFile(), name: `${name}.log` })),
    );
    const html = await four.text();
    expect(wordsOf(html)).toContain('“d.log” is not attached. At most 3 files go with one message.');
    expect([four.status, heldBy(html).attached.length]).toEqual([422, 3]);
    expect(wordsOf(html)).toContain('this case has room for 12 MB more');
    const large = { name: 'large.log', bytes: Buffer.alloc(4 * 1024 * 1024 - 1, 'x\n') };
    const sendLarge = () => send(filed, { text: '', do: 'send' }, [large]);
    for (const nth of ['first', 'second']) {
      const sent = await sendLarge();
      expect([nth, sent.status], wordsOf(await sent.text()).slice(0, 400)).toEqual([nth, 303]);
    }
    const full = await send(filed, { text: 'Not lost.', do: 'send' }, [large]);
    expect([full.status, await full.text()]).toEqual([422, expect.stringContaining('Not lost.')]);
    expect(await seen(filed)).toHaveLength(2);
  });

  it('storage that is down loses no text, and says which files to choose again', async () => {
    const filed = await sentCase();
    service.emulators.faults.s3.next('PutObject', busy, 20);
    const response = await send(filed, { text: 'Not lost.', do: 'send' }, [logFile()]);
    service.emulators.faults.s3.clear();
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(html).toContain('Not lost.');
    expect(wordsOf(html)).toContain('choose them again: server.log.');
    expect(await seen(filed)).toEqual([]);
  });

  it('storage that fails while they are kept leaves the files in the form, and nothing half-visible', async () => {
    const filed = await sentCase();
    const html = await (await send(filed, { text: '', do: 'attach' }, [logFile()])).text();
    service.emulators.faults.s3.next('CopyObject', busy, 20);
    const down = await send(filed, { ...heldBy(html), text: 'Here.', do: 'send' }, [], hiddenOf(html));
    service.emulators.faults.s3.clear();
    const again = await down.text();
    expect([down.status, heldBy(again).attached.length]).toEqual([503, 1]);
    expect(await seen(filed)).toEqual([]);
    expect(
      (await send(filed, { ...heldBy(again), text: 'Here.', do: 'send' }, [], hiddenOf(again))).status,
    ).toBe(303);
    expect((await seen(filed))[0]?.attachments).toHaveLength(1);
  });

  it('a reference of another case, or an invented one, attaches nothing', async () => {
    const [one, other] = [await sentCase(), await sentCase()];
    const html = await (await send(one, { text: '', do: 'attach' }, [logFile()])).text();
    const stolen = await send(other, { ...heldBy(html), text: 'Take this.', do: 'send' });
    expect([stolen.status, wordsOf(await stolen.text())]).toEqual([
      422,
      expect.stringContaining('A file cannot be used any more. Choose it again.'),
    ]);
    const [reference = ''] = heldBy(html).attached;
    for (const wrong of [reference, 'x.y']) {
      const attachments = [{ reference: wrong }];
      const response = await post(service, member, `/api/cases/${other.id}/messages`, {
        text: 'x',
        attachments,
      });
      expect([response.status, await bodyOf<{ code: string }>(response)]).toMatchObject([
        422,
        { code: 'files-unknown' },
      ]);
    }
    expect(await seen(other)).toEqual([]);
  });

  it('files whose time is over are named, and the text stays', async () => {
    const filed = await sentCase();
    const html = await (await send(filed, { text: '', do: 'attach' }, [logFile()])).text();
    await service.attachments.scheduled.erase(heldBy(html).filesSeen[0] ?? '');
    const gone = await send(filed, { ...heldBy(html), text: 'Not lost.', do: 'send' }, [], hiddenOf(html));
    const again = await gone.text();
    expect([gone.status, heldBy(again).attached.length]).toEqual([422, 0]);
    expect(wordsOf(again)).toContain('choose them again: server.log.');
    expect(again).toContain('Not lost.');
  });

  describe('in parts, as JSON', () => {
    const ask = (path: string, init: RequestInit, headers: Record<string, string> = {}) =>
      service.team(path, { ...init, headers: { authorization: member.authorization, ...headers } });
    const begin = async (id: string, name: string, size: number) =>
      bodyOf<{ pass: string; parts: number[]; partBytes: number }>(
        await post(service, member, `/api/cases/${id}/uploads`, { name, size }),
      );
    const octets = { 'content-type': 'application/octet-stream' };

    it('a file larger than one request is uploaded, goes on after a break, and is attached once', async () => {
      const filed = await sentCase();
      const bytes = Buffer.alloc(9 * 1024 * 1024 + 5, 'A line of a log.\n');
      const { pass, parts, partBytes } = await begin(filed.id, 'long.log', bytes.length);
      expect([parts, partBytes]).toEqual([[0, 4, 8], 4 * 1024 * 1024]);
      const path = `/api/cases/${filed.id}/uploads`;
      const headers = { 'upload-pass': pass };
      const put = (number: number) => {
        const start = (number / 4) * partBytes;
        const body = bytes.subarray(start, start + partBytes);
        return ask(`${path}/${number}`, { method: 'PUT', body }, { ...headers, ...octets });
      };
      for (const number of [0, 8, 8]) expect((await put(number)).status).toBe(204);
      const early = await ask(`${path}/finish`, { method: 'POST' }, headers);
      expect([early.status, await bodyOf<object>(early)]).toMatchObject([409, { missing: [4] }]);
      expect(await (await ask(path, {}, headers)).json()).toEqual({ missing: [4] });
      await put(4);
      const response = await ask(`${path}/finish`, { method: 'POST' }, headers);
      expect(response.status).toBe(201);
      const finished = await bodyOf<Finished>(response);
      expect(finished).toMatchObject({ name: 'long.log', size: bytes.length, hasOriginal: false });
      const attachments = [{ reference: finished.reference, name: 'renamed.log' }];
      const key = { 'idempotency-key': 'once' };
      const message = { text: '', attachments };
      const write = () => post(service, member, `/api/cases/${filed.id}/messages`, message, key);
      for (const sent of [await write(), await write()]) {
        expect([sent.status, await bodyOf<object>(sent)]).toMatchObject([
          201,
          { text: '', attachments: [{ id: finished.id, name: 'renamed.log' }] },
        ]);
      }
      expect(await seen(filed)).toHaveLength(1);
    });

    it('the case is opened once for a message, with files or without', async () => {
      const { id } = await sentCase();
      const { pass } = await begin(id, 'a.log', 3);
      const headers = { 'upload-pass': pass };
      const path = `/api/cases/${id}/uploads`;
      await ask(`${path}/0`, { method: 'PUT', body: Buffer.from('log') }, { ...headers, ...octets });
      const finished = await bodyOf<Finished>(await ask(`${path}/finish`, { method: 'POST' }, headers));
      const readsOf = async (attachments: readonly object[]): Promise<number> => {
        const { version } = await read(service, member, id);
        service.calls.length = 0;
        const message = { text: 'Hello.', attachments, version };
        expect((await post(service, member, `/api/cases/${id}/messages`, message)).status).toBe(201);
        return service.calls.filter(({ command }) => command === 'BatchGetItemCommand').length;
      };
      // One says who asks. The first answer settles a promise, which the brief says: another one reads the channel's ring.
      expect(await readsOf([])).toBe(3);
      // With files, it is read for them.
      expect(await readsOf([{ reference: finished.reference }])).toBe(3);
    });

    it('a pass is good for its own case only', async () => {
      const [one, other] = [await sentCase(), await sentCase()];
      const { pass } = await begin(one.id, 'a.log', 3);
      const part = (id: string, headers: Record<string, string>) =>
        ask(`/api/cases/${id}/uploads/0`, { method: 'PUT', body: 'abc' }, { ...octets, ...headers });
      for (const [id, headers] of [
        [other.id, { 'upload-pass': pass }],
        [one.id, {}],
        [one.id, { 'upload-pass': 'A'.repeat(60) }],
      ] as const) {
        const response = await part(id, headers);
        expect([response.status, await bodyOf<object>(response)]).toMatchObject([
          401,
          { code: 'upload-pass-unusable' },
        ]);
      }
      expect((await part(never, { 'upload-pass': pass })).status).toBe(404);
      expect((await part(one.id, { 'upload-pass': pass })).status).toBe(204);
    });

    it('a page of another host begins no upload by the member’s session', async () => {
      const { id } = await sentCase();
      const response = await service.team(`/api/cases/${id}/uploads`, {
        method: 'POST',
        headers: {
          cookie,
          'content-type': 'application/json',
          'sec-fetch-site': 'same-site',
          origin: 'https://x.example.org',
        },
        body: JSON.stringify({ name: 'a', size: 1 }),
      });
      expect(response.status).toBe(403);
    });

    it('a file that is too large, or for which the case has no room, is refused before a byte is sent', async () => {
      const { id } = await sentCase();
      const codes = [];
      for (const size of [101 * 1024 * 1024, 50 * 1024 * 1024]) {
        const response = await post(service, member, `/api/cases/${id}/uploads`, { name: 'a.mp4', size });
        codes.push((await bodyOf<{ code: string }>(response)).code);
      }
      expect(codes).toEqual(['file-too-large', 'case-full']);
    });

    it('an original cannot be kept', async () => {
      const { id } = await sentCase();
      const attachments = [{ reference: 'x.y', keepOriginal: true }];
      const response = await post(service, member, `/api/cases/${id}/messages`, { text: 'x', attachments });
      expect([response.status, await bodyOf<object>(response)]).toMatchObject([
        422,
        { code: 'invalid-fields' },
      ]);
    });
  });

  it('the page says where scripts send files to, and only it may connect', async () => {
    const filed = await sentCase();
    const page = await at.get(`/cases/${filed.id}`);
    expect(await page.text()).toContain(`data-uploads="/api/cases/${filed.id}/uploads"`);
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
    expect((await at.get('/cases')).headers.get('content-security-policy')).not.toContain('connect-src');
  });

  it('nothing of a file that a member sends is stored or logged in clear', async () => {
    const filed = await sentCase();
    const mark = 'Kestrel-7731';
    const bytes = Buffer.from(`${mark} wrote this.\n`.repeat(1_000));
    await send(filed, { text: 'See the file.', do: 'send' }, [{ name: `${mark}.log`, bytes }]);
    const [file] = (await seen(filed))[0]?.attachments ?? [];
    expect(file?.name).toBe(`${mark}.log`);
    const stored = [];
    for (const table of Object.values(service.emulators.tables)) {
      const { Items } = await service.dynamo.send(new ScanCommand({ TableName: table }));
      stored.push(
        JSON.stringify(Items, (_, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
        ),
      );
    }
    const chunk = await service.attachments.team.get(file?.id ?? '', 0);
    stored.push(Buffer.from(chunk ?? []).toString('latin1'), JSON.stringify(service.logs));
    stored.push(
      (await objectNames(service, 'kept/')).join(),
      (await objectNames(service, 'unfinished/')).join(),
    );
    expect(chunk?.length).toBeGreaterThan(1_000);
    expect(stored.filter((text) => text.includes(mark))).toEqual([]);
  });
});
