import { countersOf } from '../../domain/casework/change/case-store.ts';
import { reporterThread, type ThreadName } from '../../domain/thread/thread-name.ts';
import { roomInCase } from '../../domain/attachment/budget.ts';
import { sizeText } from '../../domain/kernel/size.ts';
import { fileLimitBytes, requestFilesBytes, takesFiles } from '../../domain/attachment/limits.ts';
import { uploadAttributes } from '../../web/files/upload-attributes.ts';
import { uploadsPath } from '../routes.ts';
import { typeNames } from '../files/file-words.ts';
import { uploadTexts } from '../files/file-script-texts.ts';
import { Cleaning } from '../files/attachments.tsx';
import { fieldOf, isKept, typed, type CaseForm, type CaseView } from '../case/case-view.ts';
import type { ChosenForReply } from './chosen-for-reply.ts';

const Chosen = ({ reference, file, name, reader }: ChosenForReply & { readonly reader: string }) => (
  <li>
    <input type="hidden" name="attached" value={reference} />
    <input type="hidden" name="filesSeen" value={file.id} />
    <label for={`name-${file.id}`}>Name that {reader} sees</label>
    <input
      type="text"
      id={`name-${file.id}`}
      name={`fileName-${file.id}`}
      value={name}
      dir="auto"
      autocomplete="off"
    />
    <p class="soft">
      {typeNames[file.type]}, {sizeText(file.size)}
    </p>
    {file.outcome === 'nothing-found' && <p class="hint">Nothing was found in it that had to be removed.</p>}
    <Cleaning
      file={file}
      passedOn={`${reader.slice(0, 1).toUpperCase()}${reader.slice(1)} gets it as it is.`}
    />
    <div class="choice">
      <input type="checkbox" id={`drop-${file.id}`} name="dropped" value={file.id} />
      <label for={`drop-${file.id}`}>Leave this file out</label>
    </div>
  </li>
);

const sizesText = (
  thread: ThreadName,
  limits: { readonly formBytes: number; readonly mostBytes: number },
): string =>
  thread === reporterThread
    ? `Without scripts ${sizeText(limits.formBytes)} together at a time, with them ${sizeText(limits.mostBytes)} each`
    : `${sizeText(limits.formBytes)} together at a time`;

const limitsOf = ({ settings, read }: CaseView, room: number) => ({
  address: uploadsPath(read.head.caseId),
  mostFiles: settings.attachments.filesPerEntry,
  mostBytes: Math.min(fileLimitBytes(settings), room),
  formBytes: requestFilesBytes,
});

const toReporter = { form: 'reply', thread: reporterThread, reader: 'the reporter' } as const;

/**
 * Files that go with a reply: those that have come, and the choice of more.
 * @param to the name of the form, the conversation, and who reads it in words; the reporter unless said
 */
export const ReplyFiles = ({
  view,
  to = toReporter,
}: {
  readonly view: CaseView;
  readonly to?: { readonly form: CaseForm; readonly thread: ThreadName; readonly reader: string };
}) => {
  const { settings, read } = view;
  if (!takesFiles(settings)) return null;
  const chosen = to.form === 'reply' || isKept(view, to.form) ? (view.chosen ?? []) : [];
  const { id, problem } = fieldOf(view, to.form, 'attachments');
  const room = roomInCase(settings, countersOf(read.head, to.thread).attachmentBytes);
  const limits = limitsOf(view, room);
  const justCame = typed(view, to.form, 'do') === 'attach' && chosen.length > 0;
  return (
    <fieldset
      class={problem === undefined ? 'files' : 'files wrong'}
      {...(to.thread === reporterThread ? uploadAttributes(limits, uploadTexts) : {})}
    >
      <legend>Files</legend>
      {chosen.length > 0 && (
        <ul class="attached" tabindex={-1} autofocus={justCame} aria-label="Files that go with it">
          {chosen.map((each) => (
            <Chosen {...each} reader={to.reader} />
          ))}
        </ul>
      )}
      {room < 1024 ? (
        <p class="hint">The files of this case take all the room there is: no more can be added.</p>
      ) : (
        <>
          <label for={id}>{chosen.length > 0 ? 'Choose more' : 'Choose files'}</label>
          <p class="hint" id={`${id}-hint`}>
            At most {limits.mostFiles} with one message. {sizesText(to.thread, limits)}; this case has room
            for {sizeText(room)} more. What a file says of you, such as author, place or device, is removed
            before it is sealed, and the original is not kept.
          </p>
          {problem !== undefined && (
            <p class="problem" id={`${id}-problem`}>
              {problem}
            </p>
          )}
          <input
            type="file"
            id={id}
            name="files"
            multiple
            aria-describedby={problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`}
          />
          <button type="submit" name="do" value="attach" class="quiet small">
            Attach them and look first
          </button>
        </>
      )}
    </fieldset>
  );
};
