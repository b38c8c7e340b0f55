import { reportersDeadlines } from '../../deadline/deadlines.ts';
import { day } from '../../kernel/clock.ts';
import type { Summary } from '../../thread/summary.ts';
import type { CaseHead } from './case-store.ts';
import { movedFromOf } from './promises.ts';

/** What the reporter's pages show of a case as it is after a change. */
export const reporterSummary = (head: CaseHead, opened: boolean): Summary => ({
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
  decisions: head.toldDecisions && [...head.toldDecisions],
  closedOn: head.closedOn,
  countTag: head.countTag,
});
