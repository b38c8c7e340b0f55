import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Settings } from '../../settings/schema.ts';
import { en } from '../locales/en.ts';
import { routes } from '../routes.ts';
import { style } from './style.ts';

export type PageProblem = { readonly field: string; readonly text: string };

/** The frame of every reporter page. Its title is neutral: it stands in the browser's history. */
export const Layout = (props: {
  readonly settings: Settings;
  readonly failed?: boolean;
  readonly children: Child;
}) => (
  <>
    {raw('<!doctype html>')}
    <html lang={en.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{props.failed ? `${en.errorTitle}${en.title}` : en.title}</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <header>
          <p>
            <a href={routes.landing}>{props.settings.organisation}</a>
          </p>
          <a class="exit" href={props.settings.exitUrl} rel="noreferrer">
            Leave this page
          </a>
        </header>
        <main>{props.children}</main>
        <footer>
          <p>
            Leaving does not clear your browser’s history. This page sets no cookie and loads nothing from
            elsewhere.
          </p>
        </footer>
      </body>
    </html>
  </>
);

/** What is wrong, on top of the page, each line leading to its field. */
export const ErrorSummary = (props: {
  readonly problems: readonly PageProblem[];
  /** After a fault nobody knows whether it was stored; sending again is safe. */
  readonly uncertain?: boolean;
  /** Whether there is anything below that could have been lost. */
  readonly kept?: boolean;
}) =>
  props.problems.length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <h2>Please look at this again</h2>
      <ul>
        {props.problems.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
      {props.kept !== false && (
        <p>{props.uncertain ? '' : 'Nothing has been sent yet. '}What you wrote is still below.</p>
      )}
    </div>
  );
