import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { route } from '../../adapters/http/route.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import { addHours, day } from '../../domain/kernel/clock.ts';
import {
  formatMemberSecret,
  freshMinutes,
  mostPasskeys,
  newMemberSecret,
  parseMemberSecret,
  sessionHours,
  type MemberSecret,
  type Passkey,
} from '../../domain/member/session.ts';
import type { Member } from '../../domain/member/member.ts';
import { requiredText } from '../../domain/kernel/text.ts';
import { PasskeysPage } from './passkeys-page.tsx';
import { refusalPage } from '../ui/refusal-page.tsx';
import { EnrolmentLinkPage, EnrolmentPage, SignInPage } from './sign-in-page.tsx';
import { routes } from '../routes.ts';
import type { TeamContext } from '../team-context.ts';
import { passkeyHost, type PasskeyHost } from './passkey-host.ts';
import {
  claimedMember,
  registrationOptions,
  registrationResponse,
  signInOptions,
  signInResponse,
  verifyRegistration,
  verifySignIn,
  type ChallengeSource,
  type RelyingParty,
  type VerifiedPasskey,
} from './passkeys.ts';
import { isSameOrigin } from './same-origin.ts';
import { noSessionCookie, sessionCookie, sessionOfRequest } from './session-cookie.ts';
import type { SignedIn } from './signed-in.ts';
import { inLanguage } from '../../settings/localised.ts';

const passkeyName = requiredText(200);
const nameless = 'Passkey';
const linkUnusable =
  'This link cannot be used: it was used before, is older than 72 hours, or was not copied whole. Ask for a new one.';
const passkeyRefused =
  'The passkey could not be made: it took longer than five minutes, or is one you have already. Try again.';

const signInFirst = `Sign out and in again first: passkeys are added and removed within ${freshMinutes} minutes of signing in.`;

