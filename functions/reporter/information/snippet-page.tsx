import type { Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { conductSnippet } from './conduct-snippet.ts';
import { Layout } from '../ui/layout.tsx';

const ToCopy = (props: {
  readonly id: string;
  readonly label: string;
  readonly dir: string;
  readonly text: string;
}) => (
  <div class="question">
    <label for={props.id}>{props.label}</label>
    <textarea id={props.id} class="code" rows={14} dir={props.dir} readonly spellcheck={false}>
      {`\n${props.text}`}
    </textarea>
  </div>
);

/** For the community's own pages: how to say where to report, ready to be copied. */
export const SnippetPage = (props: { readonly page: Page; readonly requestUrl: string }) => {
  const { page } = props;
  const { snippet, direction, toFirstPage } = page.messages;
  const { markdown, html } = conductSnippet(page, props.requestUrl);
  return (
    <Layout page={page} languageLinks>
      <h1>{snippet.heading}</h1>
      <p>{snippet.text}</p>
      <ToCopy id="markdown" label={snippet.asMarkdown} dir={direction} text={markdown} />
      <ToCopy id="html" label={snippet.asHtml} dir="ltr" text={html} />
      <p>
        <a href={page.href(routes.landing)}>{toFirstPage}</a>
      </p>
    </Layout>
  );
};
