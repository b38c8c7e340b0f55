import { raw } from 'hono/html';
import { sizeText } from '../../domain/kernel/size.ts';
import type { Attachment } from '../../domain/attachment/attachment.ts';
import type { CaseHead } from '../../domain/casework/change/case-store.ts';
import type { Member } from '../../domain/member/member.ts';
import { downloadScript } from '../../web/page/page-scripts.ts';
import type { Settings } from '../../settings/schema.ts';
import { attachmentPath, casePath, routes } from '../routes.ts';
import { DownloadForm } from '../ui/download-form.tsx';
import { TextArea } from '../ui/field.tsx';
import { findingNames, inOneLine } from './file-words.ts';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { dayText } from '../ui/words.ts';

type Common = {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
};

export type KeptAttachment = Attachment & { readonly original: NonNullable<Attachment['original']> };

const BackToCase = ({ caseId }: { readonly caseId: string }) => (
  <p class="back">
    <a href={casePath(caseId)}>Back to the case</a>
  </p>
);

const reasonField = 'original-reason';

/** Before an original is opened: what is in it that the cleaned file has not, and why it is needed. */
export const OriginalPage = (
  props: Common & {
    readonly head: CaseHead;
    readonly attachment: KeptAttachment;
    readonly reason?: string;
    readonly problem?: string | undefined;
    /** Something that is about no field. */
    readonly failed?: string | undefined;
  },
) => {
  const { settings, member, caseId, head, attachment, reason = '', problem, failed } = props;
  const { name, original, removed } = attachment;
  const openedOn = head.originalsOpened?.[original.id];
  const problems: PageProblem[] = [
    ...(failed === undefined ? [] : [{ field: '', text: failed }]),
    ...(problem === undefined ? [] : [{ field: reasonField, text: problem }]),
  ];
  return (
    <Layout
      settings={settings}
      member={member}
      title="Original of a file"
      failed={problems.length > 0}
      narrow
    >
      <BackToCase caseId={caseId} />
      <h1>
        Open the original of <bdi>{name}</bdi>
      </h1>
      <ErrorSummary problems={problems} />
      <p>
        Whoever sent it has kept this file as it was, {sizeText(original.size)}, for the case that you need
        what was removed from the other copy: {inOneLine(removed, findingNames)}. It can identify them. If the
        other copy will do, take that one.
      </p>
      {openedOn !== undefined && <p class="box">It was last opened on {dayText(openedOn)}.</p>}
      <form method="post" action={attachmentPath(caseId, attachment.id, routes.original)} autocomplete="off">
        <TextArea
          id={reasonField}
          name="reason"
          label="Why you need it"
          hint="Kept among the notes. They see on which day it was opened, not why."
          rows={3}
          value={reason}
          problem={problem}
        />
        <button type="submit">Open the original</button>
      </form>
    </Layout>
  );
};

/** The one page on which an opened original can be downloaded. */
export const OpenedOriginalPage = (
  props: Common & { readonly name: string; readonly size: number; readonly pass: string },
) => {
  const { settings, member, caseId, name, size, pass } = props;
  return (
    <Layout settings={settings} member={member} title="Original of a file" narrow>
      <BackToCase caseId={caseId} />
      <h1>The original is open for 30 minutes</h1>
      <p>
        <bdi>
          <strong>{name}</strong>
        </bdi>{' '}
        <span class="soft">({sizeText(size)})</span>
      </p>
      <DownloadForm method="post" action={casePath(caseId, routes.originals)} name={name} size={size}>
        <input type="hidden" name="pass" value={pass} />
      </DownloadForm>
      <p class="box warn">
        It may say who made it, where and when, and it came from outside: open it on a machine, or in a
        viewer, that you can throw away, and never enable macros. Delete it when you no longer need it.
      </p>
      <p class="hint">
        That you have opened it stands among the notes and in the audit log, and the reporter sees the day.
        After 30 minutes it has to be opened again, with a reason.
      </p>
      <script>{raw(downloadScript)}</script>
    </Layout>
  );
};
