import * as z from 'zod';
import { contentContext, lengthPrefixed, paddedLength, splitLengthPrefixed } from '../../envelope/format.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import type { Localised } from '../../settings/localised.ts';
import { author } from '../member/author.ts';
import { byBridge, type ByBridge } from './by-bridge.ts';
import { byMail, type ByMail } from './by-mail.ts';
import { holders } from './thread-name.ts';
import {
  attachment,
  objectsOf,
  ringSealedAsJson,
  storedBytes,
  type Attachment,
} from '../attachment/attachment.ts';
import { openPadded } from '../../envelope/open.ts';
import { sealPadded } from '../../envelope/seal.ts';

/**
 * What the reporter tells the team by pressing a button. Nothing is stored but the kind: each reader is shown a
 * sentence in their own language.
 */
export const announcements = ['withdrawal-request', 'stop-writing', 'stop-mails', 'door-closed'] as const;
export type Announcement = (typeof announcements)[number];

/** How a member came by what they wrote down for somebody. */
export const waysItCame = ['mail', 'chat', 'in-person', 'other'] as const;
export type WayItCame = (typeof waysItCame)[number];

/** How something came that a member made a case of: the same, or as a file from another community. */
export const filedWays = [...waysItCame, 'forwarded'] as const;
export type FiledWay = (typeof filedWays)[number];

/** A report that a member of the team wrote down. */
export const filedBy = z.object({
  author,
  /** `self`: it is the member's own report. */
  forWhom: z.enum(['self', 'another']),
  /** Whether the person it came from knows that it was written down here. */
  reporterKnows: z.boolean(),
  cameBy: z.enum(filedWays),
  receivedOn: z.iso.date().optional(),
});
export type FiledBy = z.infer<typeof filedBy>;

const attachments = z.array(attachment).optional();
const byName = z.string().regex(/^[a-z-]{1,40}$/);
const facts = z.record(z.string(), z.string());

/**
 * Something the holder of a door did by pressing a button, by its name (`acts.ts`) and with what it is about: numbers of
 * records, days. Each reader is shown a sentence in their own language; the entry's text is what the holder adds to it.
 */
const act = { kind: z.literal('act'), on: z.iso.datetime(), act: byName, facts, attachments };
const others = holders.filter((holder) => holder !== 'reporter');

const entryHead = z.discriminatedUnion('from', [
  z.discriminatedUnion('kind', [
    z.object({
      from: z.literal('reporter'),
      kind: z.enum(['report', 'message', ...announcements]),
      /** The full hour, in UTC. */
      on: z.iso.datetime(),
      filedBy: filedBy.optional(),
      byBridge: byBridge.optional(),
      byMail: byMail.optional(),
      attachments,
    }),
    z.object({ from: z.literal('reporter'), ...act }),
  ]),
  z.discriminatedUnion('kind', [
    z.object({ from: z.enum(others), kind: z.literal('message'), on: z.iso.datetime(), attachments }),
    z.object({ from: z.enum(others), ...act }),
  ]),
  z.discriminatedUnion('kind', [
    z.object({
      from: z.literal('team'),
      kind: z.literal('message'),
      on: z.iso.datetime(),
      author,
      attachments,
    }),
    /**
     * Something the team did that the reader is told of, by its name and with what it is about: names of dates, and times.
     * Each reader is shown a sentence in their own language; the entry's text is what the team adds to it.
     */
    z.object({
      from: z.literal('team'),
      kind: z.literal('event'),
      on: z.iso.datetime(),
      author,
      event: byName,
      facts,
    }),
  ]),
  /** What the service says by itself right after a report; its texts stand by language. It keeps no promise. */
  z.object({ from: z.literal('automatic'), kind: z.literal('receipt'), on: z.iso.datetime() }),
]);

/** One message: who and when inside the ciphertext, and its texts by name (`text`, or a report's answers). */
export type Entry = z.infer<typeof entryHead> & { readonly texts: ReadonlyMap<string, string> };

/** What happened, and what it is about. */
export type ThreadEvent = Pick<Extract<Entry, { kind: 'event' }>, 'event' | 'facts'>;

/** What the holder of a door did, and what it is about. */
export type ThreadAct = Pick<Extract<Entry, { kind: 'act' }>, 'act' | 'facts'>;

export type EntryPlace = { readonly caseId: string; readonly thread: string; readonly number: number };

