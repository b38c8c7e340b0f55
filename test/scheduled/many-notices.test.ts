import { describe, expect, it } from 'vitest';
import { fairOrder } from '../../functions/domain/notice/delivery.ts';
import type { DueNotice } from '../../functions/domain/notice/notice-store.ts';

const waiting = (channel: string, urgent: boolean, number: number): DueNotice => ({
  id: `${channel}-${number}`,
  caseId: `case-${number}`,
  channel,
  urgent,
  attempts: 0,
});

describe('ten thousand notices that wait', () => {
  it('what is urgent goes first wherever it stands, by turns between channels', () => {
    const flood = Array.from({ length: 10_000 }, (_, number) => waiting('conduct', number % 2 === 0, number));
    const ordered = fairOrder([...flood, waiting('security', true, 1), waiting('security', false, 2)]);
    expect(ordered).toHaveLength(10_002);
    expect(ordered.slice(0, 3).map(({ id }) => id)).toEqual(['conduct-0', 'security-1', 'conduct-2']);
    expect(ordered.findIndex(({ urgent }) => !urgent)).toBe(5_001);
    expect(ordered.findIndex(({ id }) => id === 'security-2')).toBe(5_002);
  });

  it('what failed before waits behind what is new in its channel', () => {
    const failed = { ...waiting('conduct', true, 1), attempts: 3 };
    const ordered = fairOrder([failed, waiting('conduct', true, 2)]);
    expect(ordered.map(({ id }) => id)).toEqual(['conduct-2', 'conduct-1']);
  });
});
