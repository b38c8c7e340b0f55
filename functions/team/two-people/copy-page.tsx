import type { Settings } from '../../settings/schema.ts';
import type { CaseCopy } from '../../domain/casework/two-people/read-copy.ts';
import type { Member } from '../../domain/member/member.ts';
import { copyDocument } from '../export/copy-document.ts';
import { DocumentBody } from '../export/document-html.tsx';
import { archivePath, forwardFilePath, pagePath } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { momentText } from '../ui/words.ts';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly copy: CaseCopy;
  readonly now: Date;
};

const Save = ({ caseId, copy }: Props) => {
  const { receivingKey } = copy.request.copy;
  return receivingKey === undefined ? (
    <form method="post" action={archivePath(caseId, copy.number)}>
      <button type="submit">Make encrypted files of it</button>
      <p class="hint">
        A page to print, a PDF{copy.request.copy.files === 'none' ? '' : ', the files'} and the audit log,
        under words that are shown once.
      </p>
    </form>
  ) : (
    <form method="post" action={forwardFilePath(caseId, copy.number)}>
      <button type="submit">Save the file to forward</button>
      <p class="hint">
        Only the community whose key you gave can open it. Send it in whatever way you like.
        {copy.request.copy.files === 'none'
          ? ' No files go along.'
          : ' The files that are named below go along, without what was removed from them.'}
      </p>
    </form>
  );
};

/** A copy of a case that two people have agreed on, to be printed or saved while it is open. */
export const CopyPage = (props: Props) => {
  const { settings, copy, caseId } = props;
  const document = copyDocument({ settings, copy }, props.now);
  return (
    <Layout settings={settings} member={props.member} title="Copy of a case" narrow>
      <div class="not-printed">
        <p class="back">
          <a href={`${pagePath(caseId, 'measures')}#two-people`}>Back to the case</a>
        </p>
        <p class="box warn">
          It can be read until {momentText(copy.until.toISOString())}. Print this page; the paper has what
          stands below. Keep it like the case itself.
        </p>
        <Save {...props} />
        {copy.request.copy.contents === 'case' && <p class="hint">The audit log is in the files alone.</p>}
      </div>
      <DocumentBody document={document} />
      <p class="print-mark" dir="auto">
        {document.mark}
      </p>
    </Layout>
  );
};
