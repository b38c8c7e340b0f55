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
import { keptRecord, type HeldSweepContext } from './sweep-context.ts';

/** Rows of one call. */
const atOnce = 50;
/** Persons that a record keeps; a transaction holds no more. */
const mostNamed = 60;

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
          ? keptRecord(context, secrets, 'held', answered(record, message))
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
  const coming = message.keys.map((key) => [blindPerson(secrets, key), on] as const);
  const named = Object.fromEntries([...coming, ...Object.entries(before?.named ?? {})].slice(-mostNamed));
  // Nothing is kept of a case that names nobody.
  if (Object.keys(named).length === 0) return undefined;
  const record: HeldRecord = {
    ...(before ?? { caseId, revision: 0 }),
    named,
    senders: [...new Set([...(before?.senders ?? []), ...senders])].slice(0, 16),
  };
  return keptRecord(context, secrets, stored?.kind ?? message.kind, record);
};

const withoutAnswer = (record: HeldRecord): HeldRecord => ({ ...record, agreed: undefined });

const answered = (
  record: HeldRecord,
  { on, threadKey, revision }: Extract<HeldMessage, { kind: 'agreed' }>,
): HeldRecord => ({
  ...withoutAnswer(record),
  revision,
  ...(threadKey === '' ? {} : { agreed: { on, threadKey } }),
});
