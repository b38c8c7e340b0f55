import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import axe from 'axe-core';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { ensureFirstMember } from '../../infra/local/first-member.ts';
import { encodeToken, readPassphrase } from '../../functions/envelope/token.ts';
import { megabyte, someBytes, type Begun, type Entry, type Finished } from '../reporter/api/files.ts';
import { saidOf, showDownload, showUploads } from './scripted-page.ts';
import { openSite, type Site, type Visit } from './site.ts';

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'conductline-files-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const film = { name: 'film of the lift.bin', mimeType: 'video/mp4', buffer: someBytes(9 * megabyte) };
/** The least that goes in two parts. */
const clip = { ...film, name: 'clip.bin', buffer: film.buffer.subarray(0, 4 * megabyte + 1) };
const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('What I wrote down.\n') };

const status = (page: Page) => page.getByRole('status');
const choose = (page: Page, ...files: (typeof film)[]) => page.getByLabel('Files').setInputFiles(files);
const says = async (page: Page, text: string): Promise<void> => {
  await page.locator('[role=status]', { hasText: text }).waitFor({ timeout: 30_000 });
};
const goesOn = (route: Route): Promise<void> => route.continue();
/** Pauses after a break pass at once: the page has a clock of its own by `page.clock.install`, which runs ahead. */
const waitOut = async (page: Page, awaited: Locator): Promise<void> => {
  while (!(await awaited.isVisible())) {
    await page.clock.fastForward('01:00');
    await setTimeout(50);
  }
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** The browser reports what was cut on purpose. */
const endAfterCuts = async ({ complaints, end }: Visit): Promise<void> => {
  const cuts = complaints.filter((text) => /net::ERR_(FAILED|INTERNET_DISCONNECTED)/.test(text));
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !cuts.includes(text)));
  await end();
};

/** Sends the form, and reads by the words on the receipt what has come. */
const sentFiles = async (page: Page): Promise<Map<string, Buffer>> => {
  await page.getByLabel('What happened?').fill('It is in the files.');
  await press(page, 'Send');
  await page.locator('.words').waitFor();
  const words = await page.locator('.words li').allInnerTexts();
  const read = readPassphrase(words.join(' '));
  if (read.kind !== 'token') throw new Error('the receipt has words');
  const headers = { authorization: `Bearer ${encodeToken(read.token)}` };
  const base = new URL('/api/follow-up', site.local.reporterUrl);
  // The answer is ours, and its contract is tested elsewhere.
  const { entries } = (await (await fetch(base, { headers })).json()) as { entries: Entry[] };
  const files = new Map<string, Buffer>();
  for (const { id, name, size } of entries[0]?.attachments ?? []) {
    const parts: Buffer[] = [];
    for (let start = 0; start < size; start += 4 * megabyte) {
      const range = { ...headers, range: `bytes=${start}-` };
      const part = await fetch(`${base.href}/attachments/${id}`, { headers: range });
      parts.push(Buffer.from(await part.arrayBuffer()));
    }
    files.set(name, Buffer.concat(parts));
  }
  return files;
};

const stored = (page: Page) =>
  page.evaluate('[localStorage.length, sessionStorage.length, document.cookie.length]');

