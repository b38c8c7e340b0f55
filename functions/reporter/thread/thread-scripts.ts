import { attachmentsOfEntry } from '../../domain/thread/entry.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import type { Settings } from '../../settings/schema.ts';
import { downloadScript } from '../../web/page/page-scripts.ts';
import { partsOf } from '../files/attachment-list.tsx';
import { fileScripts } from '../files/files-fieldset.tsx';

/** The scripts of the page: to upload files, and to join the parts of the team's where there are any. */
export const threadScripts = (
  settings: Settings,
  { entries }: Pick<OpenThread, 'entries'>,
): readonly string[] => {
  const isInParts = entries.some(
    ({ entry }) =>
      entry !== 'unreadable' &&
      entry.from === 'team' &&
      attachmentsOfEntry(entry).some(({ size }) => partsOf(size) > 1),
  );
  return [...fileScripts(settings), ...(isInParts ? [downloadScript] : [])];
};
