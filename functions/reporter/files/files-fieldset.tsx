import { isFullyCleaned } from '../../domain/attachment/attachment.ts';
import { fileLimitBytes, requestFilesBytes, takesFiles } from '../../domain/attachment/limits.ts';
import type { Settings } from '../../settings/schema.ts';
import { uploadScript } from '../../web/page/page-scripts.ts';
import { uploadAttributes } from '../../web/files/upload-attributes.ts';
import type { Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { Choice } from '../ui/choice.tsx';
import { cleaningSentences, kindAndSize } from './file-words.ts';
import { shownName, type FormFile, type FormFiles } from './form-files.ts';
import type { PageProblem } from '../ui/layout.tsx';

const ListedFile = ({ page, listed }: { readonly page: Page; readonly listed: FormFile }) => {
  const { files } = page.messages;
  const { id, file } = listed;
  const name = shownName(listed);
  return (
    <fieldset class="file">
      <legend>
        <bdi>{name}</bdi>
      </legend>
      <input type="hidden" name="attached" value={listed.reference} />
      {(file !== undefined || listed.seen) && <input type="hidden" name="filesSeen" value={id} />}
      {file === undefined ? (
        <p class="hint">{files.notShown}</p>
      ) : (
        <>
          <p class="hint">{kindAndSize(page, file)}</p>
          <div class={isFullyCleaned(file) ? 'found' : 'box warn'}>
            {cleaningSentences(page, file).map((sentence) => (
              <p>{sentence}</p>
            ))}
          </div>
        </>
      )}
      <label for={`fileName-${id}`}>{files.name}</label>
      <input
        type="text"
        id={`fileName-${id}`}
        name={`fileName-${id}`}
        value={name}
        dir="auto"
        maxlength={120}
        autocomplete="off"
        spellcheck={false}
      />
      {file?.original !== undefined && (
        <Choice
          id={`keepOriginal-${id}`}
          name="keepOriginal"
          value={id}
          checked={listed.keepOriginal}
          label={files.keepOriginal}
          hint={files.keepOriginalHint}
        />
      )}
      {file === undefined && listed.keepOriginal && <input type="hidden" name="keepOriginal" value={id} />}
      <Choice id={`dropped-${id}`} name="dropped" value={id} checked={listed.dropped} label={files.drop} />
    </fieldset>
  );
};

/** What a file input says before anything is chosen: what happens to files, and how much is taken. */
const Explained = ({ page, room }: { readonly page: Page; readonly room: number | undefined }) => {
  const { files } = page.messages;
  const { attachments } = page.settings;
  const each = fileLimitBytes(page.settings);
  const together = page.size(Math.min(requestFilesBytes, each * attachments.filesPerEntry));
  return (
    <div class="hint" id="files-hint">
      <p>{files.what}</p>
      <p>{files.visible}</p>
      <p>
        {files.howMuch(String(attachments.filesPerEntry), together, page.size(each))}
        {room !== undefined && room < each && ` ${files.room(page.size(room))}`}
      </p>
      <p>{files.uncleanable[attachments.uncleanable]}</p>
    </div>
  );
};

/** Where files are chosen, and the button that attaches them. */
const ChooseFiles = (props: {
  readonly page: Page;
  readonly room: number | undefined;
  readonly attachAt: string | undefined;
  /** A problem with the files stands above, as `files-problem`. */
  readonly wrong: boolean;
}) => {
  const { page, attachAt, wrong } = props;
  const { files } = page.messages;
  return (
    <>
      <Explained page={page} room={props.room} />
      <label for="files">{files.choose}</label>
      <input
        type="file"
        id="files"
        name="files"
        multiple
        aria-describedby={wrong ? 'files-problem files-hint' : 'files-hint'}
        aria-invalid={wrong ? 'true' : undefined}
      />
      {attachAt !== undefined && (
        <>
          <button type="submit" class="quiet" formaction={attachAt} aria-describedby="attach-hint">
            {files.attach}
          </button>
          <p class="hint" id="attach-hint">
            {files.attachHint}
          </p>
        </>
      )}
    </>
  );
};

/** What the script that sends files in parts has to know. */
const uploads = ({ settings, messages }: Page) =>
  uploadAttributes(
    {
      address: routes.api.uploads,
      mostFiles: settings.attachments.filesPerEntry,
      mostBytes: fileLimitBytes(settings),
      formBytes: requestFilesBytes,
    },
    messages.files.upload,
  );

/** The scripts of a page with such a fieldset. */
export const fileScripts = (settings: Settings): readonly string[] =>
  takesFiles(settings) ? [uploadScript] : [];

/**
 * The files of a form: those that have come, each with what was found in it, and where more are chosen. The form is sent
 * as `multipart/form-data`.
 */
export const FilesFieldset = (props: {
  readonly page: Page;
  readonly files: FormFiles;
  readonly problems: readonly PageProblem[];
  /** Where the button that attaches them leads: a page that shows the form again. Absent where only sending helps. */
  readonly attachAt?: string | undefined;
  /** No more files are taken today. */
  readonly todayFull: boolean;
  /** Bytes that the case can still take, where there is a case. */
  readonly room?: number | undefined;
  /** Behind a line to press, until there is something to see. */
  readonly folded?: boolean | undefined;
}) => {
  const { page, files, attachAt, todayFull } = props;
  const { files: said, optional } = page.messages;
  const problems = props.problems.filter(({ field }) => field === 'files').map(({ text }) => text);
  if (!takesFiles(page.settings) && problems.length === 0 && files.listed.length === 0) return null;
  const isOpen = takesFiles(page.settings) && !todayFull;
  const wrong = problems.length > 0;
  const fieldset = (
    <fieldset
      class={wrong ? 'files wrong' : 'files'}
      id={isOpen ? undefined : 'files'}
      {...(isOpen && attachAt !== undefined ? uploads(page) : {})}
    >
      <legend class={props.folded === true ? 'out-of-sight' : undefined}>
        {said.legend} {optional}
      </legend>
      <input type="hidden" name="pageHasFiles" value="yes" />
      {files.draft !== undefined && <input type="hidden" name="draft" value={files.draft} />}
      {wrong && (
        <div id="files-problem">
          {problems.map((text) => (
            <p class="problem">{text}</p>
          ))}
        </div>
      )}
      {files.listed.length > 0 && (
        <>
          <p>
            <strong>{said.list}</strong>
          </p>
          {files.listed.map((listed) => (
            <ListedFile page={page} listed={listed} />
          ))}
        </>
      )}
      {takesFiles(page.settings) && todayFull && <p class="box warn">{said.today}</p>}
      {isOpen && <ChooseFiles page={page} room={props.room} attachAt={attachAt} wrong={wrong} />}
    </fieldset>
  );
  if (props.folded !== true) return fieldset;
  return (
    <details open={wrong || files.listed.length > 0}>
      <summary>
        {said.legend} {optional}
      </summary>
      {fieldset}
    </details>
  );
};
