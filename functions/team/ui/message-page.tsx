import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { Layout } from './layout.tsx';

/** One heading and one sentence: what was done, or what went wrong. */
export const MessagePage = (props: {
  readonly settings: Settings;
  readonly member?: Member | undefined;
  readonly failed?: boolean;
  readonly heading: string;
  readonly text: string;
}) => (
  <Layout
    settings={props.settings}
    member={props.member}
    title={props.heading}
    failed={props.failed ?? false}
    narrow
  >
    <h1>{props.heading}</h1>
    <p>{props.text}</p>
    <p>
      {props.member?.role === 'auditor' ? (
        <a href={routes.procedure}>To the procedure</a>
      ) : (
        <a href={routes.queue}>To the cases</a>
      )}
    </p>
  </Layout>
);
