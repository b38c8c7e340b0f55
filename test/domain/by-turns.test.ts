import { describe, expect, it } from 'vitest';
import { byTurns } from '../../functions/domain/delivery/by-turns.ts';
import type { DueNotice, NoticeQueue } from '../../functions/domain/delivery/notice-store.ts';

const queue = (channel: string): NoticeQueue => ({ kind: 'urgent', key: channel });
const waiting = (channel: string, number: number, own: Partial<DueNotice> = {}): DueNotice => ({
  id: `${channel}-${number}`,
  caseId: `case-${number}`,
  channel,
  urgent: true,
  attempts: 0,
  ...own,
});

/** Queues that are kept in memory. */
const inQueues = (queues: Readonly<Record<string, readonly DueNotice[]>>) => ({
  now: new Date('2026-03-10T09:00:00.000Z'),
  unreadable: 0,
  store: {
    dueNotices: ({ key }: NoticeQueue, _: Date, limit: number, after = '0') => {
      const all = queues[key] ?? [];
      const end = Number(after) + limit;
      const next = end < all.length ? String(end) : undefined;
      return Promise.resolve({ notices: all.slice(Number(after), end), unreadable: 1, next });
    },
  },
});

describe('notices of several channels', () => {
  it('come by turns, and each comes, however many there are', async () => {
    const flood = Array.from({ length: 12_000 }, (_, number) => waiting('conduct', number));
    const delivery = inQueues({ conduct: flood, security: [waiting('security', 0), waiting('security', 1)] });
    const ids: string[] = [];
    for await (const { id } of byTurns(delivery, [queue('conduct'), queue('security')])) ids.push(id);
    expect(ids.slice(0, 5)).toEqual(['conduct-0', 'security-0', 'conduct-1', 'security-1', 'conduct-2']);
    expect(new Set(ids).size).toBe(12_002);
    expect(delivery.unreadable).toBe(13);
  });

  it('of one channel the most pressing comes first, then what has failed least', async () => {
    const delivery = inQueues({
      conduct: [
        waiting('conduct', 1, { attempts: 3 }),
        waiting('conduct', 2),
        waiting('conduct', 3, { step: 'untaken-leads', attempts: 1 }),
      ],
    });
    const ids: string[] = [];
    for await (const { id } of byTurns(delivery, [queue('conduct')])) ids.push(id);
    expect(ids).toEqual(['conduct-3', 'conduct-2', 'conduct-1']);
  });
});
