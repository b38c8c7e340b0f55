import { describe, expect, it } from 'vitest';
import { broken, Ledger, type FiledReport, type Seen } from '../../tools/soak/ledger.ts';

const report = (mark: string, more: Partial<FiledReport> = {}): FiledReport => ({
  mark,
  token: 't',
  messages: [],
  files: [],
  state: 'there',
  ...more,
});
const seen = (more: Partial<Seen> = {}): Seen => ({
  reports: new Map([['[report-1]', { byReporter: ['[report-1] happened.', '[reply-2] too.'] }]]),
  cases: [['[report-1] happened.', '[reply-2] too.']],
  noticesLeft: 0,
  orphans: [],
  ...more,
});
const one = report('[report-1]', { messages: ['[reply-2]'] });

describe('what the soak finds', () => {
  it('nothing, when everything acknowledged is there once', () => {
    expect(broken([one], seen())).toEqual([]);
  });
  it('a report whose words do not open it', () => {
    expect(broken([one], seen({ reports: new Map() }))).toHaveLength(1);
  });
  it('a message that is missing, and one that is there twice', () => {
    const lost = new Map([['[report-1]', { byReporter: ['[report-1]'] }]]);
    expect(broken([one], seen({ reports: lost }))).toEqual([
      '[reply-2] was acknowledged and is there 0 times',
    ]);
    const doubled = new Map([['[report-1]', { byReporter: ['[report-1]', '[reply-2]', '[reply-2]'] }]]);
    expect(broken([one], seen({ reports: doubled }))).toEqual([
      '[reply-2] was acknowledged and is there 2 times',
    ]);
  });
  it('a report that is stored as two cases, acknowledged or not', () => {
    const cases = [['[report-1]', '[reply-2]'], ['[report-9]'], ['[report-9]']];
    expect(broken([one], seen({ cases }))).toEqual(['[report-9] is stored 2 times among the cases']);
  });
  it('a report that no case of the team holds', () => {
    expect(broken([one], seen({ cases: [] }))).toEqual([
      '[report-1] was acknowledged and is in no case of the team',
    ]);
  });
  it('something that is gone and opens, for its reporter or for the team', () => {
    const gone = report('[report-1]', { state: 'gone' });
    const open = new Map([['[report-1]', { byReporter: ['[report-1]'], byTeam: ['[report-1]'] }]]);
    expect(broken([gone], seen({ reports: open, cases: [] }))).toHaveLength(2);
    expect(broken([gone], seen({ reports: new Map([['[report-1]', {}]]), cases: [] }))).toEqual([]);
  });
  it('nothing about a report of which nobody knows whether it was taken back', () => {
    expect(
      broken([report('[report-1]', { state: 'unsure' })], seen({ reports: new Map(), cases: [] })),
    ).toEqual([]);
  });
  it('a file that is missing or comes back with other bytes, and one that is there twice', () => {
    const withFile = report('[report-1]', { messages: ['[reply-2]'], files: ['digest'] });
    const holding = (files: readonly string[]) =>
      seen({
        reports: new Map([['[report-1]', { byReporter: ['[report-1]', '[reply-2]'], files }]]),
      });
    expect(broken([withFile], holding(['digest', 'of the one nobody answered']))).toEqual([]);
    expect(broken([withFile], holding(['another']))).toEqual([
      'a file of [report-1] was acknowledged and is there 0 times',
    ]);
    expect(broken([withFile], holding(['digest', 'digest']))).toEqual([
      'a file of [report-1] was acknowledged and is there 2 times',
    ]);
  });
  it('objects that are kept for nothing', () => {
    expect(broken([one], seen({ orphans: ['kept/x'] }))).toEqual(['kept/x is kept and belongs to nothing']);
  });
  it('notices that have not left', () => {
    expect(broken([one], seen({ noticesLeft: 3 }))).toEqual(['3 notices have not left']);
  });
});

it('every mark is another one', () => {
  const ledger = new Ledger();
  expect(new Set([ledger.mark('report'), ledger.mark('report'), ledger.mark('reply')]).size).toBe(3);
});
