import { doorContext } from '../../../envelope/format.ts';
import { seal } from '../../../envelope/seal.ts';
import { doorId, doorKey, type Token } from '../../../envelope/token.ts';
import { casePurposes, type RingPurpose } from '../../key-ring/purpose.ts';
import { sealToRing, type RingPublicKey } from '../../key-ring/seal-to-ring.ts';
import { authorOf } from '../../member/author.ts';
import { sealCase, type NewCase } from '../../intake/seal-report.ts';
import type { FiledCase } from '../../intake/sealed-case.ts';
import { nextAuditEntry } from '../../audit/audit-log-line.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { workThread } from '../../thread/thread-name.ts';

export type FileContext = Pick<CaseContext, 'settings' | 'random' | 'ringPublicKey' | 'member' | 'now'>;

/** How a member made a case; the door, if it has one, is for handing over. */
export type Filing = {
  readonly action: string;
  readonly detail?: string | undefined;
  readonly door?: { readonly token: Token; readonly handoverUntil: Date } | undefined;
};

/**
 * Seals a case that a member makes, with the first line of its audit log.
 * @throws {Error} when a key ring was not read
 */
export const sealFiledCase = async (
  context: FileContext,
  wanted: NewCase,
  { action, detail, door }: Filing,
): Promise<FiledCase> => {
  const { settings, random, member, now } = context;
  const { caseId, channel } = wanted;
  const rings = new Map<RingPurpose, RingPublicKey>();
  for (const purpose of casePurposes) rings.set(purpose, await context.ringPublicKey(channel, purpose));
  const ring = (_: string, purpose: RingPurpose): RingPublicKey => {
    const found = rings.get(purpose);
    if (!found) throw new Error('a ring was read for each purpose');
    return found;
  };
  const { sealed, threadKey } = sealCase({ settings, random, now, ring }, wanted);
  const caseworkKey = random.bytes(32);
  return {
    ...sealed,
    door: door && {
      doorId: doorId(door.token),
      wrappedThreadKey: seal(doorKey(door.token), doorContext(caseId, reporterThread), threadKey),
      handover: { until: door.handoverUntil },
    },
    sealedCaseworkKey: sealToRing(ring(channel, 'reports'), { caseId, part: workThread }, caseworkKey),
    audit: nextAuditEntry(caseworkKey, caseId, undefined, {
      on: now.toISOString(),
      by: authorOf(member),
      action,
      detail,
    }),
  };
};
