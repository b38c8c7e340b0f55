import { describe, expect, it } from 'vitest';
import { logTo, type LogEvent } from '../../../functions/adapters/log/log.ts';
import { hex } from '../../../functions/domain/audit/anchor.ts';

const written = (event: LogEvent): string => {
  let lines = '';
  logTo((line) => (lines += line))(event);
  return lines;
};

describe('the log', () => {
  it('writes each event as one line of JSON', () => {
    expect(written({ event: 'fault', code: 'storage-busy' })).toBe(
      '{"event":"fault","code":"storage-busy"}\n',
    );
    expect(written({ event: 'scheduled-run-skipped' })).toBe('{"event":"scheduled-run-skipped"}\n');
  });

  it.each<LogEvent>([
    { event: 'crash', code: 'uncaught' },
    { event: 'notice-undeliverable', attempts: 5 },
    { event: 'erasure-held', waiting: 12 },
    { event: 'unopened-case-kept-longer', count: 1 },
    { event: 'row-unreadable', count: 1 },
    { event: 'audit-log-broken' },
    { event: 'deadline-unseen', count: 1 },
    { event: 'erasure-late', count: 1 },
    { event: 'notices-late', count: 1 },
    { event: 'key-ring-closed', count: 1 },
  ])('$event is marked for the alarm', (event) => {
    expect(JSON.parse(written(event))).toEqual({ ...event, alarm: true });
  });

  it('takes no unknown event, no field beside an event’s own, no free text: the type check fails here otherwise', () => {
    const lines: string[] = [];
    const log = logTo((line) => void lines.push(line));
    // @ts-expect-error an unknown event
    log({ event: 'request' });
    // @ts-expect-error a field beside the event's own
    log({ event: 'cases-erased', count: 1, caseId: 'x' });
    // @ts-expect-error free text as a code
    log({ event: 'fault', code: 'Bob shouted' });
    const bytes = hex(new Uint8Array(32));
    const anchor = { event: 'audit-logs-anchored', day: '2026-11-22', cases: 1 } as const;
    // @ts-expect-error free text as a hash
    log({ ...anchor, root: 'Bob shouted', publicKey: bytes, signature: bytes });
    // @ts-expect-error free text as a day
    log({ ...anchor, day: 'Bob shouted', root: bytes, publicKey: bytes, signature: bytes });
    expect(lines).toHaveLength(5);
  });
});
