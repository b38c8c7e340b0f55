import type { AttachRefusal } from '../../domain/attachment/attach-files.ts';
import type { Page } from '../ui/page.ts';
import { withoutNames, type FormFiles } from './form-files.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { fileProblem, namesOf } from './receive-form-files.ts';

/** Why files could not be attached, and which of them are still there to be sent again. */
export const attachProblem = (
  page: Page,
  files: FormFiles,
  refusal: AttachRefusal | { readonly kind: 'files-taken' },
): { readonly files: FormFiles; readonly problems: readonly PageProblem[] } => {
  const { problems } = page.messages.files;
  switch (refusal.kind) {
    case 'files-unknown':
      return { files: { listed: [] }, problems: [fileProblem(problems.expired)] };
    case 'files-taken':
      return { files: { listed: [] }, problems: [fileProblem(problems.taken)] };
    case 'files-gone':
      return {
        files: withoutNames(files, refusal.names),
        problems: [fileProblem(problems.gone(namesOf(page, refusal.names)))],
      };
    case 'too-many-files':
      return { files, problems: [fileProblem(problems.tooMany(String(refusal.limit)))] };
    case 'case-full':
      return { files, problems: [fileProblem(problems.caseFull(page.size(refusal.room)))] };
  }
};
