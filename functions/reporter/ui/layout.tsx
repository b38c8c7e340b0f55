import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { catalogue } from '../locales/catalogue.ts';
import { exitScript } from '../../web/page/page-scripts.ts';
import type { Page } from './page.ts';
import { routes } from '../routes.ts';
import { style } from './style.ts';

export type PageProblem = { readonly field: string; readonly text: string };

const LanguageLinks = ({ page }: { readonly page: Page }) => (
  <nav aria-label={page.messages.languages}>
    <ul class="languages">
      {page.settings.languages.map((language) => (
        <li>
          <a
            href={page.hrefIn(page.path, language)}
            lang={language}
            hreflang={language}
            aria-current={language === page.language ? 'true' : undefined}
          >
            {catalogue[language].languageName}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** The form that somebody may be typing in, and where it leads to be shown again with all that was typed. */
export type TypedForm = { readonly id: string; readonly shownAgainBy: string };

const LanguageButtons = ({ page, typed }: { readonly page: Page; readonly typed: TypedForm }) => (
  <nav aria-label={page.messages.languages}>
    <ul class="languages">
      {page.settings.languages.map((language) => (
        <li>
          <button
            type="submit"
            class="link"
            form={typed.id}
            formaction={page.hrefIn(typed.shownAgainBy, language)}
            lang={language}
            aria-current={language === page.language ? 'true' : undefined}
          >
            {catalogue[language].languageName}
          </button>
        </li>
      ))}
    </ul>
  </nav>
);

/** Below every page: its languages, a way to what is kept of a visit, and the exit by the keyboard. */
const Footer = (props: {
  readonly page: Page;
  readonly languageLinks: boolean | undefined;
  readonly typed: TypedForm | undefined;
  readonly neutral: boolean | undefined;
}) => {
  const { page, languageLinks, typed } = props;
  const { messages, settings } = page;
  return (
    <footer>
      {languageLinks && settings.languages.length > 1 && <LanguageLinks page={page} />}
      {typed && settings.languages.length > 1 && <LanguageButtons page={page} typed={typed} />}
      {(languageLinks ?? typed) && props.neutral !== true && (
        <p>
          <a href={page.href(routes.privacy)} {...besideTyped(typed)}>
            {messages.landing.privacy} {typed && messages.inNewTab}
          </a>
        </p>
      )}
      <p>
        {messages.footer}{' '}
        <span id="exit-key" hidden>
          {messages.exitKey}
        </span>
      </p>
    </footer>
  );
};

/** Links open beside a page that somebody types on. */
const besideTyped = (typed: TypedForm | undefined) =>
  typed ? { target: '_blank', rel: 'noopener noreferrer' } : {};

/** The frame of every reporter page. Its title is neutral: it stands in the browser's history. */
export const Layout = (props: {
  readonly page: Page;
  readonly failed?: boolean;
  /** Only where following a link loses nothing that was typed. */
  readonly languageLinks?: boolean;
  /** Languages are buttons of this form, and links open beside the page, so that nothing typed is lost. */
  readonly typed?: TypedForm | undefined;
  /** Beside the one that makes the exit quicker; the policy of the page names them. */
  readonly scripts?: readonly string[] | undefined;
  /** Nothing is said of whose page it is, and no link leads to what the service is for. */
  readonly neutral?: boolean | undefined;
  readonly children: Child;
}) => {
  const { page, typed } = props;
  const { messages, settings } = page;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={messages.language} dir={messages.direction}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>{props.failed ? `${messages.errorTitle}${messages.title}` : messages.title}</title>
          <style>{raw(style)}</style>
        </head>
        <body>
          <header>
            {props.neutral !== true && (
              <p>
                <a href={page.href(routes.landing)} {...besideTyped(typed)}>
                  {page.text(settings.organisation)}
                  {typed && <span class="out-of-sight"> {messages.inNewTab}</span>}
                </a>
              </p>
            )}
            <a class="exit" href={settings.exitUrl} rel="noreferrer">
              {messages.exit}
            </a>
          </header>
          <main>{props.children}</main>
          <Footer page={page} languageLinks={props.languageLinks} typed={typed} neutral={props.neutral} />
          {props.scripts?.map((script) => (
            <script>{raw(script)}</script>
          ))}
          <script>{raw(exitScript)}</script>
        </body>
      </html>
    </>
  );
};

/** What is wrong, on top of the page, each line leading to its field. */
export const ErrorSummary = (props: {
  readonly page: Page;
  readonly problems: readonly PageProblem[];
  /** After a fault nobody knows whether it was stored; sending again is safe. */
  readonly uncertain?: boolean;
  /** Whether there is anything below that could have been lost. */
  readonly kept?: boolean;
}) => {
  const { problems: said } = props.page.messages;
  return props.problems.length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <h2>{said.heading}</h2>
      <ul>
        {props.problems.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
      {props.kept !== false && (
        <p>
          {props.uncertain ? '' : `${said.notSent} `}
          {said.kept}
        </p>
      )}
    </div>
  );
};