describe('uploads', () => {
  test('a file of 9 MB goes up in parts, shows how far it is, and comes with the report', async () => {
    const { page, requests, end } = await site.visit();
    await showUploads(page);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/api/uploads/8', async (route) => {
      await held;
      await route.continue();
    });
    await choose(page, film, note);
    await says(page, saidOf(film, '88 %'));
    const bar = page.getByRole('progressbar', { name: film.name });
    expect(await bar.getAttribute('value')).toBe('88');
    await page.getByLabel('What happened?').fill('x');
    await press(page, 'Send');
    await says(page, 'wait');
    expect(page.url()).toContain('/report/scripted');
    goOn();
    await says(page, 'ready');
    expect(await page.locator(':focus').innerText()).toBe('Send');
    expect(await page.locator('input[name=attached]').count()).toBe(2);
    expect(await page.locator('input[name=draft]').count()).toBe(1);
    expect(await stored(page)).toEqual([0, 0, 0]);
    const files = await sentFiles(page);
    expect([...files.keys()]).toEqual([film.name, note.name]);
    expect(files.get(film.name)?.equals(film.buffer)).toBe(true);
    expect(files.get(note.name)?.equals(note.buffer)).toBe(true);
    const puts = requests.filter(({ method }) => method === 'PUT').map(({ url }) => new URL(url).pathname);
    expect(puts).toEqual(['0', '4', '8', '0'].map((part) => `/api/uploads/${part}`));
    await end();
  });

  test('after a break it goes on by itself, from what the server lacks', async () => {
    const visit = await site.visit();
    const { page, requests } = visit;
    await page.clock.install();
    await showUploads(page);
    const busy = { status: 503, headers: { 'retry-after': '2' } };
    const breaks = [
      (route: Route) => route.abort(),
      (route: Route) => route.abort(),
      (route: Route) => route.fulfill(busy),
    ];
    await page.route('**/api/uploads/4', (route) => (breaks.shift() ?? goesOn)(route));
    await choose(page, clip);
    await says(page, saidOf(clip, 'retrying'));
    await waitOut(page, page.getByText('done', { exact: true }));
    const puts = requests.filter(({ method }) => method === 'PUT').map(({ url }) => url.split('/').at(-1));
    expect(puts).toEqual(['0', '4', '4', '4', '4']);
    expect((await sentFiles(page)).get(clip.name)?.equals(clip.buffer)).toBe(true);
    await endAfterCuts(visit);
  });

  test('an upload that was finished too often begins again by itself', async () => {
    const visit = await site.visit();
    const { page, requests } = visit;
    await page.clock.install();
    await showUploads(page);
    const over = { status: 409, json: { code: 'upload-over' } };
    const answers = [(route: Route) => route.fulfill(over)];
    await page.route('**/api/uploads/finish', (route) => (answers.shift() ?? goesOn)(route));
    await choose(page, note);
    await waitOut(page, page.getByText('done', { exact: true }));
    const begins = requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/api/uploads'));
    expect(begins).toHaveLength(2);
    expect((await sentFiles(page)).get(note.name)?.equals(note.buffer)).toBe(true);
    await endAfterCuts(visit);
  });

  test('a connection that stays away is told, and a button goes on', async () => {
    const visit = await site.visit();
    const { page } = visit;
    await page.clock.install();
    await showUploads(page);
    let isAway = false;
    let cuts = 0;
    await page.route('**/api/**', (route) => {
      if (!isAway && !route.request().url().endsWith('/4')) return route.fallback();
      isAway = true;
      cuts += 1;
      return route.abort();
    });
    await choose(page, clip);
    const again = page.getByRole('button', { name: `again ${clip.name}` });
    await waitOut(page, again);
    expect(cuts).toBe(7);
    expect(await status(page).innerText()).toBe(saidOf(clip, 'failed'));
    await page.unroute('**/api/**');
    await again.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').innerText()).toBe('cancel');
    await says(page, saidOf(clip, 'done'));
    expect((await sentFiles(page)).get(clip.name)?.equals(clip.buffer)).toBe(true);
    await endAfterCuts(visit);
  });

  test('a file is cancelled while it goes up, and left out after it has; the others stay', async () => {
    const { page, requests, end } = await site.visit();
    await showUploads(page);
    await page.route('**/api/uploads/4', () => undefined);
    await choose(page, film, note);
    await says(page, saidOf(film, '44 %'));
    await page.getByRole('button', { name: `cancel ${film.name}` }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('files');
    await says(page, saidOf(note, 'done'));
    await page.unroute('**/api/uploads/4');
    const other = { ...note, name: 'other.txt' };
    await choose(page, other);
    await says(page, saidOf(other, 'done'));
    await press(page, `remove ${other.name}`);
    expect(await status(page).innerText()).toBe(saidOf(other, 'removed'));
    expect([...(await sentFiles(page)).keys()]).toEqual([note.name]);
    expect(requests.some(({ url }) => url.endsWith('/api/uploads/8'))).toBe(false);
    await end();
  });

  test('what is too large, empty or one too many is told before anything is sent', async () => {
    const { page, requests, end } = await site.visit();
    await showUploads(page, { mostFiles: 2, mostBytes: 100 });
    const files = [
      { ...note, name: 'a.txt' },
      { ...note, name: 'empty.txt', buffer: Buffer.alloc(0) },
      { ...note, name: 'large.txt', buffer: Buffer.alloc(101, 'x') },
      { ...note, name: 'b.txt' },
      { ...note, name: 'c.txt' },
    ];
    await choose(page, ...files);
    await says(page, saidOf({ name: 'b.txt' }, 'done'));
    expect(await page.locator('.uploads .refused').allInnerTexts()).toEqual([
      saidOf({ name: 'empty.txt' }, 'empty'),
      saidOf({ name: 'large.txt' }, 'too-large'),
      saidOf({ name: 'c.txt' }, 'too-many'),
    ]);
    expect(requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/uploads'))).toHaveLength(
      2,
    );
    expect([...(await sentFiles(page)).keys()]).toEqual(['a.txt', 'b.txt']);
    await end();
  });

  test('a file that changes on its way is told, and nothing of it goes with the report', async () => {
    const { page, end } = await site.visit();
    await showUploads(page);
    const path = join(folder, 'growing.bin');
    await writeFile(path, film.buffer);
    await page.route('**/api/uploads/0', async (route) => {
      await appendFile(path, 'more');
      await route.continue();
    });
    await page.getByLabel('Files').setInputFiles(path);
    await says(page, saidOf({ name: 'growing.bin' }, 'changed'));
    expect(await page.locator('input[name=attached]').count()).toBe(0);
    expect((await sentFiles(page)).size).toBe(0);
    await end();
  });

  test('where nothing gets through at the start, the choice goes with the form', async () => {
    const visit = await site.visit();
    const { page } = visit;
    await page.clock.install();
    await showUploads(page);
    await page.route('**/api/uploads', (route) => route.abort());
    await choose(page, note);
    await says(page, saidOf(note, 'retrying'));
    while ((await page.locator('.uploads li').count()) > 0) await page.clock.fastForward('01:00');
    const files = await sentFiles(page);
    expect([...files]).toEqual([[note.name, note.buffer]]);
    await endAfterCuts(visit);
  });

  test('on a day that is full for uploads, a small choice goes with the form', async () => {
    const { page, end } = await site.visit();
    await showUploads(page);
    await page.route('**/api/uploads', (route) =>
      route.fulfill({
        status: 429,
        contentType: 'application/problem+json',
        json: { code: 'files-full-today' },
      }),
    );
    await choose(page, note);
    await page.waitForFunction("document.querySelectorAll('.uploads li').length === 0");
    expect([...(await sentFiles(page))]).toEqual([[note.name, note.buffer]]);
    await end();
  });

  test('what the script adds breaks no rule that axe knows', async () => {
    const { page, context } = await site.visit({ bypassCSP: true });
    await showUploads(page, { mostFiles: 3 });
    await choose(page, note, { ...note, name: 'empty.txt', buffer: Buffer.alloc(0) });
    await says(page, saidOf(note, 'done'));
    await page.route('**/api/uploads/0', () => undefined);
    await choose(page, { ...note, name: 'on its way.txt' });
    await page.getByRole('progressbar').waitFor();
    await page.evaluate(axe.source);
    // What `axe.run` resolves to.
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { violations } = await page.evaluate<Found>("axe.run('fieldset')");
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await context.close();
  });

  test.each([
    ['full-today', 429, 'files-full-today'],
    ['case-full', 409, 'case-full'],
    ['refused', 422, 'file-refused'],
    ['expired', 401, 'handle-unusable'],
  ])('a refusal is told: %s', async (text, code, name) => {
    const { page, end } = await site.visit();
    await showUploads(page);
    await page.route('**/api/uploads', (route) =>
      route.fulfill({ status: code, contentType: 'application/problem+json', json: { code: name } }),
    );
    // A small file would go with its form on a day that is full for uploads.
    const file = text === 'full-today' ? film : note;
    await choose(page, file);
    await says(page, saidOf(file, text));
    expect(await page.getByRole('button', { name: 'again' }).count()).toBe(0);
    expect(await page.locator('input[name=attached]').count()).toBe(0);
    await end();
  });
});

