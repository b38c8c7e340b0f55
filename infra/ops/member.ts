import { parseArgs } from 'node:util';
import * as z from 'zod';
import { memberRoles } from '../../functions/domain/member/member.ts';
import {
  addMember,
  createAccessToken,
  listMembers,
  openEarlierCases,
  revokeMember,
  revokeToken,
  unreadableMembers,
  type Team,
} from './members.ts';
import { runCommand, say } from './run-command.ts';
import { CommandError, teamOfCommand } from './team-of-command.ts';

const usage = `npm run member -- <command> [--table <team table of a deployed stack>]

  add --name <name> --email <address> --channels <a,b>           adds a member and shows their first access token
      [--role member|lead|outside-reviewer] [--lead]             an outside reviewer sees only cases granted to them
      [--expertise <text>] [--languages <text>] [--availability <text>]   what reporters read beside the name
      [--off-roster]                                             reporters do not read of this member
  list                                                           lists members and their access tokens
  token <member id>                                              shows a new access token for a member
  grant <member id> --earlier [--channels <a,b>]                 lets them see cases from before they joined a channel
                                                                 (all of theirs, unless said); a member sees only what
                                                                 was sent after they joined, and never a case whose
                                                                 reporter excludes them
  revoke <member id> [--token <token id>]                        ends a member, or one access token, at once

Without --table it works on the local service while that runs (npm start).`;

const shownToReporters = (option: string) =>
  z
    .string()
    .trim()
    .min(1, `Say something with ${option} <text>, or leave it out.`)
    .max(200, `${option} takes at most 200 characters.`)
    .optional();

const channelNames = z
  .string({ error: 'Say --channels <a,b>.' })
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(
    z.array(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'Channels are small letters, digits and hyphens.')),
  );

const newMember = z.object({
  name: z
    .string({ error: 'Say --name <name>.' })
    .trim()
    .min(1, 'Say --name <name>.')
    .max(120, '--name takes at most 120 characters.'),
  email: z.email('Say --email <address>, one e-mail address.'),
  channels: channelNames,
  role: z.enum(memberRoles, { error: `--role is one of: ${memberRoles.join(', ')}.` }).optional(),
  expertise: shownToReporters('--expertise'),
  languages: shownToReporters('--languages'),
  availability: shownToReporters('--availability'),
});

const shownOnce = (token: string): string =>
  `Access token (shown once; whoever has it can read the member's cases):\n\n  ${token}\n`;

const add = async (team: Team, values: Readonly<Record<string, unknown>>): Promise<string> => {
  const parsed = newMember.safeParse(values);
  if (!parsed.success) throw new CommandError(parsed.error.issues.map(({ message }) => message).join(' '));
  const { role = values.lead === true ? 'lead' : 'member' } = parsed.data;
  if (values.lead === true && role !== 'lead') throw new CommandError('Say either --lead or --role.');
  const member = await addMember(team, { ...parsed.data, role, onRoster: values['off-roster'] !== true });
  const token = await createAccessToken(team, member.memberId);
  return `${member.name} is a member, with the id ${member.memberId}.\n\n${shownOnce(token ?? '')}`;
};

const list = async (team: Team): Promise<string> => {
  const members = await listMembers(team);
  const unreadable = await unreadableMembers(team);
  if (members.length + unreadable.length === 0) return 'There are no members yet.';
  const lines = members.map(({ memberId, name, email, channels, role, onRoster, addedOn, tokens }) =>
    [
      [
        `${memberId}  ${name} <${email}>  ${channels.join(', ')}`,
        ...(role === 'member' ? [] : [role]),
        ...(onRoster ? [] : ['not on the roster']),
        `since ${addedOn}`,
      ].join('  '),
      ...tokens.map((token) => `    token ${token.tokenId}  since ${token.addedOn}`),
    ].join('\n'),
  );
  const broken = unreadable.map((id) => `${id}  cannot be read and is no member; revoke removes it`);
  return [...lines, ...broken].join('\n');
};

const token = async (team: Team, memberId: string): Promise<string> => {
  const made = await createAccessToken(team, memberId);
  if (made === undefined) throw new CommandError(`There is no member with the id ${memberId}.`);
  return shownOnce(made);
};

const grant = async (
  team: Team,
  memberId: string,
  values: Readonly<Record<string, unknown>>,
): Promise<string> => {
  if (values.earlier !== true) {
    throw new CommandError('Say --earlier. One case alone is granted by a lead, with its reason.');
  }
  const named = channelNames.optional().safeParse(values.channels);
  if (!named.success) throw new CommandError(named.error.issues.map(({ message }) => message).join(' '));
  const result = await openEarlierCases(team, memberId, named.data);
  switch (result.kind) {
    case 'unknown-member':
      throw new CommandError(`There is no member with the id ${memberId}.`);
    case 'not-in-channels':
      throw new CommandError(`The member is not in: ${result.channels.join(', ')}.`);
    case 'outside-reviewer':
      throw new CommandError('An outside reviewer sees only the cases that a lead grants to them.');
    case 'changed':
      return `${result.name} can see the earlier cases of ${result.channels.join(', ')}, except where excluded.`;
  }
};

const revoke = async (team: Team, memberId: string): Promise<string> => {
  const result = await revokeMember(team, memberId);
  if (result.kind === 'unknown-member') throw new CommandError('There is no such member.');
  const lines = ['The member is out of the team; all their access tokens have ended.'];
  if (result.leavesNoLead) lines.push('Warning: the team has no lead now. Add one with --role lead.');
  if (result.unreadable.length > 0) {
    lines.push(
      `Warning: earlier cases of ${result.unreadable.join(', ')} may have no reader now. ` +
        'Give somebody access: npm run member -- grant <member id> --earlier',
    );
  }
  return lines.join('\n');
};

const endToken = async (team: Team, memberId: string, tokenId: string): Promise<string> => {
  if (!(await revokeToken(team, memberId, tokenId))) throw new CommandError('There is no such access token.');
  return 'The access token has ended.';
};

const run = (
  team: Team,
  command: string,
  memberId: string | undefined,
  values: Readonly<Record<string, string | boolean | undefined>>,
): Promise<string> => {
  if (command === 'add') return add(team, values);
  if (command === 'list') return list(team);
  if (memberId === undefined)
    throw new CommandError(`Say which member: npm run member -- ${command} <member id>`);
  if (command === 'token') return token(team, memberId);
  if (command === 'grant') return grant(team, memberId, values);
  const { token: tokenId } = values;
  return typeof tokenId === 'string' ? endToken(team, memberId, tokenId) : revoke(team, memberId);
};

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      table: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
      channels: { type: 'string' },
      lead: { type: 'boolean' },
      role: { type: 'string' },
      'off-roster': { type: 'boolean' },
      earlier: { type: 'boolean' },
      expertise: { type: 'string' },
      languages: { type: 'string' },
      availability: { type: 'string' },
      token: { type: 'string' },
    },
  });
  const [command, memberId] = positionals;
  if (command === undefined || !['add', 'list', 'token', 'grant', 'revoke'].includes(command)) {
    throw new CommandError(usage);
  }
  const team = await teamOfCommand(values.table);
  say(await run(team, command, memberId, values));
});
