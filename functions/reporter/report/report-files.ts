import type { FormFields } from '../../web/request/request-body.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { newId } from '../../domain/kernel/random.ts';
import { issueDraft, readDraft } from '../../envelope/draft.ts';
import type { Page } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { formFilesOf } from '../files/form-files.ts';
import {
  fileProblem,
  notTaken,
  receiveFormFiles,
  type ReceivedFormFiles,
} from '../files/receive-form-files.ts';

/**
 * The files of a report form: those that came before, and those that come with it, sealed for the case that the report
 * will be. The first file brings the draft along that says which one. A form without files costs nothing.
 */
export const receiveReportFiles = async (
  context: ReporterContext,
  page: Page,
  fields: FormFields,
): Promise<ReceivedFormFiles> => {
  const given = formFilesOf(fields);
  const incoming = fields.files('files');
  if (given.listed.length === 0 && incoming.length === 0)
    return { files: given, problems: [], haveCome: false };
  const now = context.clock();
  try {
    const { ticketSecret } = await context.keys(now);
    const read = readDraft(ticketSecret, given.draft ?? '', now);
    const isOver = read.kind !== 'valid';
    const problems =
      isOver && given.listed.length > 0 ? [fileProblem(page.messages.files.problems.expired)] : [];
    if (isOver && incoming.length === 0) return { files: { listed: [] }, problems, haveCome: false };
    const { random } = context;
    const draft = isOver ? { caseId: newId(random), threadKey: random.bytes(32) } : read.draft;
    const place = { ...draft, thread: reporterThread, attachmentBytes: 0 };
    const listed = isOver ? { draft: issueDraft(ticketSecret, now, draft), listed: [] } : given;
    const received = await receiveFormFiles(context, page, place, { listed, incoming });
    return { ...received, problems: [...problems, ...received.problems] };
  } catch (fault) {
    return { files: given, problems: notTaken(page, incoming), haveCome: false, fault };
  }
};
