import { roomInCase } from '../../domain/attachment/budget.ts';
import { sizeText } from '../../domain/kernel/size.ts';
import { fileNameFor } from '../../domain/attachment/file-name.ts';
import { openReference, referenceTo } from '../../domain/attachment/reference.ts';
import { receiveFile } from '../../domain/attachment/receive-file.ts';
import { answeringReporter } from '../../domain/casework/handling/answering-reporter.ts';
import { caseThread, type CaseThread } from '../../domain/casework/reading/case-thread.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import type { TeamContext } from '../team-context.ts';
import { fileRefusalNames } from '../files/file-words.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { fieldId } from '../case/case-view.ts';
import { reporterThread, type ThreadName } from '../../domain/thread/thread-name.ts';
import type { Posted } from '../handling/posted-form.ts';
import type { ChosenForReply } from './chosen-for-reply.ts';

export type ReceivedForReply =
  { readonly kind: 'received'; readonly problems: readonly PageProblem[] } | NotPermitted;

/** Files that came before, without those that are to be left out. */
const cameBefore = (place: CaseThread, { fields }: Posted): (ChosenForReply | undefined)[] => {
  const dropped = new Set(fields.all('dropped'));
  const references = [...new Set(fields.all('attached'))];
  return references.flatMap((reference) => {
    const file = openReference(place, reference);
    if (!file) return [undefined];
    const given = fields.get(`fileName-${file.id}`) ?? file.name;
    return dropped.has(file.id) ? [] : [{ reference, file, name: fileNameFor(given, file.type) }];
  });
};

/**
 * Receives the files of a reply at once, whatever becomes of the reply: `posted.files` holds those that are there. One
 * that came with an earlier post of the form counts as well.
 * @throws {Fault} when storage fails; what came by then is kept in `posted.files`, and the rest is named there
 */
export const receiveReplyFiles = async (
  context: TeamContext,
  posted: Posted,
  thread: ThreadName = reporterThread,
): Promise<ReceivedForReply> => {
  const { fields, caseContext, id, files } = posted;
  const field = fieldId(posted.form, 'attachments');
  const coming = fields.files('files');
  if (coming.length === 0 && !fields.has('attached')) return { kind: 'received', problems: [] };
  files.lost = coming.map(({ name }) => name);
  const found = await caseThread(caseContext, id, answeringReporter, thread);
  if (found.kind !== 'thread') return found;
  const before = cameBefore(found.thread, posted);
  const problems: PageProblem[] = before.includes(undefined)
    ? [{ field, text: 'A file cannot be used any more. Choose it again.' }]
    : [];
  files.chosen = before.filter((file) => file !== undefined);
  const limit = context.settings.attachments.filesPerEntry;
  let room = roomInCase(context.settings, found.thread.attachmentBytes);
  for (const [index, { name, bytes }] of coming.entries()) {
    const refused = (why: string): void =>
      void problems.push({ field, text: `“${name}” is not attached. ${why}` });
    if (files.chosen.length >= limit || index >= limit)
      refused(`At most ${limit} files go with one message.`);
    else if (bytes.length > room) refused(`The case has room for ${sizeText(room)} more.`);
    else {
      const received = await receiveFile(context, found.thread, { name, bytes });
      if (received.kind === 'refused') refused(fileRefusalNames[received.why]);
      else {
        const { file } = received;
        room -= file.size;
        files.chosen = [
          ...files.chosen,
          { reference: referenceTo(found.thread, file), file, name: file.name },
        ];
      }
    }
    files.lost = files.lost.slice(1);
  }
  return { kind: 'received', problems };
};
