import type { Page } from './page.ts';
import { routes } from '../routes.ts';
import { Layout } from './layout.tsx';

/** One heading and one sentence: what was done, or what went wrong. */
export const MessagePage = (props: {
  readonly page: Page;
  readonly failed?: boolean;
  readonly heading: string;
  readonly text: string;
  /** Opened beside another page: it is closed, and leads nowhere. */
  readonly ownTab?: boolean;
}) => (
  <Layout page={props.page} failed={props.failed ?? false}>
    <h1>{props.heading}</h1>
    <p>{props.text}</p>
    {props.ownTab !== true && (
      <p>
        <a href={props.page.href(routes.landing)}>{props.page.messages.toFirstPage}</a>
      </p>
    )}
  </Layout>
);
