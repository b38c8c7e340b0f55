import { countersOf } from '../../domain/casework/change/case-store.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { roomInCase } from '../../domain/attachment/budget.ts';
import { sizeText } from '../../domain/kernel/size.ts';
import { fileLimitBytes, requestFilesBytes, takesFiles } from '../../domain/attachment/limits.ts';
import { uploadAttributes } from '../../web/files/upload-attributes.ts';
import { uploadsPath } from '../routes.ts';
import { typeNames } from '../files/file-words.ts';
import { uploadTexts } from '../files/file-script-texts.ts';
import { Cleaning } from '../files/attachments.tsx';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import type { ChosenForReply } from './chosen-for-reply.ts';

const Chosen = ({ reference, file, name }: ChosenForReply) => (
  <li>
    <input type="hidden" name="attached" value={reference} />
    <input type="hidden" name="filesSeen" value={file.id} />
    <label for={`name-${file.id}`}>Name that the reporter sees</label>
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
    <Cleaning file={file} passedOn="The reporter gets it as it is." />
    <div class="choice">
      <input type="checkbox" id={`drop-${file.id}`} name="dropped" value={file.id} />
      <label for={`drop-${file.id}`}>Leave this file out</label>
    </div>
  </li>
);

/** Files that go with a reply: those that have come, and the choice of more. */
export const ReplyFiles = ({ view }: { readonly view: CaseView }) => {
  const { settings, chosen = [], read } = view;
  if (!takesFiles(settings)) return null;
  const { id, problem } = fieldOf(view, 'reply', 'attachments');
  const room = roomInCase(settings, countersOf(read.head, reporterThread).attachmentBytes);
  const limits = {
    address: uploadsPath(read.head.caseId),
    mostFiles: settings.attachments.filesPerEntry,
    mostBytes: Math.min(fileLimitBytes(settings), room),
    formBytes: requestFilesBytes,
  };
  const justCame = typed(view, 'reply', 'do') === 'attach' && chosen.length > 0;
  return (
    <fieldset
      class={problem === undefined ? 'files' : 'files wrong'}
      {...uploadAttributes(limits, uploadTexts)}
    >
      <legend>Files</legend>
      {chosen.length > 0 && (
        <ul class="attached" tabindex={-1} autofocus={justCame} aria-label="Files that go with it">
          {chosen.map((each) => (
            <Chosen {...each} />
          ))}
        </ul>
      )}
      {room < 1024 ? (
        <p class="hint">The files of this case take all the room there is: no more can be added.</p>
      ) : (
        <>
          <label for={id}>{chosen.length > 0 ? 'Choose more' : 'Choose files'}</label>
          <p class="hint" id={`${id}-hint`}>
            At most {limits.mostFiles} with one message. Without scripts {sizeText(limits.formBytes)} together
            at a time, with them {sizeText(limits.mostBytes)} each; this case has room for {sizeText(room)}{' '}
            more. What a file says of you, such as author, place or device, is removed before it is sealed,
            and the original is not kept.
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
