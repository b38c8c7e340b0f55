import * as z from 'zod';
import { contentContext, utf8 } from '../../envelope/format.ts';
import { openPadded } from '../../envelope/open.ts';
import { sealPadded } from '../../envelope/seal.ts';
import { deadlines } from '../deadline/deadlines.ts';
import { deadlineNames } from '../deadline/running-deadlines.ts';
import { caseName } from '../case/case-name.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { caseState } from '../case/state.ts';
import { toldDecision } from './told-decision.ts';

/** The days on which a part of the identity was opened. */
export const identityOpened = z.object({
  name: z.iso.date().optional(),
  contact: z.iso.date().optional(),
});

/** Who of the team will be in touch, and by which day. */
export const inTouch = z.object({ name: z.string(), by: z.iso.date() });
export type InTouch = z.infer<typeof inTouch>;

/** The same as the team keeps it: with the member who is reminded of it, absent in rows from before that was kept. */
export const promisedContact = inTouch.extend({ memberId: z.string().optional() });
export type PromisedContact = z.infer<typeof promisedContact>;

/** Dates that were moved, by their names: from when, and to when. One that was given again since was not moved. */
export const movedDates = z.partialRecord(
  z.enum(deadlineNames),
  z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
);
export type MovedDates = z.infer<typeof movedDates>;

/** From when the dates that hold now were moved. */
export const movedFrom = z.partialRecord(z.enum(deadlineNames), z.iso.datetime());

/** What the reporter's page shows of the handling. Sealed under the thread key; the team function rewrites it. */
export const summary = z.object({
  caseName,
  channel: z.string(),
  /** The channel the report was sent to, once it has gone to another one. */
  sentTo: z.string().optional(),
  state: caseState,
  sentOn: z.iso.date(),
  opened: z.boolean(),
  urgent: z.boolean(),
  deadlines,
  /** The days on which the team opened what the reporter said of themselves. */
  identityOpened: identityOpened.optional(),
  /** The days on which the team opened originals of files, by the id of their object. */
  originalsOpened: z.record(z.string(), z.iso.date()).optional(),
  /** The day on which somebody took up what is urgent. */
  takenOn: z.iso.date().optional(),
  inTouch: inTouch.optional(),
  /** From when the dates above were moved, as far as they were. */
  movedFrom: movedFrom.optional(),
  /** What the reporter was told of decisions; absent while there is none, and of those before there were such dates. */
  decisions: z.array(toldDecision).optional(),
  /** The day on which the case was closed, while it is; absent in cases that were closed before that was kept. */
  closedOn: z.iso.date().optional(),
  /** By which the case is found in a published count; absent until it was opened. 16 random bytes, base64url. */
  countTag: z.string().optional(),
});
export type Summary = z.infer<typeof summary>;

export type SummaryPlace = { readonly caseId: string; readonly thread: string; readonly revision: number };

const context = (place: SummaryPlace) => contentContext({ ...place, kind: 'summary', id: 'summary' });

export const sealSummary = (threadKey: Uint8Array, place: SummaryPlace, content: unknown): Uint8Array =>
  sealPadded(threadKey, context(place), utf8(JSON.stringify(content)));

/** @returns `undefined` when it does not open or is none */
export const openSummary = (
  threadKey: Uint8Array,
  place: SummaryPlace,
  sealed: Uint8Array,
): Summary | undefined => openSummaryAs(summary, threadKey, place, sealed);

/** The same for what the pages of another kind of thread show. */
export const openSummaryAs = <Content>(
  schema: z.ZodType<Content>,
  threadKey: Uint8Array,
  place: SummaryPlace,
  sealed: Uint8Array,
): Content | undefined => {
  const opened = openPadded(threadKey, context(place), sealed);
  return opened && parseSealedJson(schema, opened);
};
