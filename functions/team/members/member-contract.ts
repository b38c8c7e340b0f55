import * as z from 'zod';
import { absence, newAbsence } from '../../domain/member/absence.ts';
import { emailAddress } from '../../settings/email-address.ts';
import { language, languages } from '../../settings/localised.ts';
import { mailProblem } from '../../domain/member/mail-problem.ts';
import { memberRole, memberRoles } from '../../domain/member/member.ts';
import { newOnCall } from '../../domain/member/on-call.ts';
import { freeText, requiredText } from '../../domain/kernel/text.ts';

/** What is said of members, and comes back. A field that is not here cannot leak into an answer. */
const oneLine = (text: string): boolean => !text.includes('\n');
const inOneLine = 'Must be one line.';
const shownLimitBytes = 800;

const name = requiredText(480).refine(oneLine, inOneLine);
const email = emailAddress('Must be one e-mail address, such as ada@example.org.');
const role = z.enum(memberRoles, { error: 'Must be member, lead, outside-reviewer or auditor.' });
const shown = freeText(shownLimitBytes).refine(oneLine, inOneLine);

/** An empty choice, of a form, is the community's first language. */
const mailLanguage = z.preprocess(
  (given) => (given === '' ? null : given),
  z.enum(languages, { error: `Must be one of: ${languages.join(', ')}.` }).nullable(),
);

const fieldsOf = (channels: readonly string[]) => ({
  name,
  email,
  /** What mails to them are written in; `null`: the community's first language. */
  mailLanguage,
  role,
  /** Names of channels in the settings. */
  channels: z
    .array(z.string().refine((channel) => channels.includes(channel), 'Is not one of the channels.'))
    .max(channels.length),
  /** Whether reporters read of them, and may exclude them by name. */
  onRoster: z.boolean(),
  expertise: shown,
  languages: shown,
  availability: shown,
  onCall: newOnCall,
});

export const newMemberBody = (channels: readonly string[]) => {
  const fields = fieldsOf(channels);
  return z.strictObject({
    ...fields,
    mailLanguage: fields.mailLanguage.optional().transform((chosen) => chosen ?? undefined),
    role: fields.role.default('member'),
    onRoster: fields.onRoster.default(true),
    expertise: fields.expertise.optional(),
    languages: fields.languages.optional(),
    availability: fields.availability.optional(),
    onCall: fields.onCall.optional(),
  });
};

/** What is left out stays; an empty text takes away what stood there, `null` an absence or a problem with their mail. */
export const changedMemberBody = (channels: readonly string[]) =>
  z.strictObject({ ...fieldsOf(channels), absence: newAbsence.nullable(), mailProblem: z.null() }).partial();

/** What every member may change of themselves. */
export const ownFields: readonly string[] = ['absence', 'onCall'];

export const leavingQuery = z.strictObject({
  /** Who takes over the open cases, where they may know of them; nobody, unless said. */
  successor: z.string().min(1).max(64).optional(),
  cursor: z.string().max(4_000).optional(),
});

export const memberView = z.object({
  id: z.string(),
  name: z.string(),
  /** For leads, and of oneself. */
  email: z.string().optional(),
  /** A mail to this address came back, or was called spam. For leads, and of oneself. */
  mailProblem: mailProblem.optional(),
  mailLanguage: language.optional(),
  role: memberRole,
  channels: z.array(z.string()),
  onRoster: z.boolean(),
  expertise: z.string().optional(),
  languages: z.string().optional(),
  availability: z.string().optional(),
  absence: absence.optional(),
  absentToday: z.boolean(),
  onCall: z.string().optional(),
  onCallNow: z.boolean(),
  addedOn: z.iso.date(),
  addedByOps: z.boolean(),
  passkeys: z.int(),
  /** An enrolment link that nobody has used yet is good until then. */
  enrolmentUntil: z.iso.datetime().optional(),
});
export type MemberView = z.infer<typeof memberView>;

export const memberList = z.object({
  members: z.array(memberView),
  /** Ids of rows that cannot be read; they are no members and can be removed. For leads. */
  unreadable: z.array(z.string()).optional(),
});

/** Shown once. */
export const enrolmentView = z.object({ link: z.string(), expiresAt: z.iso.datetime() });
/** Whether they seem to have been on the team before, by their name or address. */
const resembles = z
  .enum(['nobody', 'perhaps-somebody', 'somebody'])
  .describe(
    '`somebody`: the name or address is that of an earlier member, whose exclusions count for this one. `perhaps-somebody`: a part of it is.',
  );
export const memberAdded = z.object({ id: z.string(), enrolment: enrolmentView, resembles });
export const memberChanged = z.object({ id: z.string(), resembles });

export const memberLeft = z.object({
  id: z.string(),
  /** Not yet while cases of somebody who leaves by themselves are still handed over. */
  removed: z.boolean(),
  /** Cases handed over so far, and those that are nobody's now. */
  handedOver: z.int(),
  unassigned: z.int(),
  /** There are more cases: ask again with this cursor. */
  cursor: z.string().optional(),
});
