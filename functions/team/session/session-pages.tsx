import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { addHours } from '../../domain/kernel/clock.ts';
import type { Member } from '../../domain/member/member.ts';
import {
  formatMemberSecret,
  newMemberSecret,
  parseMemberSecret,
  sessionHours,
  type MemberSecret,
} from '../../domain/member/session.ts';
import { routes } from '../routes.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { firstPage } from './first-page.ts';
import {
  challengeSource,
  hostOf,
  jsonOf,
  newPasskey,
  partyOf,
  passkeyRefused,
  readPasskeyForm,
  registeredWith,
  type PasskeyForm,
} from './passkey-form.ts';
import {
  claimedMember,
  registrationOptions,
  signInOptions,
  signInResponse,
  verifySignIn,
} from './passkeys.ts';
import { isSameOrigin } from './same-origin.ts';
import { noSessionCookie, sessionCookie, sessionOfRequest } from './session-cookie.ts';
import { EnrolmentLinkPage, EnrolmentPage, SignInPage } from './sign-in-page.tsx';
import type { SignedIn } from './signed-in.ts';

const linkUnusable =
  'This link cannot be used: it was used before, is older than 72 hours, or was not copied whole. Ask for a new one.';

/** Signing in and out, and enrolling with a link. */
export const sessionPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.start, { GET: (c) => signInPage(context, c) });

  route(app, routes.signIn, {
    GET: (c) => c.redirect(routes.start, 303),
    POST: async (c) => {
      const form = await readPasskeyForm(context, c);
      return form instanceof Response ? form : signIn(context, c, form);
    },
  });

  route(app, routes.signOut, {
    GET: (c) => c.redirect(routes.start, 303),
    POST: (c) => signOut(context, c),
  });

  route(app, routes.enrol, {
    GET: (c) => linkPage(context, c),
    POST: async (c) => {
      const form = await readPasskeyForm(context, c);
      if (form instanceof Response) return form;
      const link = parseMemberSecret((form.fields.get('link') ?? '').trim().replace(/^.*#/, ''));
      const member = link && (await context.credentials.memberOfEnrolment(link, context.clock()));
      return member
        ? enrolmentPage(context, c, { party: form.party, member, link })
        : linkPage(context, c, linkUnusable);
    },
  });

  route(app, routes.enrolPasskey, {
    GET: (c) => c.redirect(routes.enrol, 303),
    POST: async (c) => {
      const form = await readPasskeyForm(context, c);
      return form instanceof Response ? form : enrol(context, c, form);
    },
  });
};

const signInPage = async (
  context: TeamContext,
  c: Context,
  more: { readonly problem?: string; readonly news?: string } = {},
): Promise<Response> => {
  const host = hostOf(context, c);
  const options =
    host.kind === 'here' ? signInOptions(partyOf(context, host), await challengeSource(context)) : undefined;
  const page = <SignInPage settings={context.settings} host={host} options={options} {...more} />;
  return c.html(page, more.problem === undefined ? 200 : 422);
};

const linkPage = (context: TeamContext, c: Context, problem?: string) =>
  c.html(
    <EnrolmentLinkPage settings={context.settings} host={hostOf(context, c)} problem={problem} />,
    problem === undefined ? 200 : 422,
  );

const enrolmentPage = async (
  context: TeamContext,
  c: Context,
  enrolling: { readonly party: PasskeyForm['party']; readonly member: Member; readonly link: MemberSecret },
  problem?: string,
): Promise<Response> => {
  const { settings, credentials } = context;
  const { party, member, link } = enrolling;
  const known = await credentials.passkeysOf(member.memberId);
  const options = registrationOptions(party, await challengeSource(context), member, known);
  const props = { settings, memberName: member.name, link: formatMemberSecret(link), options, problem };
  return c.html(<EnrolmentPage {...props} />, problem === undefined ? 200 : 422);
};

const beginning = ({ random, clock }: TeamContext, memberId: string) => ({
  session: newMemberSecret(memberId, random),
  expiresAt: addHours(clock(), sessionHours),
});

const into = (c: Context, session: MemberSecret, member: Member): Response => {
  c.header('set-cookie', sessionCookie(session));
  return c.redirect(firstPage(member), 303);
};

const signIn = async (context: TeamContext, c: Context, form: PasskeyForm): Promise<Response> => {
  const { credentials } = context;
  const problem =
    'Signing in did not work: the passkey is not known here, or it took longer than five minutes.';
  const response = jsonOf(signInResponse, form.fields.get('response'));
  const found = response && (await credentials.findPasskey(claimedMember(response), response.id));
  const proof =
    found && (await verifySignIn(form.party, await challengeSource(context), found.passkey, response));
  if (!proof) return signInPage(context, c, { problem });
  const begins = beginning(context, found.member.memberId);
  const outcome = await credentials.signIn(found.passkey, proof, begins, context.clock());
  return outcome === 'signed-in'
    ? into(c, begins.session, found.member)
    : signInPage(context, c, { problem });
};

const signOut = async (context: TeamContext, c: Context): Promise<Response> => {
  if (!isSameOrigin(c.req.raw)) return refusalPage(c, context.settings, 'other-origin');
  const session = sessionOfRequest(c);
  if (session) await context.credentials.endSession(session);
  c.header('set-cookie', noSessionCookie);
  // W3C Clear Site Data: nothing of what was read stays in this browser.
  // Not "cookies": that would take those of every host of the domain along.
  c.header('clear-site-data', '"cache", "storage"');
  return signInPage(context, c, { news: 'You are signed out.' });
};

const enrol = async (context: TeamContext, c: Context, form: PasskeyForm): Promise<Response> => {
  const { credentials } = context;
  const now = context.clock();
  const link = parseMemberSecret(form.fields.get('link') ?? '');
  const member = link && (await credentials.memberOfEnrolment(link, now));
  if (!member) return linkPage(context, c, linkUnusable);
  const verified = await registeredWith(context, form, member.memberId);
  if (!verified) return enrolmentPage(context, c, { party: form.party, member, link }, passkeyRefused);
  const begins = beginning(context, member.memberId);
  const passkey = newPasskey(context, member, verified, form.fields);
  const outcome = await credentials.enrol(link, passkey, begins, now);
  return outcome === 'enrolled' ? into(c, begins.session, member) : linkPage(context, c, linkUnusable);
};
