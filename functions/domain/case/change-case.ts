import type { Settings } from '../../settings/schema.ts';
import { day, fullHour } from '../clock.ts';
import { Fault } from '../fault.ts';
import { afterUpdate, type Deadlines } from '../deadline/deadlines.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import type { Author } from '../member/author.ts';
import type { Member } from '../member/member.ts';
import type { Random } from '../random.ts';
import { expiryAfterClosing } from '../retention/expiry.ts';
import { sealEntry, textBytes, type Entry } from '../thread/entry.ts';
import { reporterThread } from './case-id.ts';
import type { CaseChange, CaseStore } from './case-store.ts';
import type { IdentityPart } from './identity.ts';
import { nextDeadline } from './next-deadline.ts';
import { sealNote, workThread, type Note } from './note.ts';
import { openCase, type OpenCase } from './open-case.ts';
import type { CaseState } from './state.ts';
import { sealSummary } from './summary.ts';

/** What every operation of a member on a case needs. */
export type CaseContext = {
  readonly settings: Settings;
  readonly store: CaseStore;
  readonly openKeyRing: OpenKeyRing;
  readonly ringPublicKey: (channel: string) => Promise<RingPublicKey>;
  readonly random: Random;
  readonly member: Member;
  readonly now: Date;
};

/** What is to happen to a case; what is left out stays as it is. */
export type Intention = {
  readonly state?: CaseState;
  readonly unread?: boolean;
  /** A part of the identity that is opened with this change. */
  readonly opensIdentity?: IdentityPart;
  /** A word to the reporter: the next update is due a while later. */
  readonly isUpdate?: boolean;
  readonly entry?: { readonly content: Entry; readonly sentKey?: string | undefined };
  readonly note?: { readonly content: Note; readonly sentKey?: string | undefined };
};

export type Committed = { readonly change: CaseChange; readonly opened: OpenCase };

export type ChangeResult<Refusal> =
  | { readonly kind: 'committed'; readonly committed: Committed }
  | { readonly kind: 'already-sent'; readonly opened: OpenCase; readonly number: number }
  | { readonly kind: 'not-found' }
  | Refusal;

/** Of so many writers of one case at once, each finds its place; more are asked to come back. */
const mostAttempts = 20;

/**
 * Reads a case, decides, and writes the change with the sealed summary in one transaction. When somebody else changed
 * the case in between, it is read and decided again, so that two at once lose nothing.
 * @param decide what is to happen, or a refusal
 * @throws {Fault} `storage-busy` when the case changes faster than a change can be decided; nothing was written
 */
export const changeCase = async <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  decide: (opened: OpenCase) => { readonly intention: Intention } | { readonly refusal: Refusal },
): Promise<ChangeResult<Refusal>> => {
  const { store, member, now } = context;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const stored = await store.findCase(caseId);
    const opened = await openCase(context.openKeyRing, member, stored, now);
    if (!opened) return { kind: 'not-found' };
    const decision = decide(opened);
    if ('refusal' in decision) return decision.refusal;
    const change = await prepare(context, opened, decision.intention);
    const outcome = await store.commit(change, now);
    switch (outcome) {
      case 'committed':
        return { kind: 'committed', committed: { change, opened } };
      case 'already-sent': {
        const { entry, note } = decision.intention;
        const number =
          entry?.sentKey === undefined
            ? await store.findSentNote(caseId, note?.sentKey ?? '')
            : await store.findSent(caseId, reporterThread, entry.sentKey);
        return number === undefined ? { kind: 'not-found' } : { kind: 'already-sent', opened, number };
      }
      case 'gone':
        return { kind: 'not-found' };
      case 'changed-meanwhile':
        continue;
    }
  }
  throw new Fault('storage-busy', 5);
};

export const authorOf = ({ memberId, name }: Member): Author => ({ id: memberId, name });

const prepare = async (context: CaseContext, opened: OpenCase, intention: Intention): Promise<CaseChange> => {
  const { now } = context;
  const { head, vault } = opened;
  const { caseId } = head;
  const state = intention.state ?? head.state;
  const deadlines = deadlinesAfter(context, opened, intention);
  const expiresAt = expiryAfter(context, opened, intention.state);
  const entries = head.entries + (intention.entry ? 1 : 0);
  const revision = head.version + 1;
  const identityOpened =
    intention.opensIdentity === undefined
      ? head.identityOpened
      : { ...head.identityOpened, [intention.opensIdentity]: day(now) };
  const casework = await caseworkKey(context, opened);
  return {
    before: { head, vault },
    after: {
      state,
      unread: intention.unread ?? head.unread,
      entries,
      identityOpened,
      textBytes: head.textBytes + (intention.entry ? textBytes(intention.entry.content) : 0),
      deadlines,
      nextDeadline: nextDeadline(state, deadlines, expiresAt.toISOString()),
    },
    openedAt: vault.openedAt ?? fullHour(now),
    expiresAt,
    newCaseworkKey: casework.sealed,
    thread: reporterThread,
    sealedSummary: sealSummary(
      opened.threadKey,
      { caseId, thread: reporterThread, revision },
      {
        caseName: head.caseName,
        channel: head.channel,
        state,
        sentOn: head.sentAt.toISOString().slice(0, 10),
        opened: true,
        urgent: head.urgent,
        deadlines,
        identityOpened,
      },
    ),
    entry: intention.entry && {
      number: entries,
      sealed: sealEntry(
        opened.threadKey,
        { caseId, thread: reporterThread, number: entries },
        intention.entry.content,
      ),
      sentKey: intention.entry.sentKey,
    },
    note: intention.note && {
      number: revision,
      sealed: sealNote(casework.key, caseId, revision, intention.note.content),
      sentKey: intention.note.sentKey,
    },
  };
};

const channelSettings = (context: CaseContext, channel: string) => context.settings.channels[channel];

const deadlinesAfter = (context: CaseContext, { head }: OpenCase, intention: Intention): Deadlines => {
  const promised = channelSettings(context, head.channel)?.deadlines;
  return intention.isUpdate && promised ? afterUpdate(head.deadlines, promised, context.now) : head.deadlines;
};

/** Closing sets the expiry; reopening takes it back to the hard limit. */
const expiryAfter = (context: CaseContext, { head, vault }: OpenCase, state: CaseState | undefined): Date => {
  if (state === 'reopened') return head.hardLimit;
  const retention = channelSettings(context, head.channel)?.retention;
  return state === 'closed' && retention
    ? expiryAfterClosing(retention, context.now, head.hardLimit)
    : vault.expiresAt;
};

const caseworkKey = async (
  context: CaseContext,
  opened: OpenCase,
): Promise<{ key: Uint8Array; sealed?: CaseChange['newCaseworkKey'] }> => {
  if (opened.caseworkKey) return { key: opened.caseworkKey };
  const key = context.random.bytes(32);
  const ring = await context.ringPublicKey(opened.head.channel);
  const sealed = sealToRing(ring, { caseId: opened.head.caseId, part: workThread }, key);
  return { key, sealed };
};
