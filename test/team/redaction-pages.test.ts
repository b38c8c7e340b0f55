import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { stored } from '../harness/stored.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, read } from './as-member.ts';
import type { Colleague } from './measured-case.ts';

const told = 'Robin Roe shouted at me. I left the room.\nZoë saw it; Robin did not.';

describe('the pages of what is handed out', () => {
  let service: Service;
  let ben: Colleague;
  let lead: Colleague;
  let rex: Colleague;
  let cookie: string;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    ben = await service.addMember({ name: 'Ben' });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    rex = await service.addMember({ name: 'Rex', role: 'outside-reviewer' });
    cookie = await signedInCookie(service, ben.memberId);
    id = await caseIdOf(service, await fileReport(service, { answers: { whatHappened: told } }));
    await read(service, ben, id);
  });
  afterEach(() => service.close());

  const page = async (path = '/redaction'): Promise<string> => {
    const answer = await service.team(`/cases/${id}${path}`, { headers: { cookie } });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const send = (path: string, fields: Readonly<Record<string, string | readonly string[]>>) =>
    service.team(`/cases/${id}${path}`, formPost(fields, cookie));
  const entry = { thread: 'reporter', entry: '1', from: '0', 'was-held': 'no' };
  const entryPage = '/redaction/entry?thread=reporter&entry=1';
  const plain = (html: string): string => html.replace(/<[^>]+>/g, '');

  it('names are found and shown with what is around them, and hidden only when that is said', async () => {
    const before = await stored(service);
    const found = await send('/redactions/words', { words: 'robin\r\nRobin Roe', step: 'find' });
    expect(found.status).toBe(200);
    const shown = await found.text();
    expect(shown).toContain('2 places in 1 entry');
    expect(shown).toContain('<mark>Robin Roe</mark> shouted at me.');
    expect(await stored(service)).toBe(before);
    const [, words = ''] = /name="words" value="([^"]*)"/.exec(shown) ?? [];
    const saved = await send('/redactions/words', { words, step: 'save' });
    expect(saved.status).toBe(303);
    const after = await page(saved.headers.get('location')?.replace(`/cases/${id}`, ''));
    expect(after).toContain('These words are hidden.');
    expect(plain(after)).toContain('[redacted] shouted at me.');
    expect(after).toContain('2 passages are hidden');
    expect(after.split('<ol class="thread">')[1]).not.toMatch(/robin/i);
  });

  it('longer words in which they stand are named, and hidden when that is wanted', async () => {
    await post(service, ben, `/api/cases/${id}/messages`, { text: 'Who are the Robinsons?' });
    const named = await (await send('/redactions/words', { words: 'Robin', step: 'find' })).text();
    expect(plain(named)).toContain('Longer words in which they stand are not hidden: Robinsons.');
    const wanted = { words: 'Robin', within: 'yes' };
    const wider = await (await send('/redactions/words', { ...wanted, step: 'find' })).text();
    expect(wider).toContain('<mark>Robinsons</mark>');
    expect(wider).not.toContain('are not hidden');
    await send('/redactions/words', { ...wanted, step: 'save' });
    expect(plain(await page())).toContain('Who are the [redacted]?');
  });

  it('words that stand nowhere, and none, come back with what was typed', async () => {
    for (const step of ['find', 'save']) {
      const nowhere = await send('/redactions/words', { words: 'Nobody', step });
      expect(nowhere.status).toBe(422);
      const html = await nowhere.text();
      expect(html).toContain('href="#words"');
      expect(html).toContain('Nobody</textarea>');
      expect((await send('/redactions/words', { words: ' ', step })).status).toBe(422);
    }
  });

  it('sentences of an entry are ticked, the result is shown before it is saved, and they are handed out again', async () => {
    const first = await page(entryPage);
    const pieces = [...first.matchAll(/name="piece" value="([^"]+)"/g)].map(([, value = '']) => value);
    expect(pieces).toHaveLength(3);
    expect(first).not.toContain('value="save"');
    const before = await stored(service);
    const ticked = { ...entry, piece: [pieces[0] ?? '', pieces[1] ?? ''] };
    const preview = await (await send('/redactions', { ...ticked, step: 'preview' })).text();
    expect(preview).toContain('What would be handed out');
    expect(plain(preview)).toContain('[redacted]\nZoë saw it');
    expect(preview).toContain('value="save"');
    expect(preview.match(/checked=""/g)).toHaveLength(2);
    expect(await stored(service)).toBe(before);

    const saved = await send('/redactions', { ...ticked, step: 'save' });
    expect(saved.headers.get('location')).toBe(
      `/cases/${id}/redaction?thread=reporter&did=entry-redacted#entry-1`,
    );
    const overview = await page();
    expect(plain(overview)).not.toContain('shouted');
    expect(overview).toContain('Change what is hidden');

    const again = await page(entryPage);
    const [, passage = ''] = /name="passage" value="([^"]+)"/.exec(again) ?? [];
    const lifted = await send('/redactions/lift', { ...entry, passage });
    expect(lifted.status).toBe(303);
    expect(plain(await page())).toContain('Robin Roe shouted at me.');
    const twice = await send('/redactions/lift', { ...entry, passage });
    expect(twice.status).toBe(422);
    expect(await twice.text()).toContain('Nothing was changed.');
  });

  it('what is hidden in one entry and open in another is pointed out', async () => {
    await post(service, ben, `/api/cases/${id}/messages`, { text: 'Was zoe there?' });
    await send('/redactions', { ...entry, words: 'Zoë', step: 'save' });
    const overview = await page();
    expect(overview).toContain('Something you hid in one place stands open in another.');
    expect(plain(overview)).toContain('Hidden elsewhere, and open here: zoe');
    await send('/redactions/words', { words: 'Zoë', step: 'save' });
    expect(await page()).not.toContain('stands open in another');
  });

  it('what a colleague has held back meanwhile stays held back', async () => {
    const html = await page(entryPage);
    expect(html).toContain('name="was-held" value="no"');
    await post(service, ben, `/api/cases/${id}/redactions`, { entry: 1, held: true });
    await send('/redactions', { ...entry, words: 'Zoë', step: 'save' });
    const { redactions } = await bodyOf<{ redactions: readonly object[] }>(
      await get(service, ben, `/api/cases/${id}/redactions`),
    );
    expect(redactions).toMatchObject([{ held: true, passages: [{ text: 'whatHappened' }] }]);
    const held = { ...entry, 'was-held': 'yes' };
    expect((await send('/redactions', { ...held, step: 'save' })).status).toBe(303);
    expect(plain(await page())).not.toContain('Held back whole');
  });

  it('nothing chosen is said to be nothing', async () => {
    const none = await send('/redactions', { ...entry, step: 'preview' });
    expect(none.status).toBe(422);
    expect(await none.text()).toContain('Say what is not handed out.');
  });

  it('who may read the case and not change this sees it without a form', async () => {
    await read(service, lead, id);
    await post(service, lead, `/api/cases/${id}/grants`, { memberId: rex.memberId, reason: 'Help.' });
    const theirs = { cookie: await signedInCookie(service, rex.memberId) };
    const look = (path: string) => service.team(`/cases/${id}${path}`, { headers: theirs });
    expect((await look('/redaction')).status).toBe(303);
    await read(service, rex, id);
    const html = await (await look('/redaction')).text();
    expect(html).toContain('as it is handed out');
    expect(html).not.toContain('name="words"');
    expect((await look(entryPage)).status).toBe(403);
    const finding = formPost({ words: 'Robin', step: 'find' }, theirs.cookie);
    expect((await service.team(`/cases/${id}/redactions/words`, finding)).status).toBe(403);
  });

  it('a long entry is shown in parts, and what is not there is not found', async () => {
    const many = Array.from({ length: 450 }, (_, index) => `Sentence ${index}.`).join(' ');
    id = await caseIdOf(service, await fileReport(service, { answers: { whatHappened: many } }));
    await read(service, ben, id);
    const last = await page(`${entryPage}&from=400`);
    expect(last).toContain('Sentences 401 to 450 of 450.');
    expect(last).toContain('from=200');
    expect(last).not.toContain('Later ones');
    for (const path of [
      '/redaction?thread=witness-1',
      '/redaction/entry?thread=reporter&entry=9',
      '/redaction/entry',
    ])
      expect((await service.team(`/cases/${id}${path}`, { headers: { cookie } })).status).toBe(404);
  });
});
