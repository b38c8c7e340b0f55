import { derive } from '../../../envelope/derive.ts';
import { utf8 } from '../../../envelope/format.ts';
import { firstQuestion, type Settings } from '../../../settings/schema.ts';
import type { UploadPlace } from '../../attachment/attachment.ts';
import type { ForwardedCase, ForwardedWithFiles } from '../../forward/forward-format.ts';
import {
  receiveForeignFiles,
  type ForeignFileReceived,
  type ForeignFileRefusal,
  type ForeignFilesContext,
  type ForeignFilesReceived,
} from '../../forward/receive-files.ts';
import type { NewCase } from '../../intake/seal-report.ts';
import { openForward, readForwardFile, type ForwardFile } from '../../forward/open-forward.ts';
import { keyIdOf } from '../../forward/forward-format.ts';
import { fullHour } from '../../kernel/clock.ts';
import { byteLength, reportLimitBytes, withoutUnsafeCharacters } from '../../kernel/text.ts';
import type { RingPublicKey } from '../../key-ring/seal-to-ring.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { sealFiledCase } from './file-case.ts';
import { leavesNobodyElse, type FiledBrief, type FilingContext } from './file-on-behalf.ts';

export type ReceivingContext = FilingContext &
  Pick<CaseContext, 'openKeyRing'> &
  Omit<ForeignFilesContext, 'settings' | 'random' | 'now'>;

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
  /** How many of its files are attached to the case, and how many were refused; the case says which, and why. */
  readonly files: { readonly attached: number; readonly refused: number };
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

const refusals: Readonly<Record<ForeignFileRefusal, string>> = {
  empty: 'it is empty',
  'too-large': 'it is too large',
  'too-many-pixels': 'it has too many pixels',
  'too-many-pages': 'it has too many pages',
  'too-many-parts': 'it has too many parts',
  'unpacks-too-large': 'it unpacks to too much',
  'nested-too-deep': 'it is nested too deep',
  'cannot-be-cleaned': 'what could identify somebody cannot be removed from it',
  'too-many-files': 'more files came than go with one message here',
  'case-full': 'the case has no room for it',
};

/** What came with an entry, and what of it is not here. */
const fileLine = ({ name, refused }: ForeignFileReceived): string =>
  refused === undefined
    ? `File: “${name}”`
    : `A file that was not taken: “${name}”, because ${refusals[refused]}. Ask who sent it.`;

/** Everything that was forwarded as the text of one report. Nothing of it is a claim of this community. */
const reportText = (
  { from, sentOn, basis, entries }: ForwardedCase,
  files: readonly ForeignFileReceived[],
): string =>
  withoutUnsafeCharacters(
    [
      `Forwarded by ${from.community} (${from.address}) on ${sentOn}. Basis: ${basis}. The file says so itself; ask them before you rely on it.`,
      ...entries.map(({ thread, from: who, on, text }, at) =>
        [
          `--- ${writers[who]} (${thread}), ${on.slice(0, 13)}:00 UTC`,
          text,
          ...files.filter(({ entry }) => entry === at).map(fileLine),
        ].join('\n'),
      ),
    ].join('\n\n'),
  );

/** Bytes of the longest that can be said of its files. */
const roomForFiles = ({ files = [] }: ForwardedCase): number => files.length * 800;

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
): Promise<(ForwardedWithFiles & { readonly channel: string }) | ForwardRefusal> => {
  const file = readForwardFile(bytes);
  if (!file) return { kind: 'not-a-forward' };
  const ring = await ringOf(context, file);
  if (!ring) return { kind: 'not-for-us' };
  const { channel, epoch, publicKey } = ring;
  const { privateKey } = await context.openKeyRing(channel, 'reports', epoch);
  const opened = openForward({ publicKey, privateKey }, file);
  const fits =
    opened && byteLength(reportText(opened.content, [])) + roomForFiles(opened.content) <= reportLimitBytes;
  return fits ? { ...opened, channel } : { kind: 'forward-damaged' };
};

type NewPlace = UploadPlace & { readonly channel: string };

/** Its files, looked at and cleaned as whatever comes from elsewhere, and sealed for the case that is made. */
const filesReceived = async (
  context: ReceivingContext,
  { content, files }: ForwardedWithFiles,
  place: NewPlace,
): Promise<ForeignFilesReceived> => {
  const foreign = (content.files ?? []).flatMap(({ entry, name }, at) => {
    const bytes = files[at];
    return bytes === undefined ? [] : [{ entry, name, bytes }];
  });
  const ring = await context.ringPublicKey(place.channel, 'identity');
  return receiveForeignFiles(context, place, ring, foreign);
};

/** The case that is made of it; nobody has opened it yet. */
const caseOf = (
  { member, now }: ReceivingContext,
  content: ForwardedCase,
  {
    place: { caseId, channel, threadKey },
    received: { attached, each },
    brief,
  }: {
    readonly place: NewPlace;
    readonly received: ForeignFilesReceived;
    readonly brief: FiledBrief;
  },
): NewCase => ({
  caseId,
  channel,
  urgent: content.basis === 'danger',
  entry: {
    from: 'reporter',
    kind: 'report',
    on: fullHour(now).toISOString(),
    filedBy: {
      author: authorOf(member),
      forWhom: 'another',
      reporterKnows: false,
      cameBy: 'forwarded',
      receivedOn: content.sentOn,
    },
    texts: new Map([[firstQuestion, reportText(content, each)]]),
    ...(attached.attachments.length > 0 && { attachments: [...attached.attachments] }),
  },
  brief,
  identity: {},
  threadKey,
  receipt: false,
});

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
  const { member, now, store, random } = context;
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
  // Before the work that its files are.
  if (await store.findCase(caseId)) return { kind: 'received-before' };
  const place = { caseId, channel, thread: reporterThread, threadKey: random.bytes(32) };
  const received = await filesReceived(context, opened, place);
  const filed = await sealFiledCase(context, caseOf(context, content, { place, received, brief }), {
    action: 'filed',
    detail: 'forwarded',
  });
  const outcome = await store.commitTogether([], filed, now);
  if (outcome !== 'committed') return { kind: 'received-before' };
  const visible = canSeeCase(member, channel, brief);
  const attached = received.attached.attachments.length;
  const files = { attached, refused: received.each.length - attached };
  return { kind: 'received', caseId, caseName: filed.caseName, channel, from: content.from, files, visible };
};
