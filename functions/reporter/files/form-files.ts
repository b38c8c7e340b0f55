import { objectId, type ReceivedFile, type UploadPlace } from '../../domain/attachment/attachment.ts';
import { fileNameFor } from '../../domain/attachment/file-name.ts';
import { longestReference, openReference } from '../../domain/attachment/reference.ts';
import type { ChosenFile } from '../../domain/attachment/attach.ts';
import { draftLength } from '../../domain/intake/new-report.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import type { FormFields } from '../../web/request/request-body.ts';

/** A file that has come with a form and is attached to nothing yet, with what its sender has chosen for it. */
export type FormFile = {
  readonly id: string;
  readonly reference: string;
  /** What its sender calls it now; empty for the name it came with. */
  readonly name: string;
  readonly keepOriginal: boolean;
  /** It stays on the list and is not sent. */
  readonly dropped: boolean;
  /** What was found in it has been shown. */
  readonly seen: boolean;
  /** What is known of it; absent on pages that were made without the key of the thread. */
  readonly file?: ReceivedFile | undefined;
};

/** The files of a form, and the draft they were sealed for where there is no case yet. */
export type FormFiles = { readonly draft?: string | undefined; readonly listed: readonly FormFile[] };

export const noFormFiles: FormFiles = { listed: [] };

/** More than a form of ours lists, files that are left out among them. */
const mostListed = 40;
/** Characters; more than any name that is shown has. */
const longestName = 200;

export const formFilesOf = (fields: FormFields): FormFiles => {
  const references = new Map(
    fields
      .all('attached')
      .filter((reference) => reference.length <= longestReference)
      .map((reference) => [reference.split('.')[0] ?? '', reference] as const)
      .filter(([id]) => objectId.safeParse(id).success),
  );
  return {
    draft: fields.get('draft')?.slice(0, draftLength),
    listed: [...references].slice(0, mostListed).map(([id, reference]) => ({
      id,
      reference,
      name: withoutUnsafeCharacters(fields.get(`fileName-${id}`) ?? '').slice(0, longestName),
      keepOriginal: fields.all('keepOriginal').includes(id),
      dropped: fields.all('dropped').includes(id),
      seen: fields.all('filesSeen').includes(id),
    })),
  };
};

/** The form came from a page of ours: its sender can look at what was found before anything is sent. */
export const isFromPage = (fields: FormFields): boolean =>
  fields.has('pageHasFiles') || fields.has('filesSeen');

/** The files whose references open in this thread, with what is known of them. */
export const openedIn = (place: UploadPlace, { draft, listed }: FormFiles): FormFiles => ({
  draft,
  listed: listed.flatMap((given) => {
    const file = openReference(place, given.reference);
    return file ? [{ ...given, file }] : [];
  }),
});

/** The files that are sent with the form. */
export const sentFiles = ({ listed }: FormFiles): FormFile[] => listed.filter(({ dropped }) => !dropped);

export const chosenFilesOf = (files: FormFiles): ChosenFile[] =>
  sentFiles(files).map(({ reference, name, keepOriginal }) => ({
    reference,
    ...(name.trim() === '' ? {} : { name }),
    ...(keepOriginal ? { keepOriginal } : {}),
  }));

/** The name the team will see. */
export const shownName = ({ file, name }: FormFile): string => {
  if (!file) return name;
  return name.trim() === '' ? file.name : fileNameFor(name, file.type);
};

/** Something was found in a file, or it could not be cleaned, and its sender has not been told yet. */
export const isToldBeforeSending = ({ file, seen }: FormFile): boolean =>
  !seen && file !== undefined && (file.outcome !== 'nothing-found' || file.left.length > 0);

export const withoutNames = ({ draft, listed }: FormFiles, names: readonly string[]): FormFiles => ({
  draft,
  listed: listed.filter((given) => !names.includes(shownName(given))),
});
