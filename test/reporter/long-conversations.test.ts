import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  conversationPart,
  piecesOfText,
  shownBytes,
} from '../../functions/reporter/thread/conversation-part.ts';
import type { EntryView } from '../../functions/reporter/thread/entry-view.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { bearer, bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { sendEntry } from './api/files.ts';
import { hiddenField, openReport, postForm, textArea, textOf, unescaped, type Page } from './pages.ts';

const kilobyte = 1024;
const entry = (id: number, text: string): EntryView => ({
  id: String(id),
  from: 'reporter',
  on: '2026-03-10',
  text,
  attachments: [],
});

describe('a part of a conversation', () => {
  const texts = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc
        .tuple(fc.constantFrom('x', 'ab ', '語', '🦉', '"\n'), fc.integer({ min: 1, max: 70_000 }))
        .map(([text, times]) => text.repeat(times)),
    ),
    { minLength: 1, maxLength: 12 },
  );

  it('is bounded, and the parts before it lead through everything, once and in order', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const entries = given.map((text, at) => entry(at + 1, text));
        const seen: string[] = [];
        let part = conversationPart(entries);
        expect(part.hasNewer).toBe(false);
        for (;;) {
          const bytes = part.pieces.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
          expect(bytes).toBeLessThanOrEqual(shownBytes);
          expect(part.pieces.length).toBeGreaterThan(0);
          seen.unshift(...part.pieces.map(({ text }) => text));
          if (part.before === undefined) break;
          part = conversationPart(entries, part.before);
        }
        expect(seen.join('')).toBe(given.join(''));
      }),
      { numRuns: 40 },
    );
  });

  it('pieces end between characters, and with a word where there is one near', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60_000 }), (text) => {
        expect(piecesOfText(text).join('')).toBe(text);
        expect(piecesOfText(text).every((piece) => piece.isWellFormed())).toBe(true);
      }),
      { numRuns: 20 },
    );
    expect(piecesOfText('word '.repeat(5_000)).every((piece) => piece.endsWith('word '))).toBe(true);
  });

  it('a place that is none shows the newest part', () => {
    const entries = [entry(1, 'first'), entry(2, 'second')];
    expect(conversationPart(entries, '9.9')).toEqual(conversationPart(entries));
  });
});

describe('a long conversation', () => {
  let service: Service;
  let filed: Filed;
  const texts = ['A', 'B', 'C'].map((letter) => `${letter.repeat(60 * kilobyte - 20)} end of ${letter}`);
  beforeAll(async () => {
    service = await startService();
    filed = await fileReport(service, { answers: { whatHappened: 'The beginning.' } });
    for (const text of texts) expect((await sendEntry(service, filed.token, { text })).status).toBe(201);
  });
  afterAll(() => service.close());

  const shown = (page: Page): string =>
    [...page.html.matchAll(/<p class="text" dir="auto">([^<]*)<\/p>/g)]
      .map(([, text]) => unescaped(text ?? ''))
      .join('');
  const earlierPlace = ({ html }: Page): string | undefined =>
    /name="before" value="([^"]+)"/.exec(html)?.[1];

  it('is shown in part, and its earlier messages by a button that keeps what is typed', async () => {
    let page = await openReport(service, filed.passphrase);
    expect(page.html.length).toBeLessThan(80 * kilobyte);
    expect(textOf(page)).toContain(en.thread.part);
    expect(textOf(page)).toContain(en.thread.earlier);
    expect(textOf(page)).not.toContain(en.thread.newest);
    let all = shown(page);
    for (let before = earlierPlace(page); before !== undefined; before = earlierPlace(page)) {
      const fields = { handle: hiddenField(page, 'handle'), before, text: 'Half typed' };
      page = await postForm(service, '/follow-up/shown', fields);
      expect(page.status).toBe(200);
      expect(textArea(page, 'text')).toBe('Half typed');
      expect(textOf(page)).toContain(en.thread.newest);
      all = shown(page) + all;
    }
    expect(all).toContain('The beginning.');
    expect(all.endsWith(texts.join(''))).toBe(true);
  });

  it('a reply is answered with the newest part alone', async () => {
    const handle = hiddenField(await openReport(service, filed.passphrase), 'handle');
    const page = await postForm(service, '/follow-up/reply', { handle, text: 'One more thing.' });
    expect(textOf(page)).toContain(en.thread.sent);
    expect(shown(page).endsWith('One more thing.')).toBe(true);
    expect(page.html.length).toBeLessThan(80 * kilobyte);
  });

  it('stays small when every character takes six as markup', async () => {
    const { token, passphrase } = await fileReport(service);
    for (let times = 0; times < 5; times++)
      await sendEntry(service, token, { text: '"'.repeat(64 * kilobyte) });
    const page = await openReport(service, passphrase);
    expect(page.html.length).toBeLessThan(shownBytes * 6 + 40 * kilobyte);
  });

  it('a short one is shown whole, and says nothing of parts', async () => {
    const { passphrase } = await fileReport(service);
    const page = await openReport(service, passphrase);
    for (const said of [en.thread.part, en.thread.earlier, en.thread.newest])
      expect(textOf(page)).not.toContain(said);
  });

  it('as JSON, the newest entries come first, and each answer names the entry to go on from', async () => {
    const read = async (query: string) =>
      bodyOf<{ entries: { id: string; text: string }[]; before?: string }>(
        await service.reporter(`/api/follow-up${query}`, bearer(token)),
      );
    const { token } = await fileReport(service, { answers: { whatHappened: 'x'.repeat(150 * kilobyte) } });
    for (const text of texts) await sendEntry(service, token, { text });
    const newest = await read('');
    expect(newest.entries.map(({ id }) => id)).toEqual(['2', '3', '4']);
    expect(newest.before).toBe('2');
    const first = await read(`?before=${newest.before ?? ''}`);
    expect(first.entries.map(({ id }) => id)).toEqual(['1']);
    expect(first.before).toBeUndefined();
  });
});
