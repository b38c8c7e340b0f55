import * as z from 'zod';
import { accessTokenScope } from '../../../functions/domain/member/access-token.ts';
import { emailAddress } from '../../../functions/settings/email-address.ts';
import { languages } from '../../../functions/settings/localised.ts';
import { memberRoles } from '../../../functions/domain/member/member.ts';
import { nearestName } from '../../../functions/settings/nearest-name.ts';
import { plainIssue } from '../../../functions/settings/plain-issue.ts';
import { CommandError } from './team-of-command.ts';

/** The options of `npm run member`, as `parseArgs` hands them over. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export const memberOptions = {
  table: { type: 'string' },
  'team-url': { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  channels: { type: 'string' },
  lead: { type: 'boolean' },
  role: { type: 'string' },
  'off-roster': { type: 'boolean' },
  earlier: { type: 'boolean' },
  expertise: { type: 'string' },
  languages: { type: 'string' },
  'mail-language': { type: 'string' },
  availability: { type: 'string' },
  token: { type: 'string' },
  scope: { type: 'string' },
  expires: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

/** A choice among names; a wrong one is told with the one that was probably meant. */
export const oneOf = <const Names extends readonly string[]>(option: string, names: Names) =>
  z.enum(names, {
    error: ({ input }) => {
      const nearest = typeof input === 'string' ? nearestName(input, names) : undefined;
      const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
      return `${option} is one of: ${names.join(', ')}.${hint}`;
    },
  });

const shownToReporters = (option: string) =>
  z
    .string()
    .trim()
    .min(1, `Say something with ${option} <text>, or leave it out.`)
    .max(200, `${option} takes at most 200 characters.`)
    .optional();

export const channelNames = z
  .string({ error: 'Say --channels <a,b>.' })
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(
    z.array(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'Channels are small letters, digits and hyphens.')),
  );

export const newMemberOptions = z.object({
  name: z
    .string({ error: 'Say --name <name>.' })
    .trim()
    .min(1, 'Say --name <name>.')
    .max(120, '--name takes at most 120 characters.'),
  email: emailAddress('Say --email <address>, one e-mail address.'),
  channels: channelNames,
  role: oneOf('--role', memberRoles).optional(),
  expertise: shownToReporters('--expertise'),
  languages: shownToReporters('--languages'),
  'mail-language': oneOf('--mail-language', languages).optional(),
  availability: shownToReporters('--availability'),
});

const wrongDays = '--expires takes a number of days from 1 to 3660.';

export const tokenOptions = z.object({
  scope: oneOf('--scope', accessTokenScope.options).default('all'),
  expires: z
    .string()
    .regex(/^\d{1,4}$/, wrongDays)
    .transform(Number)
    .refine((days) => days >= 1 && days <= 3660, wrongDays)
    .optional(),
});

export const teamUrlOption = z
  .url({ protocol: /^https?$/, error: 'Say --team-url <address>, such as https://team.example.org/.' })
  .optional();

/** @throws {CommandError} saying everything that is wrong */
export const readOptions = <Schema extends z.ZodType>(schema: Schema, values: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(values, { error: plainIssue });
  if (parsed.success) return parsed.data;
  throw new CommandError(parsed.error.issues.map(({ message }) => message).join(' '));
};
