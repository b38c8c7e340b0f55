import { isLeftover } from '../../cleaning/finding.ts';
import { sizeText } from '../../domain/kernel/size.ts';
import type { Attachment } from '../../domain/attachment/attachment.ts';
import { attachmentsOfEntry, type Entry } from '../../domain/thread/entry.ts';
import { attachmentPath, routes } from '../routes.ts';
import { DownloadForm } from '../ui/download-form.tsx';
import { findingNames, inOneLine, notCleanableNames, remarkNames, typeNames } from './file-words.ts';
import { dayText } from '../ui/words.ts';
import type { CaseView } from '../case/case-view.ts';

type LeftIn = Pick<Attachment, 'left'>;
const leftoversOf = ({ left }: LeftIn) => left.filter(isLeftover);
const contentLeftIn = ({ left }: LeftIn) => left.filter((remark) => !isLeftover(remark));

/** What cleaning did to a file, and what it may still say. */
export const Cleaning = ({
  file,
  passedOn,
}: {
  readonly file: Omit<Attachment, 'original' | 'name'>;
  /** What to mind where it could not be cleaned. */
  readonly passedOn: string;
}) => (
  <>
    {file.removed.length > 0 && (
      <p class="hint">Removed before it was sealed: {inOneLine(file.removed, findingNames)}.</p>
    )}
    {file.outcome === 'could-not-be-cleaned' && (
      <p class="warned">
        Could not be cleaned{file.why === undefined ? '' : `: ${notCleanableNames[file.why]}`}. It may still
        say who made it, where and when. {passedOn}
      </p>
    )}
    {leftoversOf(file).length > 0 && (
      <p class="warned">
        Only partly cleaned. Still in it: {inOneLine(leftoversOf(file), remarkNames)}. {passedOn}
      </p>
    )}
    {contentLeftIn(file).length > 0 && (
      <p class="hint">Left in it, as it may matter: {inOneLine(contentLeftIn(file), remarkNames)}.</p>
    )}
  </>
);

const Original = (props: { readonly view: CaseView; readonly attachment: Attachment }) => {
  const { view, attachment } = props;
  const { original } = attachment;
  if (!original) return null;
  const { head } = view.read;
  const openedOn = head.originalsOpened?.[original.id];
  return (
    <p class="hint">
      The original was kept, too
      {openedOn === undefined ? '' : `; last opened on ${dayText(openedOn)}`}.{' '}
      {view.may('open-original') && (
        <a href={attachmentPath(head.caseId, attachment.id, routes.original)}>Open it with a reason</a>
      )}
    </p>
  );
};

/** The files of an entry: to be downloaded, never shown. */
export const Attachments = (props: { readonly view: CaseView; readonly entry: Entry }) => {
  const { view, entry } = props;
  const attachments = attachmentsOfEntry(entry);
  if (attachments.length === 0) return null;
  return (
    <ul class="attached" aria-label="Files">
      {attachments.map((attachment) => (
        <li id={`file-${attachment.id}`}>
          <p>
            <bdi>
              <strong>{attachment.name}</strong>
            </bdi>{' '}
            <span class="soft">
              ({typeNames[attachment.type]}, {sizeText(attachment.size)})
            </span>
          </p>
          <Cleaning file={attachment} passedOn="Do not pass it on as it is." />
          <DownloadForm
            method="get"
            action={attachmentPath(view.read.head.caseId, attachment.id)}
            name={attachment.name}
            size={attachment.size}
          />
          <Original view={view} attachment={attachment} />
        </li>
      ))}
    </ul>
  );
};

export const hasFiles = (entries: CaseView['read']['entries']): boolean =>
  entries.some(({ entry }) => entry !== 'unreadable' && attachmentsOfEntry(entry).length > 0);

/** Said once on a page, before the first file that somebody else has sent. */
export const FilesWarning = () => (
  <p class="box warn">
    Files can be dangerous, whoever sends them: open them on a machine, or in a viewer, that you can throw
    away, and never enable macros. They are downloaded, and never shown here.
  </p>
);
