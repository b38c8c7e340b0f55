import { Fault } from '../../kernel/fault.ts';
import { openRingSealed } from '../../key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../../key-ring/purpose.ts';
import { threadPart, type RingSealed } from '../../key-ring/ring-sealed.ts';
import { sealToRing } from '../../key-ring/seal-to-ring.ts';
import type { MovedKeys } from './case-store.ts';
import { identityParts, identityPlacePart, type IdentityPart } from '../../case/identity.ts';
import type { CaseContext } from './case-edit.ts';
import { workThread } from '../../thread/thread-name.ts';
import type { OpenCase } from './open-case.ts';

/**
 * Seals to the rings of another channel what is sealed to those of the case's own: the keys of its threads, the casework
 * key and what the reporter says of themselves. What is opened for that goes nowhere else. The entries themselves are not
 * touched: their keys stay the same.
 * @throws {Fault} `row-unreadable` when something does not open; nothing may be lost on the way
 */
export const moveKeys = async (
  context: Pick<CaseContext, 'openKeyRing' | 'ringPublicKey'>,
  { head, vault }: Pick<OpenCase, 'head' | 'vault'>,
  channel: string,
): Promise<MovedKeys> => {
  const { caseId } = head;
  const move = async (purpose: RingPurpose, part: string, sealed: RingSealed): Promise<RingSealed> => {
    const from = await context.openKeyRing(head.channel, purpose, sealed.epoch);
    const opened = openRingSealed(from, { caseId, part }, sealed);
    if (!opened) throw new Fault('row-unreadable');
    const moved = sealToRing(await context.ringPublicKey(channel, purpose), { caseId, part }, opened);
    opened.fill(0);
    return moved;
  };
  const threads: Record<string, RingSealed> = {};
  for (const [thread, sealed] of Object.entries(vault.threads ?? {}))
    threads[thread] = await move('reports', threadPart(thread), sealed);
  const identity: Partial<Record<IdentityPart, RingSealed>> = {};
  for (const part of identityParts) {
    const sealed = vault.identity?.[part];
    if (sealed) identity[part] = await move('identity', identityPlacePart(part), sealed);
  }
  const work = vault.sealedCaseworkKey;
  return {
    leftChannels: [...new Set([...(vault.leftChannels ?? []), head.channel])],
    threads,
    identity: vault.identity && identity,
    sealedCaseworkKey: work && (await move('reports', workThread, work)),
  };
};
