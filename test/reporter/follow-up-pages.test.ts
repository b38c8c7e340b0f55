import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  expectRefusedForm,
  getPage,
  hiddenField,
  openReport,
  postForm,
  textArea,
  textOf,
  unescaped,
  type Page,
} from './pages.ts';
import { openAsTeam } from './team-view.ts';

const minute = 60_000;
const messagesIn = (page: Page): string[] =>
  [...page.html.matchAll(/<p class="text" dir="auto">([^<]*)<\/p>/g)].map(([, text]) =>
    unescaped(text ?? ''),
  );

describe('coming back', () => {
  let service: Service;
  let filed: Filed;
  let authorization: string;
  beforeAll(async () => {
    service = await startService();
    ({ authorization } = await service.addMember({ name: 'Grace Hopper' }));
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.emulators.faults.dynamoDb.clear();
    filed = await fileReport(service, { answers: { whatHappened: 'He shouted.' } });
  });

  const handleOf = async (): Promise<string> =>
    hiddenField(await openReport(service, filed.passphrase), 'handle');

  it('the form asks for the words; its script only fills it from a link', async () => {
    const page = await getPage(service, '/follow-up');
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/<textarea[^>]* id="words"[^>]* autocomplete="off"/);
    expect(page.html).toMatch(/<textarea[^>]* spellcheck="false"/);
    expect(page.html).toMatch(/<textarea[^>]* translate="no"/);
    const script = /<script>([\s\S]*?)<\/script>/.exec(page.html)?.[1] ?? '';
    expect(script).toContain('location.hash');
    expect(script).not.toMatch(/submit|fetch|XMLHttpRequest|sendBeacon|document\.cookie|https?:/);
  });

  it.each([
    ['words', ({ passphrase }: Filed) => passphrase],
    ['token of the link', ({ token }: Filed) => token],
    ['whole link', ({ followUpUrl }: Filed) => followUpUrl],
    ['link within a sentence', ({ followUpUrl }: Filed) => `My link is ${followUpUrl} I think`],
    ['words in capitals', ({ passphrase }: Filed) => passphrase.toUpperCase()],
    [
      'words numbered, one a line',
      ({ passphrase }: Filed) =>
        passphrase
          .split(' ')
          .map((word, at) => `${at + 1}. ${word}`)
          .join('\r\n'),
    ],
    ['words with commas', ({ passphrase }: Filed) => `  ${passphrase.replaceAll(' ', ',  ')}. `],
    ['words with odd spaces', ({ passphrase }: Filed) => passphrase.replaceAll(' ', '\u00a0\u3000\t')],
    ['words in full-width letters', ({ passphrase }: Filed) => fullWidth(passphrase)],
    ['words in quotes', ({ passphrase }: Filed) => `“${passphrase}”`],
  ])('%s open the thread', async (_, typed) => {
    const page = await openReport(service, typed(filed));
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain(`Case ${filed.caseName}`);
    expect(messagesIn(page)).toEqual(['What happened?\nHe shouted.']);
  });

  it('the thread says where it stands, what was promised, and who wrote when, in days', async () => {
    const text = textOf(await openReport(service, filed.passphrase));
    expect(text).toContain('Received.');
    expect(text).toContain('Opened Not yet.');
    expect(text).toContain(`${en.receipt.acknowledgeBy} 12 March 2026`);
    expect(text).toContain('You , 10 March 2026');
    expect(text).not.toMatch(/\d\d:\d\d/);
  });

  it('an answer of the team is shown, without the name of who wrote it', async () => {
    const id = await openAsTeam(service, authorization, filed.caseName);
    const message = jsonRequest({ thread: 'reporter', text: 'Are you safe?' }, { authorization });
    expect((await service.team(`/api/cases/${id}/messages`, message)).status).toBe(201);
    const page = await openReport(service, filed.passphrase);
    expect(messagesIn(page)).toEqual(['What happened?\nHe shouted.', 'Are you safe?']);
    expect(textOf(page)).toContain('The team , 10 March 2026');
    expect(page.html).not.toContain('Grace');
  });

  it('a mistyped word is named with its place and a suggestion, the words stay, and no call is made', async () => {
    const words = filed.passphrase.split(' ');
    words[6] = 'abandno';
    service.calls.length = 0;
    const page = await openReport(service, words.join(' '));
    expectRefusedForm(page);
    expect(textOf(page)).toContain('Word 7 (“abandno”) is not in the list; did you mean “abandon”');
    expect(textArea(page, 'words')).toBe(words.join(' '));
    expect(service.calls).toEqual([]);
  });

  it('words in the wrong order are said to fail the checksum, and no call is made', async () => {
    service.calls.length = 0;
    const page = await openReport(service, Array<string>(12).fill('abandon').join(' '));
    expectRefusedForm(page);
    expect(textOf(page)).toContain('the checksum is wrong');
    expect(service.calls).toEqual([]);
  });

  it.each([
    ['no words', '', en.wordProblem({ kind: 'word-count', found: 0 })],
    ['eleven words', 'zoo '.repeat(11), en.wordProblem({ kind: 'word-count', found: 11 })],
    ['invisible characters', '\u200b\u3164\u2800', 'A passphrase has 12 words.'],
    ['a link cut short', 'https://report.example.org/follow-up#AAAA', 'A passphrase has 12 words.'],
    ['markup', '</textarea><script>alert(1)</script>', 'A passphrase has 12 words.'],
    ['a megabyte', 'zoo '.repeat(100_000), 'A passphrase has 12 words.'],
  ])('%s: the form says what is missing, and no call is made', async (_, words, said) => {
    service.calls.length = 0;
    const page = await openReport(service, words);
    expectRefusedForm(page);
    expect(textOf(page)).toContain(said);
    expect(page.html).not.toContain('<script>alert');
    expect(service.calls).toEqual([]);
  });

  it('a reply is shown in the thread, and the page says that it was sent', async () => {
    const page = await postForm(service, '/follow-up/reply', { handle: await handleOf(), text: 'More.' });
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('Your message has been sent.');
    expect(messagesIn(page)).toEqual(['What happened?\nHe shouted.', 'More.']);
  });

  it('the same reply form sent twice, and five times at once, is one message; edited text is another', async () => {
    const handle = await handleOf();
    const send = (text: string) => postForm(service, '/follow-up/reply', { handle, text });
    const pages = await Promise.all(Array.from({ length: 5 }, () => send('Once.')));
    expect(pages.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect((await send('Once.')).status).toBe(200);
    const last = await send('Edited.');
    expect(messagesIn(last)).toEqual(['What happened?\nHe shouted.', 'Once.', 'Edited.']);
  });

  it('an expired handle keeps the text and asks for the words, with which it is sent once', async () => {
    const handle = await handleOf();
    service.clock.advance(31 * minute);
    const asked = await postForm(service, '/follow-up/reply', { handle, text: '\nKept <text>' });
    expectRefusedForm(asked);
    expect(textOf(asked)).toContain('older than 30 minutes');
    expect(textArea(asked, 'text')).toBe('\nKept <text>');
    expect(asked.html).toContain('action="/follow-up/reply"');
    const fields = {
      key: hiddenField(asked, 'key'),
      words: filed.passphrase,
      text: textArea(asked, 'text'),
    };
    const sent = await postForm(service, '/follow-up/reply', fields);
    expect(sent.status).toBe(200);
    const again = await postForm(service, '/follow-up/reply', fields);
    expect(messagesIn(again)).toEqual(['What happened?\nHe shouted.', 'Kept <text>']);
  });

  it('wrong words under a kept reply leave the reply where it is', async () => {
    const page = await postForm(service, '/follow-up/reply', { words: 'zoo', text: 'Still here.' });
    expectRefusedForm(page);
    expect(textArea(page, 'text')).toBe('Still here.');
    expect(textArea(page, 'words')).toBe('zoo');
  });

  it.each([
    ['empty', '', en.textProblem({ kind: 'empty' })],
    ['only invisible characters', '\u200b\u2800\u3164\ufeff', en.textProblem({ kind: 'empty' })],
    ['too long', 'x'.repeat(64 * 1024 + 1), '65 KB of at most 64 KB'],
    ['with a bidi character', 'a\u202eb', '(U+202E) at position 2'],
    ['with a control character', 'ab\u0007', '(U+0007) at position 3'],
  ])('a reply that is %s is refused with the text kept, and nothing is added', async (_, text, said) => {
    const refused = await postForm(service, '/follow-up/reply', { handle: await handleOf(), text });
    expectRefusedForm(refused);
    expect(textOf(refused)).toContain(said);
    expect(textArea(refused, 'text')).toBe(text.replaceAll('\u202e', '').replaceAll('\u0007', ''));
    expect(messagesIn(refused)).toEqual(['What happened?\nHe shouted.']);
    const corrected = { handle: hiddenField(refused, 'handle'), text: 'Corrected.' };
    expect(messagesIn(await postForm(service, '/follow-up/reply', corrected))).toContain('Corrected.');
  });

  it('withdrawing needs its box to be ticked', async () => {
    const page = await postForm(service, '/follow-up/withdraw', { handle: await handleOf() });
    expectRefusedForm(page);
    expect(page.html).toContain('<details open');
    expect((await openReport(service, filed.passphrase)).status).toBe(200);
  });

  it('an unopened report is erased at once, and its words open nothing from then on', async () => {
    const handle = await handleOf();
    const page = await postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes' });
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('Your report is withdrawn');
    expect((await openReport(service, filed.passphrase)).status).toBe(404);
    const reply = await postForm(service, '/follow-up/reply', { handle, text: 'Kept all the same.' });
    expect(reply.status).toBe(404);
    expect(textArea(reply, 'text')).toBe('Kept all the same.');
  });

  it('an opened report is not erased: the team is asked once, however often one presses', async () => {
    await openAsTeam(service, authorization, filed.caseName);
    const thread = await openReport(service, filed.passphrase);
    expect(textOf(thread)).toContain(en.thread.openedYes);
    const fields = { handle: hiddenField(thread, 'handle'), confirm: 'yes' };
    for (let press = 0; press < 2; press++) {
      const page = await postForm(service, '/follow-up/withdraw', fields);
      expect(page.status).toBe(200);
      expect(textOf(page)).toContain('The team has been asked');
    }
    const [, ...requests] = messagesIn(await openReport(service, filed.passphrase));
    expect(requests).toEqual([en.withdraw.announcements['withdrawal-request']]);
  });

  it('an expired or forged handle cannot withdraw; the words are asked for', async () => {
    const handle = await handleOf();
    service.clock.advance(31 * minute);
    for (const used of [handle, 'A'.repeat(88), '', '"><b>']) {
      expectRefusedForm(await postForm(service, '/follow-up/withdraw', { handle: used, confirm: 'yes' }));
    }
    expect((await openReport(service, filed.passphrase)).status).toBe(200);
  });

  it.each(['/follow-up/reply', '/follow-up/withdraw', '/follow-up/new-words'])(
    'a restored tab that asks for %s again comes to the form for the words',
    async (path) => {
      const response = await service.reporter(path);
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe('/follow-up');
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  it.each([
    ['the keys cannot be read', 'BatchGetItem', true],
    ['the door cannot be read', 'GetItem', false],
    ['the reply cannot be written', 'TransactWriteItems', false],
    ['the thread cannot be read after it was sent', 'Query', false],
  ])('a reply while %s keeps its text, and sending again sends it once', async (_, operation, coldKeys) => {
    const handle = await handleOf();
    // Kept keys are read again after five minutes.
    if (coldKeys) service.clock.advance(6 * minute);
    const fault = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
    service.emulators.faults.dynamoDb.next(operation, fault, 3);
    const fields = { handle, text: 'Do not lose me.' };
    const page = await postForm(service, '/follow-up/reply', fields);
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(textArea(page, 'text')).toBe('Do not lose me.');
    const again = await postForm(service, '/follow-up/reply', {
      handle: hiddenField(page, 'handle'),
      text: textArea(page, 'text'),
    });
    expect(messagesIn(again)).toEqual(['What happened?\nHe shouted.', 'Do not lose me.']);
  });

  it('a reply sent with the words that meets a fault after it was written is not doubled by sending again', async () => {
    const fault = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
    service.emulators.faults.dynamoDb.next('Query', fault, 3);
    const asked = await postForm(service, '/follow-up/reply', { handle: '', text: 'By words.' });
    const page = await postForm(service, '/follow-up/reply', {
      words: filed.passphrase,
      key: hiddenField(asked, 'key'),
      text: textArea(asked, 'text'),
    });
    expect(page.status).toBe(503);
    const again = await postForm(service, '/follow-up/reply', {
      words: filed.passphrase,
      key: hiddenField(page, 'key'),
      text: textArea(page, 'text'),
    });
    expect(messagesIn(again)).toEqual(['What happened?\nHe shouted.', 'By words.']);
  });
});

const fullWidth = (text: string): string =>
  text.replaceAll(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
