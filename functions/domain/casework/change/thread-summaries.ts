import type * as z from 'zod';
import { reportersDeadlines } from '../../deadline/deadlines.ts';
import { day } from '../../kernel/clock.ts';
import type { CaseHead } from './case-store.ts';
import { movedFromOf } from './promises.ts';
import { sealSummary, summary, type Summary, type SummaryPlace } from '../../thread/summary.ts';

/**
 * What the pages of each kind of thread show of the handling: a schema, and what of a case stands there. The kind is the
 * thread's name without its number.
 */
const summaryKinds: Readonly<
  Record<string, { readonly schema: z.ZodType; readonly of: (head: CaseHead, opened: boolean) => unknown }>
> = {
  reporter: { schema: summary, of: (head, opened): Summary => reporterSummary(head, opened) },
};

const reporterSummary = (head: CaseHead, opened: boolean): Summary => ({
  caseName: head.caseName,
  channel: head.channel,
  sentTo: head.sentTo,
  state: head.state,
  sentOn: day(head.sentAt),
  opened,
  urgent: head.urgent,
  // A respondent's appeal is none of the reporter's page until somebody tells them of it.
  deadlines: reportersDeadlines(head.deadlines),
  identityOpened: head.identityOpened,
  originalsOpened: head.originalsOpened,
  takenOn: head.taken?.on,
  inTouch: head.inTouch && { name: head.inTouch.name, by: head.inTouch.by },
  movedFrom: movedFromOf(head),
});

/** Seals what a thread of this name shows of a case as it is after a change; `undefined` for a kind that shows nothing. */
export const sealSummaryOf = (
  threadKey: Uint8Array,
  place: SummaryPlace,
  head: CaseHead,
  opened: boolean,
): Uint8Array | undefined => {
  const kind = summaryKinds[place.thread.replace(/-\d+$/, '')];
  return kind && sealSummary(threadKey, place, kind.schema.parse(kind.of(head, opened)));
};
