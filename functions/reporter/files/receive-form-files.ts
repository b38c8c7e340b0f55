import type { FormFile as IncomingFile } from '../../web/request/request-body.ts';
import { chargedBytes, roomInCase, takeFromToday } from '../../domain/attachment/budget.ts';
import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import { receiveFile } from '../../domain/attachment/receive-file.ts';
import { referenceTo } from '../../domain/attachment/reference.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';
import { isolated, type Page } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { openedIn, sentFiles, type FormFiles } from './form-files.ts';
import type { PageProblem } from '../ui/layout.tsx';

/** The files that a form brings: those it lists, which came before, and those that come with it. */
export type GivenFiles = { readonly listed: FormFiles; readonly incoming: readonly IncomingFile[] };

export type ReceivedFormFiles = {
  readonly files: FormFiles;
  /** At the field of the files. */
  readonly problems: readonly PageProblem[];
  /** Files came with this form, and are on the list for the first time. */
  readonly haveCome: boolean;
  /** What storage threw; the files that had come by then are on the list. */
  readonly fault?: unknown;
};

export const fileProblem = (text: string): PageProblem => ({ field: 'files', text });

/** The names of files in a sentence. */
export const namesOf = (page: Page, names: readonly string[]): string =>
  page.list([...new Set(names)].map((name) => isolated(page, withoutUnsafeCharacters(name).slice(0, 120))));

/** What is said of files that came with a form and could not even be looked at. */
export const notTaken = (page: Page, incoming: readonly IncomingFile[]): PageProblem[] =>
  incoming.length === 0
    ? []
    : [
        fileProblem(
          page.messages.files.problems.notTaken(
            namesOf(
              page,
              incoming.map(({ name }) => name),
            ),
          ),
        ),
      ];

/**
 * Takes the files that came with a form: each is cleaned, sealed and put, and goes on the list. Those that are refused
 * are said by name, and everything else stays.
 * @param attachmentBytes what the files of the case take already
 */
export const receiveFormFiles = async (
  context: ReporterContext,
  page: Page,
  place: UploadPlace & { readonly attachmentBytes: number },
  { listed: given, incoming }: GivenFiles,
): Promise<ReceivedFormFiles> => {
  const { settings } = context;
  const now = context.clock();
  const said = page.messages.files;
  const problems: PageProblem[] = [];
  const opened = openedIn(place, given);
  if (opened.listed.length < given.listed.length) problems.push(fileProblem(said.problems.expired));
  let files = opened;
  const limit = settings.attachments.filesPerEntry;
  const room = roomInCase(settings, place.attachmentBytes);
  const tooMany: string[] = [];
  const notToday: string[] = [];
  let haveCome = false;
  for (const [index, file] of incoming.entries()) {
    // Each file costs calls of the store, one that is refused as well.
    if (sentFiles(files).length >= limit || index >= limit) {
      tooMany.push(file.name);
      continue;
    }
    try {
      const listedBytes = sentFiles(files).reduce((sum, { file: one }) => sum + (one?.size ?? 0), 0);
      const sealed = sealedFileSize(file.bytes.length);
      if (listedBytes + sealed > room) {
        problems.push(fileProblem(said.problems.caseFull(page.size(Math.max(0, room - listedBytes)))));
        problems.push(...notTaken(page, [file]));
        continue;
      }
      if (!(await takeFromToday({ ...context, now }, chargedBytes(sealed), 'with-form'))) {
        notToday.push(file.name);
        continue;
      }
      const result = await receiveFile(context, place, file);
      if (result.kind === 'refused') {
        const why = said.refusals[result.why];
        problems.push(fileProblem(said.problems.refused(namesOf(page, [file.name]), why)));
        continue;
      }
      const { id } = result.file;
      const listed = { id, reference: referenceTo(place, result.file), name: '', file: result.file };
      const chosen = { keepOriginal: false, dropped: false, seen: false };
      files = { ...files, listed: [...files.listed, { ...listed, ...chosen }] };
      haveCome = true;
    } catch (fault) {
      problems.push(...notTaken(page, incoming.slice(index)));
      return { files, problems, haveCome, fault };
    }
  }
  if (tooMany.length > 0)
    problems.push(fileProblem(said.problems.notTakenTooMany(namesOf(page, tooMany), String(limit))));
  if (notToday.length > 0) problems.push(fileProblem(said.problems.today(namesOf(page, notToday))));
  if (tooMany.length === 0 && sentFiles(files).length > limit)
    problems.push(fileProblem(said.problems.tooMany(String(limit))));
  return { files, problems, haveCome };
};
