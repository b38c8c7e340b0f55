import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { es } from '../../functions/reporter/locales/es.ts';
import { planted } from '../cleaning/real-files.ts';
import { readDeeply } from '../cleaning/read-deeply.ts';
import { bearer, bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { attach, changed, listed, photo, postWithFiles, sendOn, textFile } from './file-forms.ts';
import {
  expectRefusedForm,
  formOf,
  getPage,
  hiddenField,
  openReport,
  textArea,
  textOf,
  tokenOf,
  wordsOf,
  type Page,
} from './pages.ts';
import { countCases } from './stored.ts';

const minute = 60_000;
const hour = 60 * minute;
const down = { kind: 'fail', code: 'InternalError', statusCode: 500 } as const;
const text = 'It is all in the files.';

/** The id of the first file of a conversation. */
const attachedTo = async (service: Service, receipt: Page): Promise<string> => {
  const response = await service.reporter('/api/follow-up', bearer(tokenOf(receipt)));
  const { entries } = await bodyOf<{ entries: { attachments: { id: string }[] }[] }>(response);
  return entries.flatMap(({ attachments }) => attachments)[0]?.id ?? '';
};

/** A file of a conversation, as it is downloaded. */
const download = async (service: Service, thread: Page, attachment: string): Promise<Uint8Array> => {
  const body = new URLSearchParams({ handle: hiddenField(thread, 'handle'), attachment });
  const response = await service.reporter('/follow-up/attachment', { method: 'POST', body });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};

describe('files with a report, without a script', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    await service.addMember({ name: 'Grace Hopper' });
  });
  afterAll(() => service.close());

  it('the form says what happens to files, how much is taken, and is sent as multipart', async () => {
    const page = await getPage(service, '/report');
    const shown = textOf(page);
    expect(shown).toContain(en.files.what);
    expect(shown).toContain('Up to 10 files. On this page without scripts: 4 MB together');
    expect(shown).toContain('up to 100 MB for each file');
    expect(shown).toContain(en.files.uncleanable.warn);
    expect(page.html).toMatch(/<form [^>]*action="\/report" enctype="multipart\/form-data"/);
    expect(page.html).toMatch(/<input type="file" id="files" name="files" multiple/);
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
  });

  it('attached files come back as a list that says what was found, and everything typed stays', async () => {
    const page = await attach(service, [photo()], { whatHappened: text, who: 'Somebody' });
    expect(page.status).toBe(200);
    expect(textArea(page, 'whatHappened')).toBe(text);
    expect(textArea(page, 'who')).toBe('Somebody');
    expect(listed(page).map(({ name }) => name)).toEqual(['pillow.jpg']);
    const shown = textOf(page);
    expect(shown).toContain('JPEG picture');
    for (const found of ['gps-position', 'camera', 'author', 'software'] as const)
      expect(shown).toContain(en.files.findings[found]);
    expect(page.html).not.toMatch(planted);
  });

  it('goes over the review to the receipt, which lists it, and what is stored has nothing of what was removed', async () => {
    const receipt = await sendOn(service, await attach(service, [photo()]));
    expect(receipt.status).toBe(201);
    expect(textOf(receipt)).toContain(en.files.receipt);
    expect(textOf(receipt)).toContain('pillow.jpg');
    const saved = decodeURIComponent(
      /href="data:text\/plain;charset=utf-8,([^"]*)"/.exec(receipt.html)?.[1] ?? '',
    );
    expect(saved).toContain('pillow.jpg. Found and removed:');
    const thread = await openReport(service, wordsOf(receipt));
    expect(textOf(thread)).toContain('pillow.jpg');
    expect(textOf(thread)).toContain(en.files.findings['gps-position']);
    expect(textOf(thread)).not.toContain(en.files.thread.originalKept);
    const id = await attachedTo(service, receipt);
    const bytes = await download(service, thread, id);
    expect(Buffer.from(bytes).subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(readDeeply(bytes)).not.toMatch(planted);
    expect(readDeeply(photo().bytes)).toMatch(planted);
  });

  it('a file input costs no call: a report without files is one', async () => {
    const form = changed(formOf(await getPage(service, '/report'), '/report'), { whatHappened: text });
    service.calls.length = 0;
    expect((await postWithFiles(service, '/report', form)).status).toBe(201);
    expect(service.calls.map(({ command }) => command)).toEqual(['TransactWriteItemsCommand']);
  });

  it('a program that sends a file straight to the form gets its words, and the file is cleaned', async () => {
    const receipt = await postWithFiles(
      service,
      '/report',
      [['whatHappened', text]],
      [photo('exiftool.jpg')],
    );
    expect(receipt.status).toBe(201);
    const thread = await openReport(service, wordsOf(receipt));
    const bytes = await download(service, thread, await attachedTo(service, receipt));
    expect(readDeeply(bytes)).not.toMatch(planted);
  });

  it('files that come with the last press are shown before anything is sent, and twice the next press is one report', async () => {
    const before = await countCases(service);
    const form = changed(formOf(await getPage(service, '/report'), '/report'), { whatHappened: text });
    const looked = await postWithFiles(service, '/report', form, [photo()]);
    expect(looked.status).toBe(200);
    expect(textOf(looked)).toContain(en.files.look);
    expect(await countCases(service)).toBe(before);
    const [first, second] = await Promise.all([
      postWithFiles(service, '/report', formOf(looked, '/report')),
      postWithFiles(service, '/report', formOf(looked, '/report')),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(wordsOf(first)).toBe(wordsOf(second));
    expect(await countCases(service)).toBe(before + 1);
  });

  it('what was found in a file that a script has attached is shown before it is sent', async () => {
    const page = await attach(service, [photo()]);
    const byScript = formOf(page, '/report').filter(([name]) => name !== 'filesSeen');
    const looked = await postWithFiles(service, '/report', byScript);
    expect(textOf(looked)).toContain(en.files.look);
    expect((await postWithFiles(service, '/report', formOf(looked, '/report'))).status).toBe(201);
  });

  it('a file is sent under the name it was given, keeps its ending, and one that is left out is not sent', async () => {
    const page = await attach(service, [photo(), photo('pillow.png'), textFile('notes.txt')]);
    const [first, second, third] = listed(page);
    const form = changed(formOf(page, '/report'), { [`fileName-${first?.id ?? ''}`]: '../At the lift' });
    const chosen = [...form, ['dropped', second?.id ?? ''], ['keepOriginal', first?.id ?? '']] as const;
    const review = await postWithFiles(service, '/report/review', chosen);
    expect(listed(review).map(({ name }) => name)).toEqual(['At the lift.jpg', 'pillow.png', 'notes.txt']);
    expect(review.html).toMatch(new RegExp(`id="dropped-${second?.id ?? ''}"[^>]* checked`));
    const receipt = await postWithFiles(service, '/report', formOf(review, '/report'));
    const thread = textOf(await openReport(service, wordsOf(receipt)));
    expect(thread).toContain('At the lift.jpg');
    expect(thread).toContain('notes.txt');
    expect(thread).not.toContain('pillow.png');
    expect(thread).toContain(`${en.files.thread.originalKept} ${en.files.thread.originalNotOpened}`);
    expect(third?.name).toBe('notes.txt');
  });

  it('of RTF and old Office documents the page says that they are not cleaned, and they are sent as they are', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600, 1)]);
    const rtf = Buffer.from('{\\rtf1 {\\info{\\author Somebody}} Hello}');
    const files = [
      { name: 'notes.rtf', bytes: rtf, kind: en.files.kinds.rtf },
      ...['notes.doc', 'list.xls', 'talk.ppt'].map((name) => ({
        name,
        bytes: old,
        kind: en.files.kinds['old-office'],
      })),
    ];
    for (const { name, bytes, kind } of files) {
      const page = await attach(service, [{ name, bytes }]);
      const said = en.files.couldNot(en.files.notCleanable['no-cleaner']);
      expect(textOf(page)).toContain(kind);
      expect(textOf(page)).toContain(said);
      const receipt = await sendOn(service, page);
      expect(textOf(receipt)).toContain(said);
      const thread = await openReport(service, wordsOf(receipt));
      expect(textOf(thread)).toContain(said);
      expect(Buffer.from(await download(service, thread, await attachedTo(service, receipt)))).toEqual(bytes);
    }
  });

  it('two files of one name are two files', async () => {
    const page = await attach(service, [photo(), photo('pillow-progressive.jpg', 'pillow.jpg')]);
    expect(listed(page).map(({ name }) => name)).toEqual(['pillow.jpg', 'pillow.jpg']);
    const receipt = await sendOn(service, page);
    expect(receipt.html.match(/<strong dir="auto">pillow\.jpg<\/strong>/g)).toHaveLength(2);
  });

  it('another language, another channel and the way back keep every file and what was chosen for it', async () => {
    const page = await attach(service, [photo(), photo('pillow.png')]);
    const [first, second] = listed(page);
    const form = changed(formOf(page, '/report'), { [`fileName-${first?.id ?? ''}`]: 'lift.jpg' });
    const chosen = [...form, ['dropped', second?.id ?? ''], ['keepOriginal', first?.id ?? '']] as const;
    const inSpanish = await postWithFiles(service, '/report/edit?lang=es', chosen);
    expect(textOf(inSpanish)).toContain(es.files.findings['gps-position']);
    const toSecurity = [...formOf(inSpanish, '/report'), ['toChannel', 'security']] as const;
    const security = await postWithFiles(service, '/report/edit', toSecurity);
    expect(hiddenField(security, 'channel')).toBe('security');
    const review = await postWithFiles(service, '/report/review', formOf(security, '/report'));
    const back = await postWithFiles(service, '/report/edit', formOf(review, '/report'));
    expect(listed(back).map(({ name }) => name)).toEqual(['lift.jpg', 'pillow.png']);
    expect(back.html).toMatch(new RegExp(`id="dropped-${second?.id ?? ''}"[^>]* checked`));
    expect(back.html).toMatch(new RegExp(`id="keepOriginal-${first?.id ?? ''}"[^>]* checked`));
  });

  it('a text that is refused keeps the files, on the form and on the review', async () => {
    const page = await attach(service, [photo()], { whatHappened: ' ' });
    const form = await postWithFiles(service, '/report/review', formOf(page, '/report'), [textFile()]);
    expectRefusedForm(form);
    expect(listed(form).map(({ name }) => name)).toEqual(['pillow.jpg', '1.txt']);
    const reviewed = [...formOf(form, '/report'), ['reviewed', 'yes']] as const;
    expect(listed(await postWithFiles(service, '/report', reviewed))).toHaveLength(2);
  });

  it('a file that is refused is said by name, and the text and the other files stay', async () => {
    const page = await attach(service, [photo(), { name: 'nothing.png', bytes: new Uint8Array(0) }]);
    expectRefusedForm(page);
    expect(textOf(page)).toContain(en.files.refusals.empty);
    expect(textArea(page, 'whatHappened')).toBe(text);
    expect(listed(page).map(({ name }) => name)).toEqual(['pillow.jpg']);
  });

  it('one that cannot be cleaned is taken with a warning', async () => {
    const page = await attach(service, [
      { name: 'a.zip', bytes: Buffer.from('PK\x05\x06' + '\0'.repeat(18)) },
    ]);
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('Could not be cleaned');
    expect((await sendOn(service, page)).status).toBe(201);
  });

  it('more files than a report takes are said, and the first ones stay', async () => {
    const many = Array.from({ length: 12 }, (_, at) => textFile(`${at}.txt`));
    const page = await attach(service, many);
    expectRefusedForm(page);
    expect(listed(page)).toHaveLength(10);
    expect(textOf(page)).toContain(en.files.problems.notTakenTooMany('10.txt and 11.txt', '10'));
    expect((await sendOn(service, page)).status).toBe(201);
  });

  it('however many files a form brings, no more are looked at than a report takes', async () => {
    const empty = Array.from({ length: 200 }, (_, at) => textFile(`${at}.txt`, ''));
    const form = formOf(await getPage(service, '/report'), '/report');
    service.calls.length = 0;
    const page = await postWithFiles(service, '/report/edit', changed(form, { whatHappened: text }), empty);
    expectRefusedForm(page);
    expect(service.calls.length).toBeLessThan(20);
    expect(textArea(page, 'whatHappened')).toBe(text);
  });

  it('the form of a report that was withdrawn and erased says so, and does not ask for its files again', async () => {
    const review = await postWithFiles(
      service,
      '/report/review',
      formOf(await attach(service, [photo()]), '/report'),
    );
    const receipt = await postWithFiles(service, '/report', formOf(review, '/report'));
    const gone = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(tokenOf(receipt)) });
    expect(gone.status).toBe(200);
    service.clock.advance(hour);
    await service.scheduledRun();
    const before = await countCases(service);
    const again = await postWithFiles(service, '/report', formOf(review, '/report'));
    expect([again.status, listed(again)]).toEqual([409, []]);
    expect(textOf(again)).toContain(en.receipt.closedSinceText);
    expect(await countCases(service)).toBe(before);
  });

  it('files of yesterday are asked for again, and the text stays', async () => {
    const page = await attach(service, [photo()]);
    service.clock.advance(21 * hour);
    const late = await postWithFiles(service, '/report/review', formOf(page, '/report'));
    expectRefusedForm(late);
    expect(textOf(late)).toContain(en.files.problems.expired);
    expect(textArea(late, 'whatHappened')).toBe(text);
    expect(listed(late)).toEqual([]);
    const again = await postWithFiles(service, '/report/edit', formOf(late, '/report'), [photo()]);
    expect(again.status).toBe(200);
    expect((await sendOn(service, again)).status).toBe(201);
  });

  it('files that are gone are said by name, the others and the text stay, and the report can be sent', async () => {
    const page = await attach(service, [photo(), textFile('stays.txt')]);
    await service.attachments.scheduled.erase(listed(page)[0]?.id ?? '');
    const review = await postWithFiles(service, '/report/review', formOf(page, '/report'));
    const gone = await postWithFiles(service, '/report', formOf(review, '/report'));
    expectRefusedForm(gone);
    expect(textOf(gone)).toContain(en.files.problems.gone('pillow.jpg'));
    expect(textArea(gone, 'whatHappened')).toBe(text);
    expect(listed(gone).map(({ name }) => name)).toEqual(['stays.txt']);
    expect((await postWithFiles(service, '/report', formOf(gone, '/report'))).status).toBe(201);
  });

  it('a form whose files have gone with a report says so when its text is changed and it is sent again', async () => {
    const review = await postWithFiles(
      service,
      '/report/review',
      formOf(await attach(service, [photo()]), '/report'),
    );
    expect((await postWithFiles(service, '/report', formOf(review, '/report'))).status).toBe(201);
    const edited = changed(formOf(review, '/report'), { whatHappened: 'Another one.' });
    const taken = await postWithFiles(service, '/report', edited);
    expectRefusedForm(taken);
    expect(textOf(taken)).toContain(en.files.problems.taken);
    expect(textArea(taken, 'whatHappened')).toBe('Another one.');
    expect((await postWithFiles(service, '/report', formOf(taken, '/report'))).status).toBe(201);
  });

  it('storage that is down loses the file alone: the text and what came before stay', async () => {
    const page = await attach(service, [photo()]);
    service.emulators.faults.s3.next('PutObject', down, 12);
    const failed = await postWithFiles(service, '/report/edit', formOf(page, '/report'), [
      textFile('late.txt'),
    ]);
    service.emulators.faults.s3.clear();
    expectRefusedForm(failed, 503);
    expect(textOf(failed)).toContain(en.files.problems.notTaken('late.txt'));
    expect(textArea(failed, 'whatHappened')).toBe(text);
    expect(listed(failed).map(({ name }) => name)).toEqual(['pillow.jpg']);
    expect((await sendOn(service, failed)).status).toBe(201);
  });

  it('storage that fails while a report is sent keeps text and files, and pressing again sends it once', async () => {
    const before = await countCases(service);
    const review = await postWithFiles(
      service,
      '/report/review',
      formOf(await attach(service, [photo()]), '/report'),
    );
    service.emulators.faults.s3.next('CopyObject', down, 12);
    const failed = await postWithFiles(service, '/report', formOf(review, '/report'));
    service.emulators.faults.s3.clear();
    expectRefusedForm(failed, 503);
    expect(listed(failed).map(({ name }) => name)).toEqual(['pillow.jpg']);
    expect((await postWithFiles(service, '/report', formOf(failed, '/report'))).status).toBe(201);
    expect(await countCases(service)).toBe(before + 1);
  });

  it.each([
    ['forged', 'A'.repeat(22) + '.' + 'A'.repeat(400)],
    ['of no form at all', '"><script>alert(1)</script>'],
    ['far too long', `${'A'.repeat(22)}.${'A'.repeat(20_000)}`],
  ])('a reference that is %s is not shown again, and costs no text', async (_, reference) => {
    const form = formOf(await attach(service, [textFile()]), '/report');
    const page = await postWithFiles(service, '/report/edit', [...form, ['attached', reference]]);
    expect(textArea(page, 'whatHappened')).toBe(text);
    expect(page.html).not.toContain('<script>alert');
    expect(listed(page).map(({ name }) => name)).toEqual(['1.txt']);
  });

  it('a name that is markup stays text', async () => {
    const page = await attach(service, [photo('pillow.jpg', '<img src=x onerror=alert(1)>.jpg')]);
    expect(page.html).not.toContain('<img');
    expect(listed(page)).toHaveLength(1);
  });

  it('a form that brings too much says what happened, and to go back', async () => {
    const form = formOf(await getPage(service, '/report'), '/report');
    const big = { name: 'big.bin', bytes: new Uint8Array(5 * 1024 * 1024) };
    const page = await postWithFiles(service, '/report/edit', form, [big]);
    expect(page.status).toBe(413);
    expect(textOf(page)).toContain(en.files.problems.tooLarge('4 MB'));
  });
});

