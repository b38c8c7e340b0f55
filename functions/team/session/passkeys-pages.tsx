import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { freshMinutes, mostPasskeys } from '../../domain/member/session.ts';
import { routes } from '../routes.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import {
  challengeSource,
  hostOf,
  newPasskey,
  partyOf,
  passkeyName,
  passkeyRefused,
  readPasskeyForm,
  registeredWith,
  type PasskeyForm,
} from './passkey-form.ts';
import { PasskeysPage } from './passkeys-page.tsx';
import { registrationOptions } from './passkeys.ts';
import { sessionOfRequest } from './session-cookie.ts';
import type { SignedIn } from './signed-in.ts';

const signInFirst = `Sign out and in again first: passkeys are added and removed within ${freshMinutes} minutes of signing in.`;

/** A member's own passkeys. */
export const passkeysPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.passkeys, {
    GET: (c) => passkeysPage(context, c),
    POST: async (c) => {
      const form = await readPasskeyForm(context, c);
      if (form instanceof Response) return form;
      if (!(await isFresh(context, c))) return passkeysPage(context, c, { problem: signInFirst });
      return (await isAdded(context, c, form))
        ? passkeysPage(context, c, { news: 'The passkey is added.' })
        : passkeysPage(context, c, { problem: passkeyRefused });
    },
  });

  route(app, routes.passkey, {
    GET: (c) => c.redirect(routes.passkeys, 303),
    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return refusalPage(c, context.settings, 'unreadable');
      const { memberId } = c.get('member');
      // Only among the member's own: another's passkey cannot even be named.
      const passkeys = await context.credentials.passkeysOf(memberId);
      const passkeyIds = passkeys.map(({ passkeyId }) => passkeyId);
      const passkeyId = passkeyIds.find((id) => id === c.req.param('passkey'));
      if (passkeyId === undefined) return refusalPage(c, context.settings, 'not-found');
      if (form.content.get('do') === 'remove') return removePasskey(context, c, passkeyId, passkeyIds);
      const name = passkeyName.safeParse(form.content.get('name') ?? '');
      if (!name.success)
        return passkeysPage(context, c, { problem: 'A passkey needs a name of at most 200 bytes.' });
      await context.credentials.renamePasskey(memberId, passkeyId, name.data);
      return passkeysPage(context, c, { news: 'The passkey has its new name.' });
    },
  });
};

const passkeysPage = async (
  context: TeamContext,
  c: Context<SignedIn>,
  { news, problem }: { readonly news?: string; readonly problem?: string } = {},
): Promise<Response> => {
  const { settings, credentials } = context;
  const member = c.get('member');
  const host = hostOf(context, c);
  const passkeys = await credentials.passkeysOf(member.memberId);
  const options =
    host.kind === 'here'
      ? registrationOptions(partyOf(context, host), await challengeSource(context), member, passkeys)
      : undefined;
  const problems = problem === undefined ? [] : [{ field: '', text: problem }];
  const full = passkeys.length >= mostPasskeys;
  const page = <PasskeysPage {...{ settings, member, host, passkeys, options, full, news, problems }} />;
  return c.html(page, problems.length > 0 ? 422 : 200);
};

/** A device that was left open must not gain a passkey of somebody else's, nor lose its owner's. */
const isFresh = async ({ credentials, clock }: TeamContext, c: Context): Promise<boolean> => {
  const session = sessionOfRequest(c);
  return session !== undefined && (await credentials.isFresh(session, clock()));
};

/** Adds the passkey that a form brings. */
const isAdded = async (context: TeamContext, c: Context<SignedIn>, form: PasskeyForm): Promise<boolean> => {
  const { credentials, clock } = context;
  const member = c.get('member');
  const known = await credentials.passkeysOf(member.memberId);
  const verified =
    known.length < mostPasskeys ? await registeredWith(context, form, member.memberId) : undefined;
  const session = sessionOfRequest(c);
  if (!verified || !session) return false;
  const { challengeId } = verified;
  const passkey = newPasskey(context, member, verified, form.fields);
  return (await credentials.addPasskey(passkey, { session, challengeId }, clock())) === 'added';
};

const removePasskey = async (
  context: TeamContext,
  c: Context<SignedIn>,
  passkeyId: string,
  passkeyIds: readonly string[],
): Promise<Response> => {
  const { credentials } = context;
  const { memberId } = c.get('member');
  if (!(await isFresh(context, c))) return passkeysPage(context, c, { problem: signInFirst });
  if (passkeyIds.length === 1)
    return passkeysPage(context, c, { problem: 'The only passkey cannot be removed.' });
  const [other = ''] = passkeyIds.filter((id) => id !== passkeyId);
  if (!(await credentials.removePasskey(memberId, passkeyId, other)))
    return passkeysPage(context, c, { problem: 'Another passkey was removed just now. Please look again.' });
  // Anybody who holds the device may be signed in with it.
  await credentials.endSessions(memberId, sessionOfRequest(c));
  return passkeysPage(context, c, {
    news: 'The passkey is removed, and every other sign-in of yours has ended.',
  });
};
