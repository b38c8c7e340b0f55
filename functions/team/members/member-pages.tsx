import type { Context, Hono } from 'hono';
import { route } from '../../adapters/http/route.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import type { ListedMember, StoredTeam } from '../../domain/member/team-store.ts';
import { mayDo, type TeamOperation } from '../../domain/authorization/permissions.ts';
import { memberOf } from '../../domain/member/team.ts';
import { newId } from '../../domain/kernel/random.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { changedMemberBody, newMemberBody } from './member-contract.ts';
import { addToTeam, enrolAnew, leaveTeam, viewsOf, type LeavingRefusal } from './member-operations.ts';
import { resemblance, resemblanceTexts } from './resemblance.ts';
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

/** The members page and its forms: leads edit, members see, everybody says when they are away. */
export const memberPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const channels = Object.keys(settings.channels);
  const may = (c: Context<SignedIn>, operation: TeamOperation): boolean =>
    mayDo(operation, c.get('member').role) === 'allowed';
  const forbidden = (c: Context<SignedIn>) => refusalPage(c, settings, 'forbidden', c.get('member'));
  const missing = (c: Context<SignedIn>) => refusalPage(c, settings, 'not-found', c.get('member'));
  const memberIdOf = (c: Context): string => c.req.param('member') ?? '';
  const isOwn = (c: Context<SignedIn>): boolean => memberIdOf(c) === c.get('member').memberId;
  const saved = (c: Context) => c.redirect(`${routes.members}?done=changed`, 303);

  /** Reads a form, for who may send it. */
  const withForm = async (
    c: Context<SignedIn>,
    allowed: boolean,
    act: (fields: FormFields) => Response | Promise<Response>,
  ): Promise<Response> => {
    if (!allowed) return forbidden(c);
    const form = await readForm(c.req.raw);
    return form.ok ? act(form.content) : refusalPage(c, settings, 'unreadable', c.get('member'));
  };

  route(app, routes.members, {
    GET: async (c) => {
      if (!may(c, 'see-members')) return forbidden(c);
      const member = c.get('member');
      const { members, unreadable } = await context.team.team();
      const views = await viewsOf(context, member, members);
      const done = c.req.query('done') ?? '';
      const said = Object.hasOwn(news, done) ? news[done] : undefined;
      return c.html(<MemberListPage {...{ settings, member, members: views, unreadable, news: said }} />);
    },
    POST: (c) =>
      withForm(c, may(c, 'manage-members'), async (fields) => {
        const typed = typedMember(fields);
        const formKey = /^[\w-]{22}$/.exec(fields.get('key') ?? '')?.[0] ?? newId(context.random);
        const parsed = newMemberBody(channels).safeParse(typed);
        const wrong = (problems: readonly PageProblem[]) =>
          c.html(<NewMemberPage {...{ settings, member: c.get('member'), typed, formKey, problems }} />, 422);
        if (!parsed.success) return wrong(pageProblems(parsed.error));
        const added = await addToTeam(c, context, parsed.data, formKey);
        if (added.kind === 'added-before') return c.redirect(`${routes.members}?done=added-before`, 303);
        if (added.kind === 'address-taken') return wrong([addressTaken(added)]);
        if (added.kind === 'team-full') return wrong([teamFull(added)]);
        const { link, expiresAt } = added.enrolment;
        const props = { settings, member: c.get('member'), name: parsed.data.name, link, expiresAt };
        return c.html(<EnrolmentLinkShownPage {...props} ended={false} resembles={added.resembles} />, 201);
      }),
  });

  route(app, routes.newMember, {
    GET: (c) => {
      if (!may(c, 'manage-members')) return forbidden(c);
      const typed = nothingTyped(channels);
      const formKey = newId(context.random);
      return c.html(
        <NewMemberPage {...{ settings, member: c.get('member'), typed, formKey, problems: [] }} />,
      );
    },
  });

  const memberPage = (
    c: Context<SignedIn>,
    team: StoredTeam,
    shown: ListedMember,
    more: {
      readonly typed?: MemberTyped;
      readonly away?: AwayTyped;
      readonly problems?: readonly PageProblem[];
    } = {},
  ) => {
    const { problems = [] } = more;
    const others = team.members.filter(({ memberId }) => memberId !== shown.memberId);
    const away = {
      from: shown.absence?.from ?? '',
      until: shown.absence?.until ?? '',
      onCall: shown.onCall ?? '',
    };
    const { expertise = '', languages = '', availability = '' } = shown;
    const typed = more.typed ?? { ...shown, expertise, languages, availability };
    const props = {
      settings,
      member: c.get('member'),
      shown,
      others,
      typed,
      away: more.away ?? away,
      problems,
    };
    return c.html(<MemberPage {...props} />, problems.length > 0 ? 422 : 200);
  };

  /** The page again, with what is wrong. */
  const again = async (c: Context<SignedIn>, more: Parameters<typeof memberPage>[3]): Promise<Response> => {
    const team = await context.team.team();
    const shown = memberOf(team, memberIdOf(c));
    return shown ? memberPage(c, team, shown, more) : missing(c);
  };

  route(app, routes.member, {
    GET: (c) => (isOwn(c) || may(c, 'manage-members') ? again(c, {}) : forbidden(c)),
    POST: (c) =>
      withForm(c, may(c, 'manage-members'), async (fields) => {
        const typed = typedMember(fields);
        const parsed = changedMemberBody(channels).safeParse(typed);
        if (!parsed.success) return again(c, { typed, problems: pageProblems(parsed.error) });
        const result = await context.team.change(memberIdOf(c), parsed.data);
        if (result.kind === 'unknown-member') return missing(c);
        if (result.kind === 'address-taken') return again(c, { typed, problems: [addressTaken(result)] });
        if (result.kind === 'team-full') return again(c, { typed, problems: [teamFull(result)] });
        if (result.kind === 'last-lead') return again(c, { typed, problems: [lastLead('role')] });
        const resembles = resemblance(result.likeness);
        return resembles === 'nobody' ? saved(c) : c.redirect(`${routes.members}?done=${resembles}`, 303);
      }),
  });

  route(app, routes.memberAbsence, {
    GET: (c) => c.redirect(routes.members, 303),
    POST: (c) =>
      withForm(c, (isOwn(c) && may(c, 'set-own-absence')) || may(c, 'manage-members'), async (fields) => {
        const away: AwayTyped = {
          from: fields.get('from') ?? '',
          until: fields.get('until') ?? '',
          onCall: withoutUnsafeCharacters(fields.get('onCall') ?? ''),
        };
        const { from, until, onCall } = away;
        const absence = from === '' && until === '' ? null : { from, until };
        const parsed = changedMemberBody(channels).safeParse({ absence, onCall });
        if (!parsed.success) return again(c, { away, problems: pageProblems(parsed.error) });
        const result = await context.team.change(memberIdOf(c), parsed.data);
        if (result.kind !== 'changed') return missing(c);
        // Who may not see the members stays on their own page.
        return may(c, 'see-members') ? saved(c) : c.redirect(c.req.path.replace(/\/absence$/, ''), 303);
      }),
  });

  route(app, routes.memberEnrolment, {
    GET: (c) => c.redirect(routes.members, 303),
    POST: (c) =>
      withForm(c, may(c, 'manage-members'), async () => {
        const shown = await context.members.findMember(memberIdOf(c));
        const issued = shown && (await enrolAnew(c, context, shown.memberId));
        if (!issued || 'kind' in issued) return missing(c);
        const { link, expiresAt } = issued;
        const props = { settings, member: c.get('member'), name: shown.name, link, expiresAt };
        return c.html(<EnrolmentLinkShownPage {...props} ended />, 201);
      }),
  });

  route(app, routes.memberRemoval, {
    GET: (c) => c.redirect(routes.members, 303),
    POST: (c) =>
      withForm(c, may(c, 'manage-members'), async (fields) => {
        const memberId = memberIdOf(c);
        const cursor = fields.get('cursor');
        if (cursor === undefined && fields.get('sure') !== 'yes')
          return again(c, { problems: [{ field: 'sure', text: 'Say that you are sure.' }] });
        const chosen = fields.get('successor') ?? '';
        const successor = chosen === '' ? undefined : chosen;
        const leaving = await leaveTeam(c, context, memberId, { successor, cursor });
        if (leaving.kind !== 'leaving') return refusedLeaving(c, leaving);
        const hasLeft = isOwn(c) && leaving.removed;
        const member = hasLeft ? undefined : c.get('member');
        return c.html(<LeavingPage {...{ settings, member, memberId, leaving }} />);
      }),
  });

  const refusedLeaving = (c: Context<SignedIn>, { kind }: LeavingRefusal): Response | Promise<Response> => {
    switch (kind) {
      case 'unknown-member':
        return missing(c);
      case 'cursor-invalid':
        return refusalPage(c, settings, 'unreadable', c.get('member'));
      case 'last-lead':
        return again(c, { problems: [lastLead('sure')] });
      case 'unknown-successor': {
        const text = 'Choose another member of the team, or nobody.';
        return again(c, { problems: [{ field: 'successor', text }] });
      }
    }
  };
};

const typedMember = (fields: FormFields): MemberTyped => {
  const text = (name: string): string => withoutUnsafeCharacters(fields.get(name) ?? '');
  return {
    name: text('name'),
    email: text('email'),
    role: text('role'),
    channels: fields.all('channels'),
    onRoster: fields.get('onRoster') === 'yes',
    expertise: text('expertise'),
    languages: text('languages'),
    availability: text('availability'),
  };
};
