import { derive } from '../../../envelope/derive.ts';
import { utf8 } from '../../../envelope/format.ts';
import type { Decision } from '../../decision/decision.ts';
import { keptRespondent } from '../../decision/kept-respondent.ts';
import type { Respondent } from '../../decision/respondent.ts';
import { ringIfThere } from '../../key-ring/ring-if-there.ts';
import { newId } from '../../kernel/random.ts';
import { blindKeysOf } from '../../register/entry-keys.ts';
import { logAccessOf, type LogAccess } from '../../register/log-access.ts';
import { isLogKept } from '../../register/log-retention.ts';
import { matchSecretIfThere } from '../../register/match-secret.ts';
import { registerEntry, type RegisterEntry } from '../../register/register-entry.ts';
import type { SealedRegisterEntry } from '../../register/register-store.ts';
import { openRegisterEntry, sealRegisterEntry } from '../../register/sealed-register-entry.ts';
import { decisionRecord, respondentRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import type { CaseContext, CaseEdit, PersonWrite } from './case-edit.ts';
import type { LogLineChange, RecordChange, RegisterEntryChange } from './case-store.ts';
import { openedLines } from './log-lines-after.ts';
import type { OpenCase } from './open-case.ts';
import type { RecordsAfter } from './records-after.ts';

/** What else the change does, and whether respondents who have no entry yet get one with it. */
type Changing = {
  readonly edit: CaseEdit;
  readonly caseworkKey: Uint8Array;
  readonly recordsNow: RecordsAfter;
  readonly written: readonly RecordChange[];
  readonly logLines: readonly LogLineChange[];
  readonly registersNew: boolean;
};

type RegisterAfter = {
  readonly entries: readonly RegisterEntryChange[];
  /** The last respondent who has an entry. */
  readonly registered: number;
};

/**
 * Respondents from before there was a register who get an entry with one change of their case; each takes 34 rows of its
 * transaction, and a change for which that is too many is made without them.
 */
const mostCaughtUp = 2;

/**
 * The entries of the register that a change of a case writes: those of respondents it names, edits or merges, of those
 * whose decisions it makes or changes, of all with decisions when it changes who may see the case, of all when the case
 * goes to another channel. Whoever has none from an earlier release gets one, a few with every change. A case without
 * respondents costs nothing.
 */
export const registerAfter = async (
  context: CaseContext,
  opened: OpenCase,
  changing: Changing,
): Promise<RegisterAfter> => {
  const before = opened.head.registered ?? 0;
  const { persons = [] } = changing.edit;
  const added = changing.written.filter(({ kind, isNew }) => kind === respondentRecord.name && isNew).length;
  const last = recordsOf(opened.head, respondentRecord.name).last + added;
  const unchanged = { entries: [], registered: before };
  if (last === 0 && persons.length === 0) return unchanged;
  const after = changing.registersNew ? Math.min(last, before + Math.max(added, mostCaughtUp)) : before;
  if (after === before && !isConcerned(opened, changing)) return unchanged;
  const secret = await matchSecretIfThere(context.openKeyRing);
  if (!secret) return unchanged;
  try {
    const writing = await readWriting(context, opened, changing, { before, after, secret });
    const own = await ownEntries(writing);
    const others = await otherEntries(writing);
    return { entries: [...own, ...others], registered: after };
  } finally {
    secret.fill(0);
  }
};

const accessAfter = ({ brief }: OpenCase, { edit }: Changing): LogAccess => logAccessOf(edit.brief ?? brief);

// Made by one function, so that the same access is the same text.
const isAccessChanged = (opened: OpenCase, changing: Changing): boolean =>
  JSON.stringify(accessAfter(opened, changing)) !== JSON.stringify(logAccessOf(opened.brief));

const moves = ({ head }: OpenCase, { edit }: Changing): boolean =>
  edit.channel !== undefined && edit.channel !== head.channel;

/** Whether a change has anything to do with entries that are there. */
const isConcerned = (opened: OpenCase, changing: Changing): boolean =>
  changing.logLines.length > 0 ||
  (changing.edit.persons ?? []).length > 0 ||
  changing.written.some(({ kind }) => kind === respondentRecord.name) ||
  moves(opened, changing) ||
  (isAccessChanged(opened, changing) && recordsOf(opened.head, decisionRecord.name).last > 0);

type Range = { readonly before: number; readonly after: number; readonly secret: Uint8Array };

/** Everything that writing entries needs, read once. */
type Writing = Range & {
  readonly context: CaseContext;
  readonly opened: OpenCase;
  readonly changing: Changing;
  readonly channel: string;
  readonly respondents: ReadonlyMap<number, Respondent>;
  /** Whom each of them is today: themselves, or the one they were merged into. */
  readonly keptOf: (number: number) => number;
  readonly decisions: readonly Decision[];
};

const readWriting = async (
  context: CaseContext,
  opened: OpenCase,
  changing: Changing,
  range: Range,
): Promise<Writing> => {
  const { recordsNow, edit } = changing;
  const [respondents, decisions] = await Promise.all([
    recordsNow(respondentRecord),
    recordsNow(decisionRecord),
  ]);
  const numbered = [...respondents].map(([number, content]) => ({ number, content }));
  return {
    ...range,
    ...{ context, opened, changing, respondents },
    channel: edit.channel ?? opened.head.channel,
    keptOf: (number) => keptRespondent(numbered, number),
    decisions: [...decisions.values()],
  };
};

/** An id that only the casework key leads to: who has the tables sees no entry's place in a record of the case. */
export const entryIdOf = (caseworkKey: Uint8Array, respondent: number): string =>
  Buffer.from(derive(caseworkKey, 'conductline register entry', 16, [utf8(String(respondent))])).toString(
    'base64url',
  );

/** The numbers of respondents whose entries may stand otherwise, with all who are the same person in this case. */
const touched = (writing: Writing): readonly number[] => {
  const { opened, changing, respondents, decisions, before, after, keptOf } = writing;
  const lines = new Set(changing.logLines.map(({ line }) => line.id));
  const withLines = (isOne: (line: string) => boolean): readonly number[] =>
    decisions.flatMap(({ respondent, logLine }) =>
      logLine !== undefined && isOne(logLine) ? respondent : [],
    );
  const isAll = moves(opened, changing);
  const persons = new Set((changing.edit.persons ?? []).map(({ row }) => row.id));
  const numbers = [...respondents.keys()].filter((number) => number <= after);
  const named = new Set([
    ...changing.written.flatMap(({ kind, record }) => (kind === respondentRecord.name ? record.number : [])),
    ...withLines((line) => lines.has(line)),
    ...(isAccessChanged(opened, changing) ? withLines(() => true) : []),
    ...numbers.filter((number) => number > before || persons.has(entryIdOf(changing.caseworkKey, number))),
  ]);
  const kept = new Set([...named].map(keptOf));
  return numbers.filter((number) => isAll || kept.has(keptOf(number)));
};

/** An entry as it is stored; `entry` is absent when it does not open. */
type Stored = { readonly row: SealedRegisterEntry; readonly entry: RegisterEntry | undefined };

const storedEntries = async (
  { context, changing, opened }: Writing,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Stored>> => {
  if (numbers.length === 0) return new Map();
  const byId = new Map(numbers.map((number) => [entryIdOf(changing.caseworkKey, number), number]));
  const rows = await context.store.registerEntries([...byId.keys()].map((id) => ({ id })));
  const ring = await ringIfThere(context.openKeyRing, opened.head.channel, 'register', 1);
  return new Map(
    rows.flatMap((row) => {
      const number = byId.get(row.id);
      return number === undefined ? [] : [[number, { row, entry: ring && openRegisterEntry(ring, row) }]];
    }),
  );
};

// Parsed by one schema, so that the same entry is the same text.
const isSame = (one: RegisterEntry, other: RegisterEntry): boolean =>
  JSON.stringify(registerEntry.parse(one)) === JSON.stringify(registerEntry.parse(other));

const ownEntries = async (writing: Writing): Promise<readonly RegisterEntryChange[]> => {
  const { context, respondents, before, channel } = writing;
  const numbers = touched(writing);
  const stored = await storedEntries(
    writing,
    numbers.filter((number) => number <= before),
  );
  const personOf = personsOf(writing, stored);
  const linesUntil = await endsOfLines(writing, numbers, stored);
  const ring = numbers.length > 0 ? await context.ringPublicKey(channel, 'register') : undefined;
  return numbers.flatMap((number) => {
    const respondent = respondents.get(number);
    const was = stored.get(number);
    // What does not open stays as it is: it may be opened again when its ring is.
    if (!ring || !respondent || (was && !was.entry)) return [];
    const noted = notedOf(writing, number, was?.entry);
    const entry = entryOf(writing, { number, respondent, noted, personId: personOf(number), linesUntil });
    if (was?.entry && isSame(was.entry, entry)) return [];
    const { caseworkKey } = writing.changing;
    const at = { id: entryIdOf(caseworkKey, number), revision: (was?.row.revision ?? 0) + 1 };
    const keptUntil = entry.logLinesUntil.toSorted().at(-1);
    const formerly = was?.entry && { entry: was.entry, matchKeys: was.row.matchKeys };
    return [
      {
        entry: {
          ...at,
          channel,
          sealed: sealRegisterEntry(ring, at, entry),
          matchKeys: blindKeysOf(writing.secret, context.random, entry, formerly),
        },
        before: was?.row,
        ofCase: { caseId: entry.caseId, keptUntil },
      },
    ];
  });
};

/** Whose each entry is: respondents who are one in this case are one person, as it was said, or as the kept one was. */
const personsOf = (
  { context, changing, respondents, keptOf }: Writing,
  stored: ReadonlyMap<number, Stored>,
): ((number: number) => string) => {
  const said = new Map((changing.edit.persons ?? []).map(({ row, change }) => [row.id, change.personId]));
  const persons = new Map<number, string>();
  return (number) => {
    const kept = keptOf(number);
    const same = [kept, ...[...respondents.keys()].filter((one) => one !== kept && keptOf(one) === kept)];
    const first = (personIdOf: (one: number) => string | undefined) =>
      same.map(personIdOf).find((personId) => personId !== undefined);
    const personId =
      persons.get(kept) ??
      first((one) => said.get(entryIdOf(changing.caseworkKey, one))) ??
      first((one) => stored.get(one)?.entry?.personId) ??
      newId(context.random);
    persons.set(kept, personId);
    return personId;
  };
};

/** The last day of each line of the enforcement log, of those that are still kept, by its id. */
const endsOfLines = async (
  { context, opened, changing, decisions }: Writing,
  numbers: readonly number[],
  stored: ReadonlyMap<number, Stored>,
): Promise<ReadonlyMap<string, string>> => {
  const ends = new Map<string, string>();
  for (const { entry } of stored.values())
    for (const [at, line] of entry?.logLines.entries() ?? []) ends.set(line, entry?.logLinesUntil[at] ?? '');
  for (const { line, keptUntil } of changing.logLines) ends.set(line.id, keptUntil);
  const concerned = decisions.filter(({ respondent }) => numbers.includes(respondent));
  const unknown = concerned.flatMap(({ logLine }) =>
    logLine === undefined || ends.has(logLine) ? [] : logLine,
  );
  // Of decisions from before there was a register only their lines say how long they are kept.
  for (const { row, line } of await openedLines(context, opened, unknown)) ends.set(row.id, line.keptUntil);
  return new Map(
    [...ends].filter(([, keptUntil]) => keptUntil !== '' && isLogKept({ keptUntil }, context.now)),
  );
};

type Noted = Pick<RegisterEntry, 'notes' | 'apartFrom'>;

/** What of an entry does not follow from the case: as members say it now, or as it was. */
const notedOf = ({ changing }: Writing, number: number, was: RegisterEntry | undefined): Noted => {
  const id = entryIdOf(changing.caseworkKey, number);
  const change = (changing.edit.persons ?? []).find(({ row }) => row.id === id)?.change;
  return {
    notes: change?.notes ?? was?.notes ?? [],
    apartFrom: change?.apartFrom ?? was?.apartFrom ?? [],
  };
};

const entryOf = (
  { opened, changing, channel, decisions }: Writing,
  {
    number,
    respondent,
    noted,
    personId,
    linesUntil,
  }: {
    readonly number: number;
    readonly respondent: Respondent;
    readonly noted: Noted;
    readonly personId: string;
    readonly linesUntil: ReadonlyMap<string, string>;
  },
): RegisterEntry => {
  const { caseId, caseName } = opened.head;
  const { codeName, name, handles, reach, addedOn, mergedInto } = respondent;
  const lines = decisions.flatMap(({ respondent: of, logLine }) =>
    of === number && logLine !== undefined && linesUntil.has(logLine) ? logLine : [],
  );
  return {
    personId,
    ...{ caseId, caseName, channel },
    respondent: number,
    ...{ codeName, name, handles, reach, addedOn, mergedInto },
    ...noted,
    logLines: lines,
    logLinesUntil: lines.map((line) => linesUntil.get(line) ?? ''),
    ...accessAfter(opened, changing),
  };
};

/** Entries of other cases of which members say something else from now on; nothing else of them changes. */
const otherEntries = async ({
  context,
  changing,
  respondents,
  secret,
}: Writing): Promise<readonly RegisterEntryChange[]> => {
  const own = new Set([...respondents.keys()].map((number) => entryIdOf(changing.caseworkKey, number)));
  const { persons = [] } = changing.edit;
  if (persons.length === 0) return [];
  // The keys of all channels, whatever is written: a call for each entry would tell how many there are that do not exist
  // for the member.
  const rings = new Map(
    await Promise.all(
      Object.keys(context.settings.channels).map(
        async (channel) => [channel, await context.ringPublicKey(channel, 'register')] as const,
      ),
    ),
  );
  const write = ({ row, entry, change }: PersonWrite): readonly RegisterEntryChange[] => {
    // Entries of a channel that has left the settings do not open, so none of them is among these.
    const ring = rings.get(row.channel);
    if (!ring || own.has(row.id)) return [];
    const changed = { ...entry, ...change };
    const at = { id: row.id, revision: row.revision + 1 };
    const formerly = { entry, matchKeys: row.matchKeys };
    return [
      {
        entry: {
          ...at,
          channel: row.channel,
          sealed: sealRegisterEntry(ring, at, changed),
          matchKeys: blindKeysOf(secret, context.random, changed, formerly),
        },
        before: row,
      },
    ];
  };
  return persons.flatMap(write);
};
