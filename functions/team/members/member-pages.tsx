import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm, type FormFields } from '../../web/request/request-body.ts';
import { mayDo, type TeamOperation } from '../../domain/authorization/permissions.ts';
import { memberOf } from '../../domain/member/team.ts';
import { newId } from '../../domain/kernel/random.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { changedMemberBody, newMemberBody } from './member-contract.ts';
import {
  addToTeam,
  changeInTeam,
  newEnrolmentLink,
  removeFromTeam,
  viewsOf,
  type LeavingRefusal,
} from './member-operations.ts';
import { resemblance } from '../../domain/member/former.ts';
import { resemblanceTexts } from './resemblance-texts.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { nothingTyped, type AwayTyped, type MemberTyped } from './member-fields.tsx';
import { MemberListPage } from './member-list-page.tsx';
import { EnrolmentLinkShownPage, LeavingPage } from './member-outcome-pages.tsx';
import { MemberPage, NewMemberPage } from './member-page.tsx';
import { addressTaken, lastLead, pageProblems, teamFull } from './member-problems.ts';
import { refusalPage } from '../ui/refusal-page.tsx';

const news: Readonly<Record<string, string>> = {
  changed: 'The change is saved.',
  somebody: `The change is saved. ${resemblanceTexts.somebody}`,
  'perhaps-somebody': `The change is saved. ${resemblanceTexts['perhaps-somebody']}`,
  'added-before': 'They are a member already. If you did not copy their link, show a new one on their page.',
};

type PageContext = Context<SignedIn>;

const may = (c: PageContext, operation: TeamOperation): boolean =>
  mayDo(operation, c.get('member').role) === 'allowed';
const memberIdOf = (c: Context): string => c.req.param('member') ?? '';
const isOwn = (c: PageContext): boolean => memberIdOf(c) === c.get('member').memberId;
const saved = (c: Context) => c.redirect(`${routes.members}?done=changed`, 303);
const missing = ({ settings }: TeamContext, c: PageContext) =>
  refusalPage(c, settings, 'not-found', c.get('member'));

/** Reads a form, for who may send it. */
const withForm = async (
  { settings }: TeamContext,
  c: PageContext,
  allowed: boolean,
  act: (fields: FormFields) => Response | Promise<Response>,
): Promise<Response> => {
  const member = c.get('member');
  if (!allowed) return refusalPage(c, settings, 'forbidden', member);
  const form = await readForm(c.req.raw);
  return form.ok ? act(form.content) : refusalPage(c, settings, 'unreadable', member);
};

/** The members page and its forms: leads edit, members see, everybody says when they are away. */
export const memberPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const forbidden = (c: PageContext) => refusalPage(c, settings, 'forbidden', c.get('member'));

  route(app, routes.members, {
    GET: (c) => (may(c, 'see-members') ? listPage(context, c) : forbidden(c)),
    POST: (c) => withForm(context, c, may(c, 'manage-members'), (fields) => add(context, c, fields)),
  });

  route(app, routes.newMember, {
    GET: (c) => {
      if (!may(c, 'manage-members')) return forbidden(c);
      const typed = nothingTyped(Object.keys(settings.channels));
      const formKey = newId(context.random);
      return c.html(
        <NewMemberPage {...{ settings, member: c.get('member'), typed, formKey, problems: [] }} />,
      );
    },
  });

  route(app, routes.member, {
    GET: (c) =>
      (isOwn(c) && may(c, 'set-own-absence')) || may(c, 'manage-members')
        ? memberPage(context, c)
        : forbidden(c),
    POST: (c) => withForm(context, c, may(c, 'manage-members'), (fields) => change(context, c, fields)),
  });

  route(app, routes.memberAbsence, {
    GET: (c) => c.redirect(routes.members, 303),
    POST: (c) => {
      const allowed = (isOwn(c) && may(c, 'set-own-absence')) || may(c, 'manage-members');
      return withForm(context, c, allowed, (fields) => changeAbsence(context, c, fields));
    },
  });

  route(app, routes.memberMail, {
    GET: (c) => c.redirect(routes.members, 303),
    POST: (c) => withForm(context, c, may(c, 'manage-members'), () => mailArrives(context, c)),
  });

  route(app, routes.memberEnrolment, {
    GET: (c) => c.redirect(routes.members, 303),
    POST: (c) => withForm(context, c, may(c, 'manage-members'), () => enrolAgain(context, c)),
  });

  route(app, routes.memberRemoval, {
    GET: (c) => c.redirect(routes.members, 303),
    POST: (c) => withForm(context, c, may(c, 'manage-members'), (fields) => remove(context, c, fields)),
  });
};

