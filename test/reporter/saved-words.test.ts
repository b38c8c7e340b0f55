import { afterAll, beforeAll, expect, it } from 'vitest';
import { languages } from '../../functions/settings/localised.ts';
import { startService, type Service } from '../harness/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
  await service.scheduledRun();
});
afterAll(() => service.close());

const post = async (path: string, fields: Record<string, string>) => {
  const answer = await service.reporter(path, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, html: await answer.text() };
};
const unescaped = (html: string): string => html.replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** A report by the form, and what its receipt hands out. */
const receiptIn = async (language: string) => {
  const blank = await (await service.reporter(`/report?lang=${language}`)).text();
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(blank)?.[1] ?? '';
  service.clock.advance(3_000);
  const { html } = await post(`/report?lang=${language}`, {
    channel: 'conduct',
    toChannel: 'conduct',
    ticket: hidden('ticket'),
    rosterShown: hidden('rosterShown'),
    whatHappened: 'A trial of the words.',
    reviewed: 'yes',
    nobodyLeft: 'known',
  });
  const saved = decodeURIComponent(unescaped(/href="data:text\/plain[^,]*,([^"]+)"/.exec(html)?.[1] ?? ''));
  const check = /name="check" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return { html, saved, check };
};

it.each(languages)(
  'the file that the receipt saves opens the report, whole or in part (%s)',
  async (language) => {
    const { saved } = await receiptIn(language);
    const lines = saved.split('\r\n');
    expect(lines.length).toBeGreaterThan(14);
    for (const typed of [
      saved,
      lines.slice(0, 14).join('\n'),
      lines.slice(0, 12).join(' '),
      saved.toUpperCase(),
    ])
      expect((await post('/follow-up', { words: typed })).status, typed).toBe(200);
  },
);

it('a word is checked as the follow-up page reads it', async () => {
  const { html, saved, check } = await receiptIn('en');
  const form = /<form[^>]*check-word[\s\S]*?<\/form>/.exec(html)?.[0].replace(/<[^>]+>/g, ' ') ?? '';
  const place = Number(/\b(\d{1,2})\b/.exec(form)?.[1]);
  const word = saved.split('\r\n')[place - 1]?.replace(/^\d+\. /, '') ?? '';
  expect(word).toMatch(/^[a-z]{3,8}$/);
  const fullWidth = Array.from(word)
    .map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
    .join('');
  const right = (await post('/report/check-word', { check, word })).html;
  const wrong = (await post('/report/check-word', { check, word: 'zoo zoo' })).html;
  expect(right).not.toBe(wrong);
  for (const typed of [
    word.toUpperCase(),
    `${word}.`,
    `${place}. ${word}`,
    ` ${word},`,
    `"${word}"`,
    fullWidth,
  ])
    expect((await post('/report/check-word', { check, word: typed })).html, typed).toBe(right);
  for (const typed of ['', String(place), `${word}x`, `${word} ${word}`, word.slice(1)])
    expect((await post('/report/check-word', { check, word: typed })).html, typed).toBe(wrong);
});
