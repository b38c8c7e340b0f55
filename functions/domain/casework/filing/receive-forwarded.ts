import { derive } from '../../../envelope/derive.ts';
import { utf8 } from '../../../envelope/format.ts';
import { firstQuestion, type Settings } from '../../../settings/schema.ts';
import type { ForwardedCase } from '../../forward/forward-format.ts';
import { openForward, readForwardFile, type ForwardFile } from '../../forward/open-forward.ts';
import { keyIdOf } from '../../forward/forward-format.ts';
import { fullHour } from '../../kernel/clock.ts';
import { byteLength, reportLimitBytes, withoutUnsafeCharacters } from '../../kernel/text.ts';
import type { RingPublicKey } from '../../key-ring/seal-to-ring.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { sealFiledCase } from './file-case.ts';
import { leavesNobodyElse, type FilingContext } from './file-on-behalf.ts';

export type ReceivingContext = FilingContext & Pick<CaseContext, 'openKeyRing'>;

export type ForwardRefusal =
  /** It is no file of this format, or too long for one. */
  | { readonly kind: 'not-a-forward' }
  /** Sealed to a key that is none of those that this community publishes. */
  | { readonly kind: 'not-for-us' }
  /** It does not open: something in it was changed. */
  | { readonly kind: 'forward-damaged' }
  | { readonly kind: 'received-before' }
  | { readonly kind: 'nobody-else' };

export const forwardProblems: ProblemsOf<ForwardRefusal> = {
  'not-a-forward': {
    is: 'invalid',
    code: 'not-a-forward',
    detail: 'This is no forwarded case. Choose the file as you got it; it ends in .conductline-forward.',
    at: { pointer: '/file', detail: 'Is no forwarded case.' },
  },
  'not-for-us': {
    is: 'invalid',
    code: 'not-for-us',
    detail:
      'This file was sealed to a key that is none of ours. Nobody here can open it. Ask who sent it to use the key on this page.',
    at: { pointer: '/file', detail: 'Is for another key.' },
  },
  'forward-damaged': {
    is: 'invalid',
    code: 'forward-damaged',
    detail:
      'This file does not open: something in it was changed on the way, or it did not come whole. Ask who sent it for the file once more.',
    at: { pointer: '/file', detail: 'Does not open.' },
  },
  'received-before': {
    is: 'conflict',
    code: 'received-before',
    detail: 'This file was received before, and is a case already. Nothing was made of it again.',
  },
  'nobody-else': {
    is: 'invalid',
    code: 'nobody-else',
    detail: 'Nobody but you could see this case. Leave somebody to look after it.',
    at: {
      pointer: '/excludedMembers',
      detail: 'Must leave somebody besides you who may lead the case.',
    },
  },
};

export type ReceivedForward = {
  readonly kind: 'received';
  readonly caseId: string;
  readonly caseName: string;
  readonly channel: string;
  readonly from: ForwardedCase['from'];
  /** Whether the member may see the case. */
  readonly visible: boolean;
};

const writers: Readonly<Record<ForwardedCase['entries'][number]['from'], string>> = {
  reporter: 'The reporter',
  respondent: 'The respondent',
  witness: 'A witness',
  expert: 'An expert',
  platform: 'A platform admin',
  team: 'The team that forwarded it',
};

/** Everything that was forwarded as the text of one report. Nothing of it is a claim of this community. */
const reportText = ({ from, sentOn, basis, entries }: ForwardedCase): string =>
  withoutUnsafeCharacters(
    [
      `Forwarded by ${from.community} (${from.address}) on ${sentOn}. Basis: ${basis}. The file says so itself; ask them before you rely on it.`,
      ...entries.map(
        ({ thread, from: who, on, text }) =>
          `--- ${writers[who]} (${thread}), ${on.slice(0, 13)}:00 UTC\n${text}`,
      ),
    ].join('\n\n'),
  );

/** The channels of which this community publishes a key, each with it. */
export const receivingRings = ({
  settings,
  ringPublicKey,
}: { readonly settings: Settings } & Pick<CaseContext, 'ringPublicKey'>): Promise<readonly RingPublicKey[]> =>
  Promise.all(
    settings.forwarding.channels
      .filter((channel) => Object.hasOwn(settings.channels, channel))
      .map((channel) => ringPublicKey(channel, 'reports')),
  );

const ringOf = async (
  context: ReceivingContext,
  { keyId }: ForwardFile,
): Promise<RingPublicKey | undefined> =>
  (await receivingRings(context)).find(({ publicKey }) => Buffer.from(keyIdOf(publicKey)).equals(keyId));

/** The file opened, and whose it is to be. */
const openedFile = async (
  context: ReceivingContext,
  bytes: Uint8Array,
): Promise<{ readonly content: ForwardedCase; readonly channel: string } | ForwardRefusal> => {
  const file = readForwardFile(bytes);
  if (!file) return { kind: 'not-a-forward' };
  const ring = await ringOf(context, file);
  if (!ring) return { kind: 'not-for-us' };
  const { channel, epoch, publicKey } = ring;
  const { privateKey } = await context.openKeyRing(channel, 'reports', epoch);
  const content = openForward({ publicKey, privateKey }, file);
  if (!content || byteLength(reportText(content)) > reportLimitBytes) return { kind: 'forward-damaged' };
  return { content, channel };
};

/**
 * Makes a case of a file that another community has forwarded. The file alone leads to the id of the case, so that it is
 * one however often it comes. What the file says of who sent it is written down, not proven: anybody can seal to a
 * published key.
 * @param wanted `bytes`: the file. `excludedMembers`: ids of members from whom the case is to be kept
 * @throws {Fault} when storage or KMS does not answer
 */
export const receiveForwarded = async (
  context: ReceivingContext,
  wanted: { readonly bytes: Uint8Array; readonly excludedMembers: readonly string[] },
): Promise<ReceivedForward | ForwardRefusal> => {
  const opened = await openedFile(context, wanted.bytes);
  if ('kind' in opened) return opened;
  const { content, channel } = opened;
  const { member, now, store } = context;
  const id = derive(Buffer.from(content.id, 'base64url'), 'conductline forwarded case', 16, [utf8(channel)]);
  const caseId = Buffer.from(id).toString('base64url');
  const brief = {
    persons: `Forwarded by ${content.from.community}; the file names nobody apart from its text`.slice(
      0,
      200,
    ),
    spaces: '',
    excludedMembers: [...wanted.excludedMembers],
    recusedMembers: [],
    grantedMembers: [],
    rosterRevision: await context.rosterRevision(),
  };
  if (await leavesNobodyElse(context, channel, brief)) return { kind: 'nobody-else' };
  const filedBy = {
    author: authorOf(member),
    forWhom: 'another',
    reporterKnows: false,
    cameBy: 'forwarded',
    receivedOn: content.sentOn,
  } as const;
  const filed = await sealFiledCase(
    context,
    {
      caseId,
      channel,
      urgent: content.basis === 'danger',
      entry: {
        from: 'reporter',
        kind: 'report',
        on: fullHour(now).toISOString(),
        filedBy,
        texts: new Map([[firstQuestion, reportText(content)]]),
      },
      brief,
      identity: {},
      receipt: false,
    },
    { action: 'filed', detail: 'forwarded' },
  );
  const outcome = await store.commitTogether([], filed, now);
  if (outcome !== 'committed') return { kind: 'received-before' };
  const visible = canSeeCase(member, channel, brief);
  return { kind: 'received', caseId, caseName: filed.caseName, channel, from: content.from, visible };
};
