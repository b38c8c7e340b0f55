import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outboxPartition, sortKeyOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  formOf,
  getPage,
  hiddenField,
  openReport,
  postFields,
  postForm,
  review,
  sendReport,
  textArea,
  textOf,
  tokenOf,
  type Fields,
} from './pages.ts';
import { casesSeenBy, openAsTeam } from './team-view.ts';

const minute = 60_000;
const day = 1440 * minute;
const emergencyContact = { text: 'Or call Ada: 555 0100.', hours: 'Mondays' };
const outsideContact = { label: 'Ombud', value: 'ombud@example.org' };

describe('a channel that nobody looks after', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ outsideContact });
    await service.addMember({ name: 'Otto Outside', role: 'outside-reviewer' });
  });
  afterAll(() => service.close());

  it('is said on the review with whom to turn to, on the receipt and on the page of the case', async () => {
    const page = await review(service, { whatHappened: 'Story.' });
    expect(textOf(page)).toContain(en.review.nobodyThere);
    expect(textOf(page)).toContain('Ombud: ombud@example.org');
    const receipt = await postFields(service, '/report', formOf(page, '/report'));
    expect(receipt.status).toBe(201);
    expect(textOf(receipt)).toContain(en.receipt.nobodyTold);
    expect(textOf(receipt)).not.toContain('The team will be told');
    const { passphrase } = await fileReport(service);
    expect(textOf(await openReport(service, passphrase))).toContain(en.thread.nobodyThere);
  });

  it('is not said when the roster cannot be read', async () => {
    service.clock.advance(6 * minute);
    const form = formOf(await getPage(service, '/report'), '/report');
    service.clock.advance(6 * minute);
    const down = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
    service.emulators.faults.dynamoDb.next('BatchGetItem', down, 3);
    const page = await postFields(service, '/report/review', form);
    service.emulators.faults.dynamoDb.clear();
    expect(textOf(page)).not.toContain(en.review.nobodyThere);
  });
});

