import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMailsOf } from '../harness/new-mails.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  formOf,
  openReport,
  postFields,
  postForm,
  hiddenField,
  review,
  textOf,
  wordsOf,
  type Page,
} from './pages.ts';
import { casesSeenBy } from './team-view.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
const never = 'A'.repeat(22);

describe('a member who must not see a report', () => {
  let service: Service;
  let ada: Member;
  let bob: Member;
  let receipt: Page;
  let caseId: string;
  const headersOf = ({ authorization }: Member) => ({ authorization });

  beforeAll(async () => {
    service = await startService();
    ada = await service.addMember({ name: 'Ada Lovelace' });
    bob = await service.addMember({ name: 'Bob Builder' });
    const page = await review(service, { whatHappened: 'He shouted.', who: 'Bob', urgent: 'yes' });
    receipt = await postFields(service, '/report', formOf(page, '/report'));
    caseId = (await casesSeenBy(service, ada.authorization))[0]?.id ?? '';
  });
  afterAll(() => service.close());

  it('is not told of it, while the others are', async () => {
    await service.scheduledRun();
    expect((await service.emulators.ses.mails()).map(({ to }) => to)).toEqual([[ada.email]]);
  });

  it('has a list like that of an empty service, byte for byte, in every filter', async () => {
    const empty = await startService();
    const other = await empty.addMember();
    for (const query of ['', '?status=closed', '?channel=conduct', '?limit=1']) {
      const mine = await service.team(`/api/cases${query}`, { headers: headersOf(bob) });
      const none = await empty.team(`/api/cases${query}`, { headers: headersOf(other) });
      expect([mine.status, [...mine.headers], await mine.text()]).toEqual([
        none.status,
        [...none.headers],
        await none.text(),
      ]);
    }
    await empty.close();
    expect(await casesSeenBy(service, ada.authorization)).toHaveLength(1);
  });

  it.each<[string, string, unknown]>([
    ['reading', '', undefined],
    ['writing to the reporter', '/messages', { text: 'x' }],
    ['writing a note', '/notes', { text: 'x' }],
    ['changing the state', '/state', { state: 'acknowledged' }],
    ['opening the identity', '/identity', { part: 'name', reason: 'x' }],
  ])('%s gives what a case that never was gives', async (_, path, body) => {
    const init = body === undefined ? { headers: headersOf(bob) } : jsonRequest(body, headersOf(bob));
    const mine = await service.team(`/api/cases/${caseId}${path}`, init);
    const none = await service.team(`/api/cases/${never}${path}`, init);
    expect(mine.status).toBe(404);
    expect([[...mine.headers], await mine.text()]).toEqual([[...none.headers], await none.text()]);
    const seen = await service.team(`/api/cases/${caseId}`, { headers: headersOf(ada) });
    expect(seen.status).toBe(200);
    const { notes } = await bodyOf<{ notes: unknown[] }>(seen);
    expect(notes).toEqual([]);
  });

  it('is not told of a reply either, urgent or not', async () => {
    await service.team('/api/cases', { headers: headersOf(ada) });
    const newMails = newMailsOf(service);
    await newMails();
    const handle = hiddenField(await openReport(service, wordsOf(receipt)), 'handle');
    await postForm(service, '/follow-up/reply', { handle, text: 'Again.', urgent: 'yes' });
    await service.scheduledRun();
    expect(await newMails()).toEqual([expect.stringMatching(new RegExp(`> ${ada.email}$`))]);
  });

  it('who is named and then unticked sees it like anybody else', async () => {
    const page = await review(service, { whatHappened: 'Unticked.', who: 'Bob' });
    const unticked = formOf(page, '/report').filter(([name]) => name !== 'exclude');
    const sent = await postFields(service, '/report', unticked);
    expect(sent.status).toBe(201);
    const [listed, ...more] = await casesSeenBy(service, bob.authorization);
    expect(more).toEqual([]);
    expect(textOf(sent)).toContain(listed?.caseName);
  });
});
