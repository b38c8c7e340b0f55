import type { Context } from 'hono';
import type * as z from 'zod';
import { readForm, type FormFields } from '../../web/request/request-body.ts';
import { day } from '../../domain/kernel/clock.ts';
import { requiredText } from '../../domain/kernel/text.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Passkey } from '../../domain/member/session.ts';
import { inLanguage } from '../../settings/localised.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { passkeyHost, type PasskeyHost } from './passkey-host.ts';
import {
  registrationResponse,
  verifyRegistration,
  type ChallengeSource,
  type RelyingParty,
  type VerifiedPasskey,
} from './passkeys.ts';
import { isSameOrigin } from './same-origin.ts';

export const passkeyName = requiredText(200);
const nameless = 'Passkey';
export const passkeyRefused =
  'The passkey could not be made: it took longer than five minutes, or is one you have already. Try again.';

export const hostOf = ({ settings }: TeamContext, c: Context): PasskeyHost =>
  passkeyHost(settings, c.req.url);

export const partyOf = (
  { settings }: TeamContext,
  { rpId, origin }: Extract<PasskeyHost, { kind: 'here' }>,
): RelyingParty => ({ rpId, origin, name: inLanguage(settings.organisation, 'en') });

export const challengeSource = async (context: TeamContext): Promise<ChallengeSource> => {
  const now = context.clock();
  return { secret: await context.ticketSecret(now), random: context.random, now };
};

/** A form of a page with a passkey button, as it came in. */
export type PasskeyForm = { readonly fields: FormFields; readonly party: RelyingParty };

/** A form from a page of ours at the host where passkeys live, or the answer to one that is none. */
export const readPasskeyForm = async (context: TeamContext, c: Context): Promise<PasskeyForm | Response> => {
  const { settings } = context;
  const host = hostOf(context, c);
  if (host.kind === 'elsewhere' || !isSameOrigin(c.req.raw)) return refusalPage(c, settings, 'other-origin');
  const form = await readForm(c.req.raw);
  if (!form.ok) return refusalPage(c, settings, 'unreadable');
  return { fields: form.content, party: partyOf(context, host) };
};

/** The passkey that a form brings for a member; `undefined` when it is none. */
export const registeredWith = async (
  context: TeamContext,
  { fields, party }: PasskeyForm,
  memberId: string,
): Promise<VerifiedPasskey | undefined> => {
  const response = jsonOf(registrationResponse, fields.get('response'));
  return response && verifyRegistration(party, await challengeSource(context), memberId, response);
};

/** @param fields say its name */
export const newPasskey = (
  { clock }: TeamContext,
  member: Member,
  verified: VerifiedPasskey,
  fields: FormFields,
): Passkey => ({
  memberId: member.memberId,
  passkeyId: verified.passkeyId,
  publicKey: verified.publicKey,
  counter: verified.counter,
  transports: verified.transports,
  name: passkeyName.safeParse(fields.get('name') ?? '').data ?? nameless,
  addedOn: day(clock()),
});

/** What a script put into a form field, checked; anything else is none. */
export const jsonOf = <Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.infer<Schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
};
