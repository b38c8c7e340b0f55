import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newMailsOf } from '../harness/new-mails.ts';
import { bodyOf, type Filed, fileReport, readThread, replyTo } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, signedInCookie } from '../team/as-browser.ts';
import { caseIdOf, get, list, read, setState } from '../team/as-member.ts';
import { rowsNaming } from './stored.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('before a case is erased', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let newMails: () => Promise<string[]>;
  beforeEach(async () => {
    service = await startService();
    newMails = newMailsOf(service);
    lead = await service.addMember({ role: 'lead' });
  });
  afterEach(() => service.close());

  const closedCase = async (): Promise<{ filed: Filed; id: string; end: number }> => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await read(service, lead, id);
    const closed = await bodyOf<{ retainedUntil: string }>(await setState(service, lead, id, 'closed'));
    for (let runs = 0; runs < 2; runs++) await runAt(service.clock.now.getTime() + hour);
    await newMails();
    return { filed, id, end: Date.parse(closed.retainedUntil) };
  };
  const runAt = async (time: number): Promise<void> => {
    service.clock.now = new Date(time);
    await service.scheduledRun();
  };
  /** Notices leave with the run after the one that hands them over. */
  const mailsAt = async (time: number): Promise<string[]> => {
    await runAt(time);
    await runAt(time + hour);
    return newMails();
  };
  const retainedUntil = async (filed: Filed): Promise<number> =>
    Date.parse(
      (await bodyOf<{ summary: { retainedUntil: string } }>(await readThread(service, filed))).summary
        .retainedUntil,
    );
  const isThere = async (id: string): Promise<boolean> =>
    (await get(service, lead, `/api/cases/${id}`)).status === 200;

  it('the team is told two weeks before, once, and of nothing that the case is about', async () => {
    const { id, end } = await closedCase();
    expect(await mailsAt(end - 14 * day - 2 * hour)).toEqual([]);
    const mails = await mailsAt(end - 14 * day);
    expect(mails).toHaveLength(1);
    expect(await mailsAt(end - 13 * day)).toEqual([]);
    expect(await mailsAt(end - day)).toEqual([]);
    await runAt(end);
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
    expect(service.logs.filter(({ event }) => event.startsWith('case-'))).toEqual([]);
  });

  it('a lead keeps it with one press on its page, where the queue leads to, and the reporter reads the date', async () => {
    const { filed, id, end } = await closedCase();
    const cookie = await signedInCookie(service, lead.memberId);
    const page = async (path: string): Promise<string> =>
      (await service.team(path, { headers: { cookie } })).text();
    expect(await page(`/cases/${id}`)).not.toContain('id="ending"');
    service.clock.now = new Date(end - 10 * day);
    const again = await signedInCookie(service, lead.memberId);
    const look = async (path: string): Promise<string> =>
      (await service.team(path, { headers: { cookie: again } })).text();
    expect(await look('/cases?status=closed')).toContain(`/cases/${id}#ending`);
    const shown = await look(`/cases/${id}`);
    const [form = ''] = /<form[^>]*id="ending"[\s\S]*?<\/form>/.exec(shown) ?? [];
    const fields = Object.fromEntries(
      [...form.matchAll(/<input[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
        name ?? '',
        value ?? '',
      ]),
    );
    const { headers, ...init } = formPost(fields);
    const kept = await service.team(`/cases/${id}/holds`, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(headers)), cookie: again },
    });
    expect(kept.status).toBe(303);
    expect(await retainedUntil(filed)).toBeGreaterThan(end + 100 * day);
    expect(await look(`/cases/${id}`)).not.toContain('id="ending"');
    await runAt(end);
    expect(await isThere(id)).toBe(true);
  });

  it('with something that nobody has read it is kept 30 days more, the team is told, and the reporter reads the true date', async () => {
    const { filed, id, end } = await closedCase();
    expect((await replyTo(service, filed, 'It has begun again.')).status).toBe(201);
    await mailsAt(service.clock.now.getTime());
    await mailsAt(end - 14 * day);
    await get(service, lead, '/api/cases');
    const mails = await mailsAt(end - day);
    expect(mails).toHaveLength(1);
    expect(service.logs).toContainEqual({ event: 'case-kept-for-news', count: 1 });
    expect(await retainedUntil(filed)).toBe(end - day + day + 30 * day);
    expect((await list(service, lead)).cases).toMatchObject([{ id, unread: true }]);
    // Once somebody has read it, it goes by the date that everybody was shown.
    service.clock.now = new Date(end + 5 * day);
    await read(service, lead, id);
    await runAt(end + 30 * day);
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
  });

  it('news of the last day keeps it as well, though it had ended already', async () => {
    const { filed, id, end } = await closedCase();
    await runAt(end - day);
    service.clock.now = new Date(end - hour);
    expect((await replyTo(service, filed, 'Wait.')).status).toBe(201);
    await runAt(end);
    expect(await isThere(id)).toBe(true);
    expect(await retainedUntil(filed)).toBe(end + 30 * day);
  });

  it('for 90 days in all: then it goes, and an alarm says that nobody had read it', async () => {
    const { filed, id, end } = await closedCase();
    await replyTo(service, filed, 'Is anybody there?');
    for (let kept = 0; kept < 3; kept++) await runAt(end + 30 * kept * day - day);
    expect(await retainedUntil(filed)).toBe(end + 90 * day);
    service.logs.length = 0;
    await runAt(end + 89 * day);
    expect(service.logs).not.toContainEqual({ event: 'case-kept-for-news', count: 1 });
    await runAt(end + 90 * day);
    expect(service.logs).toContainEqual({ event: 'case-erased-with-news', count: 1 });
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
  });
});
