import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  errorAnchors,
  expectRefusedForm,
  hiddenField,
  openReport,
  postForm,
  textArea,
  textOf,
  tokenOf,
} from './pages.ts';

const kilobyte = 1024;
const reportLimit = 200 * kilobyte;
const messageLimit = 64 * kilobyte;

/** Texts of an exact size in UTF-8 that take the most room when written as JSON, as a form or as HTML. */
const worstCases: [string, (bytes: number) => string][] = [
  ['letters', (bytes) => 'x'.repeat(bytes)],
  ['quotation marks', (bytes) => '"'.repeat(bytes)],
  ['ampersands and markup', (bytes) => '<&'.repeat(bytes / 2)],
  ['line feeds', (bytes) => `x${'\n'.repeat(bytes - 2)}x`],
  ['backslashes', (bytes) => '\\'.repeat(bytes)],
  ['tabs', (bytes) => `x${'\t'.repeat(bytes - 2)}x`],
  ['two-byte letters', (bytes) => 'ж'.repeat(bytes / 2)],
  [
    'three-byte letters',
    (bytes) => `x${'語'.repeat((bytes - 1 - ((bytes - 1) % 3)) / 3)}${'x'.repeat((bytes - 1) % 3)}`,
  ],
  ['four-byte emoji', (bytes) => '🦉'.repeat(bytes / 4)],
];

/** As a browser sends it: line ends are two characters, everything is percent-encoded. */
const asBrowserSends = (text: string): string => text.replaceAll('\n', '\r\n');
const size = (text: string): number => Buffer.byteLength(text);