/** Signing in and out, and a member's passkeys. */
export const sessionPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings, credentials } = context;

  const hostOf = (c: Context): PasskeyHost => passkeyHost(settings, c.req.url);
  const partyOf = ({ rpId, origin }: Extract<PasskeyHost, { kind: 'here' }>): RelyingParty => ({
    rpId,
    origin,
    name: inLanguage(settings.organisation, 'en'),
  });
  const source = async (): Promise<ChallengeSource> => {
    const now = context.clock();
    return { secret: await context.ticketSecret(now), random: context.random, now };
  };

  const signInPage = async (
    c: Context,
    more: { readonly problem?: string; readonly news?: string } = {},
  ): Promise<Response> => {
    const host = hostOf(c);
    const options = host.kind === 'here' ? signInOptions(partyOf(host), await source()) : undefined;
    const page = <SignInPage settings={settings} host={host} options={options} {...more} />;
    return c.html(page, more.problem === undefined ? 200 : 422);
  };

  const linkPage = (c: Context, problem?: string) =>
    c.html(
      <EnrolmentLinkPage settings={settings} host={hostOf(c)} problem={problem} />,
      problem === undefined ? 200 : 422,
    );

  const beginning = (memberId: string) => ({
    session: newMemberSecret(memberId, context.random),
    expiresAt: addHours(context.clock(), sessionHours),
  });

  const into = (c: Context, session: MemberSecret): Response => {
    c.header('set-cookie', sessionCookie(session));
    return c.redirect(routes.queue, 303);
  };

  /** A form from a page of ours at the host where passkeys live. */
  const ourForm = async (
    c: Context,
  ): Promise<{ readonly fields: FormFields; readonly party: RelyingParty } | Response> => {
    const host = hostOf(c);
    if (host.kind === 'elsewhere' || !isSameOrigin(c.req.raw))
      return refusalPage(c, settings, 'other-origin');
    const form = await readForm(c.req.raw);
    if (!form.ok) return refusalPage(c, settings, 'unreadable');
    return { fields: form.content, party: partyOf(host) };
  };

  const newPasskey = (member: Member, verified: VerifiedPasskey, fields: FormFields): Passkey => ({
    memberId: member.memberId,
    passkeyId: verified.passkeyId,
    publicKey: verified.publicKey,
    counter: verified.counter,
    transports: verified.transports,
    name: passkeyName.safeParse(fields.get('name') ?? '').data ?? nameless,
    addedOn: day(context.clock()),
  });

  route(app, routes.start, { GET: (c) => signInPage(c) });

  route(app, routes.signIn, {
    GET: (c) => c.redirect(routes.start, 303),
    POST: async (c) => {
      const form = await ourForm(c);
      if (form instanceof Response) return form;
      const failed =
        'Signing in did not work: the passkey is not known here, or it took longer than five minutes.';
      const response = jsonOf(signInResponse, form.fields.get('response'));
      const found = response && (await credentials.findPasskey(claimedMember(response), response.id));
      const proof = found && (await verifySignIn(form.party, await source(), found.passkey, response));
      if (!proof) return signInPage(c, { problem: failed });
      const begins = beginning(found.member.memberId);
      const outcome = await credentials.signIn(found.passkey, proof, begins, context.clock());
      return outcome === 'signed-in' ? into(c, begins.session) : signInPage(c, { problem: failed });
    },
  });

  route(app, routes.signOut, {
    GET: (c) => c.redirect(routes.start, 303),
    POST: async (c) => {
      if (!isSameOrigin(c.req.raw)) return refusalPage(c, settings, 'other-origin');
      const session = sessionOfRequest(c);
      if (session) await credentials.endSession(session);
      c.header('set-cookie', noSessionCookie);
      // W3C Clear Site Data: nothing of what was read stays in this browser.
      // Not "cookies": that would take those of every host of the domain along.
      c.header('clear-site-data', '"cache", "storage"');
      return signInPage(c, { news: 'You are signed out.' });
    },
  });

  route(app, routes.enrol, {
    GET: (c) => linkPage(c),
    POST: async (c) => {
      const form = await ourForm(c);
      if (form instanceof Response) return form;
      const link = parseMemberSecret((form.fields.get('link') ?? '').trim().replace(/^.*#/, ''));
      const member = link && (await credentials.memberOfEnrolment(link, context.clock()));
      return member ? enrolmentPage(c, { party: form.party, member, link }) : linkPage(c, linkUnusable);
    },
  });

  const enrolmentPage = async (
    c: Context,
    enrolling: { readonly party: RelyingParty; readonly member: Member; readonly link: MemberSecret },
    problem?: string,
  ): Promise<Response> => {
    const { party, member, link } = enrolling;
    const known = await credentials.passkeysOf(member.memberId);
    const options = registrationOptions(party, await source(), member, known);
    const props = { settings, memberName: member.name, link: formatMemberSecret(link), options, problem };
    return c.html(<EnrolmentPage {...props} />, problem === undefined ? 200 : 422);
  };

  route(app, routes.enrolPasskey, {
    GET: (c) => c.redirect(routes.enrol, 303),
    POST: async (c) => {
      const form = await ourForm(c);
      if (form instanceof Response) return form;
      const now = context.clock();
      const link = parseMemberSecret(form.fields.get('link') ?? '');
      const member = link && (await credentials.memberOfEnrolment(link, now));
      if (!member) return linkPage(c, linkUnusable);
      const response = jsonOf(registrationResponse, form.fields.get('response'));
      const verified =
        response && (await verifyRegistration(form.party, await source(), member.memberId, response));
      if (!verified) return enrolmentPage(c, { party: form.party, member, link }, passkeyRefused);
      const begins = beginning(member.memberId);
      const passkey = newPasskey(member, verified, form.fields);
      const outcome = await credentials.enrol(link, passkey, begins, now);
      return outcome === 'enrolled' ? into(c, begins.session) : linkPage(c, linkUnusable);
    },
  });

  const passkeysPage = async (
    c: Context<SignedIn>,
    more: { readonly news?: string; readonly problem?: string } = {},
  ): Promise<Response> => {
    const member = c.get('member');
    const host = hostOf(c);
    const passkeys = await credentials.passkeysOf(member.memberId);
    const options =
      host.kind === 'here' ? registrationOptions(partyOf(host), await source(), member, passkeys) : undefined;
    const problems = more.problem === undefined ? [] : [{ field: '', text: more.problem }];
    const full = passkeys.length >= mostPasskeys;
    const page = (
      <PasskeysPage {...{ settings, member, host, passkeys, options, full, news: more.news, problems }} />
    );
    return c.html(page, problems.length > 0 ? 422 : 200);
  };

  /** A device that was left open must not gain a passkey of somebody else's, nor lose its owner's. */
  const isFresh = async (c: Context): Promise<boolean> => {
    const session = sessionOfRequest(c);
    return session !== undefined && (await credentials.isFresh(session, context.clock()));
  };

  route(app, routes.passkeys, {
    GET: (c) => passkeysPage(c),
    POST: async (c) => {
      const form = await ourForm(c);
      if (form instanceof Response) return form;
      if (!(await isFresh(c))) return passkeysPage(c, { problem: signInFirst });
      const member = c.get('member');
      const response = jsonOf(registrationResponse, form.fields.get('response'));
      const known = await credentials.passkeysOf(member.memberId);
      const verified =
        response && known.length < mostPasskeys
          ? await verifyRegistration(form.party, await source(), member.memberId, response)
          : undefined;
      if (!verified) return passkeysPage(c, { problem: passkeyRefused });
      const passkey = newPasskey(member, verified, form.fields);
      const session = sessionOfRequest(c);
      const { challengeId } = verified;
      const outcome =
        session && (await credentials.addPasskey(passkey, { session, challengeId }, context.clock()));
      return outcome === 'added'
        ? passkeysPage(c, { news: 'The passkey is added.' })
        : passkeysPage(c, { problem: passkeyRefused });
    },
  });

  route(app, routes.passkey, {
    GET: (c) => c.redirect(routes.passkeys, 303),
    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return refusalPage(c, settings, 'unreadable');
      const { memberId } = c.get('member');
      // Only among the member's own: another's passkey cannot even be named.
      const passkeys = await credentials.passkeysOf(memberId);
      const passkey = passkeys.find(({ passkeyId }) => passkeyId === c.req.param('passkey'));
      if (!passkey) return refusalPage(c, settings, 'not-found');
      if (form.content.get('do') === 'remove') {
        if (!(await isFresh(c))) return passkeysPage(c, { problem: signInFirst });
        if (passkeys.length === 1) return passkeysPage(c, { problem: 'The only passkey cannot be removed.' });
        const [other] = passkeys.filter(({ passkeyId }) => passkeyId !== passkey.passkeyId);
        if (!(await credentials.removePasskey(memberId, passkey.passkeyId, other?.passkeyId ?? '')))
          return passkeysPage(c, { problem: 'Another passkey was removed just now. Please look again.' });
        // Anybody who holds the device may be signed in with it.
        await credentials.endSessions(memberId, sessionOfRequest(c));
        return passkeysPage(c, {
          news: 'The passkey is removed, and every other sign-in of yours has ended.',
        });
      }
      const name = passkeyName.safeParse(form.content.get('name') ?? '');
      if (!name.success) return passkeysPage(c, { problem: 'A passkey needs a name of at most 200 bytes.' });
      await credentials.renamePasskey(memberId, passkey.passkeyId, name.data);
      return passkeysPage(c, { news: 'The passkey has its new name.' });
    },
  });
};

/** What a script put into a form field, checked; anything else is none. */
const jsonOf = <Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.infer<Schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
};
