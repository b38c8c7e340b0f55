import { channelsOf } from '../../member/channels-of.ts';
import * as z from 'zod';
import { caseName } from '../../case/case-name.ts';
import { codeName } from '../../decision/code-name.ts';
import { openLogRings, type LogRings } from '../../register/log-rings.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { casesOfEntries, existsFor } from './cases-of-entries.ts';
import { matchKinds, surenessOf, sureness } from './match-words.ts';
import { entriesAtOnce, openEntries, type OpenedEntry } from './open-entries.ts';
import { openTask, type SamePersonTask } from './same-person-task.ts';

/** Tasks of one channel that are looked at, and pairs in all; each pair has two entries. */
const tasksOfChannel = 600;
const mostPairs = entriesAtOnce;

const side = z.object({
  entry: z.string(),
  codeName,
  caseName,
  caseId: z.string().optional().describe('Absent when the case has been erased.'),
  respondent: z.int().describe('Their number in the case.'),
  addedOn: z.iso.date(),
});

export const samePeopleList = z.object({
  pairs: z
    .array(
      z.object({
        one: side.describe('The respondent who was looked up.'),
        other: side,
        why: z.enum(matchKinds),
        sure: z.enum(sureness),
        on: z.iso.date().describe('The day of the latest look-up.'),
      }),
    )
    .describe('The latest look-up first.'),
});
export type SamePeople = z.infer<typeof samePeopleList>;

type Alike = SamePersonTask['alike'][number];
type Pair = {
  readonly one: NonNullable<SamePersonTask['entry']>;
  readonly other: Pick<Alike, 'id'>;
  readonly why: Alike['why'];
  readonly on: string;
};

const pairsOf = async (
  context: Pick<CaseContext, 'lookUps' | 'now'>,
  rings: LogRings,
  channels: readonly string[],
): Promise<readonly Pair[]> => {
  const pairs: Pair[] = [];
  for (const channel of channels) {
    const ring = rings.get(channel);
    const rows = await context.lookUps.tasks(channel, tasksOfChannel, context.now);
    for (const row of rows) {
      const task = ring && openTask(ring, row);
      const one = task?.entry;
      if (one) for (const { why, ...other } of task.alike) pairs.push({ one, other, why, on: task.on });
    }
  }
  return pairs.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)).slice(0, mostPairs);
};

/** The entries of the pairs that exist for the member: as many calls whatever there is. */
const existing = async (
  context: CaseContext,
  rings: LogRings,
  places: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, { readonly found: OpenedEntry; readonly isThere: boolean }>> => {
  const entries = await openEntries(context, rings, places);
  const cases = await casesOfEntries(context, entries);
  return new Map(
    entries
      .filter((one) => existsFor(context.member, cases, one))
      .map((found) => [found.place.id, { found, isThere: cases.get(found.entry.caseId)?.kind === 'there' }]),
  );
};

/**
 * Respondents who may be the same person, and of whom nobody has said yet whether they are: what look-ups of the last days have
 * found, as far as both of the two exist for the member. It takes the same calls whatever there is.
 * @throws {Fault} when storage or KMS does not answer
 */
export const listSamePeople = async (context: CaseContext): Promise<SamePeople> => {
  const { settings, member } = context;
  const rings = await openLogRings(context.openKeyRing, Object.keys(settings.channels));
  const channels = channelsOf(member, settings);
  const pairs = await pairsOf(context, rings, channels);
  const ones = await existing(
    context,
    rings,
    pairs.map(({ one }) => one),
  );
  const others = await existing(
    context,
    rings,
    pairs.map(({ other }) => other),
  );
  const shown = pairs.flatMap(({ one, other, why, on }) => {
    const [a, b] = [ones.get(one.id), others.get(other.id)];
    if (!a || !b || isSettled(a.found, b.found)) return [];
    return [{ one: sideOf(a), other: sideOf(b), why, sure: surenessOf([why]), on }];
  });
  return samePeopleList.parse({ pairs: shown } satisfies z.input<typeof samePeopleList>);
};

const isSettled = (one: OpenedEntry, other: OpenedEntry): boolean =>
  one.entry.personId === other.entry.personId ||
  one.entry.apartFrom.includes(other.place.id) ||
  other.entry.apartFrom.includes(one.place.id);

const sideOf = ({
  found: { place, entry },
  isThere,
}: {
  readonly found: OpenedEntry;
  readonly isThere: boolean;
}): z.input<typeof side> => ({
  entry: place.id,
  codeName: entry.codeName,
  caseName: entry.caseName,
  ...(isThere && { caseId: entry.caseId }),
  respondent: entry.respondent,
  addedOn: entry.addedOn,
});
