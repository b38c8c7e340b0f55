import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  sectionName,
  type ListPosition,
  type QueueSection,
} from '../../domain/casework/reading/walk-queue.ts';
import { openCursor, sealCursor } from '../../envelope/cursor.ts';
import { utf8 } from '../../envelope/format.ts';
import { procedureSums, type ProcedureSums } from './procedure-contract.ts';

/** What somebody asked for: the queues, and the months. */
export type NamedProcedure = {
  readonly sections: readonly QueueSection[];
  readonly months: readonly string[];
};

/** Where it goes on, and what was counted until there. */
export type ProcedurePlace = { readonly after: ListPosition; readonly sums: ProcedureSums };

const place = z.object({
  list: z.string(),
  passed: z.array(z.tuple([z.string(), z.string()]).nullable()),
  sums: procedureSums,
});

const digestOf = ({ sections, months }: NamedProcedure): string =>
  createHash('sha256')
    .update(JSON.stringify(['procedure', sections.map(sectionName), months]))
    .digest('base64url');

// A digest has 43 characters; the counts of ten rules some 800, and up to 400 more with numbers of many digits.
const sumBytes = 1_400;
const sectionBytes = 64;

/** Sealed for one member, and of one length for them: how many queues have begun depends on rows that may not be theirs. */
export const procedureCursor = (
  secret: Uint8Array,
  memberId: string,
  named: NamedProcedure,
  { after, sums }: ProcedurePlace,
): string => {
  const passed = named.sections.map((section) => {
    const name = sectionName(section);
    const at = Object.hasOwn(after, name) ? after[name] : undefined;
    return at ? [at.caseId, at.order] : null;
  });
  const text = JSON.stringify({ list: digestOf(named), passed, sums });
  return sealCursor(secret, memberId, utf8(text.padEnd(sumBytes + sectionBytes * named.sections.length)));
};

/** `undefined` for a cursor that was forged, belongs to another member, or to something else that was asked for. */
export const procedurePlaceOf = (
  secret: Uint8Array,
  memberId: string,
  named: NamedProcedure,
  cursor: string,
): ProcedurePlace | undefined => {
  const opened = openCursor(secret, memberId, cursor);
  const parsed = opened && place.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
  if (parsed?.list !== digestOf(named)) return undefined;
  const after = Object.fromEntries(
    named.sections.flatMap((section, index) => {
      const [caseId, order] = parsed.passed[index] ?? [];
      return caseId === undefined || order === undefined ? [] : [[sectionName(section), { caseId, order }]];
    }),
  );
  return { after, sums: parsed.sums };
};
