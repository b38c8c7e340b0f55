import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { formRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  caseNameOf,
  expectRefusedForm,
  getPage,
  hiddenField,
  linkOf,
  openReport,
  pageOf,
  postForm,
  sendReport,
  textArea,
  textOf,
  tokenOf,
  wordsOf,
  type Page,
} from './pages.ts';
import { countCases } from './stored.ts';

const minute = 60_000;

/** A receipt without the sealed word it is checked by: sealing is random. */
const sameBut = ({ html }: Page): string => html.replace(/name="check" value="[\w-]*"/, '');

describe('from the first page to the receipt', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ emergencyContact: { text: 'Or call Ada: 555 0100.', hours: 'Mondays' } });
  });
  afterAll(() => service.close());

  it('the first page says what this is, who reads it, what it cannot protect against, and leads on', async () => {
    const page = await getPage(service, '/');
    expect(page.status).toBe(200);
    const text = textOf(page);
    for (const said of [
      'twelve words',
      'within 48 hours',
      'Who reads it',
      'What this cannot protect against',
      'Anybody who runs the cloud account',
      'local emergency number',
      'Or call Ada: 555 0100. Staffed: Mondays.',
    ]) {
      expect(text).toContain(said);
    }
    expect(page.html).toContain('href="/report"');
    expect(page.html).toContain('href="/follow-up"');
  });

  it('the form asks all questions, leads to the other channels, says its limit, and posts without a script', async () => {
    const page = await getPage(service, '/report');
    expect(page.status).toBe(200);
    for (const name of ['whatHappened', 'who', 'when', 'where']) expect(textArea(page, name)).toBe('');
    expect(hiddenField(page, 'channel')).toBe('conduct');
    expect(page.html).toMatch(/<button[^>]* formaction="\/report\/edit" name="toChannel" value="security"/);
    expect(textOf(page)).toContain('200 KB');
    expect(page.html).toContain('<form method="post" action="/report"');
    // No button of a browser sends at once, and Enter, which presses the first, leads over the review.
    const buttons = [...page.html.matchAll(/<button [^>]*formaction="([^"?]*)[^>]*>/g)].map(([, to]) => to);
    expect(buttons[0]).toBe('/report/review');
    expect(new Set(buttons)).toEqual(new Set(['/report/review', '/report/edit']));
    expect(buttons).toHaveLength([...page.html.matchAll(/<button/g)].length);
    expect(page.html).not.toMatch(/<form[^>]* autocomplete|<script>[^<]*(fetch|submit|cookie)/);
  });

  it('the receipt shows the words, the link within details, the case name and the dates', async () => {
    const page = await sendReport(service);
    expect(page.status).toBe(201);
    expect(wordsOf(page)).toMatch(/^([a-z]+ ){11}[a-z]+$/);
    const link = linkOf(page);
    expect(link).toMatch(/^https:\/\/report\.example\.org\/follow-up#[\w-]{22}$/);
    const details =
      page.html.match(/<details>[\s\S]*?<\/details>/g)?.find((part) => part.includes(link)) ?? '';
    expect(details).toContain(link);
    expect(page.html.replace(details, '')).not.toContain(tokenOf(page));
    expect(caseNameOf(page)).not.toBe('');
    const text = textOf(page);
    expect(text).toContain(`${en.receipt.acknowledgeBy} 12 March 2026`);
    expect(text).toContain(`${en.receipt.nextUpdateBy} 17 March 2026`);
    expect(text).toContain(`${en.receipt.feedbackBy} 8 June 2026`);
    expect(text).toContain(`${en.receipt.erasedBy} 9 March 2031`);
    expect(text).toContain(en.receipt.nobodyTold);
  });

  it('all answers are in the thread, each under its question, and the channel is the chosen one', async () => {
    const receipt = await sendReport(service, {
      channel: 'security',
      whatHappened: 'A leak.',
      component: 'Parser 2.1',
      steps: 'Open it.',
      credit: 'Ada',
    });
    const text = textOf(await openReport(service, wordsOf(receipt)));
    for (const said of [
      'What have you found? A leak.',
      'Which component, in which version? Parser 2.1',
      'How can it be reproduced? Open it.',
      'Do you want to be named, and if so, how? Ada',
    ]) {
      expect(text).toContain(said);
    }
    const member = await service.addMember({ channels: ['security'] });
    const list = await service.team('/api/cases', { headers: { authorization: member.authorization } });
    expect(await list.text()).toContain(caseNameOf(receipt));
  });

  it('the same form sent twice is one report with the same receipt', async () => {
    const before = await countCases(service);
    const form = await getPage(service, '/report');
    const fields = { ticket: hiddenField(form, 'ticket'), whatHappened: 'Twice.', who: 'A' };
    const first = await postForm(service, '/report', fields);
    service.clock.advance(119 * minute);
    const again = await postForm(service, '/report', fields);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(sameBut(again)).toBe(sameBut(first));
    expect(await countCases(service)).toBe(before + 1);
  });

  it('the same form sent eight times at once is one report with the same receipt', async () => {
    const before = await countCases(service);
    const form = await getPage(service, '/report');
    const fields = { ticket: hiddenField(form, 'ticket'), whatHappened: 'At once.' };
    const pages = await Promise.all(Array.from({ length: 8 }, () => postForm(service, '/report', fields)));
    expect(pages.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(pages.map(sameBut)).size).toBe(1);
    expect(await countCases(service)).toBe(before + 1);
  });

  it.each([
    ['answer', { whatHappened: 'Edited.' }],
    ['second answer', { who: 'Somebody' }],
    ['channel', { channel: 'security' }],
    ['urgency', { urgent: 'yes' }],
  ])('an edited %s sent with the same ticket is a new report', async (_, edited) => {
    const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
    const fields = { ticket, whatHappened: 'First.', channel: 'conduct' };
    const first = await postForm(service, '/report', fields);
    const second = await postForm(service, '/report', { ...fields, ...edited });
    expect(second.status).toBe(201);
    expect(wordsOf(second)).not.toBe(wordsOf(first));
    expect(caseNameOf(await openReport(service, wordsOf(first)))).toBe(caseNameOf(first));
    expect(caseNameOf(await openReport(service, wordsOf(second)))).toBe(caseNameOf(second));
  });

  it('other line ends and outer white space are the same content', async () => {
    const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
    const first = await postForm(service, '/report', { ticket, whatHappened: 'a\r\nb' });
    const second = await postForm(service, '/report', { ticket, whatHappened: ' a\nb\n' });
    expect(wordsOf(second)).toBe(wordsOf(first));
  });

  it('an expired ticket costs nothing: the form is filed at once as a new report', async () => {
    const form = await getPage(service, '/report');
    service.clock.advance(121 * minute);
    const receipt = await postForm(service, '/report', {
      ticket: hiddenField(form, 'ticket'),
      whatHappened: 'A long story.',
    });
    expect(receipt.status).toBe(201);
    expect(textOf(await openReport(service, wordsOf(receipt)))).toContain('A long story.');
  });

  it('a form with an expired ticket sent twice in a row is one report with the same receipt', async () => {
    const before = await countCases(service);
    const form = await getPage(service, '/report');
    service.clock.advance(300 * minute);
    const fields = { ticket: hiddenField(form, 'ticket'), whatHappened: 'A long story, twice.' };
    const [first, again] = await Promise.all([
      postForm(service, '/report', fields),
      postForm(service, '/report', fields),
    ]);
    expect(wordsOf(again)).toBe(wordsOf(first));
    expect(await countCases(service)).toBe(before + 1);
  });

  it.each([
    ['forged', 'A'.repeat(50)],
    ['empty', ''],
    ['far too long', 'A'.repeat(5000)],
    ['marked up', '"><script>alert(1)</script>'],
  ])('a %s ticket keeps the text, and pressing the button again files it', async (_, ticket) => {
    const before = await countCases(service);
    const refused = await postForm(service, '/report', { ticket, whatHappened: 'Kept.', urgent: 'yes' });
    expectRefusedForm(refused);
    expect(refused.html).not.toContain('<script>alert');
    expect(textArea(refused, 'whatHappened')).toBe('Kept.');
    expect(refused.html).toMatch(/id="urgent"[^>]* checked/);
    expect(await countCases(service)).toBe(before);
    const filed = await postForm(service, '/report', {
      ticket: hiddenField(refused, 'ticket'),
      whatHappened: textArea(refused, 'whatHappened'),
    });
    expect(filed.status).toBe(201);
  });

  it('a ticket made for another stack is refused like a forged one', async () => {
    const other = await startService();
    const ticket = hiddenField(await getPage(other, '/report'), 'ticket');
    await other.close();
    expectRefusedForm(await postForm(service, '/report', { ticket, whatHappened: 'x' }));
  });

  // Sending a form again, which a browser does by itself, must not bring back what somebody has taken back.
  it('a form used again after its report was withdrawn says so and files nothing', async () => {
    const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
    const fields = { ticket, whatHappened: 'Withdrawn, then sent again.' };
    const first = await postForm(service, '/report', fields);
    const thread = await openReport(service, wordsOf(first));
    await postForm(service, '/follow-up/withdraw', { handle: hiddenField(thread, 'handle'), confirm: 'yes' });
    const before = await countCases(service);
    const second = await postForm(service, '/report', fields);
    expect(second.status).toBe(409);
    expect(textOf(second)).toContain(en.receipt.closedSinceText);
    expect(wordsOf(second)).toBe('');
    expect(await countCases(service)).toBe(before);
    expect((await openReport(service, wordsOf(first))).status).toBe(404);
  });

  it.each([
    ['is refused by the store', { kind: 'fail', code: 'InternalServerError', statusCode: 500 }],
    ['was stored, but the answer got lost', { kind: 'drop', after: true }],
  ] as const)(
    'a report that %s keeps its text and its ticket, and sending again is one report',
    async (_, fault) => {
      const before = await countCases(service);
      const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
      const fields = {
        ticket,
        whatHappened: 'In a storm.',
        component: '\nBob',
        channel: 'security',
        urgent: 'yes',
      };
      service.emulators.faults.dynamoDb.next('TransactWriteItems', fault, 3);
      const failed = await postForm(service, '/report', fields);
      expectRefusedForm(failed, 503);
      expect(failed.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(textOf(failed)).not.toContain('Nothing has been sent yet');
      expect(hiddenField(failed, 'ticket')).toBe(ticket);
      expect(textArea(failed, 'whatHappened')).toBe('In a storm.');
      expect(textArea(failed, 'component')).toBe('\nBob');
      expect(hiddenField(failed, 'channel')).toBe('security');
      const receipt = await postForm(service, '/report', fields);
      expect(receipt.status).toBe(201);
      expect((await openReport(service, wordsOf(receipt))).status).toBe(200);
      expect(await countCases(service)).toBe(before + 1);
    },
  );

  it('a report while the keys cannot be read keeps its text', async () => {
    const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
    service.clock.advance(6 * minute);
    const fault = { kind: 'fail', code: 'ThrottlingException', statusCode: 400 } as const;
    service.emulators.faults.dynamoDb.next('BatchGetItem', fault, 3);
    const failed = await postForm(service, '/report', { ticket, whatHappened: 'In a storm.' });
    expectRefusedForm(failed, 503);
    expect(textArea(failed, 'whatHappened')).toBe('In a storm.');
  });

  it('a form without a ticket is filed; one without a channel goes to the default one', async () => {
    const page = await pageOf(await service.reporter('/report', formRequest({ whatHappened: 'Bare.' })));
    expect(page.status).toBe(201);
  });

  it('a form sent as multipart is filed with its line breaks', async () => {
    const body = new FormData();
    body.append('whatHappened', 'One\r\nTwo ünïcødé 🦉');
    const receipt = await pageOf(await service.reporter('/report', { method: 'POST', body }));
    expect(receipt.status).toBe(201);
    expect((await openReport(service, wordsOf(receipt))).html).toContain('One\nTwo ünïcødé 🦉');
  });
});