describe('limits', () => {
  let service: Service;
  let filed: Filed;
  beforeAll(async () => {
    service = await startService();
    filed = await fileReport(service);
  });
  afterAll(() => service.close());

  const reportRequest = (answers: Readonly<Record<string, string>>) =>
    service.reporter('/api/reports', jsonRequest({ answers }));
  const lastText = async (token: string): Promise<string> => {
    const response = await service.reporter('/api/follow-up', bearer(token));
    return (await bodyOf<{ entries: { text: string }[] }>(response)).entries.at(-1)?.text ?? '';
  };

  describe.each(worstCases)('made of %s', (_, make) => {
    it('a report of exactly 200 KB is taken by the API, and nothing of it is lost', async () => {
      const whatHappened = make(reportLimit);
      expect(size(whatHappened)).toBe(reportLimit);
      const { token } = await fileReport(service, { answers: { whatHappened } });
      expect((await lastText(token)) === `What happened?\n${whatHappened}`).toBe(true);
    });

    it('a report of exactly 200 KB is taken by the form, and nothing of it is lost', async () => {
      const whatHappened = make(reportLimit);
      const receipt = await postForm(service, '/report', { whatHappened: asBrowserSends(whatHappened) });
      expect(receipt.status).toBe(201);
      expect((await lastText(tokenOf(receipt))) === `What happened?\n${whatHappened}`).toBe(true);
    });

    it('a message of exactly 64 KB is taken by the API and by the form, and nothing of it is lost', async () => {
      const text = make(messageLimit);
      const { token } = await fileReport(service);
      const sent = await service.reporter(
        '/api/follow-up/entries',
        jsonRequest({ text }, bearer(token).headers),
      );
      expect(sent.status).toBe(201);
      expect((await lastText(token)) === text).toBe(true);
      const other = await fileReport(service);
      const fields = { words: other.passphrase, text: asBrowserSends(text) };
      expect((await postForm(service, '/follow-up/reply', fields)).status).toBe(200);
      expect((await lastText(other.token)) === text).toBe(true);
    });
  });

  it('what is far too long is shown again while a page holds it, and else nothing is shown and nothing sent', async () => {
    const shown = await postForm(service, '/report/review', { whatHappened: 'x'.repeat(1_000 * kilobyte) });
    expectRefusedForm(shown);
    expect(textArea(shown, 'whatHappened').length).toBe(1_000 * kilobyte);
    const { passphrase: words } = filed;
    const reply = await postForm(service, '/follow-up/reply', { words, text: 'x'.repeat(500 * kilobyte) });
    expectRefusedForm(reply);
    expect(textArea(reply, 'text').length).toBe(500 * kilobyte);
    for (const [path, fields] of [
      ['/report/review', { whatHappened: '"'.repeat(300 * kilobyte) }],
      ['/report/edit', { whatHappened: '"'.repeat(300 * kilobyte) }],
      ['/follow-up/reply', { words, text: '"'.repeat(150 * kilobyte) }],
    ] as const) {
      const page = await postForm(service, path, fields);
      expect(page.status).toBe(413);
      expect(textOf(page)).toContain(en.problems.tooLarge);
      expect(page.html.length).toBeLessThan(30 * kilobyte);
    }
  });

  it('one byte more is refused by the API with the limit and the field', async () => {
    const response = await reportRequest({ whatHappened: `${'ж'.repeat(reportLimit / 2)}x` });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      errors: [{ pointer: '/answers/whatHappened', detail: 'Is too long: 201 KB of at most 200 KB.' }],
    });
    const message = jsonRequest({ text: 'x'.repeat(messageLimit + 1) }, bearer(filed.token).headers);
    const refused = await service.reporter('/api/follow-up/entries', message);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      errors: [{ pointer: '/text', detail: 'Is too long: 65 KB of at most 64 KB.' }],
    });
  });

  it('one byte more is refused by the form with the limit, and the whole text is kept', async () => {
    const whatHappened = `${'"'.repeat(reportLimit)}x`;
    const page = await postForm(service, '/report', { whatHappened });
    expectRefusedForm(page);
    expect(textOf(page)).toContain('201 KB of at most 200 KB');
    expect(textArea(page, 'whatHappened') === whatHappened).toBe(true);
  });

  it('a report four times too long is kept by the form all the same', async () => {
    const whatHappened = 'x'.repeat(4 * reportLimit);
    const page = await postForm(service, '/report', { whatHappened });
    expectRefusedForm(page);
    expect(textArea(page, 'whatHappened') === whatHappened).toBe(true);
  });

  it('all answers together may have exactly 200 KB', async () => {
    const who = 'x'.repeat(10 * kilobyte);
    const whatHappened = 'x'.repeat(reportLimit - size(who));
    expect((await reportRequest({ whatHappened, who })).status).toBe(201);
    const response = await reportRequest({ whatHappened: `${whatHappened}x`, who });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      errors: [{ pointer: '/answers', detail: 'All answers together must be at most 200 KB.' }],
    });
    const page = await postForm(service, '/report', { whatHappened: `${whatHappened}x`, who });
    expectRefusedForm(page);
    expect(errorAnchors(page)).toEqual(['whatHappened']);
    expect(textArea(page, 'who') === who).toBe(true);
  });

  it.each(['who', 'when', 'where'])('the answer “%s” has its own limit, said with its field', async (id) => {
    expect((await reportRequest({ whatHappened: 'x', [id]: 'ж'.repeat(5 * kilobyte) })).status).toBe(201);
    const page = await postForm(service, '/report', {
      whatHappened: 'x',
      [id]: 'x'.repeat(10 * kilobyte + 1),
    });
    expectRefusedForm(page);
    expect(errorAnchors(page)).toEqual([id]);
    expect(textOf(page)).toContain('11 KB of at most 10 KB');
  });

  it.each([
    ['Arabic', 'قال لي إنّه سيضربني'],
    ['Hebrew with marks', 'הוא אָמַר\u200f (אתמול)'],
    ['Persian with joiners', 'می\u200cخواهم گزارش بدهم'],
    ['Hindi', 'उसने मुझे धमकाया — क्षत्रिय'],
    ['Thai', 'เขาข่มขู่ฉัน'],
    ['Chinese', '他威胁我，就在会场。'],
    ['Japanese', '会場で脅されました。「黙れ」と。'],
    ['Korean', '그가 저를 위협했습니다'],
    ['Amharic', 'አስፈራራኝ'],
    ['Georgian and Greek', 'მემუქრებოდა — με απείλησε'],
    ['emoji families and flags', '👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇦 1️⃣'],
    ['stacked combining marks', 'Z̸̡̢̛͎͉a̷l̵g̶o̴'],
    ['beyond the basic plane', '𝔉𝔯𝔞𝔨𝔱𝔲𝔯 𠮷野家'],
    ['plus signs, percent signs and ampersands', 'a+b=50% & c;d %41 +'],
    ['a leading line feed', '\n\nAfter two empty lines'],
  ])('%s arrives as it was written, by form and by API, and is shown as it is', async (_, text) => {
    const receipt = await postForm(service, '/report', { whatHappened: text });
    expect(await lastText(tokenOf(receipt))).toBe(`What happened?\n${text.trim()}`);
    const { token, passphrase } = await fileReport(service, { answers: { whatHappened: text } });
    expect(await lastText(token)).toBe(`What happened?\n${text.trim()}`);
    const thread = await openReport(service, passphrase);
    expect(textOf(thread)).toContain(text.trim().replaceAll(/\s+/g, ' '));
    const refused = await postForm(service, '/report', { whatHappened: text, who: '\u202e' });
    expect(textArea(refused, 'whatHappened')).toBe(text);
    expect(hiddenField(thread, 'handle')).not.toBe('');
  });
});
