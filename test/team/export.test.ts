import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { archiveBegun } from '../../functions/team/export/archive-contract.ts';
import { fileWith, logFile, photo } from '../harness/files.ts';
import { bearer, bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, postOnce, read, refusalOf, type SignedIn } from './as-member.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { proposedCase, temporaryBan } from './deciding.ts';
import type { Colleague } from './measured-case.ts';
import { platforms } from './platforms.ts';
import { agreeTo } from './two-people.ts';

type Begun = z.infer<typeof archiveBegun>;

const wanted = {
  to: 'police',
  recipient: 'The police in Lund',
  basis: 'law',
  contents: 'case',
  reason: 'They have asked in writing.',
  toReporter: 'The police have asked for your report.',
};

describe('a copy that is saved as files', () => {
  let service: Service;
  let lead: Colleague;
  let ben: Colleague;
  let filed: Filed;
  let id: string;
  let folder: string;
  beforeEach(async () => {
    service = await startService({ decisions: { platforms } });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    for (const one of [lead, ben]) await read(service, one, id);
    folder = await mkdtemp(join(tmpdir(), 'conductline-copy-'));
  });
  afterEach(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  const act = (who: SignedIn, path: string, body: object): Promise<Response> =>
    post(service, who, `/api/cases/${id}${path}`, body);
  const openCopy = async (own: object = {}, request = 1): Promise<void> => {
    expect((await act(lead, '/copies', { ...wanted, ...own })).status).toBe(201);
    expect((await agreeTo(service, ben, id)).status).toBe(200);
    expect((await act(lead, '/copies/open', { request })).status).toBe(200);
  };
  const archives = (request = 1): string => `/api/cases/${id}/copies/${request}/archives`;
  const begin = async (request = 1): Promise<Begun> => {
    const answer = await postOnce(service, lead, archives(request), {});
    expect(answer.status).toBe(201);
    return bodyOf<Begun>(answer);
  };
  const volume = (pass: string, number: number, who: SignedIn = lead, request = 1): Promise<Response> =>
    service.team(`${archives(request)}?volume=${number}`, {
      headers: { authorization: who.authorization, 'archive-pass': pass },
    });
  const unpacked = async (answer: Response, password: string): Promise<Map<string, Buffer>> => {
    expect(answer.status).toBe(200);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const zip = new ZipReader(new Uint8ArrayReader(bytes), { password });
    const files = new Map<string, Buffer>();
    for (const entry of await zip.getEntries()) {
      if (entry.directory) continue;
      expect(entry.encrypted).toBe(true);
      files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())));
    }
    return files;
  };
  const all = async (request = 1): Promise<Map<string, Buffer>> => {
    const { pass, passphrase, volumes } = await begin(request);
    const files = new Map<string, Buffer>();
    for (let number = 1; number <= volumes; number++)
      for (const [name, bytes] of await unpacked(await volume(pass, number, lead, request), passphrase))
        files.set(name, bytes);
    return files;
  };
  const written = async (files: ReadonlyMap<string, Uint8Array>): Promise<void> => {
    for (const [name, bytes] of files) {
      const file = join(folder, ...name.split('/'));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
  };
  /** As whoever received it runs it. */
  const check = (): Promise<{ readonly code: number; readonly said: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, ['check.mjs'], { cwd: folder }, (error, said) => {
        resolve({ code: error ? 1 : 0, said });
      });
    });
  const textOf = (files: ReadonlyMap<string, Buffer>, name: string): string =>
    files.get(name)?.toString('utf8') ?? '';

  it('holds everything of the case, under words that nobody else has, and says who made it and when', async () => {
    await act(ben, '/notes', { text: 'They called twice.' });
    await act(lead, '/notes', { text: 'My own thoughts.', private: true });
    await act(lead, '/tasks', { text: 'Ask the venue.' });
    await act(lead, '/messages', { text: 'سلام, we have read it. Привет 🙂' });
    await openCopy();
    const files = await all();
    expect([...files.keys()].sort()).toEqual([
      'README.txt',
      'audit-log.json',
      'case.html',
      'case.json',
      'case.pdf',
      'check.mjs',
      'volume-001.json',
    ]);
    const html = textOf(files, 'case.html');
    for (const text of ['They called twice.', 'Ask the venue.', 'سلام, we have read it. Привет 🙂'])
      expect(html).toContain(text);
    expect(html).toContain('Made by Ada, agreed by Ben, 10 March 2026, 09:20 UTC');
    expect(html).not.toContain('My own thoughts.');
    expect(html).not.toContain('<script');
    const pdf = files.get('case.pdf') ?? Buffer.alloc(0);
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const { pass, passphrase } = await begin();
    await expect(unpacked(await volume(pass, 1), `${passphrase}x`)).rejects.toThrow();
    expect(JSON.stringify(service.calls)).not.toContain(passphrase);
  });

  it('calls fields, questions and choices what the pages call them, and shows no name out of the program', async () => {
    const deciding = await proposedCase(service, [lead, ben], temporaryBan());
    id = deciding.caseId;
    for (const who of [lead, ben]) expect((await deciding.say(who, 'approves')).status).toBe(200);
    await deciding.force(lead);
    await act(lead, '/tasks', { text: 'Ask the venue.', dueOn: '2026-03-20' });
    await openCopy();
    const files = await all();
    const html = textOf(files, 'case.html');
    for (const said of [
      'What happened?',
      'Due: 20 March 2026',
      'Verdict: approves',
      'Restriction, Platform: Chat',
      'Consequence: Temporary ban',
      'Respondent: ',
      'Added by: Ada',
      'Basis: a law or an order obliges us',
    ])
      expect([said, html.includes(said)]).toEqual([said, true]);
    const lines = [...html.matchAll(/<(?:p|h3|li)[^>]*>([^<]*)/g)].map(([, text = '']) => text);
    expect(lines.length).toBeGreaterThan(80);
    const raw = lines.filter((text) =>
      /\b[a-z]+[A-Z][a-z]|\b(?:in-force|to-do|takes-back|temporary-ban|no-contact|witness-\d)\b|\d{4}-\d\d-\d\d/.test(
        text,
      ),
    );
    expect(raw).toEqual([]);
  });

  it('is given to nobody else, by no other pass, and not once it is closed', async () => {
    await openCopy();
    const { pass, volumes } = await begin();
    expect((await postOnce(service, ben, archives(), {})).status).toBe(403);
    expect((await volume(pass, 1, ben)).status).toBe(403);
    expect(await refusalOf(await volume(`${pass}x`, 1))).toEqual([401, 'archive-pass-unusable']);
    expect(await refusalOf(await volume(pass, volumes + 1))).toEqual([404, 'no-such-volume']);
    service.clock.advance(31 * 60_000);
    expect(await refusalOf(await volume(pass, 1))).toEqual([409, 'request-closed']);
    expect((await postOnce(service, lead, archives(), {})).status).toBe(409);
  });

  it('the script that comes with it follows the audit log, and finds a line that is changed, gone, moved or added', async () => {
    await act(ben, '/notes', { text: 'They called twice.' });
    await openCopy();
    const files = await all();
    await written(files);
    const whole = await check();
    expect(whole.said).toContain('follow each other, from the first');
    expect(whole.code).toBe(0);

    type Line = { number: number; sealed: string; hash: string };
    type Log = { caseId: string; head: { number: number; hash: string }; lines: Line[] };
    const log = JSON.parse(textOf(files, 'audit-log.json')) as Log;
    expect(log.lines).toHaveLength(log.head.number);
    const [first, second, third] = log.lines;
    if (!first || !second || !third) throw new Error('the log of an opened case has lines');
    const flipped = Buffer.from(second.sealed, 'base64');
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    const tampered: Readonly<Record<string, Log>> = {
      changed: {
        ...log,
        lines: log.lines.map((one) =>
          one === second ? { ...one, sealed: flipped.toString('base64') } : one,
        ),
      },
      gone: { ...log, lines: log.lines.filter((one) => one !== second) },
      moved: { ...log, lines: [second, first, ...log.lines.slice(2)] },
      added: { ...log, lines: [...log.lines, { ...third, number: log.lines.length + 1 }] },
      'of another case': { ...log, caseId: 'A'.repeat(22) },
    };
    for (const [how, content] of Object.entries(tampered)) {
      await writeFile(join(folder, 'audit-log.json'), JSON.stringify(content));
      const { code, said } = await check();
      expect([how, code]).toEqual([how, 1]);
      expect([how, said.includes('NOT AS IT WAS MADE: audit log')]).toEqual([how, true]);
    }
    await written(new Map([['audit-log.json', files.get('audit-log.json') ?? Buffer.alloc(0)]]));
    await writeFile(join(folder, 'case.html'), 'Another story.');
    const changed = await check();
    expect(changed.code).toBe(1);
    expect(changed.said).toContain('case.html was changed');
    await rm(join(folder, 'case.pdf'));
    expect((await check()).said).toContain('case.pdf is missing');
  });

  it('the script names whatever is not of the copy, wherever it lies, and takes no list for one that is not', async () => {
    await openCopy();
    const files = await all();
    await written(files);
    expect((await check()).code).toBe(0);
    const put = (path: string, text = 'Another story.') => written(new Map([[path, Buffer.from(text)]]));
    const list = (volume: number, of: number) =>
      JSON.stringify({ volume, of, pieces: [{ path: 'case-2.html', sha256: '0'.repeat(64) }] });
    for (const [path, text, said] of [
      ['case-2.html', undefined, 'case-2.html was added'],
      ['files/reporter/9-1-letter.txt', undefined, 'files/reporter/9-1-letter.txt was added'],
      ['case.pdf.part01', undefined, 'case.pdf.part01 was added'],
      ['case\u202efdp.html', undefined, 'case?fdp.html was added'],
      ['volume-002.json', list(2, 2), 'volume-001.json is no list of this copy'],
      ['volume-009.json', list(1, 1), 'volume-009.json is no list of this copy'],
    ] as const) {
      await put(path, text);
      const { code, said: all } = await check();
      expect([path, code, all.includes(said), all.includes('\u202e')]).toEqual([path, 1, true, false]);
      await rm(join(folder, ...path.split('/')));
    }
    await symlink(join(folder, 'case.html'), join(folder, 'link.html'));
    expect((await check()).said).toContain('link.html was added');
    await rm(join(folder, 'link.html'));
    expect((await check()).code).toBe(0);
  });

  it('of a redacted copy holds what is not hidden, in no part of it the rest', async () => {
    const hidden = 'planted-name';
    await act(lead, '/messages', { text: `We met ${hidden} at the door.` });
    await act(lead, '/redactions/words', { words: [hidden] });
    await openCopy({ contents: 'conversations', form: 'redacted' });
    const files = await all();
    expect(textOf(files, 'case.html')).toContain('We met [redacted] at the door.');
    for (const [name, bytes] of files) expect([name, bytes.includes(hidden)]).toEqual([name, false]);
    expect(files.has('audit-log.json')).toBe(false);
    await written(files);
    expect((await check()).said).toContain('this copy has none');
  });

  describe('with files', () => {
    const large = logFile('x\n'.repeat(2.5 * 1024 * 1024));
    beforeEach(async () => {
      const sent = await fileWith(service, [photo(), large], { keepOriginal: true });
      filed = sent.filed;
      id = await caseIdOf(service, filed);
      for (const one of [lead, ben]) await read(service, one, id);
    });
    const namesIn = (files: ReadonlyMap<string, unknown>, folderName: string): string[] =>
      [...files.keys()].filter((name) => name.startsWith(folderName)).sort();

    it('has them in volumes of their own, a large one in parts, and originals apart, of which the sender is told', async () => {
      await openCopy({ files: 'originals' });
      const { volumes } = await begin();
      expect(volumes).toBe(4);
      const files = await all();
      const [part, next, picture] = [
        'files/reporter/1-2-server.log.part01',
        'files/reporter/1-2-server.log.part02',
        'files/reporter/1-1-IMG_0042.jpg',
      ] as const;
      expect(namesIn(files, 'files/')).toEqual([picture, part, next]);
      const whole = Buffer.concat([files.get(part) ?? Buffer.alloc(0), files.get(next) ?? Buffer.alloc(0)]);
      expect(whole.equals(large.bytes)).toBe(true);
      const [original = ''] = namesIn(files, 'originals/');
      expect(files.get(original)?.equals(photo().bytes)).toBe(true);
      expect(files.get(picture)?.equals(photo().bytes)).toBe(false);
      await written(files);
      expect((await check()).code).toBe(0);
      await written(new Map([['files/reporter/1-2-server.log', large.bytes]]));
      expect((await check()).code).toBe(0);
      await written(new Map([['files/reporter/1-2-server.log', Buffer.from('Another story.')]]));
      const joined = await check();
      expect([joined.code, joined.said.includes('server.log is not what its parts are together')]).toEqual([
        1,
        true,
      ]);
      await rm(join(folder, 'files/reporter/1-2-server.log'));
      await rm(join(folder, 'volume-003.json'));
      expect((await check()).said).toContain('volume 3 is not unpacked here');
      const page = await (await service.reporter('/api/follow-up', bearer(filed.token))).text();
      expect(page).toContain('"originalOpenedOn":"2026-03-10"');
    });

    it('reads no file for the volume of the documents, and for another one no more than is in it', async () => {
      await openCopy({ files: 'cleaned' });
      const { pass, passphrase, volumes } = await begin();
      const readFor = async (number: number): Promise<number> => {
        service.calls.splice(0);
        await unpacked(await volume(pass, number), passphrase);
        return service.calls.filter(({ service: name }) => name === 'S3Client').length;
      };
      const each: number[] = [];
      for (let number = 1; number <= volumes; number++) each.push(await readFor(number));
      expect(each[0]).toBe(0);
      // Chunks of 1 MB at most: those of one volume, and one at each end that it shares with its neighbours.
      for (const reads of each.slice(1)) expect(reads).toBeLessThanOrEqual(8);
    });

    it('without its original where only cleaned ones were asked for, and the sender is told nothing of one', async () => {
      await openCopy({ files: 'cleaned' });
      const files = await all();
      expect(namesIn(files, 'originals/')).toEqual([]);
      expect(namesIn(files, 'files/')).toHaveLength(3);
      const page = await (await service.reporter('/api/follow-up', bearer(filed.token))).text();
      expect(page).not.toContain('"originalOpenedOn":"2026-03-10"');
    });
  });

  it('is written down: to whom, on which basis, what, and by whose word', async () => {
    await openCopy();
    const answer = await bodyOf<{ disclosures: object[] }>(
      await get(service, ben, `/api/cases/${id}/disclosures`),
    );
    expect(answer.disclosures).toEqual([
      {
        number: 1,
        request: 1,
        to: 'police',
        recipient: 'The police in Lund',
        basis: 'law',
        reason: wanted.reason,
        contents: 'case',
        form: 'whole',
        files: 'none',
        askedBy: { id: lead.memberId, name: 'Ada' },
        approvedBy: { id: ben.memberId, name: 'Ben' },
        on: '2026-03-10',
      },
    ]);
    const headers = { cookie: await signedInCookie(service, ben.memberId) };
    const page = await (await service.team(`/cases/${id}`, { headers })).text();
    expect(page).toContain('Handed out');
    expect(page).toContain('The police in Lund');
    const log = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
    expect(log).toContain('Opened a copy of the case, to be handed to');
    expect(await (await service.reporter('/api/follow-up', bearer(filed.token))).text()).toContain(
      wanted.toReporter,
    );
  });

  it('works on the pages: the words are shown once, and each file has a button', async () => {
    await openCopy();
    const { headers: sent, ...init } = formPost({});
    const headers = {
      ...Object.fromEntries(new Headers(sent)),
      cookie: await signedInCookie(service, lead.memberId),
    };
    const path = `/cases/${id}/copies/1`;
    expect(await (await service.team(path, { headers })).text()).toContain('Make encrypted files of it');
    const page = await service.team(`${path}/archive`, { ...init, headers });
    expect(page.status).toBe(201);
    const html = await page.text();
    const [, words = ''] = /<strong>([a-z<>-]+)<\/strong>/.exec(html) ?? [];
    const [, pass = ''] = /name="pass" value="([\w-]+)"/.exec(html) ?? [];
    const posted = formPost({ pass, volume: '1' });
    const answer = await service.team(`${path}/archive/volume`, {
      ...posted,
      headers: { ...Object.fromEntries(new Headers(posted.headers)), cookie: headers.cookie },
    });
    expect(answer.headers.get('content-disposition')).toContain('.zip');
    const files = await unpacked(answer, words.replaceAll('<wbr>', ''));
    expect(files.has('case.html')).toBe(true);
    const again = await service.team(`${path}/archive`, { headers });
    expect([again.status, again.headers.get('location')]).toEqual([303, path]);
  });
});