const context = (place: EntryPlace) =>
  contentContext({
    caseId: place.caseId,
    thread: place.thread,
    kind: 'entry',
    id: String(place.number),
    revision: 1,
  });

// Texts stand beside the JSON, not in it: escaping could double their size and break the promised limit.
const encodeEntry = (entry: Entry): Uint8Array => {
  const { texts, ...head } = entry;
  const given = attachmentsOfEntry(entry).map(({ original, ...described }) => ({
    ...described,
    ...(original && { original: { ...original, sealedSecret: ringSealedAsJson(original.sealedSecret) } }),
  }));
  const json = { ...head, ...(given.length > 0 ? { attachments: given } : {}) };
  const parts = [JSON.stringify(json), ...[...texts].flat()];
  return lengthPrefixed(parts);
};

export const sealEntry = (threadKey: Uint8Array, place: EntryPlace, entry: Entry): Uint8Array =>
  sealPadded(threadKey, context(place), encodeEntry(entry));

/** @returns `undefined` when it does not open or is none */
export const openEntry = (
  threadKey: Uint8Array,
  place: EntryPlace,
  sealed: Uint8Array,
): Entry | undefined => {
  const opened = openPadded(threadKey, context(place), sealed);
  const [sealedHead, ...texts] = (opened && splitLengthPrefixed(opened)) ?? [];
  if (sealedHead === undefined || texts.length % 2 !== 0) return undefined;
  const head = parseSealedJson(entryHead, sealedHead);
  return head && { ...head, texts: inPairs(texts.map(asText)) };
};

/** What the service says by itself has no files. */
export const attachmentsOfEntry = (entry: Entry): readonly Attachment[] =>
  'attachments' in entry ? (entry.attachments ?? []) : [];

/** A member of the team wrote it down for somebody. */
export const filedByOf = (entry: Entry): FiledBy | undefined =>
  entry.from === 'reporter' && entry.kind !== 'act' ? entry.filedBy : undefined;

/** A program brought it from a chat. */
export const byBridgeOf = (entry: Entry): ByBridge | undefined =>
  entry.from === 'reporter' && entry.kind !== 'act' ? entry.byBridge : undefined;

/** It came by mail. */
export const byMailOf = (entry: Entry): ByMail | undefined =>
  entry.from === 'reporter' && entry.kind !== 'act' ? entry.byMail : undefined;

/** What an entry's files take: the ids of their objects, which are erased with it, and their bytes as they are sealed. */
export const filesOfEntry = (
  entry: Entry,
): { readonly objects: readonly string[]; readonly bytes: number } => {
  const attached = attachmentsOfEntry(entry);
  return {
    objects: attached.flatMap((given) => objectsOf(given).map(({ id }) => id)),
    bytes: attached.reduce((sum, given) => sum + storedBytes(given), 0),
  };
};

const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const inPairs = (strings: readonly string[]): Map<string, string> => {
  const pairs = new Map<string, string>();
  for (let at = 0; at + 1 < strings.length; at += 2) pairs.set(strings[at] ?? '', strings[at + 1] ?? '');
  return pairs;
};

/** A page says as much of a file as of a kilobyte of text at least. */
const bytesOfFile = 1024;
/** The smallest size class, of which all others are multiples. */
const sizeStep = 1024;
const paddedTo = (step: number, bytes: number): number => Math.ceil(bytes / step) * step;

/**
 * What a thread's limit counts of an entry: the size class it is sealed in, and a kilobyte for each of its files. Both
 * show in what is stored, so that a sum of them tells nothing more; its texts are never longer.
 */
const entryBytes = (entry: Entry): number =>
  paddedLength(encodeEntry(entry).length) + attachmentsOfEntry(entry).length * bytesOfFile;

/**
 * What the entries of a thread take together, with those that come.
 * @param before of release 0.1.0 it is the exact length of all texts: it becomes a size class with the next change
 */
export const threadBytes = (before: number, ...coming: readonly Entry[]): number =>
  coming.reduce((sum, entry) => sum + entryBytes(entry), paddedTo(sizeStep, before));

/** A text of the settings as the texts of an entry: by language, or one for all readers. */
export const localisedTexts = (text: Localised): ReadonlyMap<string, string> =>
  typeof text === 'string' ? messageTexts(text) : new Map(Object.entries(text));

export const messageTexts = (text: string): ReadonlyMap<string, string> => new Map([['text', text]]);
