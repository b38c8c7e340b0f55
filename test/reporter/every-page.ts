import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { fileReport, formRequest, jsonRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { tamper } from '../team/as-member.ts';
import { changed, photo, postWithFiles, textFile } from './file-forms.ts';
import {
  formOf,
  getPage,
  hiddenField,
  openReport,
  pageOf,
  postFields,
  postForm,
  wordsOf,
  type Page,
} from './pages.ts';
import { everyDoorPage } from '../respondent/every-door-page.ts';
import { everyAccountPage } from './every-account-page.ts';
import { openAsTeam } from './team-view.ts';

const minute = 60_000;
const day = 1440 * minute;
const refusal = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;

/** Texts that a test types have digits alone, so that every letter on a page is the page's own. */
export const typed = '1234';

/**
 * Every page and state of the reporter function, in the language of `query` (`?lang=es`). The service has two members,
 * called 11111 and 22222, and a public list of bans; its channel `conduct` has reports that wait, and asks at the end.
 */
export const everyPage = async (
  service: Service,
  query: string,
  authorization: string,
): Promise<ReadonlyMap<string, Page>> => {
  const pages = new Map<string, Page>();
  const keep = (name: string, page: Page): Page => {
    pages.set(name, page);
    return page;
  };
  const get = (path: string) => getPage(service, `${path}${query}`);
  const post = (path: string, fields: Readonly<Record<string, string>>) =>
    postForm(service, `${path}${query}`, fields);
  keep('landing', await get('/'));
  keep('privacy', await get('/privacy'));
  keep('snippet', await get('/snippet'));
  keep('public bans, none', await get('/bans'));
  const listed = caseKeys.publicBansOf(typed);
  const bans = [{ text: typed, from: '2026-03-10', until: '2031-03-10' }];
  await tamper(service, 'cases', listed, { set: { bans } });
  keep('public bans', await get('/bans'));
  await tamper(service, 'cases', listed, { remove: ['bans'] });
  const form = keep('form', await get('/report'));
  keep('security form', await get('/report/security'));
  const fields = formOf(form, '/report');
  const review = (values: Readonly<Record<string, string>>) =>
    postFields(service, `/report/review${query}`, changed(fields, values));
  keep('form, empty', await review({ whatHappened: '' }));
  keep('form, control character', await review({ whatHappened: '1\u0007' }));
  keep('form, too long', await review({ whatHappened: '1', who: '1'.repeat(20_000) }));
  const longIdentity = { whatHappened: '1', 'identity-name': '1'.repeat(3000), 'identity-contact': '\u202e' };
  keep('form, identity refused', await review(longIdentity));
  keep('form, all too long', await review({ whatHappened: '1'.repeat(204_000), who: '1'.repeat(9000) }));
  keep('form, channel', await review({ whatHappened: typed, channel: '1' }));
  keep('review, hints', await review({ whatHappened: '1@1.11 +123456789012 @123', who: '11111' }));
  const alone = keep('review, nobody left', await review({ whatHappened: typed, who: '11111 22222' }));
  keep('form, from the review', await postFields(service, `/report/edit${query}`, formOf(alone, '/report')));
  keep(
    'review, refused',
    await postFields(service, `/report${query}`, changed(formOf(alone, '/report'), { whatHappened: '' })),
  );
  keep('review, forged ticket', await post('/report', { whatHappened: typed, ticket: '1' }));
  service.emulators.faults.dynamoDb.next('TransactWriteItems', refusal, 3);
  const good = formOf(await review({ whatHappened: typed }), '/report');
  keep('review, after a fault', await postFields(service, `/report${query}`, good));
  const receipt = keep('receipt', await postFields(service, `/report${query}`, good));
  keep('urgent receipt', await postFields(service, `/report${query}`, changed(good, { urgent: 'yes' })));
  const chosen = [
    photo('pillow.jpg', '1.jpg'),
    textFile('1.txt', typed),
    { name: '1.zip', bytes: new Uint8Array([1, 2, 3]) },
  ];
  const filled = changed(fields, { whatHappened: typed });
  const withFiles = keep('form, files', await postWithFiles(service, `/report/edit${query}`, filled, chosen));
  const kept = [
    ...formOf(withFiles, '/report'),
    ['keepOriginal', hiddenField(withFiles, 'filesSeen')] as const,
  ];
  const empty = [{ name: '1.png', bytes: new Uint8Array(0) }];
  keep('form, file refused', await postWithFiles(service, `/report/edit${query}`, kept, empty));
  keep('review, look at files', await postWithFiles(service, `/report${query}`, filled, chosen));
  const reviewed = formOf(
    keep('review, files', await postWithFiles(service, `/report/review${query}`, kept)),
    '/report',
  );
  const filesReceipt = keep('receipt, files', await postWithFiles(service, `/report${query}`, reviewed));
  const filesTaken = changed(reviewed, { whatHappened: '4321' });
  keep('review, files taken', await postWithFiles(service, `/report${query}`, filesTaken));
  const filesCase = keep(
    'case, files',
    await postForm(service, `/follow-up${query}`, { words: wordsOf(filesReceipt) }),
  );
  const replyForm = changed(formOf(filesCase, '/follow-up/reply'), { text: typed });
  const look = keep(
    'reply, look at files',
    await postWithFiles(service, `/follow-up/reply${query}`, replyForm, chosen),
  );
  const old = changed(formOf(look, '/follow-up/reply'), { handle: '1' });
  keep('reply with files, expired', await postWithFiles(service, `/follow-up/reply${query}`, old, empty));
  const tooMuch = [{ name: '1.bin', bytes: new Uint8Array(5_000_000) }];
  keep('too much', await postWithFiles(service, `/report/edit${query}`, filled, tooMuch));
  const check = hiddenField(receipt, 'check');
  keep('word, wrong', await post('/report/check-word', { check, word: '1' }));
  for (const word of wordsOf(receipt).split(' ')) {
    const page = await post('/report/check-word', { check, word });
    if (page.html !== pages.get('word, wrong')?.html) keep('word, right', page);
  }
  keep('word, forged', await post('/report/check-word', { check: '1', word: '1' }));

  const come = (words: string) => post('/follow-up', { words });
  keep('coming back', await get('/follow-up'));
  keep('words, none', await come(''));
  keep('words, one unknown', await come(`${'zoo '.repeat(11)}1111`));
  keep('words, wrong order', await come('zoo '.repeat(12)));
  keep('words, unusable', await come('A'.repeat(22)));

  const { passphrase, caseName } = await fileReport(service, {
    answers: { whatHappened: typed },
    identity: { name: typed, contact: typed },
  });
  const words = passphrase;
  const received = keep('case', await come(words));
  const handle = hiddenField(received, 'handle');
  const reply = (text: string, more: Readonly<Record<string, string>> = {}) =>
    post('/follow-up/reply', { handle, text, ...more });
  keep('reply, sent', await reply(typed));
  keep('reply, empty', await reply(''));
  keep('reply, broken', await reply('1\u202e'));
  keep('reply, too long', await reply('1'.repeat(70_000)));
  keep('reply, expired', await reply(typed, { handle: '1' }));
  service.emulators.faults.dynamoDb.next('GetItem', refusal, 3);
  keep('reply, after a fault', await reply(typed));
  keep('withdrawal, not confirmed', await post('/follow-up/withdraw', { handle }));
  const id = await openAsTeam(service, authorization, caseName);
  for (const part of ['name', 'contact']) {
    const body = jsonRequest({ part, reason: typed }, { authorization });
    await service.team(`/api/cases/${id}/identity`, body);
  }
  const moved = {
    deadline: 'nextUpdateBy',
    by: new Date(service.clock.now.getTime() + 21 * day),
    reason: typed,
    toReporter: typed,
  };
  await service.team(`/api/cases/${id}/deadlines`, jsonRequest(moved, { authorization }));
  for (const state of ['acknowledged', 'in-review', 'decided', 'closed', 'reopened']) {
    const message = state === 'closed' ? { message: typed } : {};
    const body = jsonRequest({ state, reason: typed, ...message }, { authorization });
    const { status } = await service.team(`/api/cases/${id}/state`, body);
    if (status !== 200) throw new Error(`${state}: ${status}`);
    keep(`case, ${state}`, await come(words));
  }
  const leave = (choice: string, more: Readonly<Record<string, string>> = { confirm: 'yes' }) =>
    post('/follow-up/withdraw', { handle, opened: 'yes', choice, ...more });
  keep('withdrawal, nothing chosen', await leave('1', {}));
  keep('withdrawal, no more messages', await leave('stop-writing'));
  service.emulators.faults.dynamoDb.next('GetItem', refusal, 3);
  keep('withdrawal, after a fault', await leave('close-door'));
  keep('withdrawal, asked', await leave('erase-everything'));
  keep('case, withdrawal asked', await come(words));
  const full = '1'.repeat(64_000);
  for (let at = 0; at < 13; at++) keep('reply, full', await reply(`${at}${full}`));
  const erased = hiddenField(await openReport(service, wordsOf(receipt)), 'handle');
  keep('withdrawn', await post('/follow-up/withdraw', { handle: erased, confirm: 'yes' }));
  keep('new words, not confirmed', await post('/follow-up/new-words', { handle }));
  service.emulators.faults.dynamoDb.next('GetItem', refusal, 3);
  keep('new words, after a fault', await post('/follow-up/new-words', { handle, confirm: 'yes' }));
  const replaced = keep('new words', await post('/follow-up/new-words', { handle, confirm: 'yes' }));
  const last = hiddenField(await come(wordsOf(replaced)), 'handle');
  const closed = { handle: last, opened: 'yes', choice: 'close-door', confirm: 'yes' };
  keep('withdrawal, door closed', await post('/follow-up/withdraw', closed));
  await service.scheduledRun();
  keep('withdrawn, swept', await post('/follow-up/withdraw', { handle: erased, confirm: 'yes' }));

  for (const [name, page] of await everyDoorPage(service, query)) keep(name, page);
  for (const [name, page] of await everyAccountPage(service, query, authorization)) keep(name, page);
  keep('nothing there', await get('/1'));
  const wrong = { ...formRequest({}), headers: { 'content-type': 'text/plain' } };
  keep('unreadable', await pageOf(await service.reporter(`/report${query}`, wrong)));
  keep('too large', await post('/report', { whatHappened: '1'.repeat(7_000_000) }));
  const late = await fileReport(service, { answers: { whatHappened: typed } });
  service.clock.advance(20 * day);
  keep('case, missed', await come(late.passphrase));
  keep('landing, quiet', await get('/'));
  keep('form, quiet', await get('/report'));
  service.clock.advance(6 * minute);
  service.emulators.faults.dynamoDb.next('BatchGetItem', refusal, 3);
  keep('form, store down', await get('/report'));
  service.emulators.faults.dynamoDb.clear();
  const saved = formOf(await come(late.passphrase), '/follow-up/conversation');
  keep('conversation', await postFields(service, `/follow-up/conversation${query}`, saved));
  await service.team('/api/cases', { headers: { authorization } });
  service.clock.advance(6 * minute);
  return pages;
};