const listPage = async (context: TeamContext, c: PageContext): Promise<Response> => {
  const member = c.get('member');
  const { members, unreadable } = await context.team.read();
  const views = await viewsOf(context, member, members);
  const done = c.req.query('done') ?? '';
  const said = Object.hasOwn(news, done) ? news[done] : undefined;
  const { settings } = context;
  return c.html(<MemberListPage {...{ settings, member, members: views, unreadable, news: said }} />);
};

const add = async (context: TeamContext, c: PageContext, fields: FormFields): Promise<Response> => {
  const { settings } = context;
  const member = c.get('member');
  const typed = typedMember(fields);
  const formKey = /^[\w-]{22}$/.exec(fields.get('key') ?? '')?.[0] ?? newId(context.random);
  const parsed = newMemberBody(Object.keys(settings.channels)).safeParse(typed);
  const wrong = (problems: readonly PageProblem[]) =>
    c.html(<NewMemberPage {...{ settings, member, typed, formKey, problems }} />, 422);
  if (!parsed.success) return wrong(pageProblems(parsed.error));
  const added = await addToTeam(c, context, parsed.data, formKey);
  if (added.kind === 'added-before') return c.redirect(`${routes.members}?done=added-before`, 303);
  if (added.kind === 'address-taken') return wrong([addressTaken(added)]);
  if (added.kind === 'team-full') return wrong([teamFull(added)]);
  const { link, expiresAt } = added.enrolment;
  const props = { settings, member, name: parsed.data.name, link, expiresAt };
  return c.html(<EnrolmentLinkShownPage {...props} ended={false} resembles={added.resembles} />, 201);
};

/** What a member's page shows in place of what is stored, and what is wrong with it. */
type Again = {
  readonly typed?: MemberTyped;
  readonly away?: AwayTyped;
  readonly problems?: readonly PageProblem[];
};

const memberPage = async (context: TeamContext, c: PageContext, again: Again = {}): Promise<Response> => {
  const team = await context.team.read();
  const shown = memberOf(team, memberIdOf(c));
  if (!shown) return missing(context, c);
  const { expertise = '', languages = '', availability = '', absence, onCall = '' } = shown;
  const { mailLanguage = '' } = shown;
  const props = {
    settings: context.settings,
    member: c.get('member'),
    shown,
    others: team.members.filter(({ memberId }) => memberId !== shown.memberId),
    typed: again.typed ?? { ...shown, expertise, languages, availability, mailLanguage },
    away: again.away ?? { from: absence?.from ?? '', until: absence?.until ?? '', onCall },
    problems: again.problems ?? [],
  };
  return c.html(<MemberPage {...props} />, props.problems.length > 0 ? 422 : 200);
};

const change = async (context: TeamContext, c: PageContext, fields: FormFields): Promise<Response> => {
  const typed = typedMember(fields);
  const wrong = (problems: readonly PageProblem[]) => memberPage(context, c, { typed, problems });
  const parsed = changedMemberBody(Object.keys(context.settings.channels)).safeParse(typed);
  if (!parsed.success) return wrong(pageProblems(parsed.error));
  const result = await changeInTeam(context, memberIdOf(c), parsed.data);
  if (result.kind === 'unknown-member') return missing(context, c);
  if (result.kind === 'address-taken') return wrong([addressTaken(result)]);
  if (result.kind === 'team-full') return wrong([teamFull(result)]);
  if (result.kind === 'last-lead') return wrong([lastLead('role')]);
  const resembles = resemblance(result.likeness);
  return resembles === 'nobody' ? saved(c) : c.redirect(`${routes.members}?done=${resembles}`, 303);
};

