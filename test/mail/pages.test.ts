import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ar } from '../../functions/reporter/locales/ar.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { es } from '../../functions/reporter/locales/es.ts';
import { decodeToken, passphrase } from '../../functions/envelope/token.ts';
import { startService, type Service } from '../harness/service.ts';
import { hiddenField, openReport, postForm, textOf } from '../reporter/pages.ts';
import { get, post, read } from '../team/as-member.ts';
import { atPages, fileCase, type AtPages } from '../team/team-pages.ts';
import { byMail, filed, ownToken, readMailed, send } from './mailed.ts';

const story = {
  text: 'He shouted at me.',
  subject: '<b>After</b> the meeting',
  quoted: '> what was said before',
  signature: 'Robin, Example Ltd',
  verdicts: { dmarc: 'fail' as const, spf: 'fail' as const, virus: 'fail' as const },
  remarks: ['html-only', 'virus-files-left-out'] as const,
};

describe('pages of a case that came by email', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  let pages: AtPages;
  let made: Awaited<ReturnType<typeof filed>>;
  let words: string;
  beforeAll(async () => {
    service = await startService({ ...byMail, languages: ['en', 'es', 'ar'] });
    member = await service.addMember();
    pages = await atPages(service, member);
    made = await filed(service, story);
    await read(service, member, made.id);
    const token = await ownToken(service, made.token);
    words = passphrase(decodeToken(token) ?? new Uint8Array(16));
  });
  afterAll(() => service.close());

  const casePage = () => pages.html(`/cases/${made.id}`);

  it('say so to the team, how sure the sender is, what is missing, and what it means for anonymity', async () => {
    const html = await casePage();
    for (const sentence of [
      'Came by email, dated',
      'The sender’s domain does not confirm this email (DMARC failed).',
      'The mail service found a virus in it.',
      'Its files were left out because of the virus.',
      'The email was a formatted page.',
      'SPF failed, DKIM passed, DMARC failed',
      'An email is not anonymous',
      'Answers by email',
    ])
      expect(html).toContain(sentence);
  });

  it('fold what it quotes and signs with, and show its subject as a text', async () => {
    const html = await casePage();
    expect(html).toMatch(/<details><summary>Earlier messages in the email<\/summary>/);
    expect(html).toMatch(/<details><summary>Signature of the email<\/summary>/);
    expect(html).toContain('&lt;b&gt;After&lt;/b&gt; the meeting');
    const places = ['After&lt;/b&gt;', 'He shouted at me.', 'Earlier messages'].map((part) =>
      html.indexOf(part),
    );
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('do not call an encrypted email one without a text', async () => {
    const encrypted = await filed(service, { text: '', remarks: ['no-text', 'encrypted-pgp'] });
    await read(service, member, encrypted.id);
    const html = await pages.html(`/cases/${encrypted.id}`);
    expect(html).toContain('The email is encrypted with OpenPGP.');
    expect(html).not.toContain('The email has no text.');
  });

  it('name neither sender nor address before they are opened with a reason', async () => {
    expect(await casePage()).not.toContain('mail.example');
    const opened = await post(service, member, `/api/cases/${made.id}/identity`, {
      part: 'contact',
      reason: 'To call them back.',
    });
    expect(await opened.text()).toContain('robin@mail.example');
  });

  it.each([
    ['en', en],
    ['es', es],
    ['ar', ar],
  ] as const)(
    'say it to its reporter in their language (%s), with a button that ends the mails',
    async (language, said) => {
      const page = await openReport(service, words);
      const shown = await postForm(service, `/follow-up?lang=${language}`, { words });
      expect(page.status).toBe(200);
      const text = textOf(shown);
      expect(text).toContain(said.mails.byMail);
      expect(text).toContain(said.mails.button);
      expect(text).toContain('Robin, Example Ltd');
    },
  );

  it('have no such button for who did not write by mail', async () => {
    const other = await fileCase(service);
    expect(textOf(await openReport(service, other.passphrase))).not.toContain(en.mails.button);
  });

  it('are found by the subject, the history and the signature', async () => {
    for (const words of ['After meeting', 'said before', 'Example Ltd']) {
      const found = await get(service, member, `/api/cases?${new URLSearchParams({ q: words }).toString()}`);
      expect([words, await found.text()]).toEqual([words, expect.stringContaining('"in":"report"')]);
    }
  });

  it('hide in what is handed out how it came, and name its texts there', async () => {
    const html = await pages.html(`/cases/${made.id}/redaction`);
    expect(html).toContain('Signature of the email');
    const { entries } = await readMailed(service, member, made.id);
    expect(entries[0]?.byMail?.sentences.length).toBeGreaterThan(3);
  });

  it('show a reply in the conversation, with its subject', async () => {
    await send(service, { recipients: [made.replyTo], text: 'He came again.', subject: 'Re: case' });
    const html = await casePage();
    expect(html.indexOf('He came again.')).toBeGreaterThan(html.indexOf('Conversation with the reporter'));
    expect(html).toContain('Re: case');
  });

  it('end the mails when the button is pressed, twice as once', async () => {
    const handle = hiddenField(await openReport(service, words), 'handle');
    const pressed = await postForm(service, '/follow-up/stop-mails', { handle });
    expect(textOf(pressed)).toContain(en.mails.stopped);
    expect(textOf(pressed)).not.toContain(en.mails.button);
    const again = await postForm(service, '/follow-up/stop-mails', { handle });
    expect(textOf(again)).toContain(en.mails.stopped);
    const html = await casePage();
    expect(html.split('The reporter wants no more emails').length).toBe(2);
    expect(html).not.toContain('Answers by email');
  });
});
