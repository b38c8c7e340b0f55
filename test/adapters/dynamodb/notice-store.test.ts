import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxKey, outboxPartition, teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { allQueues } from '../../../functions/domain/delivery/deliver-notices.ts';
import type { DueNotice } from '../../../functions/domain/delivery/notice-store.ts';
import { after, before, noticeAt, now, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('the outbox', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await startStorage();
  });
  afterEach(() => storage.close());

  const filedWithNotice = async (at: Date): Promise<string> => {
    const report = someReport();
    const notice = noticeAt(report.caseId, report.channel, at);
    await storage.reporter.fileReport({ ...report, notice });
    return report.caseId;
  };
  /** What is due in any queue. */
  const allDue = async (at: Date, limit: number) => {
    const queues = await allQueues(storage.notices);
    const pages = await Promise.all(queues.map((queue) => storage.notices.dueNotices(queue, at, limit)));
    return {
      notices: pages.flatMap(({ notices }) => notices),
      unreadable: pages.reduce((sum, { unreadable }) => sum + unreadable, 0),
    };
  };
  const only = async (at: Date): Promise<DueNotice> => {
    const { notices } = await allDue(at, 10);
    const [notice] = notices;
    if (!notice || notices.length > 1) throw new Error('one notice is due');
    return notice;
  };

  const row = ({ caseId, channel, urgent, attempts }: DueNotice) => ({ caseId, channel, urgent, attempts });

  it('a notice is due from its very moment on, oldest first', async () => {
    const second = await filedWithNotice(now);
    const first = await filedWithNotice(before(now));
    await filedWithNotice(after(now));

    const { notices, unreadable } = await allDue(now, 10);
    expect(notices.map(({ caseId }) => caseId)).toEqual([first, second]);
    expect(notices[0]).toMatchObject({ channel: 'conduct', urgent: false, attempts: 0 });
    expect(notices[0]?.recipients).toBeUndefined();
    expect(unreadable).toBe(0);
    expect((await allDue(now, 1)).notices).toHaveLength(1);
  });

  it('a row that does not parse is counted and keeps nobody from the others', async () => {
    await storage.put('cases', outboxKey(`${before(now).toISOString()}#x`), { attempts: 'many' });
    await filedWithNotice(now);

    const { notices, unreadable } = await allDue(now, 10);
    expect(notices).toHaveLength(1);
    expect(unreadable).toBe(1);
  });

  it('notices wait by kind and channel: of each those that are due are found behind any of another', async () => {
    const add = (own: { readonly channel: string; readonly urgent: boolean; readonly webhook?: string }) =>
      storage.notices.addNotice({ caseId: 'c', attempts: 0, ...own, notBefore: now });
    for (let number = 0; number < 3; number++) await add({ channel: 'conduct', urgent: true });
    await add({ channel: 'security', urgent: true });
    await add({ channel: 'conduct', urgent: false });
    await add({ channel: 'conduct', urgent: true, webhook: 'chat' });
    await storage.put('cases', outboxKey(`${now.toISOString()}#x`), {
      caseId: 'c',
      channel: 'conduct',
      urgent: true,
      attempts: 0,
    });

    const queues = await allQueues(storage.notices);
    expect(queues.map(({ kind }) => kind)).toEqual(['mixed', 'ordinary', 'urgent', 'urgent', 'webhook']);
    const counts = await Promise.all(
      queues.map(async (queue) => (await storage.notices.dueNotices(queue, now, 2)).notices.length),
    );
    expect(counts).toEqual([1, 1, 2, 1, 1]);
    const [, , conduct] = queues;
    if (!conduct) throw new Error('listed above');
    const { next } = await storage.notices.dueNotices(conduct, now, 2);
    expect((await storage.notices.dueNotices(conduct, now, 2, next)).notices).toHaveLength(1);
  });

  it('removes any number of notices, and removing again is nothing', async () => {
    for (let index = 0; index < 60; index++) await filedWithNotice(now);
    const { notices } = await allDue(now, 100);
    expect(notices).toHaveLength(60);

    const ids = notices.map(({ id }) => id);
    await storage.notices.removeNotices(ids);
    await storage.notices.removeNotices(ids);
    await storage.notices.removeNotices([]);
    expect(await storage.rows('cases', outboxPartition)).toEqual([]);
  });

  it('a postponed notice comes back at its time, for those who were missed', async () => {
    await filedWithNotice(now);
    const notice = await only(now);
    const later = after(now, 120_000);
    const again = { ...row(notice), attempts: 1, recipients: ['m1', 'm2'], notBefore: later };
    await storage.notices.replaceNotice(notice.id, [again]);

    expect((await allDue(before(later), 10)).notices).toEqual([]);
    expect(await only(later)).toMatchObject({ caseId: notice.caseId, attempts: 1, recipients: ['m1', 'm2'] });
  });

  it('a notice for nobody in particular is postponed for everybody', async () => {
    await filedWithNotice(now);
    const notice = await only(now);
    await storage.notices.replaceNotice(notice.id, [{ ...row(notice), notBefore: now }]);

    expect((await only(now)).recipients).toBeUndefined();
  });

  it('several notices can stand in the place of one, and none of them when it is gone', async () => {
    await filedWithNotice(now);
    const notice = await only(now);
    const asked = { ...row(notice), step: 'untaken-on-call' as const, asked: ['m1'], notBefore: now };
    const forChat = { ...row(notice), webhook: 'chat', notBefore: after(now, 1) };
    await storage.notices.replaceNotice(notice.id, [asked, forChat]);
    await storage.notices.replaceNotice(notice.id, [asked]);

    const { notices } = await allDue(after(now, 1), 10);
    expect(notices).toMatchObject([{ step: 'untaken-on-call', asked: ['m1'] }, { webhook: 'chat' }]);
  });

  it('a notice that is added is due at its time, by the id it is answered with', async () => {
    const notice = { caseId: 'c', channel: 'conduct', urgent: true, attempts: 0, webhook: 'chat' };
    const { id } = await storage.notices.addNotice({ ...notice, notBefore: now });

    expect(await only(now)).toEqual({ ...notice, id });
  });

  it('what the webhooks were told is kept by name, and is nothing at first', async () => {
    expect(await storage.notices.webhookMarks()).toEqual({});
    const marks = { chat: { ordinaryIn: now.toISOString(), urgentMore: true }, pager: {} };
    await storage.notices.markWebhooks(marks);

    expect(await storage.notices.webhookMarks()).toEqual(marks);
  });

  it('a notice postponed twice at once is still one notice', async () => {
    await filedWithNotice(now);
    const notice = await only(now);
    const again = [{ ...row(notice), notBefore: now }];
    await Promise.all([
      storage.notices.replaceNotice(notice.id, again),
      storage.notices.replaceNotice(notice.id, again),
    ]);

    expect(await storage.rows('cases', outboxPartition)).toHaveLength(1);
  });

  it('reads the members, and leaves out what does not parse', async () => {
    const member = { name: 'Ada', email: 'ada@example.org', channels: ['conduct'] };
    await storage.put('team', teamKeys.member('m1'), { ...member, memberId: 'm1', addedOn: '2026-03-10' });
    await storage.put('team', teamKeys.member('m2'), { ...member, memberId: 'm2' });

    expect((await storage.notices.members()).members).toMatchObject([{ memberId: 'm1', ...member }]);
  });

  it('a member who has left meanwhile is not half made again by being marked', async () => {
    await storage.notices.markNoticed('gone', { noticed: 'urgent' });

    expect(await storage.row('team', teamKeys.member('gone'))).toBeUndefined();
  });
});
