import { createHash } from 'node:crypto';
import { derive } from '../../envelope/derive.ts';
import { doorContext, utf8 } from '../../envelope/format.ts';
import { seal } from '../../envelope/seal.ts';
import { tokenOfTicket } from '../../envelope/ticket.ts';
import { doorId, doorKey, type Token } from '../../envelope/token.ts';
import type { BridgeSettings } from '../../settings/mail-schema.ts';
import { firstQuestion } from '../../settings/schema.ts';
import { firstDeadlines } from '../deadline/deadlines.ts';
import { addDays, fullHour } from '../kernel/clock.ts';
import { newId } from '../kernel/random.ts';
import { openAnyDoor } from '../thread/open-thread.ts';
import { reporterThread } from '../thread/thread-name.ts';
import type { BridgeMessage } from './bridge-message.ts';
import { submissionDigest, type NewReport } from './new-report.ts';
import { answerTexts } from './report-texts.ts';
import { sealPersonsNamed } from './seal-held.ts';
import { sealCase } from './seal-report.ts';
import { looksLikeSpam } from './spam-signs.ts';
import type { SealedReport, SubmitContext } from './submit-report.ts';

export type Bridge = BridgeSettings & { readonly name: string };

export type BridgeContext = Pick<SubmitContext, 'settings' | 'keys' | 'store' | 'random' | 'now'>;

export type FiledMessage =
  | {
      readonly kind: 'filed';
      /** Of a door that is handed over: it only ever gives words of the reporter's own. */
      readonly token: Token;
      readonly until: Date;
      readonly acknowledgeBy: string;
    }
  /** It was filed before, and its link was used, has run out, or the case is gone. */
  | { readonly kind: 'closed-since' };

/** A direct message as a report: what it says is the answer to the first question. */
const reportOf = ({ channel, label }: Bridge, { text, sender }: BridgeMessage): NewReport => ({
  channel,
  answers: { [firstQuestion]: text },
  ...(sender && { identity: { name: sender.name, contact: `${sender.handle} (${label})` } }),
  urgent: false,
  excludedMembers: [],
});

/**
 * Files a direct message that a bridge brings as a case, sealed to public keys alone. The same id of the same bridge with the
 * same content is one case and one link; with other content it is another message. Two calls of the store at most.
 */
export const fileBridgeMessage = async (
  context: BridgeContext,
  bridge: Bridge,
  message: BridgeMessage,
): Promise<FiledMessage> => {
  const { settings, keys, store, now } = context;
  const report = reportOf(bridge, message);
  const parts = [utf8(bridge.name), utf8(message.id)];
  const messageBits = derive(keys.ticketSecret, 'conductline bridge message', 16, parts);
  // What a bridge is called does not make another message of it.
  const { handle = '', name = '' } = message.sender ?? {};
  const digest = createHash('sha256')
    .update(submissionDigest({ ...report, identity: { name, contact: handle } }))
    .update(JSON.stringify([message.sentOn ?? '']))
    .digest();
  const token = tokenOfTicket(messageBits, digest);
  const until = addDays(fullHour(now), settings.doors.handoverDays);
  const sealed = sealMessage(context, { bridge, message, report, token, messageBits, until });
  if ((await store.fileReport(sealed)) === 'filed')
    return { kind: 'filed', token, until, acknowledgeBy: sealed.summary.deadlines.acknowledgeBy };
  return filedBefore(context, bridge, token);
};

/** What a message that was filed before was answered, for as long as its link still waits. */
const filedBefore = async (
  { settings, store, now }: Pick<BridgeContext, 'settings' | 'store' | 'now'>,
  { channel }: Bridge,
  token: Token,
): Promise<FiledMessage> => {
  const until = (await openAnyDoor(store, token, now))?.door.handover?.until;
  const deadlines = settings.channels[channel]?.deadlines;
  if (!until || !deadlines) return { kind: 'closed-since' };
  // As it was promised when it came: what the team has done since is not told to a bridge.
  const { acknowledgeBy } = firstDeadlines(deadlines, addDays(until, -settings.doors.handoverDays));
  return { kind: 'filed', token, until, acknowledgeBy };
};

const sealMessage = (
  { settings, keys, random, now }: BridgeContext,
  filing: {
    readonly bridge: Bridge;
    readonly message: BridgeMessage;
    readonly report: NewReport;
    readonly token: Token;
    readonly messageBits: Uint8Array;
    readonly until: Date;
  },
): SealedReport => {
  const { bridge, message, report, token, messageBits, until } = filing;
  const caseId = newId(random);
  const { sealed, threadKey } = sealCase(
    { settings, random, now, ring: (name, purpose) => keys.ring(name, purpose) },
    {
      caseId,
      channel: report.channel,
      urgent: false,
      entry: {
        from: 'reporter',
        kind: 'report',
        on: fullHour(now).toISOString(),
        byBridge: { bridge: bridge.name, label: bridge.label, sentOn: message.sentOn },
        texts: answerTexts(settings, report),
      },
      brief: {
        persons: '',
        spaces: '',
        excludedMembers: [],
        rosterRevision: keys.roster.revision,
        likelySpam: looksLikeSpam(report),
      },
      identity: report.identity ?? {},
      receipt: true,
    },
  );
  return {
    ...sealed,
    doorId: doorId(token),
    wrappedThreadKey: seal(doorKey(token), doorContext(caseId, reporterThread), threadKey),
    handover: { until },
    heldMessage: sealPersonsNamed({ settings, keys, random, now }, report, caseId, messageBits),
  };
};