describe('what the pages say of the team', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ emergencyContact, outsideContact });
    await service.addMember({ name: 'Ada Lovelace', channels: ['conduct', 'security'] });
    await service.addMember({ name: 'Carl Conduct', channels: ['conduct'] });
    await service.addMember({ name: 'Otto Outside', role: 'outside-reviewer', channels: ['conduct'] });
  });
  afterAll(() => service.close());

  it('a receipt says whether there is a way to reach its reporter', async () => {
    const without = textOf(await sendReport(service));
    expect(without).toContain('We have no way to reach you.');
    const given = textOf(await sendReport(service, { 'identity-contact': 'grace@example.net' }));
    expect(given).not.toContain('We have no way to reach you.');
    expect(given).toContain('You gave the team a way to reach you.');
    const name = textOf(await sendReport(service, { 'identity-name': 'Grace', 'identity-contact': ' ' }));
    expect(name).toContain('We have no way to reach you.');
  });

  it('a service that mails within a minute does not say that it mails on the hour', async () => {
    const own = await startService({ notices: { ordinary: 'minute', urgentPerHour: 5 } });
    await own.addMember();
    expect(textOf(await getPage(own, '/report'))).toContain(en.form.urgentWhyMinute);
    expect(textOf(await sendReport(own))).toContain(en.receipt.toldNow);
    await own.close();
  });

  it('how long what nobody opens is kept stands on the page until somebody opens it', async () => {
    const own = await startService();
    const member = await own.addMember();
    const { passphrase, caseName } = await fileReport(own);
    const kept = /A report that nobody has opened is kept \d+ days longer/;
    const backups = /Copies of the keys in backups are gone \d+ days after it is erased\./;
    const before = textOf(await openReport(own, passphrase));
    expect([kept.test(before), backups.test(before)]).toEqual([true, true]);
    await openAsTeam(own, member.authorization, caseName);
    const after = textOf(await openReport(own, passphrase));
    expect([kept.test(after), backups.test(after)]).toEqual([false, true]);
    await own.close();
  });

  it('a receipt with somebody to be told says when they are', async () => {
    expect(textOf(await sendReport(service))).toContain(en.receipt.toldHour);
    const urgent = textOf(await sendReport(service, { urgent: 'yes' }));
    expect(urgent).toContain(en.receipt.toldNow);
    expect(urgent).toContain(`${en.landing.dangerText} Or call Ada: 555 0100. Staffed: Mondays.`);
  });

  it('the first page lists by channel who is told, and apart who is not', async () => {
    const text = textOf(await getPage(service, '/'));
    expect(text).toMatch(/Conduct Ada Lovelace Carl Conduct Security Ada Lovelace/);
    expect(text).toContain(`${en.landing.outside} Otto Outside`);
    expect(text.indexOf(en.landing.outside)).toBeGreaterThan(text.indexOf('Carl Conduct'));
  });

  it('what to do in danger stands beside each tick for what is urgent', async () => {
    const { passphrase } = await fileReport(service);
    for (const page of [await getPage(service, '/report'), await openReport(service, passphrase)]) {
      expect(textOf(page)).toContain(`${en.landing.dangerText} Or call Ada: 555 0100. Staffed: Mondays.`);
    }
  });

  it('an answer about danger without the tick offers it on the review, once', async () => {
    const said = en.review.urgentToo('Is anybody in danger, or is it happening now? Where can you be found?');
    const page = await review(service, { whatHappened: 'x', danger: 'Room 5' });
    expect(textOf(page)).toContain(said);
    expect(page.html.match(/id="urgent"/g)).toHaveLength(1);
    const ticked = await review(service, { whatHappened: 'x', danger: 'Room 5', urgent: 'yes' });
    expect(textOf(ticked)).not.toContain(said);
    expect(ticked.html).toMatch(/id="urgent"[^>]* checked/);
  });

  it('a long text may be sent in a new tab, so that its page stays; a short one is one button', async () => {
    const inNewTab = /<button type="submit" class="quiet" formtarget="_blank">/;
    const long = await review(service, { whatHappened: 'x'.repeat(2_001) });
    expect(textOf(long)).toContain(en.review.longText);
    expect(textOf(long)).toContain(en.review.sendInNewTab);
    expect(long.html).toMatch(inNewTab);
    // Pressed again on the page that stayed, it is the same report.
    const fields = formOf(long, '/report');
    const [first, again] = [
      await postFields(service, '/report', fields),
      await postFields(service, '/report', fields),
    ];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(tokenOf(again)).toBe(tokenOf(first));
    const short = await review(service, { whatHappened: 'x'.repeat(2_000) });
    expect(textOf(short)).not.toContain(en.review.longText);
    expect(short.html).not.toMatch(inNewTab);
  });

  it('nobody who ever signed in counts from the day on which the first member was added', async () => {
    const own = await startService();
    expect(textOf(await getPage(own, '/'))).not.toContain('signed in');
    await own.addMember();
    own.clock.advance(14 * day);
    await own.addMember();
    expect(textOf(await getPage(own, '/'))).not.toContain('signed in');
    own.clock.advance(day);
    expect(textOf(await getPage(own, '/'))).toContain(en.landing.quiet('14 days'));
    await own.close();
  });

  it('the page of a case says when it hears what was done, and with the receipt what is kept longer', async () => {
    const { passphrase } = await fileReport(service);
    const page = textOf(await openReport(service, passphrase));
    expect(page).toContain(`${en.receipt.feedbackBy} 8 June 2026`);
    for (const text of [page, textOf(await sendReport(service))])
      expect(text).toContain(`${en.receipt.keptUnopened('30 days')} ${en.receipt.goneFromBackups('4 days')}`);
  });

  it('the first page and the one about privacy say that the minute of what is urgent can be seen while it waits', async () => {
    const own = await startService();
    await own.addMember({ role: 'lead' });
    await fileReport(own, { urgent: true });
    await own.scheduledRun();
    // When the next are called is counted from the first call.
    const waiting = await queryPartition(own.dynamo, own.emulators.tables.cases, outboxPartition);
    expect(waiting.map(sortKeyOf)).toEqual([expect.stringMatching(/T\d\d:(?!00)\d\d/)]);
    for (const path of ['/', '/privacy'])
      expect(textOf(await getPage(own, path))).toMatch(/\((in which|the) minute, while .* urgent/);
    await own.close();
  });
});

