import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { startService, type Service } from '../harness/service.ts';
import { tamper } from './as-member.ts';
import { atPages, fileAndOpen, fileCase, wordsOf, type AtPages, type FiledCase } from './team-pages.ts';

const day = 24 * 3_600_000;

describe('the list of cases as a page', () => {
  let service: Service;
  let ada: AtPages;
  let grace: AtPages;
  let urgent: FiledCase;
  let opened: FiledCase;
  let hidden: FiledCase;
  let late: FiledCase;

  beforeAll(async () => {
    service = await startService();
    ada = await atPages(service, await service.addMember({ name: 'Ada', role: 'lead' }));
    grace = await atPages(service, await service.addMember({ name: 'Grace' }));
    const whatHappened = 'What happened there.';
    late = await fileCase(service, { answers: { whatHappened, where: 'The lobby' } });
    service.clock.advance(3 * day);
    ada = await atPages(service, { memberId: ada.memberId, name: 'Ada' });
    grace = await atPages(service, { memberId: grace.memberId, name: 'Grace' });
    urgent = await fileCase(service, { urgent: true, answers: { whatHappened, who: '<b>Mallory</b>' } });
    opened = await fileAndOpen(service, ada, { channel: 'security' });
    hidden = await fileCase(service, {
      excludedMembers: [ada.memberId],
      answers: { whatHappened, who: 'Mallory of the hidden' },
    });
  });
  afterAll(() => service.close());

  const namesOn = (html: string) =>
    [...html.matchAll(/<h2 class="chosen">.*?<a href="[^"]*">([^<]*)/g)].map(([, name]) => name);

  it('counts what calls for somebody, and neither shows nor counts what does not exist for the member', async () => {
    const words = wordsOf(await ada.html('/cases'));
    expect(words).toContain('3 open: 1 urgent and not taken, 1 overdue, 2 not opened');
    expect(words).not.toContain(hidden.caseName);
    expect(wordsOf(await grace.html('/cases'))).toContain('4 open: 1 urgent and not taken, 1 overdue, 3 not');
  });

  it('shows whom and what a case is about, escaped, and nothing of what the report says', async () => {
    const html = await ada.html('/cases');
    expect(html).toContain('&lt;b&gt;Mallory&lt;/b&gt;');
    expect(html).toContain('The lobby');
    expect(html).not.toContain('What happened there.');
    expect(wordsOf(html)).toContain('Acknowledge the report: was due 24 hours ago');
  });

  it('is narrowed by channel, by who looks after it and by state', async () => {
    await ada.send(`/cases/${opened.id}/assignee`, { memberId: ada.memberId });
    expect(namesOn(await ada.html('/cases?channel=security'))).toEqual([opened.caseName]);
    expect(namesOn(await ada.html('/cases?assignee=me'))).toEqual([opened.caseName]);
    expect(namesOn(await ada.html('/cases?assignee=none')).sort()).toEqual(
      [urgent.caseName, late.caseName].sort(),
    );
    expect(namesOn(await ada.html('/cases?status=closed'))).toEqual([]);
    expect(namesOn(await ada.html('/cases?channel=&assignee=&state=&status=open'))).toHaveLength(3);
  });

  it('searches by a form that is posted, and finds nothing that does not exist for the member', async () => {
    const found = await ada.send('/cases', { q: 'mallory' });
    expect(namesOn(await found.text())).toEqual([urgent.caseName]);
    const none = await ada.send('/cases', { q: '!?' });
    expect(none.status).toBe(422);
    expect((await ada.send('/cases', { q: ' ' })).headers.get('location')).toBe('/cases');
  });

  it('refuses an address that is none of its own with a page', async () => {
    for (const query of ['channel=nowhere', 'cursor=forged', 'status=lost']) {
      const response = await ada.get(`/cases?${query}`);
      expect(response.status).toBe(422);
      expect(await response.text()).toContain('This list cannot be shown');
    }
  });

  it('goes on with the next page, and costs the same calls however many cases there are', async () => {
    // Session and team, and for the page and its counts at most two rounds each, of two queries and a read: the second
    // when a hidden case stands in the first.
    const most = 15;
    for (const more of [110, 60]) {
      for (let number = 0; number < more; number++) await fileCase(service);
      service.calls.length = 0;
      await ada.html('/cases');
      expect(service.calls.length).toBeLessThanOrEqual(most);
    }
    const first = await ada.html('/cases');
    expect(wordsOf(first)).toMatch(/99\+ open: 1 urgent and not taken, 1 overdue, \d+\+? not opened/);
    const next = /href="(\/cases\?cursor=[^"]*)"/.exec(first)?.[1] ?? '';
    const second = await ada.html(next);
    const names = [...namesOn(first), ...namesOn(second)];
    expect(namesOn(first)).toHaveLength(25);
    expect(new Set(names).size).toBe(50);
    expect((await grace.get(next)).status).toBe(422);
  });

  it('shows the others when one cannot be read', async () => {
    await tamper(service, 'cases', caseKeys.head(late.id), { set: { state: 'no such state' } });
    const html = await ada.html('/cases');
    expect(html).toContain('A case that cannot be read');
    expect(html).toContain(urgent.caseName);
  });
});
