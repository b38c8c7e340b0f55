import type { Child } from 'hono/jsx';
import type { OpenCase } from '../../domain/casework/change/open-case.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';

/** For whom a page of this part is, and of which case. */
export type RedactionView = {
  readonly settings: Settings;
  readonly member: Member;
  readonly opened: OpenCase;
  readonly problems: readonly PageProblem[];
  readonly news?: string | undefined;
};

/** The channel whose questions the report answers. */
export const channelOf = ({ head }: OpenCase): string => head.sentTo ?? head.channel;

/** The frame of the pages on which members see to what is handed out. */
export const RedactionFrame = (props: {
  readonly view: RedactionView;
  readonly heading: string;
  readonly back: readonly [label: string, href: string];
  readonly children: Child;
}) => {
  const { settings, member, opened, problems, news } = props.view;
  const [label, href] = props.back;
  return (
    <Layout settings={settings} member={member} title={props.heading} failed={problems.length > 0}>
      <p class="back">
        <a href={href}>{label}</a>
      </p>
      <h1>
        {props.heading}: {opened.head.caseName}
      </h1>
      <ErrorSummary problems={problems} />
      {news !== undefined && (
        <p class="box" role="status">
          {news}
        </p>
      )}
      {props.children}
    </Layout>
  );
};
