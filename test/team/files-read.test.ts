import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { fileWith, logFile, photo } from '../harness/files.ts';
import { bearer, bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings, signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, postOnce, read, type SignedIn } from './as-member.ts';
import { atPages, wordsOf, type AtPages } from './team-pages.ts';

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const minute = 60_000;

type Opened = { readonly pass: string; readonly name: string; readonly size: number };
type WithFiles = {
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly original?: { readonly id: string; readonly openedOn?: string };
  }[];
};

describe('files that reporters send, as the team reads them', () => {
  let service: Service;
  let member: SignedIn & { memberId: string; name: string };
  let colleague: SignedIn & { memberId: string };
  let lead: SignedIn;
  let at: AtPages;
  let cleaned: Uint8Array;
  beforeAll(async () => {
    service = await startService(passkeySettings);
    member = await service.addMember();
    colleague = await service.addMember();
    lead = await service.addMember({ role: 'lead' });
    at = await atPages(service, member);
    const result = await cleanFile(photo().bytes, defaultCleaningLimits);
    if (result.kind !== 'cleaned') throw new Error(result.kind);
    cleaned = result.bytes;
  });
  afterAll(() => service.close());
  afterEach(() => service.emulators.faults.s3.clear());

  const withPhoto = async (report: object = {}) => {
    const { filed, drafted } = await fileWith(service, [photo()], { keepOriginal: true, report });
    const id = await caseIdOf(service, filed);
    return { filed, id, file: drafted.files[0]?.id ?? '' };
  };
  const openedPhoto = async (report: object = {}) => {
    const sent = await withPhoto(report);
    await read(service, member, sent.id);
    return sent;
  };
  const openOriginal = (who: SignedIn, id: string, file: string, reason = 'To see when it was taken.') =>
    post(service, who, `/api/cases/${id}/attachments/${file}/original`, { reason });
  const original = (who: SignedIn, id: string, pass: string, headers: Record<string, string> = {}) =>
    service.team(`/api/cases/${id}/originals`, {
      headers: { authorization: who.authorization, 'original-pass': pass, ...headers },
    });

  it('the case says what came, what was removed from it, and that the original was kept', async () => {
    const { id, file } = await openedPhoto();
    const { threads } = await read(service, member, id);
    const [entry] = threads.reporter.entries as unknown as readonly WithFiles[];
    expect(entry?.attachments).toEqual([
      {
        id: file,
        name: 'IMG_0042.jpg',
        type: 'image/jpeg',
        size: cleaned.length,
        outcome: 'cleaned',
        removed: expect.arrayContaining(['gps-position', 'camera']) as unknown,
        left: [],
        original: { id: expect.any(String) as unknown, size: photo().bytes.length },
      },
    ]);
    const html = await at.html(`/cases/${id}`);
    expect(wordsOf(html)).toMatch(
      /IMG_0042\.jpg .*JPEG picture.* Removed before it was sealed: GPS position, camera/,
    );
    expect(wordsOf(html)).toContain('The original was kept, too');
    expect(wordsOf(html).match(/Files can be dangerous/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(img|video|audio|object|embed|iframe)/);
  });

  it('a download is the cleaned bytes, as an attachment that no browser shows', async () => {
    const { id, file } = await openedPhoto();
    for (const response of [
      await get(service, member, `/api/cases/${id}/attachments/${file}`),
      await at.get(`/cases/${id}/attachments/${file}`),
    ]) {
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="IMG_0042.jpg"; filename*=UTF-8''IMG_0042.jpg`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect((await bytesOf(response)).equals(cleaned)).toBe(true);
    }
  });

  it('a range is those bytes, and one beyond the end is none', async () => {
    const { id, file } = await openedPhoto();
    const ask = (range: string) =>
      service.team(`/api/cases/${id}/attachments/${file}`, {
        headers: { authorization: member.authorization, range },
      });
    const part = await ask('bytes=10-19');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${cleaned.length}`]);
    expect((await bytesOf(part)).equals(cleaned.subarray(10, 20))).toBe(true);
    const beyond = await ask('bytes=999999999-');
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${cleaned.length}`]);
  });

  it('what does not fit one answer comes in parts that make up the whole', async () => {
    const large = logFile('A line of a log.\n'.repeat(300_000));
    const { filed, drafted } = await fileWith(service, [large]);
    const id = await caseIdOf(service, filed);
    await read(service, member, id);
    const path = `/cases/${id}/attachments/${drafted.files[0]?.id ?? ''}`;
    const parts = [];
    for (const part of ['1', '2']) {
      const response = await at.get(`${path}?part=${part}`);
      expect(response.headers.get('content-disposition')).toContain(`filename="server.log.part0${part}"`);
      parts.push(await bytesOf(response));
    }
    expect(Buffer.concat(parts).equals(large.bytes)).toBe(true);
    expect(parts[0]).toHaveLength(4 * 1024 * 1024);
    for (const none of ['?part=3', '?part=0', '?part=x', ''])
      expect((await at.get(path + none)).status).toBe(404);
    const whole = await get(service, member, `/api${path}`);
    expect([whole.status, await bodyOf<{ code: string }>(whole)]).toMatchObject([
      413,
      { code: 'range-needed' },
    ]);
    const html = await at.html(`/cases/${id}`);
    expect(html).toContain('data-parts="2"');
    expect(html).toContain('name="part" value="2"');
  });

  it('nothing is given out before the case is opened, and asking opens nothing', async () => {
    const { filed, id, file } = await withPhoto();
    const script = await get(service, member, `/api/cases/${id}/attachments/${file}`);
    expect([script.status, await bodyOf<{ code: string }>(script)]).toMatchObject([
      409,
      { code: 'not-read' },
    ]);
    for (const path of ['', '/original']) {
      const page = await at.get(`/cases/${id}/attachments/${file}${path}`);
      expect([page.status, page.headers.get('location')]).toEqual([303, `/cases/${id}`]);
    }
    const unopened = await postOnce(service, member, `/api/cases/${id}/attachments/${file}/original`, {
      reason: 'Because.',
    });
    expect(unopened.status).toBe(409);
    const form = await at.send(`/cases/${id}/attachments/${file}/original`, { reason: 'Because.' });
    expect([form.status, form.headers.get('location')]).toEqual([303, `/cases/${id}`]);
    const { summary } = await bodyOf<{ summary: object }>(
      await service.reporter('/api/follow-up', bearer(filed.token)),
    );
    expect(summary).toMatchObject({ opened: false });
  });

  it('for an excluded member the file is as one that never was', async () => {
    const { id, file } = await withPhoto({ excludedMembers: [colleague.memberId] });
    const excluded = await atPages(service, { ...colleague, name: 'x' });
    const never = 'A'.repeat(22);
    for (const path of [`/attachments/${file}`, `/attachments/${file}/original`, '/originals']) {
      const answers = [];
      for (const each of [id, never]) {
        const page = await excluded.get(`/cases/${each}${path}`);
        const script = await get(service, colleague, `/api/cases/${each}${path}`);
        answers.push(
          [page.status, await page.text(), script.status, await script.text()].map((said) =>
            String(said).replaceAll(each, ''),
          ),
        );
      }
      expect(answers[0], path).toEqual(answers[1]);
    }
    expect((await get(service, colleague, `/api/cases/${id}/attachments/${file}`)).status).toBe(404);
  });

  it('a page of another host gets no bytes by the member’s session', async () => {
    const { id, file } = await openedPhoto();
    const cookie = await signedInCookie(service, member.memberId);
    const headers = { cookie, 'sec-fetch-site': 'same-site' };
    expect((await service.team(`/cases/${id}/attachments/${file}`, { headers })).status).toBe(303);
    expect((await service.team(`/api/cases/${id}/attachments/${file}`, { headers })).status).toBe(403);
  });

  it('an original needs a reason, is written down, and the reporter sees the day', async () => {
    const { filed, id, file } = await openedPhoto();
    expect((await openOriginal(member, id, file, ' ')).status).toBe(422);
    const before = await read(service, member, id);
    expect(before.notes).toEqual([]);
    const response = await openOriginal(member, id, file);
    expect(response.status).toBe(200);
    const opened = await bodyOf<Opened>(response);
    expect(opened).toEqual({
      pass: expect.any(String) as unknown,
      name: 'IMG_0042.jpg',
      size: photo().bytes.length,
    });
    const bytes = await original(member, id, opened.pass);
    expect(bytes.headers.get('content-disposition')).toContain('filename="original-IMG_0042.jpg"');
    expect((await bytesOf(bytes)).equals(photo().bytes)).toBe(true);
    const part = await original(member, id, opened.pass, { range: 'bytes=0-3' });
    expect([part.status, (await bytesOf(part)).equals(photo().bytes.subarray(0, 4))]).toEqual([206, true]);

    const after = await read(service, member, id);
    expect(after.notes).toMatchObject([
      {
        kind: 'original',
        name: 'IMG_0042.jpg',
        reason: 'To see when it was taken.',
        author: { id: member.memberId },
      },
    ]);
    const [entry] = after.threads.reporter.entries as unknown as readonly WithFiles[];
    expect(entry?.attachments[0]?.original?.openedOn).toBe('2026-03-10');
    const log = await bodyOf<{ entries: readonly object[] }>(
      await get(service, member, `/api/cases/${id}/audit`),
    );
    expect(JSON.stringify(log)).toContain('"original-opened"');
    const seen = await (await service.reporter('/api/follow-up', bearer(filed.token))).text();
    expect(seen).toContain('"originalOpenedOn":"2026-03-10"');
    expect(wordsOf(await at.html(`/cases/${id}`))).toMatch(
      /last opened on 10 March 2026.*Opened the original of the file IMG_0042\.jpg/,
    );
  });

  it('an opened original is its opener’s alone, for half an hour, in this case', async () => {
    const { id, file } = await openedPhoto();
    await read(service, colleague, id);
    const { pass } = await bodyOf<Opened>(await openOriginal(member, id, file));
    const other = await openedPhoto();
    expect((await original(colleague, id, pass)).status).toBe(401);
    expect((await original(member, other.id, pass)).status).toBe(401);
    expect((await original(member, id, 'A'.repeat(80))).status).toBe(401);
    service.clock.advance(29 * minute);
    expect((await original(member, id, pass)).status).toBe(200);
    service.clock.advance(2 * minute);
    expect((await original(member, id, pass)).status).toBe(401);
    const page = await at.send(`/cases/${id}/originals`, { pass });
    expect([page.status, wordsOf(await page.text())]).toEqual([403, expect.stringContaining('closed again')]);
  });

  it('who leaves the case to others can use an opened original no longer', async () => {
    const { id, file } = await openedPhoto();
    const { pass } = await bodyOf<Opened>(await openOriginal(member, id, file));
    await post(service, member, `/api/cases/${id}/recusal`, {});
    expect((await original(member, id, pass)).status).toBe(404);
  });

  it('who may open originals no longer can use an opened one no longer', async () => {
    const leaving = await service.addMember();
    const { id, file } = await openedPhoto();
    await read(service, leaving, id);
    const { pass } = await bodyOf<Opened>(await openOriginal(leaving, id, file));
    expect((await original(leaving, id, pass)).status).toBe(200);
    const changed = await post(service, lead, `/api/members/${leaving.memberId}`, {
      role: 'outside-reviewer',
    });
    expect(changed.status).toBe(200);
    const { memberId } = leaving;
    const grant = { memberId, reason: 'They know the case.' };
    expect((await post(service, lead, `/api/cases/${id}/grants`, grant)).status).toBe(201);
    await read(service, leaving, id);
    expect((await original(leaving, id, pass)).status).toBe(403);
  });

  it('on the pages, an original is opened with a reason and downloaded by a form', async () => {
    const { id, file } = await openedPhoto();
    const path = `/cases/${id}/attachments/${file}/original`;
    expect(wordsOf(await at.html(path))).toMatch(/Open the original of IMG_0042\.jpg.*GPS position/);
    const refused = await at.send(path, { reason: '' });
    expect([refused.status, wordsOf(await refused.text())]).toEqual([
      422,
      expect.stringContaining('Why you need it: Must not be empty.'),
    ]);
    const opened = await at.send(path, { reason: 'To see when it was taken.' });
    const html = await opened.text();
    expect(wordsOf(html)).toContain('The original is open for 30 minutes');
    expect(opened.headers.get('content-security-policy')).toContain("connect-src 'self'");
    const pass = /name="pass" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const bytes = await at.send(`/cases/${id}/originals`, { pass });
    expect(bytes.status).toBe(200);
    expect((await bytesOf(bytes)).equals(photo().bytes)).toBe(true);
    service.emulators.faults.dynamoDb.next(
      'TransactWriteItems',
      { kind: 'fail', code: 'ThrottlingException', statusCode: 400 },
      3,
    );
    const busy = await at.send(path, { reason: 'Once more.' });
    service.emulators.faults.dynamoDb.clear();
    expect([busy.status, await busy.text()]).toEqual([503, expect.stringContaining('Once more.')]);
  });

  it('after the case has gone to another channel its original still opens', async () => {
    const { id, file } = await openedPhoto({ channel: 'conduct' });
    const moved = await post(service, lead, `/api/cases/${id}/transfer`, {
      channel: 'security',
      reason: 'Theirs.',
    });
    expect(moved.status).toBe(200);
    await read(service, member, id);
    const { pass } = await bodyOf<Opened>(await openOriginal(member, id, file));
    expect((await bytesOf(await original(member, id, pass))).equals(photo().bytes)).toBe(true);
  });

  it('a file whose chunks are damaged is a fault, not a shorter file; storage that is down is busy', async () => {
    const { id, file } = await openedPhoto();
    service.emulators.faults.s3.next('GetObject', { kind: 'fail', code: 'SlowDown', statusCode: 503 }, 20);
    const down = await get(service, member, `/api/cases/${id}/attachments/${file}`);
    expect(down.status).toBe(503);
    expect((await at.get(`/cases/${id}/attachments/${file}`)).status).toBe(503);
    service.emulators.faults.s3.clear();
    await service.attachments.scheduled.erase(file);
    const gone = await get(service, member, `/api/cases/${id}/attachments/${file}`);
    expect(gone.status).toBe(500);
    expect(service.logs).toContainEqual({ event: 'fault', code: 'row-unreadable' });
  });
});