describe('limits of a community', () => {
  it('a day that is full is said on the form before anything is chosen', async () => {
    const service = await startService({
      attachments: {
        filesPerEntry: 5,
        fileMegabytes: 1,
        caseMegabytes: 5,
        dayMegabytes: 1,
        uncleanable: 'warn',
      },
    });
    const taken = await attach(service, [photo()]);
    expect(taken.status).toBe(200);
    const large = { name: 'large.bin', bytes: new Uint8Array(1024 * 1024) };
    const refused = await postWithFiles(service, '/report/edit', formOf(taken, '/report'), [large]);
    expectRefusedForm(refused);
    expect(textOf(refused)).toContain(en.files.problems.today('large.bin'));
    expect(listed(refused)).toHaveLength(1);
    service.clock.advance(minute);
    const form = await getPage(service, '/report');
    expect(textOf(form)).toContain(en.files.today);
    expect(form.html).not.toContain('type="file"');
    service.clock.advance(24 * hour);
    expect((await getPage(service, '/report')).html).toContain('type="file"');
    await service.close();
  });

  it('files that cannot be cleaned are refused where the settings say so', async () => {
    const service = await startService({
      attachments: {
        filesPerEntry: 5,
        fileMegabytes: 1,
        caseMegabytes: 5,
        dayMegabytes: 9,
        uncleanable: 'refuse',
      },
    });
    expect(textOf(await getPage(service, '/report'))).toContain(en.files.uncleanable.refuse);
    const page = await attach(service, [
      { name: 'a.zip', bytes: Buffer.from('PK\x05\x06' + '\0'.repeat(18)) },
    ]);
    expectRefusedForm(page);
    expect(textOf(page)).toContain(en.files.refusals['cannot-be-cleaned']);
    expect(listed(page)).toEqual([]);
    await service.close();
  });

  it('a community without files has no word of them', async () => {
    const service = await startService({
      attachments: {
        filesPerEntry: 0,
        fileMegabytes: 1,
        caseMegabytes: 5,
        dayMegabytes: 9,
        uncleanable: 'warn',
      },
    });
    for (const path of ['/', '/report', '/privacy']) {
      const page = await getPage(service, path);
      expect(page.html).not.toContain('type="file"');
      expect(textOf(page)).not.toContain(en.files.landing);
      expect(textOf(page)).not.toContain(en.files.what);
      expect(page.headers.get('content-security-policy')).not.toContain('connect-src');
    }
    const page = await postWithFiles(service, '/report', [['whatHappened', text]], [photo()]);
    expectRefusedForm(page);
    expect(textArea(page, 'whatHappened')).toBe(text);
    await service.close();
  });
});