describe('downloads', () => {
  const step = 4 * megabyte;
  const partOf = (route: Route): Buffer => {
    const fields = new URLSearchParams(route.request().postData() ?? '');
    expect([fields.get('handle'), fields.get('attachment')]).toEqual(['the handle', 'the id']);
    const part = Number(fields.get('part'));
    return film.buffer.subarray((part - 1) * step, part * step);
  };
  const give = (route: Route): Promise<void> =>
    route.fulfill({ contentType: 'application/octet-stream', body: partOf(route) });

  test('the parts of a large file are joined, over a break, and saved as one', async () => {
    const visit = await site.visit();
    const { page } = visit;
    let cuts = 1;
    const asked: string[] = [];
    await page.route('**/parts', (route) => {
      asked.push(new URLSearchParams(route.request().postData() ?? '').get('part') ?? '');
      return asked.length === 2 && cuts-- > 0 ? route.abort() : give(route);
    });
    await page.clock.install();
    await showDownload(page, film.name, 3);
    expect(await page.getByRole('button').allInnerTexts()).toEqual([`download: ${film.name}`]);
    expect(await page.getByText('How to join them').isVisible()).toBe(false);
    const [saved] = await Promise.all([page.waitForEvent('download'), press(page, `download: ${film.name}`)]);
    expect(saved.suggestedFilename()).toBe(film.name);
    expect((await readFile(await saved.path())).equals(film.buffer)).toBe(true);
    expect(asked).toEqual(['1', '2', '2', '3']);
    await says(page, `done: ${film.name}`);
    await endAfterCuts(visit);
  });

  test('a download is cancelled; a page in place of bytes is told and saves nothing', async () => {
    const { page, end } = await site.visit();
    let answer: (route: Route) => Promise<void> | undefined = () => undefined;
    await page.route('**/parts', (route) => answer(route));
    await showDownload(page, film.name, 3);
    let saved = 0;
    page.on('download', () => (saved += 1));
    await press(page, `download: ${film.name}`);
    await press(page, `cancel: ${film.name}`);
    await says(page, `cancelled: ${film.name}`);
    answer = (route) => route.fulfill({ contentType: 'text/html', body: '<p>Too old.</p>' });
    await press(page, `download: ${film.name}`);
    await says(page, `refused: ${film.name}`);
    expect(await page.getByRole('button').innerText()).toBe(`again: ${film.name}`);
    expect(saved).toBe(0);
    await end();
  });
});

