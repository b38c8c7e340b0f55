import { parseArgs } from 'node:util';
import * as z from 'zod';
import {
  addMember,
  createAccessToken,
  listMembers,
  revokeMember,
  revokeToken,
  unreadableMembers,
  type Team,
} from './members.ts';
import { runCommand, say } from './run-command.ts';
import { CommandError, teamOfCommand } from './team-of-command.ts';

const usage = `npm run member -- <command> [--table <team table of a deployed stack>]

  add --name <name> --email <address> --channels <a,b> [--lead]   adds a member and shows their first access token
      [--expertise <text>] [--languages <text>] [--availability <text>]   what reporters read beside the name
  list                                                           lists members and their access tokens
  token <member id>                                              shows a new access token for a member
  revoke <member id> [--token <token id>]                        ends a member, or one access token, at once

Without --table it works on the local service while that runs (npm start).`;

const shownToReporters = z.string().trim().min(1).max(200).optional();

const newMember = z.object({
  name: z.string({ error: 'Say --name <name>.' }).trim().min(1, 'Say --name <name>.').max(120),
  email: z.email('Say --email <address>, one e-mail address.'),
  channels: z
    .string({ error: 'Say --channels <a,b>.' })
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(
      z.array(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'Channels are small letters, digits and hyphens.')),
    ),
  expertise: shownToReporters,
  languages: shownToReporters,
  availability: shownToReporters,
});

const shownOnce = (token: string): string =>
  `Access token (shown once; whoever has it can read the member's cases):\n\n  ${token}\n`;

const add = async (team: Team, values: Readonly<Record<string, unknown>>): Promise<string> => {
  const parsed = newMember.safeParse(values);
  if (!parsed.success) throw new CommandError(parsed.error.issues.map(({ message }) => message).join(' '));
  const member = await addMember(team, { ...parsed.data, lead: values.lead === true });
  const token = await createAccessToken(team, member.memberId);
  return `${member.name} is a member, with the id ${member.memberId}.\n\n${shownOnce(token ?? '')}`;
};

const list = async (team: Team): Promise<string> => {
  const members = await listMembers(team);
  const unreadable = await unreadableMembers(team);
  if (members.length + unreadable.length === 0) return 'There are no members yet.';
  const lines = members.map(({ memberId, name, email, channels, lead, addedOn, tokens }) =>
    [
      `${memberId}  ${name} <${email}>  ${channels.join(', ')}${lead ? '  lead' : ''}  since ${addedOn}`,
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

const revoke = async (team: Team, memberId: string, tokenId: string | undefined): Promise<string> => {
  const done = await (tokenId === undefined
    ? revokeMember(team, memberId)
    : revokeToken(team, memberId, tokenId));
  if (!done) throw new CommandError(`There is no such ${tokenId === undefined ? 'member' : 'access token'}.`);
  return tokenId === undefined
    ? 'The member is out of the team; all their access tokens have ended.'
    : 'The access token has ended.';
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
  const { token: tokenId } = values;
  return command === 'token'
    ? token(team, memberId)
    : revoke(team, memberId, typeof tokenId === 'string' ? tokenId : undefined);
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
      expertise: { type: 'string' },
      languages: { type: 'string' },
      availability: { type: 'string' },
      token: { type: 'string' },
    },
  });
  const [command, memberId] = positionals;
  if (command === undefined || !['add', 'list', 'token', 'revoke'].includes(command)) {
    throw new CommandError(usage);
  }
  const team = await teamOfCommand(values.table);
  say(await run(team, command, memberId, values));
});
