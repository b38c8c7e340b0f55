import * as z from 'zod';
import { contentContext, utf8 } from '../../envelope/format.ts';
import { openPadded } from '../../envelope/open.ts';
import { sealPadded } from '../../envelope/seal.ts';
import { author } from '../member/author.ts';
import { workThread } from './note.ts';
import { parseSealedJson } from './sealed-json.ts';

/** Something to be done for a case, by a day. Sealed under the casework key. */
export const task = z.object({
  text: z.string(),
  dueOn: z.iso.date().optional(),
  /** Who has undertaken it. */
  assignee: author.optional(),
  addedBy: author,
  addedOn: z.iso.date(),
  done: z.object({ by: author, on: z.iso.date() }).optional(),
});
export type Task = z.infer<typeof task>;

/** A case has at most so many, done ones included. */
export const mostTasks = 200;

/** A task is rewritten as it changes; `revision` is the case's version that wrote it last. */
export type SealedTask = {
  readonly number: number;
  readonly revision: number;
  readonly sealed: Uint8Array;
};

const context = (caseId: string, number: number, revision: number) =>
  contentContext({ caseId, thread: workThread, kind: 'task', id: String(number), revision });

export const sealTask = (
  caseworkKey: Uint8Array,
  caseId: string,
  place: { readonly number: number; readonly revision: number },
  content: Task,
): SealedTask => ({
  ...place,
  sealed: sealPadded(
    caseworkKey,
    context(caseId, place.number, place.revision),
    utf8(JSON.stringify(content)),
  ),
});

/** @returns `undefined` when it does not open or is none */
export const openTask = (
  caseworkKey: Uint8Array,
  caseId: string,
  { number, revision, sealed }: SealedTask,
): Task | undefined => {
  const opened = openPadded(caseworkKey, context(caseId, number, revision), sealed);
  return opened && parseSealedJson(task, opened);
};
