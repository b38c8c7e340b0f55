import type { SignedAnchor } from '../../domain/audit/anchor.ts';
import type { FaultCode } from '../../domain/kernel/fault.ts';

/**
 * Everything that can be logged. Only words of this list, counts, and the anchor's day and hashes: no token, id, name,
 * text, stack or error object fits the type.
 */
export type LogEvent =
  | { readonly event: 'fault'; readonly code: FaultCode }
  | { readonly event: 'crash'; readonly code: 'uncaught' | 'bad-event' | 'start' }
  | { readonly event: 'key-ring-created' }
  | { readonly event: 'notices-sent'; readonly count: number }
  | { readonly event: 'notice-failing'; readonly attempts: number }
  | { readonly event: 'notice-undeliverable'; readonly attempts: number }
  | { readonly event: 'reporter-mail-failing'; readonly attempts: number }
  | { readonly event: 'reporter-mail-given-up'; readonly count: number }
  | { readonly event: 'member-mail-problem' }
  | { readonly event: 'cases-erased'; readonly count: number }
  | { readonly event: 'threads-erased'; readonly count: number }
  | { readonly event: 'erasure-held'; readonly waiting: number }
  | { readonly event: 'unopened-case-kept-longer'; readonly count: number }
  | { readonly event: 'case-kept-for-news'; readonly count: number }
  | { readonly event: 'case-erased-with-news'; readonly count: number }
  | { readonly event: 'cases-put-earlier'; readonly count: number }
  | { readonly event: 'log-lines-erased'; readonly count: number }
  | { readonly event: 'register-entries-erased'; readonly count: number }
  | { readonly event: 'uploads-swept'; readonly count: number }
  | { readonly event: 'row-unreadable'; readonly count: number }
  | { readonly event: 'audit-log-broken' }
  | { readonly event: 'deadline-unseen'; readonly count: number }
  | { readonly event: 'erasure-late'; readonly count: number }
  | { readonly event: 'notices-late'; readonly count: number }
  | { readonly event: 'key-ring-closed'; readonly count: number }
  | { readonly event: 'files-full' }
  /** Mails that have come an hour ago or earlier and are not filed. */
  | { readonly event: 'mail-waiting'; readonly count: number }
  | { readonly event: 'self-checked' }
  | ({ readonly event: 'audit-logs-anchored' } & SignedAnchor)
  | { readonly event: 'scheduled-run-skipped' };

/** Events somebody must act on: each has an alarm of the stack. */
export const alarmingEvents = [
  'crash',
  'notice-undeliverable',
  'reporter-mail-given-up',
  'member-mail-problem',
  'erasure-held',
  'unopened-case-kept-longer',
  'case-kept-for-news',
  'case-erased-with-news',
  'row-unreadable',
  'audit-log-broken',
  'deadline-unseen',
  'erasure-late',
  'notices-late',
  'key-ring-closed',
  'files-full',
  'mail-waiting',
] as const satisfies readonly LogEvent['event'][];
const alarming = new Set<LogEvent['event']>(alarmingEvents);

export type Log = (event: LogEvent) => void;

/** One JSON line an event on standard output, which Lambda keeps as it is. */
export const logTo =
  (write: (line: string) => void): Log =>
  (event) =>
    write(`${JSON.stringify({ ...event, ...(alarming.has(event.event) ? { alarm: true } : {}) })}\n`);
