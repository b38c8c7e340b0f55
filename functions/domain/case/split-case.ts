import { fullHour } from '../clock.ts';
import { leadsOfCase } from '../authorization/permissions.ts';
import { Fault } from '../fault.ts';
import { authorOf } from '../member/author.ts';
import { mayKnow } from '../member/may-know.ts';
import { messageTexts } from '../thread/entry.ts';
import { sealFiledCase } from './file-case.ts';
import type { CaseContext, Intention } from './intention.ts';
import { hasTooManyLinks, noteOf, openFor } from './link-cases.ts';
import type { NotPermitted } from './permission-of.ts';
import { prepareChange } from './prepare-change.ts';
import type { ChannelRefusal } from './transfer-case.ts';

export type SplitRefusal = NotPermitted | ChannelRefusal | { readonly kind: 'too-many-links' };

export type SplitResult =
  | {
      readonly kind: 'split';
      readonly caseId: string;
      readonly caseName: string;
      readonly channel: string;
      /** Whether the member may see the new case. */
      readonly visible: boolean;
    }
  | SplitRefusal;

export type Split = {
  /** The id of the new case: the same again is the same case. */
  readonly newCaseId: string;
  readonly channel: string;
  /** What the new case begins with, as the member writes or copies it. */
  readonly text: string;
  /** For the check of conflicts before the new case is read. */
  readonly persons: string;
  readonly spaces: string;
  readonly reason: string;
};

const mostAttempts = 20;

/**
 * Makes a case of its own from a part of another, for a channel that is to look after that part. It has no reporter's
 * door, is linked to the first, and keeps the same people out.
 */
export const splitCase = async (
  context: CaseContext,
  caseId: string,
  wanted: Split,
): Promise<SplitResult> => {
  const { store, settings, member, now } = context;
  const { newCaseId, channel } = wanted;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const original = await openFor(context, caseId, 'split-case');
    if ('kind' in original) return original;
    if (!Object.hasOwn(settings.channels, channel)) return { kind: 'unknown-channel' };
    const brief = { ...original.brief, grantedMembers: [] };
    const visible = mayKnow(member, channel, brief);
    const before = original.brief.linkedCases.includes(newCaseId)
      ? await store.findCase(newCaseId)
      : undefined;
    if (before) return { kind: 'split', caseId: newCaseId, caseName: before.head.caseName, channel, visible };
    if (leadsOfCase(await context.team(), channel, brief).length === 0) return { kind: 'nobody-there' };
    if (await hasTooManyLinks(context, original)) return { kind: 'too-many-links' };
    const filed = await sealFiledCase(
      context,
      {
        caseId: newCaseId,
        channel,
        urgent: false,
        entry: {
          from: 'team',
          kind: 'message',
          on: fullHour(now).toISOString(),
          author: authorOf(member),
          texts: messageTexts(wanted.text),
        },
        brief: {
          ...brief,
          persons: wanted.persons,
          spaces: wanted.spaces,
          linkedCases: [caseId],
          likelySpam: false,
        },
        identity: {},
        receipt: false,
      },
      { action: 'split', detail: caseId },
    );
    const { linkedCases } = original.brief;
    const intention: Intention = {
      action: 'split',
      detail: newCaseId,
      note: noteOf(context, 'split', newCaseId, wanted.reason),
      brief: { ...original.brief, linkedCases: [...linkedCases, newCaseId] },
    };
    const change = await prepareChange(context, original, intention);
    const outcome = await store.commitTogether([change], filed, now);
    if (outcome === 'committed')
      return { kind: 'split', caseId: newCaseId, caseName: filed.caseName, channel, visible };
    if (outcome === 'already-filed') {
      // It was made before and parted from this one since.
      const made = await store.findCase(newCaseId);
      return made
        ? { kind: 'split', caseId: newCaseId, caseName: made.head.caseName, channel, visible }
        : { kind: 'not-found' };
    }
  }
  throw new Fault('storage-busy', 5);
};
