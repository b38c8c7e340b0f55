import { ringIfThere } from '../key-ring/ring-if-there.ts';
import { allChannels, onlyEpoch } from '../key-ring/purpose.ts';
import type { HeldMessage } from './held-message.ts';
import { openHeldMessage } from './open-held-message.ts';
import {
  blindPerson,
  heldSecrets,
  openHeldRecord,
  type HeldRecord,
  type HeldSecrets,
} from './held-record.ts';
import type { InboxRow, StoredHeldRecord } from './held-store.ts';
import { onAll } from './person-keys.ts';
import { keptRecord, type HeldSweepContext } from './sweep-context.ts';

/** Rows of one call. */
const atOnce = 50;
/** Persons that a record keeps; a transaction holds no more. */
const mostNamed = 60;
/** Platforms that it keeps of one account. */
const mostPlatformsKept = 8;

export type InboxReport = {
  readonly taken: number;
  readonly unreadable: number;
  /** Nothing waits there but what cannot be read. */
  readonly emptied: boolean;
};

type Opened = { readonly id: string; readonly message: HeldMessage };

/** What begins a record comes before what changes it: rows stand in the order of random ids. */
const inOrder = (one: Opened, other: Opened): number => rank(one.message) - rank(other.message);
const rank = (message: HeldMessage): number => {
  switch (message.kind) {
    case 'held':
    case 'named':
      return 0;
    case 'agreed':
      return message.revision;
    case 'told':
    case 'withdrawn':
      return Infinity;
  }
};

/**
 * Takes what has come in from the inbox: persons become blind keys, and their digests are gone. Each row is taken in one
 * transaction with what follows from it, so that it counts once however often a run breaks off. No KMS call while the inbox
 * is empty.
 */
export const readInbox = async (context: HeldSweepContext): Promise<InboxReport> => {
  const { store, openKeyRing, outOfTime } = context;
  let [taken, unreadable, after]: [number, number, string | undefined] = [0, 0, undefined];
  while (!outOfTime()) {
    const rows: readonly InboxRow[] = await store.inbox(atOnce, after);
    if (rows.length === 0) return { taken, unreadable, emptied: true };
    const ring = await ringIfThere(openKeyRing, allChannels, 'hold', onlyEpoch);
    if (!ring) return { taken, unreadable, emptied: false };
    const secrets = heldSecrets(ring);
    const opened = rows.flatMap(({ id, sealed }): Opened[] => {
      const message = sealed && openHeldMessage(ring, sealed);
      return message ? [{ id, message }] : [];
    });
    unreadable += rows.length - opened.length;
    for (const row of opened.toSorted(inOrder)) {
      if (outOfTime()) return { taken, unreadable, emptied: false };
      if (await takeRow(context, secrets, row)) taken += 1;
    }
    after = rows.length < atOnce ? undefined : rows.at(-1)?.id;
    if (after === undefined) return { taken, unreadable, emptied: true };
  }
  return { taken, unreadable, emptied: false };
};

/** @returns whether it was taken; what belongs to a record that is not there yet stays for the next run */
const takeRow = async (
  context: HeldSweepContext,
  secrets: HeldSecrets,
  { id, message }: Opened,
): Promise<boolean> => {
  const { store, now } = context;
  const { caseId } = message;
  const stored = (await store.heldRecords([caseId])).get(caseId);
  if (message.kind === 'held' || message.kind === 'named') {
    await store.take(id, namedAfter(context, secrets, message, stored));
    return true;
  }
  const state = (await store.states([caseId], now)).get(caseId);
  if (!stored && state?.kind === 'waits') return false;
  const record = stored && openHeldRecord(secrets, caseId, stored.sealed);
  switch (message.kind) {
    case 'agreed':
      await store.take(
        id,
        stored?.kind === 'held' && record && record.revision < message.revision
          ? keptRecord(context, secrets, 'held', namedAnew(secrets, answered(record, message), message))
          : undefined,
      );
      return true;
    case 'told':
      await store.take(id, stored && record && keptRecord(context, secrets, 'named', withoutAnswer(record)));
      return true;
    case 'withdrawn':
      if (stored?.kind === 'held' && state?.kind === 'gone') await store.eraseHeld(stored, state.doors, now);
      await store.take(id, undefined);
      return true;
  }
};

/** A record with the persons that a message names; what is there already keeps its first day. */
const namedAfter = (
  context: HeldSweepContext,
  secrets: HeldSecrets,
  message: Extract<HeldMessage, { kind: 'held' | 'named' }>,
  stored: StoredHeldRecord | undefined,
) => {
  const { caseId, on, senders } = message;
  const before = stored && openHeldRecord(secrets, caseId, stored.sealed);
  const record: HeldRecord = {
    ...withPersons(secrets, before ?? { caseId, revision: 0, named: {}, senders: [] }, { ...message, on }),
    senders: [...new Set([...(before?.senders ?? []), ...senders])].slice(0, 16),
  };
  // Nothing is kept of a case that names nobody.
  if (Object.keys(record.named).length === 0) return undefined;
  return keptRecord(context, secrets, stored?.kind ?? message.kind, record);
};

type ToldPersons = {
  readonly keys: readonly string[];
  readonly platforms?: readonly (readonly string[])[] | undefined;
  readonly on: string;
};

/** A record with persons added; who is in it already keeps their first day, and an account all its platforms. */
const withPersons = (secrets: HeldSecrets, record: HeldRecord, told: ToldPersons): HeldRecord => {
  const coming = told.keys.map((key) => [blindPerson(secrets, key), told.on] as const);
  const named = Object.fromEntries([...coming, ...Object.entries(record.named)].slice(-mostNamed));
  const platforms = new Map(Object.entries(record.platforms ?? {}));
  for (const [at, [key]] of coming.entries()) {
    const said = (told.platforms?.[at] ?? []).map((one) => blindPerson(secrets, one));
    const before = Object.hasOwn(record.named, key) ? (platforms.get(key) ?? []) : undefined;
    platforms.set(key, (before === undefined ? said : onAll(before, said)).slice(0, mostPlatformsKept));
  }
  const kept = [...platforms].filter(([key, on]) => on.length > 0 && Object.hasOwn(named, key));
  return { ...record, named, platforms: kept.length === 0 ? undefined : Object.fromEntries(kept) };
};

const namedAnew = (
  secrets: HeldSecrets,
  record: HeldRecord,
  { keys = [], platforms, sentOn, on }: Extract<HeldMessage, { kind: 'agreed' }>,
): HeldRecord => withPersons(secrets, record, { keys, platforms, on: sentOn ?? on });

const withoutAnswer = (record: HeldRecord): HeldRecord => ({ ...record, agreed: undefined });

const answered = (
  record: HeldRecord,
  { on, threadKey, revision }: Extract<HeldMessage, { kind: 'agreed' }>,
): HeldRecord => ({
  ...withoutAnswer(record),
  revision,
  ...(threadKey === '' ? {} : { agreed: { on, threadKey } }),
});
