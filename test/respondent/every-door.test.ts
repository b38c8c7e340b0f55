import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doorKinds } from '../../functions/domain/thread/thread-name.ts';
import { decodeToken, encodeToken, passphrase } from '../../functions/envelope/token.ts';
import { fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, read } from '../team/as-member.ts';
import { doorsWanted } from './doors-wanted.ts';
import { handedOver, withOwnWords } from '../team/case-with-door.ts';
import {
  formOf,
  getPage,
  hiddenField,
  linkOf,
  postFields,
  postForm,
  textArea,
  textOf,
  wordsOf,
} from '../reporter/pages.ts';
import { changed, postWithFiles, textFile } from '../reporter/file-forms.ts';

const wordsOfToken = (token: string): string => passphrase(decodeToken(token) ?? new Uint8Array());

describe.each(doorKinds)('the pages of a door for a %s', (kind) => {
  let service: Service;
  let filed: Filed;
  let token: string;
  let words: string;
  beforeEach(async () => {
    service = await startService();
    const lead = await service.addMember({ role: 'lead' });
    filed = await fileReport(service, { answers: { whatHappened: 'They shouted at me.' } });
    const id = await caseIdOf(service, filed);
    await read(service, lead, id);
    token = await withOwnWords(service, (await handedOver(service, lead, id, doorsWanted[kind])).token);
    words = wordsOfToken(token);
  });
  afterEach(() => service.close());

  const open = () => postForm(service, '/message', { words });

  it('open at both addresses, and tell nothing of the case', async () => {
    for (const address of ['/message', '/follow-up']) {
      const page = await postForm(service, address, { words });
      expect(page.status).toBe(200);
      expect(textOf(page)).not.toContain(filed.caseName);
      expect(page.html).not.toContain(token);
      expect(page.html).not.toMatch(/name="urgent"|action="[^"]*withdraw/);
      expect(page.html).not.toMatch(/<form\b(?:(?!<\/form>)[^])*<form\b/);
    }
  });

  it('take a message with a file, show it, and give it back as a text', async () => {
    const form = changed(formOf(await open(), '/follow-up/reply'), { text: 'I was not there.' });
    const looked = await postWithFiles(service, '/follow-up/reply', form, [textFile('notes.txt', 'Mine.')]);
    const sent = looked.html.includes('I was not there.</p>')
      ? looked
      : await postFields(service, '/follow-up/reply', formOf(looked, '/follow-up/reply'));
    expect(sent.status).toBe(200);
    expect(textOf(sent)).toContain('I was not there.');
    expect(textOf(sent)).toContain('notes.txt');
    const saved = await postFields(
      service,
      '/follow-up/conversation',
      formOf(sent, '/follow-up/conversation'),
    );
    expect(saved.html).toContain('I was not there.');
  });

  it('keep what was typed when the form is too old, on a page that says nothing', async () => {
    const page = await open();
    const form = formOf(page, '/follow-up/reply');
    service.clock.advance(31 * 60_000);
    const late = await postFields(service, '/follow-up/reply?at=message', changed(form, { text: 'Kept.' }));
    expect(late.status).toBe(422);
    expect(textArea(late, 'text')).toBe('Kept.');
    expect(textOf(late)).not.toMatch(/report|team|conduct/i);
    const again = changed(formOf(late, '/follow-up/reply'), { words });
    expect(textOf(await postFields(service, '/follow-up/reply?at=message', again))).toContain('Kept.');
  });

  it('give new words, whose page names no case, and whose link leads to the neutral address', async () => {
    const asked = { handle: hiddenField(await open(), 'handle'), confirm: 'yes' };
    const page = await postForm(service, '/follow-up/new-words?at=message', asked);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain(filed.caseName);
    expect(linkOf(page)).toMatch(/\/message#[\w-]{22}$/);
    expect((await postForm(service, '/message', { words: wordsOf(page) })).status).toBe(200);
    expect((await open()).status).toBe(404);
  });

  it('do nothing that is a reporter’s: for that the words open nothing', async () => {
    const handle = hiddenField(await open(), 'handle');
    const unborn = encodeToken(new Uint8Array(16));
    for (const choice of ['stop-writing', 'close-door', 'erase-everything']) {
      const fields = { opened: 'yes', choice, confirm: 'yes' };
      const refused = await postForm(service, '/follow-up/withdraw', { words, ...fields });
      const nothing = await postForm(service, '/follow-up/withdraw', {
        words: wordsOfToken(unborn),
        ...fields,
      });
      expect([refused.status, refused.html]).toEqual([404, nothing.html]);
    }
    const urgent = await postForm(service, '/follow-up/reply?at=message', {
      handle,
      text: 'Now!',
      urgent: 'yes',
    });
    expect(urgent.status).toBe(422);
    expect(textArea(urgent, 'text')).toBe('Now!');
    expect((await open()).status).toBe(200);
  });

  it('the address that is handed over tells nothing, and opening it spends nothing', async () => {
    service.calls.length = 0;
    const page = await getPage(service, '/message');
    expect(page.status).toBe(200);
    expect(page.html.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '')).not.toMatch(
      /report|team|conduct|case/i,
    );
    expect(service.calls).toEqual([]);
  });
});
