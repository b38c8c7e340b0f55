import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { expectNothingWritten } from './bad-requests.ts';
import { expectNoMarkupOf, expectRefusedForm, hiddenField, openReport, postForm, textArea } from './pages.ts';

/** Everything that would break out of an attribute, a text area, a paragraph or a style. */
const hostile = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</textarea><script>alert(1)</script>',
  '</p></li><svg onload=alert(1)>',
  '</style><script>alert(1)</script>',
  '<!--',
  ']]><script>alert(1)</script>',
  '${alert(1)}{{7*7}}<%= 7*7 %>',
  '&lt;script&gt;',
  'x\r\nset-cookie: a=b\r\n\r\n<html>',
  'javascript:alert(1)',
];

describe('markup and header lines in what is typed', () => {
  let service: Service;
  let filed: Filed;
  let handle: string;
  beforeAll(async () => {
    service = await startService();
    filed = await fileReport(service);
    handle = hiddenField(await openReport(service, filed.passphrase), 'handle');
  });
  beforeEach(() => {
    service.calls.length = 0;
    service.logs.length = 0;
  });
  afterAll(() => service.close());

  it.each(hostile)(
    '%s in every field of a report stays text, in the refusal and in the thread',
    async (text) => {
      const fields = {
        whatHappened: text,
        who: text,
        when: text,
        where: `${text}\u0001`,
        channel: text,
        ticket: text,
      };
      const refused = await postForm(service, '/report', fields);
      expectRefusedForm(refused);
      expectNoMarkupOf(refused);
      expectNothingWritten(service);
      const shown = text.replaceAll('\r\n', '\n');
      for (const id of ['whatHappened', 'who', 'when', 'where']) expect(textArea(refused, id)).toBe(shown);
    },
  );

  it.each(hostile)('%s as words, handle, key or reply stays text', async (text) => {
    const words = await openReport(service, text);
    expectRefusedForm(words);
    expectNoMarkupOf(words);
    for (const fields of [
      { handle: text, text },
      { words: text, text, key: text },
      { handle, text: `${text}\u0001` },
    ]) {
      const page = await postForm(service, '/follow-up/reply', fields);
      expectRefusedForm(page);
      expectNoMarkupOf(page);
      expect(textArea(page, 'text')).toBe(text.replaceAll('\r\n', '\n'));
    }
    const withdrawal = await postForm(service, '/follow-up/withdraw', { handle: text, confirm: text });
    expectRefusedForm(withdrawal);
    expectNoMarkupOf(withdrawal);
    expectNothingWritten(service);
  });

  it('hostile text of a report and a reply stays text in the thread', async () => {
    const other = await startService();
    try {
      const { passphrase } = await fileReport(other, { answers: { whatHappened: hostile.join('\n') } });
      const page = await postForm(other, '/follow-up/reply', { words: passphrase, text: hostile.join('\n') });
      expect(page.status).toBe(200);
      expectNoMarkupOf(page);
      expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    } finally {
      await other.close();
    }
  });
});
