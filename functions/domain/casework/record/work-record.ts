import type * as z from 'zod';
import { contentContext, paddedLength, utf8 } from '../../../envelope/format.ts';
import { openPadded } from '../../../envelope/open.ts';
import { sealPadded } from '../../../envelope/seal.ts';
import type { TaskDate } from '../../deadline/due-dates.ts';
import { workThread } from '../../thread/thread-name.ts';
import { noRecords, type RecordCounters, type SealedRecord } from './sealed-record.ts';
import { parseSealedJson } from '../../kernel/sealed-json.ts';

/** What of a case's head has to do with its records. */
export type RecordedHead = {
  readonly caseId: string;
  /** What there is of each kind of record. */
  readonly records: Readonly<Record<string, RecordCounters>>;
  /** The dates of tasks that are still to be done. */
  readonly taskDates: readonly TaskDate[];
};

export const recordsOf = ({ records }: Pick<RecordedHead, 'records'>, kind: string): RecordCounters =>
  (Object.hasOwn(records, kind) ? records[kind] : undefined) ?? noRecords;

type HeadPart = Partial<Pick<RecordedHead, 'taskDates'>>;

/** A record that is to be written, of any kind. */
export type RecordWrite = {
  readonly kind: string;
  /** Sent twice with this key, it is written once. */
  readonly sentKey: string | undefined;
  readonly prepare: (
    caseworkKey: Uint8Array,
    head: RecordedHead,
    revision: number,
  ) => {
    readonly record: SealedRecord;
    readonly isNew: boolean;
    readonly counters: RecordCounters;
    /** What stands in clear beside the head because of it. */
    readonly head: HeadPart;
  };
};

type Parts<Content> = {
  /** As it stands in keys and authenticated data: it never changes. */
  readonly name: string;
  readonly schema: z.ZodType<Content>;
  /** Rewritten records are numbered from 1 and change; others stay as they were written. */
  readonly rewritten: boolean;
  /** Numbers by the version of the case that wrote it, of which it writes one; else they count from 1. */
  readonly numberedByVersion?: true;
  readonly headAfter?: (head: RecordedHead, number: number, content: Content) => HeadPart;
};

export type RecordKind<Content> = {
  readonly name: string;
  /** @returns `undefined` when it does not open or is none of this kind */
  readonly open: (caseworkKey: Uint8Array, caseId: string, record: SealedRecord) => Content | undefined;
  /** Bytes it takes sealed, without what sealing adds: a size class. */
  readonly bytes: (content: Content) => number;
  /** @param number of a record that is rewritten; a new one gets the next */
  readonly write: (
    content: Content,
    options?: { readonly number?: number | undefined; readonly sentKey?: string | undefined },
  ) => RecordWrite;
};

/**
 * A kind of record: a schema, sealed as JSON under the casework key and padded. The kind, the case, the number and the
 * revision are authenticated, so that no record can take the place of another.
 */
export const recordKind = <Content>(parts: Parts<Content>): RecordKind<Content> => {
  const { name, schema } = parts;
  const context = (caseId: string, number: number, revision: number) =>
    contentContext({ caseId, thread: workThread, kind: name, id: String(number), revision });
  const encode = (content: Content): Uint8Array => utf8(JSON.stringify(content));
  const bytes = (content: Content): number => paddedLength(encode(content).length);
  return {
    name,
    bytes,
    open: (caseworkKey, caseId, { number, revision, sealed }) => {
      const opened = openPadded(caseworkKey, context(caseId, number, revision), sealed);
      return opened && parseSealedJson(schema, opened);
    },
    write: (content, { number: rewrites, sentKey } = {}) => ({
      kind: name,
      sentKey,
      prepare: (caseworkKey, head, version) => {
        const before = recordsOf(head, name);
        const number = rewrites ?? (parts.numberedByVersion ? version : before.last + 1);
        const revision = parts.rewritten ? version : 1;
        const sealed = sealPadded(caseworkKey, context(head.caseId, number, revision), encode(content));
        return {
          record: { number, revision, sealed },
          isNew: rewrites === undefined,
          counters: {
            last: Math.max(before.last, number),
            // What is written again, such as a note that is cleared, was counted when it was new.
            bytes: before.bytes + (parts.rewritten || rewrites !== undefined ? 0 : bytes(content)),
          },
          head: parts.headAfter?.(head, number, content) ?? {},
        };
      },
    }),
  };
};