describe('on the pages of a report', () => {
  const words = en.files.upload;
  const named = (text: string, name: string): string => text.replace('{name}', name);

  /** What a member does with the JSON of their own origin. */
  const asTeam = async () => {
    const { local } = site;
    const token = await ensureFirstMember({
      dynamoUrl: local.emulators.dynamoDb.url,
      teamTable: local.emulators.tables.team,
      stateFolder: local.files.folder,
      channels: local.channels,
    });
    return async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` };
      const response = await fetch(`${local.teamUrl}/api/cases${path}`, { ...init, headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response;
    };
  };
  const json = (content: object, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(content),
  });

  test('9 MB go with a report to the team, 9 MB of the team’s come back to the thread as one file', async () => {
    const { page, end } = await site.visit();
    await page.goto('/report');
    await page.getByLabel(en.files.choose).setInputFiles([film]);
    await says(page, saidOf(film, words.done));
    await page.getByLabel('What happened?').fill('It is in the film.');
    await press(page, 'Look it over');
    expect(await page.locator('main').innerText()).toContain(film.name);
    await press(page, 'Send the report');
    await page.locator('.words').waitFor();
    const passphrase = (await page.locator('.words li').allInnerTexts()).join(' ');
    const caseName = await page.locator('dd').first().innerText();

    const team = await asTeam();
    // The shapes are contracts of our own.
    const { cases } = (await (await team('')).json()) as { cases: { id: string; caseName: string }[] };
    const id = cases.find((listed) => listed.caseName === caseName)?.id ?? '';
    expect(await (await team(`/${id}`)).text()).toContain(film.name);

    const reply = { name: 'what we found.bin', bytes: someBytes(9 * megabyte, 5) };
    const begun = (await (
      await team(`/${id}/uploads`, json({ name: reply.name, size: reply.bytes.length }))
    ).json()) as Begun;
    const withPass = { 'upload-pass': begun.pass };
    for (const part of begun.parts)
      await team(`/${id}/uploads/${part}`, {
        method: 'PUT',
        headers: { ...withPass, 'content-type': 'application/octet-stream' },
        body: Buffer.from(reply.bytes.subarray(part * megabyte, part * megabyte + begun.partBytes)),
      });
    const { reference } = (await (
      await team(`/${id}/uploads/finish`, json({}, withPass))
    ).json()) as Finished;
    await team(`/${id}/messages`, json({ text: 'This is it.', attachments: [{ reference }] }));

    await page.goto('/follow-up');
    await page.getByLabel('Your twelve words').fill(passphrase);
    await press(page, 'Open my report');
    await page.getByText('This is it.').waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      press(page, named(en.files.downloads.download, reply.name)),
    ]);
    expect(saved.suggestedFilename()).toBe(reply.name);
    expect((await readFile(await saved.path())).equals(reply.bytes)).toBe(true);

    await page.getByLabel(en.files.choose).setInputFiles([note]);
    await says(page, saidOf(note, words.done));
    await page.getByLabel('Write to the team').fill('And my notes.');
    await press(page, 'Send');
    await page.getByText('Your message has been sent.').waitFor();
    expect(await page.locator('.thread').innerText()).toContain(note.name);
    await end();
  });
});
