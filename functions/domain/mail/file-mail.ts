import { encodeToken, doorId, doorKey } from '../../envelope/token.ts';
import { doorContext, mailDoorContext, utf8 } from '../../envelope/format.ts';
import { seal } from '../../envelope/seal.ts';
import { firstQuestion } from '../../settings/schema.ts';
import { firstLanguage, language, type Language } from '../../settings/localised.ts';
import { writtenLanguage } from '../../settings/written-language.ts';
import { sealPersonsNamed } from '../intake/seal-held.ts';
import { sealCase } from '../intake/seal-report.ts';
import type { MailDoor, MailedTo } from '../intake/sealed-case.ts';
import { looksLikeSpam } from '../intake/spam-signs.ts';
import { allChannels } from '../key-ring/purpose.ts';
import { addDays } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { byteLength } from '../kernel/text.ts';
import { reporterThread } from '../thread/thread-name.ts';
import { appendToCase } from './append-mail.ts';
import { sealCorrespondent } from './correspondent.ts';
import { countMail } from './count-mail.ts';
import type { FilingRemark } from './filing-remarks.ts';
import { isOurs } from './mail-addresses.ts';
import type { MailedCase } from './mail-case-store.ts';
import type { FilingContext } from './mail-context.ts';
import { mailEntry, senderOf } from './mail-entry.ts';
import { keepMailFiles, type MailFiles } from './mail-files.ts';
import { senderMark, type MailKeys } from './mail-keys.ts';
import { sealOutgoing } from './outgoing-mail.ts';
import type { ReadMail } from './read-mail.ts';
import { caseIdOfHandle, encodeHandle, mailDoorId, mailDoorKey } from './reply-handle.ts';

/** Bytes of UTF-8; longer ones no server takes (RFC 5321 §4.5.3.1). */
const longestAddress = 320;

/** Where the answers to a mail go; `undefined` where nothing may be answered: nothing that is can loop. */
const answeredAt = ({ settings }: Pick<FilingContext, 'settings'>, mail: ReadMail): string | undefined => {
  const { answerTo, automatic, verdicts } = mail;
  if (answerTo === undefined || automatic !== undefined || verdicts.spam === 'fail') return undefined;
  return byteLength(answerTo) <= longestAddress && !isOurs(settings, answerTo) ? answerTo : undefined;
};

/** A mail that becomes a case, with what is known of it before anything is sealed. */
export type NewMail = {
  readonly channel: string;
  readonly mail: ReadMail;
  readonly keys: MailKeys;
  /** Why it is a case of its own although it was sent to a conversation. */
  readonly remarks: readonly FilingRemark[];
};

type Plan = NewMail & {
  readonly caseId: string;
  readonly threadKey: Uint8Array;
  readonly answerTo: string | undefined;
};

/**
 * Files a mail as a case of its own, with the first answer where there is one, which waits for an hour that has room for
 * it; above the limit of cases of an hour, with the last case that was made of the same address. A mail that was filed before is not filed again.
 * @throws {Fault} when storage fails: nothing, or all of it, is stored
 */
export const fileMail = async (context: FilingContext, wanted: NewMail): Promise<void> => {
  const { store, random } = context;
  const plan: Plan = {
    ...wanted,
    caseId: caseIdOfHandle(wanted.keys.handle),
    threadKey: random.bytes(32),
    answerTo: answeredAt(context, wanted.mail),
  };
  let files: MailFiles | undefined;
  await retryOnConflict<true>(async () => {
    const counting = await countMail(context, plan);
    const { last } = counting;
    if (last !== undefined) {
      const { mail, keys } = plan;
      const remarks: FilingRemark[] = [...plan.remarks, 'many-in-an-hour'];
      const appended = await appendToCase(context, { handle: last, mail, remarks, seenMark: keys.seenMark });
      if (appended === 'appended') return true;
    }
    files ??= await keepMailFiles(
      context,
      { ...plan, thread: reporterThread, attachmentBytes: 0 },
      plan.mail.files,
    );
    const filed = sealMailedCase(context, plan, files, counting.answerFrom);
    const { counts } = counting;
    const outcome = await store.fileMail(filed, {
      seenMark: plan.keys.seenMark,
      counts,
      now: context.now,
    });
    if (outcome === 'files-gone') throw new Fault('storage-busy');
    return outcome === 'counted-meanwhile' ? conflict : true;
  });
};

