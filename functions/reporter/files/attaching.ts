import { attachFiles, type AttachFiles } from '../../domain/attachment/attach-files.ts';
import type { ChosenFiles } from '../../domain/attachment/chosen-files.ts';
import type { ReporterContext } from '../reporter-context.ts';

/** Keeps the files that go with a message; without any there is nothing to do, and no key is asked for. */
export const attaching = (
  context: ReporterContext,
  now: Date,
  files: ChosenFiles,
): AttachFiles | undefined =>
  files.length === 0
    ? undefined
    : (target) =>
        attachFiles(
          {
            ...context,
            now,
            identityRing: async (channel) => (await context.keys(now)).ring(channel, 'identity'),
          },
          target,
          files,
        );
