import { answerBytes } from '../../domain/attachment/limits.ts';
import { downloadAttributes } from '../../web/files/download-attributes.ts';
import type { AttachmentView } from '../thread/entry-view.ts';
import type { Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { cleaningSentences, kindAndSize } from './file-words.ts';

/** How many answers a file takes to be downloaded. */
export const partsOf = (size: number): number => Math.max(1, Math.ceil(size / answerBytes));

/** As the names of parts sort in the order they are joined in. */
export const partName = (name: string, part: number): string =>
  `${name}.part${String(part).padStart(2, '0')}`;

/** A file that the reporter has sent: what became of it, and of its original. */
const Sent = ({ page, file }: { readonly page: Page; readonly file: AttachmentView }) => {
  const { thread } = page.messages.files;
  const { originalOpenedOn } = file;
  return (
    <>
      {cleaningSentences(page, file).map((sentence) => (
        <p class="meta">{sentence}</p>
      ))}
      {file.hasOriginal && (
        <p class="meta">
          {thread.originalKept}{' '}
          {originalOpenedOn === undefined ? (
            thread.originalNotOpened
          ) : (
            <strong>{thread.originalOpened(page.date(originalOpenedOn))}</strong>
          )}
        </p>
      )}
    </>
  );
};

/** A file of the team's, to be saved: in one go, or in parts where it is larger than one answer. */
const Download = (props: { readonly page: Page; readonly file: AttachmentView; readonly handle: string }) => {
  const { page, file, handle } = props;
  const { thread } = page.messages.files;
  const parts = partsOf(file.size);
  const { name } = file;
  return (
    <form
      class="download"
      method="post"
      action={page.href(routes.attachment)}
      {...(parts > 1 ? downloadAttributes({ name, parts }, page.messages.files.downloads) : {})}
    >
      <input type="hidden" name="handle" value={handle} />
      <input type="hidden" name="attachment" value={file.id} />
      {Array.from({ length: parts }, (_, at) => at + 1).map((part) => (
        <button type="submit" class="quiet" name="part" value={String(part)}>
          {parts === 1 ? thread.download(name) : thread.part(name, String(part), String(parts))}
        </button>
      ))}
      {parts > 1 && <p class="hint parts">{thread.join}</p>}
    </form>
  );
};

/** The files of one message. */
export const AttachmentList = (props: {
  readonly page: Page;
  readonly files: readonly AttachmentView[];
  readonly handle: string;
}) => {
  const { page, files, handle } = props;
  const { thread } = page.messages.files;
  if (files.length === 0) return null;
  return (
    <div class="attachments">
      <h3>{thread.files}</h3>
      {files.some(({ from }) => from === 'team') && <p class="box warn">{thread.danger}</p>}
      <ul>
        {files.map((file) => (
          <li>
            <p>
              <strong dir="auto">{file.name}</strong>
            </p>
            <p class="meta">{kindAndSize(page, { type: file.kind, size: file.size })}</p>
            {file.from === 'team' ? (
              <Download page={page} file={file} handle={handle} />
            ) : (
              <Sent page={page} file={file} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
