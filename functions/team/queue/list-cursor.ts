import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { SearchPlace } from '../../domain/casework/reading/search-cases.ts';
import {
  sectionName,
  type QueueSection,
  type ListPosition,
} from '../../domain/casework/reading/walk-queue.ts';
import { openCursor, sealCursor } from '../../envelope/cursor.ts';
import { utf8 } from '../../envelope/format.ts';

/** Which list somebody asked for: its sections, and what it is narrowed to or searched for. */
export type NamedList = { readonly sections: readonly QueueSection[]; readonly narrowed: readonly string[] };

/** What a cursor is good for: the same list, from a place on; for each section, in their order, the last row passed. */
const place = z.object({
  list: z.string(),
  passed: z.array(z.tuple([z.string(), z.string()]).nullable()),
  /** Of a search. */
  part: z.enum(['lines', 'contents']).default('lines'),
  within: z.object({ caseId: z.string(), notesBefore: z.int() }).optional(),
  progress: z.object({ lines: z.int(), of: z.int(), contents: z.int() }).optional(),
});

const digestOf = ({ sections, narrowed }: NamedList): string =>
  createHash('sha256')
    .update(JSON.stringify([sections.map(sectionName), narrowed]))
    .digest('base64url');

// A digest has 43 characters; a row's id 22 and its place in the queue 26. A number has at most 16.
const listBytes = 260;
const sectionBytes = 64;

/**
 * A place in a list, sealed for one member. Its length follows from the member's own channels alone: how many sections have
 * begun depends on rows of cases that may not exist for the member.
 */
export const listCursor = (
  secret: Uint8Array,
  memberId: string,
  list: NamedList,
  { from, part, within, progress }: SearchPlace,
): string => {
  const passed = list.sections.map((section) => {
    const at = passedIn(from, section);
    return at ? [at.caseId, at.order] : null;
  });
  const text = JSON.stringify({ list: digestOf(list), passed, part, within, progress });
  return sealCursor(secret, memberId, utf8(text.padEnd(listBytes + sectionBytes * list.sections.length)));
};

/** `undefined` for a cursor that was forged, belongs to another member, or to another list. */
export const placeOf = (
  secret: Uint8Array,
  memberId: string,
  list: NamedList,
  cursor: string,
): SearchPlace | undefined => {
  const opened = openCursor(secret, memberId, cursor);
  const parsed = opened && place.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
  if (parsed?.list !== digestOf(list)) return undefined;
  const from = Object.fromEntries(
    list.sections.flatMap((section, index) => {
      const [caseId, order] = parsed.passed[index] ?? [];
      return caseId === undefined || order === undefined ? [] : [[sectionName(section), { caseId, order }]];
    }),
  );
  return { from, part: parsed.part, within: parsed.within, progress: parsed.progress };
};

const passedIn = (position: ListPosition, section: QueueSection): ListPosition[string] | undefined =>
  Object.hasOwn(position, sectionName(section)) ? position[sectionName(section)] : undefined;
