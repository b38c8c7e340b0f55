import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { Layout } from './layout.tsx';

/** One heading and one sentence: what was done, or what went wrong. */
export const MessagePage = (props: {
  readonly settings: Settings;
  readonly failed?: boolean;
  readonly heading: string;
  readonly text: string;
}) => (
  <Layout settings={props.settings} failed={props.failed ?? false}>
    <h1>{props.heading}</h1>
    <p>{props.text}</p>
    <p>
      <a href={routes.landing}>To the first page</a>
    </p>
  </Layout>
);
