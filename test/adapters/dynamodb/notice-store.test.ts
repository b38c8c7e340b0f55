import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys, outboxPartition, teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { DueNotice } from '../../../functions/domain/notice/notice-store.ts';
import { after, before, noticeAt, now, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('the outbox', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await startStorage();
  }, 120_000);
  afterEach(() => storage.close());

  const filedWithNotice = async (at: Date): Promise<string> => {
    const report = someReport();
    const notice = noticeAt(report.caseId, report.channel, at);
    await storage.reporter.fileReport({ ...report, notice });
    return report.caseId;
  };
  const only = async (at: Date): Promise<DueNotice> => {
    const { notices } = await storage.notices.dueNotices(at, 10);
    const [notice] = notices;
    if (!notice || notices.length > 1) throw new Error('one notice is due');
    return notice;
  };

  const row = ({ caseId, channel, urgent, attempts }: DueNotice) => ({ caseId, channel, urgent, attempts });

  it('a notice is due from its very moment on, oldest first', async () => {
    const second = await filedWithNotice(now);
    const first = await filedWithNotice(before(now));
    await filedWithNotice(after(now));

    const { notices, unreadable } = await storage.notices.dueNotices(now, 10);
    expect(notices.map(({ caseId }) => caseId)).toEqual([first, second]);
    expect(notices[0]).toMatchObject({ channel: 'conduct', urgent: false, attempts: 0 });
    expect(notices[0]?.recipients).toBeUndefined();
    expect(unreadable).toBe(0);
    expect((await storage.notices.dueNotices(now, 1)).notices).toHaveLength(1);
  });

  it('a row that does not parse is counted and keeps nobody from the others', async () => {
    await storage.put('cases', caseKeys.outbox(before(now).toISOString(), 'x'), { attempts: 'many' });
    await filedWithNotice(now);

    const { notices, unreadable } = await storage.notices.dueNotices(now, 10);
    expect(notices).toHaveLength(1);
    expect(unreadable).toBe(1);
  });

  it('removes any number of notices, and removing again is nothing', async () => {
    for (let index = 0; index < 60; index++) await filedWithNotice(now);
    const { notices } = await storage.notices.dueNotices(now, 100);
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

    expect((await storage.notices.dueNotices(before(later), 10)).notices).toEqual([]);
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

    const { notices } = await storage.notices.dueNotices(after(now, 1), 10);
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

  it('a member who has left meanwhile is not half made anew by being marked', async () => {
    await storage.notices.markNoticed('gone', { noticed: 'urgent' });

    expect(await storage.row('team', teamKeys.member('gone'))).toBeUndefined();
  });
});
