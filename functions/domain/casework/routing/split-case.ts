import * as z from 'zod';
import { leads, leadsOfCase, type PermissionRow } from '../../authorization/permissions.ts';
import { freeText, messageLimitBytes, requiredText } from '../../kernel/text.ts';
import { caseName } from '../../case/case-name.ts';
import { fullHour } from '../../kernel/clock.ts';
import { conflict, retryOnConflict } from '../../kernel/retry-on-conflict.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { messageTexts } from '../../thread/entry.ts';
import { sealFiledCase } from '../filing/file-case.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { hasTooManyLinks, linkNote, openFor, tooManyLinks } from './link-cases.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { prepareChange } from '../change/prepare-change.ts';
import { TooMuchAtOnce } from '../change/too-much-at-once.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation } from '../change/operation.ts';
import { channelProblems, channelText, type ChannelRefusal } from './transfer-case.ts';

type SplitRefusal = ChannelRefusal | { readonly kind: 'too-many-links' };

type SplitResult =
  | {
      readonly kind: 'split';
      readonly caseId: string;
      readonly caseName: string;
      readonly channel: string;
      /** Whether the member may see the new case. */
      readonly visible: boolean;
    }
  | SplitRefusal
  | NotPermitted;

type Split = {
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

// Makes a case of its own and changes nobody's access to this one; what goes out is chosen by who conducts the case.
const permission: PermissionRow = { roles: leads, assigneeToo: true };

/**
 * Makes a case of its own from a part of another, for a channel that is to look after that part. It has no reporter's
 * door, is linked to the first, and keeps the same people out.
 */
const split = async (context: CaseContext, caseId: string, wanted: Split): Promise<SplitResult> => {
  const { store, settings, member, now } = context;
  const { newCaseId, channel } = wanted;
  return retryOnConflict<SplitResult>(async () => {
    const original = await openFor(context, caseId, permission);
    if ('kind' in original) return original;
    if (!Object.hasOwn(settings.channels, channel)) return { kind: 'unknown-channel' };
    // What is known of the danger is about the case as it was; the other channel judges its part.
    const brief = { ...original.brief, grantedMembers: [], risk: undefined, source: undefined };
    const visible = canSeeCase(member, channel, brief);
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
    const edit: CaseEdit = {
      audit: { action: 'split', detail: newCaseId },
      records: [linkNote(context, 'split', newCaseId, wanted.reason)],
      brief: { ...original.brief, linkedCases: [...linkedCases, newCaseId] },
    };
    const change = await prepareChange(context, original, edit);
    const outcome = await store.commitTogether([change], filed, now);
    if (outcome === 'too-many-rows') throw new TooMuchAtOnce();
    if (outcome === 'committed')
      return { kind: 'split', caseId: newCaseId, caseName: filed.caseName, channel, visible };
    if (outcome === 'already-filed') {
      // It was made before and parted from this one since.
      const made = await store.findCase(newCaseId);
      return made
        ? { kind: 'split', caseId: newCaseId, caseName: made.head.caseName, channel, visible }
        : { kind: 'not-found' };
    }
    return conflict;
  });
};

const briefText = freeText(1024).default('');

export const splitCase = caseOperation<SplitRefusal>()({
  name: 'split-case',
  path: '/split',
  summary: 'Make a part of the case a case of its own, in another channel.',
  permission,
  input: z.strictObject({
    channel: channelText.describe('The channel that is to look after this part.'),
    text: requiredText(messageLimitBytes).describe('What the new case begins with, as you write or copy it.'),
    persons: briefText.describe('Persons the part is about: shown for the check of conflicts.'),
    spaces: briefText.describe('Where it happened.'),
    reason: reasonText,
  }),
  idempotent: true,
  status: 201,
  gives: 'The new case',
  answer: z.object({
    id: z.string().optional().describe('Of the new case; absent when it is not yours to see.'),
    caseName,
    channel: z.string(),
  }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const newCaseId = await context.newCaseId(caseId, sentKey);
    const result = await split(context, caseId, { ...wanted, newCaseId });
    if (result.kind !== 'split') return result;
    const { caseName: name, channel, visible } = result;
    return {
      kind: 'done',
      answer: { ...(visible ? { id: result.caseId } : {}), caseName: name, channel },
    };
  },
  problems: { ...channelProblems, 'too-many-links': tooManyLinks },
  audit: { split: { says: 'Split the case' } },
  news: { did: 'split', says: 'The part is a case of its own now, linked to this one.', at: '#more' },
});
