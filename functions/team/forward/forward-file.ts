import { readAttachment } from '../../domain/attachment/read-attachment.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import { threadKeyOf } from '../../domain/casework/change/open-case.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import type { OpenRefusal } from '../../domain/casework/two-people/open-copy.ts';
import { readCopy, type CaseCopy } from '../../domain/casework/two-people/read-copy.ts';
import { forwardTextBytes, type ForwardedCase } from '../../domain/forward/forward-format.ts';
import {
  filesToForward,
  forwardFilesRefusal,
  type FileToForward,
  type ForwardFilesRefusal,
} from '../../domain/forward/forward-files.ts';
import { keyOf } from '../../domain/forward/receiving-key.ts';
import { sealForward } from '../../domain/forward/seal-forward.ts';
import { day } from '../../domain/kernel/clock.ts';
import { inKilobytes } from '../../domain/kernel/size.ts';
import { derive } from '../../envelope/derive.ts';
import { utf8 } from '../../envelope/format.ts';
import { inLanguage } from '../../settings/localised.ts';
import { entryView } from '../case/case-json.ts';
import type { TeamContext } from '../team-context.ts';

export type ForwardFileResult =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  /** The copy is for somebody to read, not for a community. */
  | { readonly kind: 'not-forwarded' }
  | { readonly kind: 'too-long' }
  /** Everything in it is held back. */
  | { readonly kind: 'nothing-left' }
  | ForwardFilesRefusal
  | OpenRefusal
  | NotPermitted;

export const tooLongToForward = `A forwarded case has at most ${inKilobytes(forwardTextBytes)} of text. Ask for a copy with the report and its conversation alone, or hold entries back.`;

type Entries = ForwardedCase['entries'];

/** What people wrote, as it is handed out; what the service says by itself, and what somebody did with a button alone, is not. */
const entriesOf = (
  { settings }: TeamContext,
  copy: CaseCopy,
  files: readonly FileToForward[],
): readonly (Entries[number] & { readonly number: number })[] => {
  const { head } = copy.opened;
  const channel = head.sentTo ?? head.channel;
  const hasFile = (thread: string, number: number): boolean =>
    files.some((file) => file.thread === thread && file.number === number);
  return copy.threads.flatMap(({ thread, entries }) =>
    entries.flatMap(({ number, entry }) => {
      if (typeof entry === 'string' || entry.from === 'automatic') return [];
      if (entry.kind !== 'report' && entry.kind !== 'message' && !hasFile(thread, number)) return [];
      const { text } = entryView(settings, channel, { number, entry });
      return [{ thread, from: entry.from, on: entry.on, text, number }];
    }),
  );
};

/** The files that were chosen, whole: their sizes are bounded before. */
const bytesOf = async (
  { files: { get } }: TeamContext,
  { opened }: CaseCopy,
  files: readonly FileToForward[],
): Promise<readonly Uint8Array[]> => {
  const { caseId } = opened.head;
  const read: Uint8Array[] = [];
  for (const { thread, attachment } of files) {
    const place = { caseId, thread, threadKey: threadKeyOf(opened, thread) };
    read.push(await readAttachment(get, place, attachment, { start: 0, end: attachment.size }));
  }
  return read;
};

const filesOf = (copy: CaseCopy): readonly FileToForward[] =>
  copy.request.copy.files === 'none' ? [] : filesToForward(copy.threads);

/**
 * A copy that is forwarded, as a file for the community whose key it was asked for with. The same copy has the same id
 * each time.
 * @throws {Fault} when storage does not answer, or a file cannot be opened
 */
export const forwardFile = async (
  context: TeamContext,
  caseContext: CaseContext,
  caseId: string,
  request: number,
): Promise<ForwardFileResult> => {
  const copy = await readCopy(caseContext, caseId, request);
  if (copy.kind !== 'copy') return copy;
  const { receivingKey, basis = 'other' } = copy.request.copy;
  const key = receivingKey === undefined ? undefined : keyOf(receivingKey);
  if (!key) return { kind: 'not-forwarded' };
  const secret = await context.ticketSecret(context.clock());
  const part = [utf8(caseId), utf8(String(request)), utf8(copy.request.openedAt ?? '')];
  const files = filesOf(copy);
  const wrongFiles = forwardFilesRefusal(files);
  if (wrongFiles) return wrongFiles;
  const numbered = entriesOf(context, copy, files);
  if (numbered.length === 0) return { kind: 'nothing-left' };
  const entries = numbered.map(({ thread, from, on, text }) => ({ thread, from, on, text }));
  const described = files.map(({ thread, number, attachment }) => ({
    entry: numbered.findIndex((entry) => entry.thread === thread && entry.number === number),
    name: attachment.name,
  }));
  const content: ForwardedCase = {
    id: Buffer.from(derive(secret, 'conductline forward id', 16, part)).toString('base64url'),
    from: { community: inLanguage(context.settings.organisation, 'en'), address: context.reporterUrl },
    sentOn: day(caseContext.now),
    basis,
    entries,
    ...(described.length > 0 ? { files: described } : {}),
  };
  const bytes = sealForward(key, content, await bytesOf(context, copy, files));
  if (!bytes) return { kind: 'too-long' };
  return { kind: 'file', name: `${copy.opened.head.caseName}.conductline-forward`, bytes };
};
