import type { Token } from '../../envelope/token.ts';
import type { Settings } from '../../settings/schema.ts';
import { day, fullHour, nextFullHour } from '../kernel/clock.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { openReporterDoor, type NoDoor, type OpenDoor } from '../thread/open-thread.ts';
import { sealSummary } from '../thread/summary.ts';
import { sealHeldMessage } from './seal-held-message.ts';
import { inMessage } from './held-message.ts';
import { readHeldThread } from './held-page.ts';
import type { HeldStore } from './held-store.ts';
import { personKeysIn } from './person-keys.ts';
import { sealReleased } from './released-case.ts';

/** What the reporter of a report that waits may choose on its page, whether or not somebody else has named the person. */
export const heldChoices = ['agree', 'take-back', 'tell-now'] as const;
export type HeldChoice = (typeof heldChoices)[number];

export type HeldContext = {
  readonly settings: Settings;
  readonly store: HeldStore;
  readonly keys: {
    readonly roster: { readonly revision?: number | undefined };
    ring(channel: string, purpose: RingPurpose): RingPublicKey;
    readonly holdRing?: RingPublicKey | undefined;
  };
  readonly now: Date;
  /** The revision of the roster that the page has shown, as it says itself. */
  readonly rosterShown?: number | undefined;
};

export type HeldAnswer =
  | { readonly kind: 'answered'; readonly opened: OpenDoor }
  | { readonly kind: 'told'; readonly opened: OpenDoor }
  /** It is no report that waits: the team has been told, or it was never held. */
  | { readonly kind: 'not-held' }
  | { readonly kind: 'too-many'; readonly opened: OpenDoor; readonly retryAfterSeconds: number }
  | Exclude<NoDoor, { kind: 'held' }>;

/**
 * Does what the reporter of a report that waits has chosen. Nothing here knows whether somebody else has named the same
 * person: the calls and the answers are the same.
 * @throws {Error} without the ring that it was sealed to, or when its channel is not in the settings any more
 */
export const answerHeld = (context: HeldContext, token: Token, choice: HeldChoice): Promise<HeldAnswer> =>
  retryOnConflict<HeldAnswer>(async () => {
    const door = await openReporterDoor(context.store, token, context.now);
    if (door.kind === 'open') return { kind: 'not-held' };
    if (door.kind !== 'held') return door;
    const { opened } = door;
    switch (choice) {
      case 'agree':
      case 'take-back':
        return (await giveAnswer(context, opened, choice === 'agree')) ?? conflict;
      case 'tell-now':
        return (await tellNow(context, opened)) === 'told' ? { kind: 'told', opened } : conflict;
    }
  });

/**
 * Takes away what waits, at once.
 * @returns `not-held` when the team has been told in this moment
 * @throws {Error} without the ring that it was sealed to
 */
export const withdrawHeld = async (
  context: Omit<HeldContext, 'settings' | 'rosterShown'>,
  { doorId, door: { caseId } }: OpenDoor,
): Promise<'withdrawn' | 'not-held'> => {
  const message = sealHeldMessage(holdRingOf(context), { kind: 'withdrawn', caseId });
  const done = await context.store.withdrawHeld({ doorId, caseId, message }, context.now);
  return done === 'withdrawn' ? 'withdrawn' : 'not-held';
};

const holdRingOf = ({ keys }: Pick<HeldContext, 'keys'>): RingPublicKey => {
  // Without the ring nothing could have been held.
  if (!keys.holdRing) throw new Error('what is held was sealed to a ring');
  return keys.holdRing;
};

/** @returns `undefined` when the page was changed meanwhile */
const giveAnswer = async (
  context: HeldContext,
  opened: OpenDoor,
  agrees: boolean,
): Promise<HeldAnswer | undefined> => {
  const { store, now, settings } = context;
  const { doorId, door, threadKey } = opened;
  const { caseId, thread } = door;
  const written = {
    hour: fullHour(now),
    entries: 1 + (door.written?.hour.getTime() === fullHour(now).getTime() ? door.written.entries : 0),
  };
  if (written.entries > settings.abuse.entriesPerHour) {
    const retryAfterSeconds = Math.ceil((nextFullHour(now).getTime() - now.getTime()) / 1000);
    return { kind: 'too-many', opened, retryAfterSeconds };
  }
  const { page, revision: revisionBefore } = await readHeldThread(store, opened);
  const revision = revisionBefore + 1;
  const on = day(now);
  const asked = { ...page, agreedOn: undefined };
  const after = agrees
    ? { ...asked, agreedOn: on, brief: { ...page.brief, rosterRevision: shownRevision(context) } }
    : asked;
  const answer = {
    doorId,
    caseId,
    revisionBefore,
    sealedPage: sealSummary(threadKey, { caseId, thread, revision }, after),
    written,
    message: sealHeldMessage(holdRingOf(context), {
      kind: 'agreed',
      caseId,
      on,
      threadKey: agrees ? Buffer.from(threadKey).toString('base64url') : '',
      revision,
      ...(agrees ? { sentOn: page.sentOn, ...inMessage(personKeysIn(page.persons)) } : {}),
    }),
  };
  return (await store.answerHeld(answer, now)) === 'written' ? { kind: 'answered', opened } : undefined;
};

/** The page shows who would be told: they were announced with it, whoever joins later was not. */
const shownRevision = ({ keys: { roster }, rosterShown }: HeldContext): number | undefined =>
  roster.revision === undefined || rosterShown === undefined
    ? (rosterShown ?? roster.revision)
    : Math.min(rosterShown, roster.revision);

const tellNow = async (context: HeldContext, opened: OpenDoor): Promise<'told' | 'changed-meanwhile'> => {
  const { settings, store, keys, now } = context;
  const { doorId, door, threadKey } = opened;
  const { caseId, textBytes } = door;
  const { page, revision } = await readHeldThread(store, opened);
  const asked = { ...page, brief: { ...page.brief, rosterRevision: shownRevision(context) } };
  const released = sealReleased(
    { settings, now, ring: (channel, purpose) => keys.ring(channel, purpose) },
    { caseId, threadKey, page: asked, revision, textBytes },
    [],
  );
  const message = sealHeldMessage(holdRingOf(context), { kind: 'told', caseId });
  return store.tellHeld({ doorId, released, message }, now);
};
