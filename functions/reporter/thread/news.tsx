import type { Page } from '../ui/page.ts';
import { ErrorSummary, type PageProblem } from '../ui/layout.tsx';

/** What became of the form that led here. */
export const News = (props: {
  readonly page: Page;
  readonly problems?: readonly PageProblem[] | undefined;
  readonly news?: string | undefined;
  /** What was found in the files of the reply has not been shown yet. */
  readonly lookAtFiles?: boolean | undefined;
}) => {
  const { page, problems = [], news, lookAtFiles } = props;
  return (
    <>
      <ErrorSummary page={page} problems={problems} />
      {news !== undefined && (
        <p class="box" role="status">
          {news}
        </p>
      )}
      {lookAtFiles === true && (
        <p class="box warn" role="alert">
          <a href="#reply">{page.messages.files.look}</a>
        </p>
      )}
    </>
  );
};
