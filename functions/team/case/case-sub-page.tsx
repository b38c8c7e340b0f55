import type { Child } from 'hono/jsx';
import { routes } from '../routes.ts';
import { ErrorSummary, Layout } from '../ui/layout.tsx';
import { Tags } from '../ui/tags.tsx';
import { CaseNavigation } from './case-navigation.tsx';
import type { CaseView } from './case-view.ts';

/** The frame of a page of a case beside its own. */
export const CaseSubPage = (props: {
  readonly view: CaseView;
  readonly heading: string;
  readonly children: Child;
}) => {
  const { view } = props;
  const { read, kept } = view;
  const problems = kept?.problems ?? [];
  return (
    <Layout
      settings={view.settings}
      member={view.member}
      title={props.heading}
      failed={problems.length > 0}
      wide
    >
      <p class="back">
        <a href={routes.queue}>All cases</a>
      </p>
      <h1>
        {props.heading}: {read.head.caseName}
      </h1>
      <Tags
        shown={{ ...read.brief, head: read.head, opened: true }}
        settings={view.settings}
        now={view.now}
      />
      <ErrorSummary problems={problems} />
      {view.news !== undefined && (
        <p class="box" role="status">
          {view.news}
        </p>
      )}
      {read.records.unreadable > 0 && (
        <p class="box warn">
          {read.records.unreadable} of the records of this case cannot be shown: what was stored is damaged.
        </p>
      )}
      <CaseNavigation view={view} />
      {props.children}
    </Layout>
  );
};
