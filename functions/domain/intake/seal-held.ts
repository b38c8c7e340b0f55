import { createHash } from 'node:crypto';
import { doorContext } from '../../envelope/format.ts';
import { seal } from '../../envelope/seal.ts';
import { doorId, doorKey, type Token } from '../../envelope/token.ts';
import type { HoldSettings, Settings } from '../../settings/schema.ts';
import { newCaseName } from '../case/case-name.ts';
import { inMessage } from '../held/held-message.ts';
import { sealHeldMessage } from '../held/seal-held-message.ts';
import type { HeldPage } from '../held/held-page.ts';
import type { SealedHeld } from '../held/held-store.ts';
import { personKeysIn, personsIn, type PersonKey } from '../held/person-keys.ts';
import { addDays, day, fullHour } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { plainWords } from '../kernel/plain-words.ts';
import { newId, type Random } from '../kernel/random.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { sealEntry, threadBytes, type Entry } from '../thread/entry.ts';
import { sealSummary } from '../thread/summary.ts';
import { reporterThread } from '../thread/thread-name.ts';
import type { NewReport } from './new-report.ts';
import { answersOfMeaning, answerTexts, briefText, shortenedText } from './report-texts.ts';

type SealContext = {
  readonly settings: Settings;
  readonly keys: { readonly holdRing?: RingPublicKey | undefined };
  readonly random: Random;
  readonly now: Date;
};

const shortDigest = (label: string, content: Uint8Array | string): string =>
  createHash('sha256')
    .update(`conductline sender ${label} `)
    .update(content)
    .digest()
    .toString('base64url', 0, 16);

/** Letters and digits of a text that are compared: the beginning is enough, and bounds the work. */
const comparedCharacters = 4_000;

/** What is compared of a report, in whichever way it came. */
type Compared = Pick<NewReport, 'channel' | 'answers' | 'identity' | 'persons'>;

/**
 * By what two reports are known to come from one person: the same form, the same text, or the same name or contact of the
 * reporter. They must not let each other out. Who takes a fresh form and writes it anew is not known again.
 */
const sendersOf = (report: Compared, ticketBits: Uint8Array): string[] => {
  const text = plainWords(Object.values(report.answers).join(' ').slice(0, comparedCharacters));
  const { name = '', contact = '' } = report.identity ?? {};
  return [
    shortDigest('form', ticketBits),
    shortDigest('text', text),
    ...(name === '' ? [] : [shortDigest('name', plainWords(name))]),
    ...(contact === '' ? [] : [shortDigest('contact', plainWords(contact))]),
  ];
};

/** Whom a report names: what was named for this, and what stands alone in the answers about who was involved. */
const personKeysOf = (settings: Settings, report: Compared): readonly PersonKey[] =>
  personKeysIn([
    ...(report.persons ?? []),
    ...answersOfMeaning(settings, report, 'persons').flatMap(personsIn),
  ]);

/**
 * Whom an ordinary report names, for those that wait; always of one size, also when nobody is named. `undefined` where the
 * channel holds none, and as long as the scheduled function has not made the ring.
 * @param ticketBits of the form it was written on, or what else nothing but this report has
 */
export const sealPersonsNamed = (
  { settings, keys, now }: SealContext,
  report: Compared,
  caseId: string,
  ticketBits: Uint8Array,
): RingSealed | undefined =>
  settings.channels[report.channel]?.hold && keys.holdRing
    ? sealHeldMessage(keys.holdRing, {
        kind: 'named',
        caseId,
        on: day(now),
        ...inMessage(personKeysOf(settings, report)),
        senders: sendersOf(report, ticketBits),
      })
    : undefined;

const holdOf = ({ settings }: SealContext, channel: string): HoldSettings => {
  const hold = settings.channels[channel]?.hold;
  if (!hold) throw new Error('a validated report waits in a channel that has such');
  return hold;
};

/**
 * A report that waits: nobody but its reporter has the key of its thread.
 * @throws {Fault} `not-ready` as long as the scheduled function has not made the ring
 */
export const sealHeldReport = (
  context: SealContext,
  report: NewReport,
  more: {
    readonly token: Token;
    readonly ticketBits: Uint8Array;
    readonly rosterRevision: number | undefined;
    readonly likelySpam: boolean;
  },
): { readonly stored: SealedHeld; readonly page: HeldPage } => {
  const { settings, keys, random, now } = context;
  if (!keys.holdRing) throw new Fault('not-ready', 60);
  const { channel } = report;
  const { holdDays, perDay } = holdOf(context, channel);
  const caseId = newId(random);
  const threadKey = random.bytes(32);
  const thread = reporterThread;
  const entry: Entry = {
    from: 'reporter',
    kind: 'report',
    on: fullHour(now).toISOString(),
    texts: answerTexts(settings, report),
  };
  const persons = report.persons ?? [];
  const page: HeldPage = {
    held: true,
    caseName: newCaseName(random.integer),
    channel,
    sentOn: day(now),
    persons,
    brief: {
      persons: shortenedText([...answersOfMeaning(settings, report, 'persons'), ...persons]),
      spaces: briefText(settings, report, 'spaces'),
      excludedMembers: report.excludedMembers,
      rosterRevision: more.rosterRevision,
      likelySpam: more.likelySpam,
    },
    identity: { name: report.identity?.name, contact: report.identity?.contact },
  };
  const message = sealHeldMessage(keys.holdRing, {
    kind: 'held',
    caseId,
    on: day(now),
    ...inMessage(personKeysIn(persons)),
    senders: sendersOf(report, more.ticketBits),
  });
  const stored = {
    caseId,
    channel,
    doorId: doorId(more.token),
    wrappedThreadKey: seal(doorKey(more.token), doorContext(caseId, thread), threadKey),
    sealedEntry: sealEntry(threadKey, { caseId, thread, number: 1 }, entry),
    textBytes: threadBytes(0, entry),
    sealedPage: sealSummary(threadKey, { caseId, thread, revision: 1 }, page),
    expiresAt: addDays(fullHour(now), holdDays),
    message,
    lane: { day: day(now), perDay },
  };
  return { stored, page };
};
