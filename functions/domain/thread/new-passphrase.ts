import { doorContext } from '../../envelope/format.ts';
import { nextToken } from '../../envelope/next-token.ts';
import { seal } from '../../envelope/seal.ts';
import { doorId, doorKey, type Token } from '../../envelope/token.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { openAnyDoor, type OpenDoor, type ThreadReader } from './open-thread.ts';

/** Another door in place of the one that was opened. */
export type DoorReplacement = {
  readonly old: Pick<OpenDoor, 'doorId' | 'door'>;
  readonly doorId: string;
  /** The thread key, sealed under the new token's door key. */
  readonly wrappedThreadKey: Uint8Array;
};

export type PassphraseStore = ThreadReader & {
  /**
   * Closes the old door and opens the new one, in one transaction; `changed-meanwhile` when the old one is no longer
   * as it was read, or the new one is there.
   */
  replaceDoor(replacement: DoorReplacement, now: Date): Promise<'replaced' | 'changed-meanwhile'>;
};

export type NewPassphrase = {
  /** The token in use until now. */
  readonly token: Token;
  readonly ticketSecret: Uint8Array;
  /** 16 random bytes of the form or ticket: the same again gives the same new token. */
  readonly formBits: Uint8Array;
};

export type NewPassphraseResult =
  | { readonly kind: 'changed'; readonly token: Token; readonly opened: OpenDoor }
  | { readonly kind: 'unusable' };

/**
 * Gives a thread a new token; the old one opens nothing from then on. Anybody who asks again with the same form is given
 * the same new token: an answer that was lost on its way has cost nothing.
 */
export const changePassphrase = async (
  context: { readonly store: PassphraseStore; readonly now: Date },
  wanted: NewPassphrase,
): Promise<NewPassphraseResult> => {
  const { store, now } = context;
  const token = nextToken(wanted.ticketSecret, wanted.token, wanted.formBits);
  return retryOnConflict<NewPassphraseResult>(async () => {
    const old = await openAnyDoor(store, wanted.token, now);
    if (!old) {
      const opened = await openAnyDoor(store, token, now);
      return opened ? { kind: 'changed', token, opened } : { kind: 'unusable' };
    }
    const { door, threadKey } = old;
    const id = doorId(token);
    const wrappedThreadKey = seal(doorKey(token), doorContext(door.caseId, door.thread), threadKey);
    const replaced = await store.replaceDoor({ old, doorId: id, wrappedThreadKey }, now);
    if (replaced === 'changed-meanwhile') return conflict;
    const opened = { doorId: id, door: { ...door, wrappedThreadKey, handover: undefined }, threadKey };
    return { kind: 'changed', token, opened };
  });
};