const sealMailedCase = (
  context: FilingContext,
  plan: Plan,
  files: MailFiles,
  answerFrom: Date | undefined,
): MailedCase => {
  const { settings, keys: rings, random, now } = context;
  const { caseId, channel, mail, answerTo } = plan;
  const isAnswered = answerTo !== undefined && answerFrom !== undefined;
  const remarks: FilingRemark[] = [...plan.remarks, ...(isAnswered ? [] : (['not-answered'] as const))];
  const { sealed } = sealCase(
    { settings, random, now, ring: (name, purpose) => rings.ring(name, purpose) },
    {
      caseId,
      channel,
      urgent: false,
      entry: mailEntry('report', mail, files, { now, remarks }),
      brief: {
        persons: '',
        spaces: '',
        excludedMembers: [],
        rosterRevision: rings.roster.revision,
        likelySpam:
          mail.verdicts.spam === 'fail' || looksLikeSpam({ answers: { [firstQuestion]: mail.text } }),
      },
      identity: senderOf(mail),
      threadKey: plan.threadKey,
      receipt: isAnswered,
    },
  );
  return {
    ...sealed,
    mailDoor: mailDoorOf(context, plan),
    heldMessage: heldMessageOf(context, plan),
    // Without the words that the first answer brings, a mail that something waits would lead nowhere.
    mail: isAnswered ? mailedTo(context, plan, { address: answerTo, answerFrom }) : undefined,
    ...(isAnswered
      ? firstAnswer(context, plan, { answerFrom, acknowledgeBy: sealed.summary.deadlines.acknowledgeBy })
      : { door: undefined, received: undefined }),
  };
};

/**
 * Every case of a channel in which reports wait writes a message, of one size. Nobody can tell whom a mail names: the team
 * says it later, by whom it makes a respondent.
 */
const heldMessageOf = (
  { settings, keys, random, now }: FilingContext,
  { caseId, channel, mail, keys: { seenMark } }: Plan,
) => {
  const { name, address: contact } = mail.sender;
  const compared = { channel, answers: { [firstQuestion]: mail.text }, identity: { name, contact } };
  return sealPersonsNamed({ settings, keys, random, now }, compared, caseId, utf8(seenMark));
};

const mailDoorOf = ({ secret }: FilingContext, { caseId, mail, keys, threadKey }: Plan): MailDoor => ({
  id: mailDoorId(keys.handle),
  wrappedThreadKey: seal(mailDoorKey(keys.handle), mailDoorContext(caseId), threadKey),
  sender: senderMark(secret, caseId, mail.sender.address ?? ''),
});

/** What is written counts before the header, which says how the program of its writer is set. */
const answeredIn = (mail: ReadMail, settings: FilingContext['settings']): Language =>
  writtenLanguage(`${mail.subject}\n${mail.text}`) ??
  language.safeParse(mail.language).data ??
  firstLanguage(settings);

const mailedTo = (
  { keys: rings, settings, now }: FilingContext,
  { caseId, mail, keys }: Plan,
  { address, answerFrom }: { readonly address: string; readonly answerFrom: Date },
): MailedTo => ({
  answersFrom: answerFrom > now ? answerFrom.toISOString() : undefined,
  correspondent: sealCorrespondent(rings.ring(allChannels, 'mail'), caseId, {
    address,
    language: answeredIn(mail, settings),
    replyHandle: encodeHandle(keys.handle),
  }),
});

/** The door that is handed over, and the mail that hands it over. `acknowledgeBy`: what was promised, ISO in UTC. */
const firstAnswer = (
  { keys: rings, settings }: FilingContext,
  { caseId, keys: { token }, threadKey }: Plan,
  { answerFrom, acknowledgeBy }: { readonly answerFrom: Date; readonly acknowledgeBy: string },
): Required<Pick<MailedCase, 'door' | 'received'>> => {
  const until = addDays(answerFrom, settings.doors.handoverDays);
  return {
    door: {
      doorId: doorId(token),
      wrappedThreadKey: seal(doorKey(token), doorContext(caseId, reporterThread), threadKey),
      handover: { until },
    },
    received: {
      sealed: sealOutgoing(rings.ring(allChannels, 'mail'), caseId, {
        kind: 'received',
        token: encodeToken(token),
        tokenUntil: until.toISOString(),
        acknowledgeBy: acknowledgeBy.slice(0, 10),
      }),
      notBefore: answerFrom.toISOString(),
    },
  };
};