describe('a member who joins while somebody writes', () => {
  let service: Service;
  let before: Fields;
  beforeAll(async () => {
    service = await startService();
    await service.addMember({ name: 'Ada' });
  });
  afterAll(() => service.close());
  const filled = (fields: Fields, text: string): Fields =>
    fields.map(([name, value]) => [name, name === 'whatHappened' ? text : value] as const);
  const count = async (authorization: string) => (await casesSeenBy(service, authorization)).length;

  it('does not see the report of a form that did not name them, however late it is sent', async () => {
    before = formOf(await getPage(service, '/report'), '/report');
    const { authorization } = await service.addMember({ name: 'Newcomer' });
    service.clock.advance(2 * minute);
    expect((await postFields(service, '/report', filled(before, 'Direct.'))).status).toBe(201);
    expect(await count(authorization)).toBe(0);
  });

  it('is announced on the review, and then sees the report', async () => {
    const form = formOf(await getPage(service, '/report'), '/report');
    const { authorization } = await service.addMember({ name: 'Second Newcomer' });
    const page = await postFields(service, '/report/review', filled(form, 'Reviewed.'));
    expect(textOf(page)).toContain(en.review.teamChanged);
    expect(textOf(page)).toContain('Second Newcomer');
    expect((await postFields(service, '/report', formOf(page, '/report'))).status).toBe(201);
    expect(await count(authorization)).toBe(1);
  });

  it.each(['', 'x', '-1', '99999999999', '1e3'])(
    'a revision %j is none: the roster as it is counts',
    async (shown) => {
      const { authorization } = await service.addMember();
      service.clock.advance(2 * minute);
      const form = formOf(await getPage(service, '/report'), '/report').map(
        ([name, value]) => [name, name === 'rosterShown' ? shown : value] as const,
      );
      expect((await postFields(service, '/report', filled(form, `Odd ${shown}.`))).status).toBe(201);
      expect(await count(authorization)).toBe(1);
    },
  );
});

describe('changing language or channel', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    await service.addMember();
  });
  afterAll(() => service.close());

  it('keeps all that was typed on the form; what the other form does not ask is said and comes back', async () => {
    const form = formOf(await getPage(service, '/report'), '/report').map(
      ([name, value]) => [name, { whatHappened: 'Story.', who: 'Somebody.' }[name] ?? value] as const,
    );
    const other = await postFields(service, '/report/edit', [
      ...form,
      ['toChannel', 'security'],
      ['urgent', 'yes'],
    ]);
    expect(other.status).toBe(200);
    expect(hiddenField(other, 'channel')).toBe('security');
    expect(textArea(other, 'whatHappened')).toBe('Story.');
    expect(other.html).toMatch(/id="urgent"[^>]* checked/);
    expect(textOf(other)).toContain(en.form.notAskedHere('Who did it?'));
    const back = await postFields(service, '/report/edit?lang=es', [
      ...formOf(other, '/report'),
      ['toChannel', 'conduct'],
    ]);
    expect(back.html).toContain('<html lang="es"');
    expect(textArea(back, 'who')).toBe('Somebody.');
    const unknown = await postFields(service, '/report/edit', [...form, ['toChannel', '__proto__']]);
    expect(hiddenField(unknown, 'channel')).toBe('conduct');
  });

  it('keeps a reply, its tick and its key on the page of the case, with words, and once the handle has expired', async () => {
    const { passphrase } = await fileReport(service);
    const handle = hiddenField(await openReport(service, passphrase), 'handle');
    const typed = { text: 'Half a reply', urgent: 'yes' };
    const spanish = await postForm(service, '/follow-up/shown?lang=es', { handle, ...typed });
    expect(spanish.status).toBe(200);
    expect(spanish.html).toContain('<html lang="es"');
    expect(textArea(spanish, 'text')).toBe('Half a reply');
    expect(spanish.html).toMatch(/id="urgent"[^>]* checked/);
    expect(hiddenField(spanish, 'handle')).toBe(handle);
    const words = await postForm(service, '/follow-up/shown?lang=ar', { words: 'zoo zoo', ...typed });
    expect(textArea(words, 'words')).toBe('zoo zoo');
    expect(textArea(words, 'text')).toBe('Half a reply');
    service.clock.advance(31 * minute);
    const expired = await postForm(service, '/follow-up/shown', { handle, ...typed });
    expect(expired.status).toBe(422);
    expect(textArea(expired, 'text')).toBe('Half a reply');
  });
});

describe('addresses that are opened in a way they do not know', () => {
  it('answer a browser with a page that has an exit', async () => {
    const service = await startService();
    for (const [path, allow] of [
      ['/report/check-word', 'GET, HEAD, POST'],
      ['/', 'GET, HEAD'],
    ] as const) {
      const response = await service.reporter(path, { method: 'DELETE' });
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
      const html = await response.text();
      expect(html).toContain(en.problems.notThisWay);
      expect(html).toContain('class="exit"');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    await service.close();
  });
});
