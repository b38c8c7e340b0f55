import type { FileRefusal } from '../../domain/attachment/receive-file.ts';
import type { AttachRefusal } from '../../domain/attachment/attach-files.ts';
import { addDays, startOfDay } from '../../domain/kernel/clock.ts';
import { sizeText } from '../../domain/kernel/size.ts';
import type { Problem } from '../answer/problem.ts';

/** What a program is told of files that are not taken; the same words for reporters and for the team. */

export const filesOff: Problem = {
  status: 403,
  code: 'files-off',
  detail: 'This service takes no files. Nothing was stored.',
};

export const fileTooLarge = (limitBytes: number): Problem => ({
  status: 422,
  code: 'file-too-large',
  detail: `A file may have ${sizeText(limitBytes)}. Nothing was stored.`,
  errors: [{ pointer: '/size', detail: `Must be at most ${limitBytes}.` }],
  more: { limitBytes },
});

export const tooManyFiles = (limit: number, pointer: string): Problem =>
  limit === 0
    ? filesOff
    : {
        status: 422,
        code: 'too-many-files',
        detail: `One report or message takes ${limit} files. Nothing was stored.`,
        errors: [{ pointer, detail: `Must be at most ${limit}.` }],
        more: { limit },
      };

export const caseFull = (room: number, pointer: string): Problem => ({
  status: 409,
  code: 'case-full',
  detail: `The files of this case take all the space there is for one case; ${sizeText(room)} are left. Nothing was stored.`,
  errors: [{ pointer, detail: `Takes more than the ${room} bytes that are left.` }],
  more: { room },
});

export const filesFullToday = (now: Date): Problem => ({
  status: 429,
  code: 'files-full-today',
  detail: 'No more files can be taken today; texts can. Nothing was stored. The next day begins at 0:00 UTC.',
  headers: { 'retry-after': String(secondsToMidnight(now)) },
});

const secondsToMidnight = (now: Date): number =>
  Math.ceil((addDays(startOfDay(now), 1).getTime() - now.getTime()) / 1000);

const refusalWords: Readonly<Record<FileRefusal, string>> = {
  empty: 'It is empty.',
  'too-large': 'It is too large.',
  'too-many-pixels': 'It has more pixels than are looked at.',
  'too-many-pages': 'It has more pages than are looked at.',
  'too-many-parts': 'It has more parts than are looked at.',
  'unpacks-too-large': 'It unpacks to more than is looked at.',
  'nested-too-deep': 'It is nested deeper than is looked at.',
  'cannot-be-cleaned': 'What may identify its sender cannot be removed from it.',
};

export const fileRefused = (name: string, why: FileRefusal, pointer?: string): Problem => ({
  status: 422,
  code: 'file-refused',
  detail: `The file is not taken. ${refusalWords[why]}`,
  ...(pointer !== undefined && { errors: [{ pointer, detail: refusalWords[why] }] }),
  more: { name, why },
});

/** Why a report or a message was not stored with its files. */
export const attachProblem = (refusal: AttachRefusal): Problem => {
  switch (refusal.kind) {
    case 'files-unknown':
      return {
        status: 422,
        code: 'files-unknown',
        detail:
          'A reference is none, is too old, or belongs to another conversation. Nothing was stored; upload the file for this one.',
        errors: [{ pointer: '/attachments', detail: 'Cannot be used here.' }],
      };
    case 'files-gone':
      return {
        status: 409,
        code: 'files-gone',
        detail: 'Files were uploaded too long ago and are gone. Nothing was stored; upload them again.',
        errors: [{ pointer: '/attachments', detail: 'Has to be uploaded again.' }],
        more: { names: refusal.names },
      };
    case 'too-many-files':
      return tooManyFiles(refusal.limit, '/attachments');
    case 'case-full':
      return caseFull(refusal.room, '/attachments');
  }
};