const changeAbsence = async (context: TeamContext, c: PageContext, fields: FormFields): Promise<Response> => {
  const away: AwayTyped = {
    from: fields.get('from') ?? '',
    until: fields.get('until') ?? '',
    onCall: withoutUnsafeCharacters(fields.get('onCall') ?? ''),
  };
  const { from, until, onCall } = away;
  const absence = from === '' && until === '' ? null : { from, until };
  const parsed = changedMemberBody(Object.keys(context.settings.channels)).safeParse({ absence, onCall });
  if (!parsed.success) return memberPage(context, c, { away, problems: pageProblems(parsed.error) });
  const result = await changeInTeam(context, memberIdOf(c), parsed.data);
  if (result.kind !== 'changed') return missing(context, c);
  // Who may not see the members stays on their own page.
  return may(c, 'see-members') ? saved(c) : c.redirect(c.req.path.replace(/\/absence$/, ''), 303);
};

const mailArrives = async (context: TeamContext, c: PageContext): Promise<Response> => {
  const result = await changeInTeam(context, memberIdOf(c), { mailProblem: null });
  return result.kind === 'changed' ? saved(c) : missing(context, c);
};

const enrolAgain = async (context: TeamContext, c: PageContext): Promise<Response> => {
  const shown = await context.members.findMember(memberIdOf(c));
  const issued = shown && (await newEnrolmentLink(c, context, shown.memberId));
  if (!issued || 'kind' in issued) return missing(context, c);
  const { link, expiresAt } = issued;
  const props = { settings: context.settings, member: c.get('member'), name: shown.name, link, expiresAt };
  return c.html(<EnrolmentLinkShownPage {...props} ended />, 201);
};

const remove = async (context: TeamContext, c: PageContext, fields: FormFields): Promise<Response> => {
  const memberId = memberIdOf(c);
  const cursor = fields.get('cursor');
  if (cursor === undefined && fields.get('sure') !== 'yes')
    return memberPage(context, c, { problems: [{ field: 'sure', text: 'Say that you are sure.' }] });
  const chosen = fields.get('successor') ?? '';
  const successor = chosen === '' ? undefined : chosen;
  const leaving = await removeFromTeam(c, context, memberId, { successor, cursor });
  if (leaving.kind !== 'leaving') return refusedLeaving(context, c, leaving);
  const hasLeft = isOwn(c) && leaving.removed;
  const member = hasLeft ? undefined : c.get('member');
  return c.html(<LeavingPage {...{ settings: context.settings, member, memberId, leaving }} />);
};

const refusedLeaving = (
  context: TeamContext,
  c: PageContext,
  { kind }: LeavingRefusal,
): Response | Promise<Response> => {
  switch (kind) {
    case 'unknown-member':
      return missing(context, c);
    case 'cursor-invalid':
      return refusalPage(c, context.settings, 'unreadable', c.get('member'));
    case 'last-lead':
      return memberPage(context, c, { problems: [lastLead('sure')] });
    case 'unknown-successor': {
      const text = 'Choose another member of the team, or nobody.';
      return memberPage(context, c, { problems: [{ field: 'successor', text }] });
    }
  }
};

const typedMember = (fields: FormFields): MemberTyped => {
  const text = (name: string): string => withoutUnsafeCharacters(fields.get(name) ?? '');
  return {
    name: text('name'),
    email: text('email'),
    mailLanguage: text('mailLanguage'),
    role: text('role'),
    channels: fields.all('channels'),
    onRoster: fields.get('onRoster') === 'yes',
    expertise: text('expertise'),
    languages: text('languages'),
    availability: text('availability'),
  };
};
