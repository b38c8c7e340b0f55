import { nextFullHour } from '../../domain/kernel/clock.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { FindingOutcome } from '../../domain/decision/finding.ts';
import type { DatedRecord, DueDate } from '../../domain/deadline/due-dates.ts';
import type { DeadlineName } from '../../domain/deadline/running-deadlines.ts';
import type { FiledWay } from '../../domain/thread/entry.ts';
import type { IdentityPart } from '../../domain/case/identity.ts';
import type { RiskPart } from '../../domain/case/risk.ts';
import type { interviewWays } from '../../domain/casework/record/note.ts';
import type { Language } from '../../settings/localised.ts';
import { inLanguage, type Localised } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';

/** What the pages call things. The team's pages are in English; members live in several time zones, so times are UTC. */
export const stateNames: Readonly<Record<CaseState, string>> = {
  received: 'Received',
  acknowledged: 'Acknowledged',
  'in-review': 'In review',
  decided: 'Decided',
  closed: 'Closed',
  reopened: 'Reopened',
};

export const deadlineLabels: Readonly<Record<DeadlineName, string>> = {
  acknowledgeBy: 'Acknowledge the report',
  nextUpdateBy: 'Next word to the reporter',
  feedbackBy: 'Feedback on what was done',
  erasureAnswerBy: 'Answer whether everything is erased, by',
  inTouchBy: 'Be in touch with the reporter',
  appealAcknowledgeBy: 'Acknowledge an appeal',
  appealAnswerBy: 'Decide an appeal',
};

/** What is due, in words. */
export const dueLabel = (date: DueDate): string => {
  if (date.kind !== 'task') return deadlineLabels[date.name];
  if (date.meaning === 'confirmation') return 'Confirm a restriction';
  return recordDateLabels[date.of ?? 'task'];
};

const recordDateLabels: Readonly<Record<DatedRecord | 'task', string>> = {
  task: 'Task',
  proposal: 'Proposal',
  decision: 'Decision',
  measure: 'Measure',
  opinion: 'Opinion asked for',
  hold: 'End of the hold',
  appeal: 'Hearing of an appeal',
  'data-request': 'Answer a data request',
  door: 'Answer asked for',
};

export const partNames: Readonly<Record<IdentityPart, string>> = { name: 'Name', contact: 'Contact' };

/** How a report came that a member wrote down. */
export const waysInWords: Readonly<Record<FiledWay, string>> = {
  mail: 'by mail',
  chat: 'in a chat',
  'in-person': 'in person or by phone',
  other: 'in another way',
  forwarded: 'as a file from another community',
};

export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Español',
  ar: 'العربية',
};

export const channelName = ({ channels }: Settings, channel: string): string => {
  // A channel may be called `constructor`, or have left the settings.
  const known = Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  return known ? inLanguage(known.label, 'en') : channel;
};

const nameIn = (
  named: Readonly<Record<string, { readonly label: Localised } | undefined>>,
  name: string,
): string => {
  const known = Object.hasOwn(named, name) ? named[name] : undefined;
  return known ? inLanguage(known.label, 'en') : name;
};

/** Names that the settings give; one that has left them is shown as it is stored. */
export const measureName = ({ decisions }: Settings, type: string): string =>
  nameIn(decisions.measures, type);
export const rungName = ({ decisions }: Settings, rung: string | null): string =>
  rung === null ? 'No consequence' : nameIn(decisions.ladder, rung);
export const platformName = ({ decisions }: Settings, platform: string): string =>
  nameIn(decisions.platforms, platform);
export const restrictionName = ({ decisions }: Settings, platform: string, restriction: string): string => {
  const known = Object.hasOwn(decisions.platforms, platform) ? decisions.platforms[platform] : undefined;
  const restrictions = known?.restrictions ?? {};
  const label = Object.hasOwn(restrictions, restriction) ? restrictions[restriction] : undefined;
  return label === undefined ? restriction : inLanguage(label, 'en');
};
export const ruleName = ({ decisions }: Settings, rule: string): string => {
  const label = Object.hasOwn(decisions.rules, rule) ? decisions.rules[rule] : undefined;
  return label === undefined ? rule : inLanguage(label, 'en');
};

/** Why something is out of scope, as the settings call it. */
export const reasonName = ({ review }: Settings, reason: string): string => {
  const label = Object.hasOwn(review.outOfScopeReasons, reason)
    ? review.outOfScopeReasons[reason]
    : undefined;
  return label === undefined ? reason : inLanguage(label, 'en');
};

/** A point of the yearly checklist, as the settings call it. */
export const pointName = ({ review }: Settings, point: string): string => {
  const named = Object.hasOwn(review.checklist, point) ? review.checklist[point] : undefined;
  return named === undefined ? point : inLanguage(named.label, 'en');
};

export const findingNames: Readonly<Record<FindingOutcome, string>> = {
  violation: 'Violation',
  'no-violation': 'No violation',
  'not-substantiated': 'Not substantiated',
  'out-of-scope': 'Out of scope',
};

/** How somebody was talked to. */
export const interviewWayNames: Readonly<Record<(typeof interviewWays)[number], string>> = {
  'in-person': 'in person',
  call: 'by phone or video',
  chat: 'in a chat',
  mail: 'by mail',
  other: 'in another way',
};

export const riskLabels: Readonly<Record<RiskPart, string>> = {
  safety: 'Safety risk',
  ongoing: 'Ongoing',
  retaliation: 'Risk of retaliation',
};

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const times = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** `22 November 2026`, in UTC. */
export const dayText = (iso: string): string => days.format(new Date(iso));

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
/** `November 2026`, of `2026-11`. */
export const monthText = (isoMonth: string): string => months.format(new Date(`${isoMonth}-01`));

const hourOf = (time: Date): string => String(time.getUTCHours()).padStart(2, '0');

/** `22 November 2026, between 14:00 and 15:00 UTC`: of what is kept by the full hour that had begun. */
export const hourText = (iso: string): string =>
  `${dayText(iso)}, between ${hourOf(new Date(iso))}:00 and ${hourOf(nextFullHour(new Date(iso)))}:00 UTC`;

/** `22 November 2026, 14:00 UTC`: of a time that is exact. */
export const momentText = (iso: string): string => `${dayText(iso)}, ${times.format(new Date(iso))} UTC`;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `in 5 hours`, `2 days ago`. */
export const fromNow = (iso: string, now: Date): string => {
  const distance = new Date(iso).getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size < hour) return relative.format(Math.trunc(distance / minute), 'minute');
  if (size < 2 * day) return relative.format(Math.trunc(distance / hour), 'hour');
  return relative.format(Math.trunc(distance / day), 'day');
};
