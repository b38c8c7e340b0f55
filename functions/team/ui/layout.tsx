import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { mayDo } from '../../domain/authorization/permissions.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { memberPath, routes } from '../routes.ts';
import { runningVersion } from '../running-version.ts';
import { style } from './style.ts';
import { inLanguage } from '../../settings/localised.ts';

/** What is wrong, each line leading to its field. */
export type PageProblem = { readonly field: string; readonly text: string };

/** What each role has a page for. */
const linksOf = (settings: Settings, { role, memberId }: Member): readonly (readonly [string, string])[] => {
  const cases = [
    ['Board', routes.board],
    ['Cases', routes.queue],
  ] as const;
  switch (role) {
    case 'auditor':
      return [['Procedure', routes.procedure]];
    case 'outside-reviewer':
      return [...cases, ['My absence', memberPath(memberId)]];
    case 'member':
    case 'lead':
      return [
        ...cases,
        ['Enforcement log', routes.log],
        ...(mayDo('read-procedure', role) === 'allowed' ? ([['Procedure', routes.procedure]] as const) : []),
        ...(role === 'lead' ? ([['Same people', routes.samePeople]] as const) : []),
        ...(settings.transparency.enabled ? ([['Transparency', routes.transparency]] as const) : []),
        ['Review', routes.review],
        ['Members', routes.members],
      ];
  }
};

const Navigation = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly here: string | undefined;
}) => {
  const { settings, member } = props;
  const links = [...linksOf(settings, member), ['My passkeys', routes.passkeys] as const];
  return (
    <>
      <nav aria-label="Team">
        <ul>
          {links.map(([label, href]) => (
            <li>
              <a href={href} aria-current={props.here === href ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="who">
        <span dir="auto">{member.name}</span>
        <form method="post" action={routes.signOut}>
          <button type="submit" class="link">
            Sign out
          </button>
        </form>
      </div>
    </>
  );
};

/** The frame of every page of the team. Its title says nothing of a case: it stands in the browser's history. */
export const Layout = (props: {
  readonly settings: Settings;
  /** Absent on the pages before signing in. */
  readonly member?: Member | undefined;
  readonly here?: string;
  readonly title: string;
  readonly failed?: boolean;
  readonly narrow?: boolean;
  readonly wide?: boolean;
  readonly children: Child;
}) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${props.failed === true ? 'Error: ' : ''}${props.title} · Team`}</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <header class="top">
          <span>{inLanguage(props.settings.organisation, 'en')}</span>
          {props.member && <Navigation settings={props.settings} member={props.member} here={props.here} />}
        </header>
        <main class={props.narrow === true ? 'narrow' : props.wide === true ? 'wide' : undefined}>
          {props.children}
        </main>
        {props.member && <footer>Conductline {runningVersion}</footer>}
      </body>
    </html>
  </>
);

/** What is wrong, on top of the page; what was typed is still in the form. */
export const ErrorSummary = ({ problems }: { readonly problems: readonly PageProblem[] }) =>
  problems.length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <h2>Please look at this again</h2>
      <ul>
        {problems.map(({ field, text }) => (
          <li>{field === '' ? text : <a href={`#${field}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
