import { addDays, day } from '../../../functions/domain/kernel/clock.ts';
import { resemblance, type Likeness } from '../../../functions/domain/member/former.ts';
import { enrolmentHours } from '../../../functions/domain/member/session.ts';
import { nameHint, nearestName } from '../../../functions/settings/nearest-name.ts';
import { resemblanceTexts } from '../../../functions/team/members/resemblance-texts.ts';
import { enrolmentLink, routes } from '../../../functions/team/routes.ts';
import { teamFullTexts } from '../../../functions/team/members/team-full.ts';
import { askYes } from '../ask.ts';
import { readCommandLine } from '../command-line.ts';
import { requireKnownChannels } from '../known-channels.ts';
import {
  channelNames,
  memberOptions,
  newMemberOptions,
  readOptions,
  teamUrlOption,
  tokenOptions,
  type OptionValues,
} from './member-options.ts';
import {
  createAccessToken,
  createEnrolment,
  listMembers,
  openEarlierCases,
  reissueEnrolment,
  revokeMember,
  revokeToken,
  tryAddMember,
  unreadableMembers,
  type ListedMember,
  type Team,
} from './members.ts';
import { runCommand, say } from '../run-command.ts';
import { CommandError, localTeamUrl, teamOfCommand } from './team-of-command.ts';

const usage = `npm run member -- <command> [--table <team table of a deployed stack>] [--team-url <address>]

  add --name <name> --email <address> --channels <a,b>           adds a member; shows a link with which they make their
                                                                 passkey, and an access token for scripts
      [--role member|lead|outside-reviewer|auditor] [--lead]     an outside reviewer sees only cases granted to them; an
                                                                 auditor sees none, only how cases were handled
      [--expertise <text>] [--languages <text>] [--availability <text>]   what reporters read beside the name
      [--mail-language en|es|ar]                                 what mails to them are written in; the community's first,
                                                                 unless said
      [--off-roster]                                             reporters do not read of them: they see granted cases only
  list                                                           lists members and what they sign in with
  link <member id> [--yes]                                       shows a new enrolment link; the member's passkeys,
                                                                 sessions and older links end at once: it asks before,
                                                                 unless --yes says so
  token <member id> [--scope read|all] [--expires <days>]        shows a new access token for a member
  grant <member id> --earlier [--channels <a,b>]                 lets them see cases from before they joined a channel
                                                                 (all of theirs, unless said); a member sees only what
                                                                 was sent after they joined, and never a case whose
                                                                 reporter excludes them
  revoke <member id> [--token <token id>]                        ends a member, or one access token, at once

Everybody on the team is told by mail when a member was added here. Links begin with --team-url, the address of the
team's pages (TeamUrl of the stack, or its own domain). Without --table it works on the local service while that runs
(npm start).`;

/** What a command works with: the team, and where its pages are, if that is known. */
type Command = { readonly team: Team; readonly teamUrl: string | undefined; readonly values: OptionValues };

const tokenOnce = (token: string): string =>
  `Access token for scripts (shown once; whoever has it can read the member's cases):\n\n  ${token}\n`;

const linkOnce = (teamUrl: string | undefined, secret: string): string => {
  const what = `Enrolment link (shown once; it makes one passkey, within ${enrolmentHours} hours)`;
  if (teamUrl !== undefined) return `${what}:\n\n  ${enrolmentLink(teamUrl, secret)}\n`;
  return [
    `${what}. It is the address of the team's pages with ${routes.enrol} and, behind a #, the secret:\n`,
    `  https://<team's host>${routes.enrol}#${secret}\n`,
    'Say --team-url <address> to have it whole.',
  ].join('\n');
};

/** Somebody may have typed a name or an address, or an id with a letter too few. */
const unknown = async (team: Team, typed: string): Promise<CommandError> => {
  const members = await listMembers(team);
  const named = members.find(({ name, email }) => [name, email].includes(typed))?.memberId;
  const meant =
    named ??
    nearestName(
      typed,
      members.map(({ memberId }) => memberId),
    );
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return new CommandError(`There is no member with the id ${typed}.${hint}`);
};

const add = async ({ team, teamUrl, values }: Command): Promise<string> => {
  const { 'mail-language': mailLanguage, ...given } = readOptions(newMemberOptions, values);
  const { role = values.lead === true ? 'lead' : 'member' } = given;
  if (values.lead === true && role !== 'lead') throw new CommandError('Say either --lead or --role.');
  await requireKnownChannels(team, given.channels);
  const added = await tryAddMember(team, {
    ...given,
    ...{ mailLanguage, role, onRoster: values['off-roster'] !== true },
  });
  if (added.kind === 'team-full') throw new CommandError(teamFullTexts[added.full]);
  if (added.kind === 'address-taken')
    throw new CommandError(
      `${given.email} is the address of ${added.name} already. Each member needs one of their own.`,
    );
  const { member, likeness } = added;
  const secret = await createEnrolment(team, member.memberId);
  const token = await createAccessToken(team, member.memberId);
  if (secret === undefined || token === undefined) throw await unknown(team, member.memberId);
  return [
    `${member.name} is a member, with the id ${member.memberId}.\n`,
    ...resembling(likeness),
    linkOnce(teamUrl, secret),
    tokenOnce(token),
  ].join('\n');
};

const resembling = (likeness: Likeness): string[] => {
  const found = resemblance(likeness);
  return found === 'nobody' ? [] : [`${resemblanceTexts[found]}\n`];
};

const memberLines = (member: ListedMember): string => {
  const { memberId, name, email, channels, role, onRoster, addedOn, tokens, ways, mailProblem } = member;
  const [passkeys, until] = [ways.passkeys, ways.linkUntil];
  const head = [
    `${memberId}  ${name} <${email}>  ${channels.join(', ')}`,
    ...(role === 'member' ? [] : [role]),
    ...(onRoster ? [] : ['not on the roster']),
    `since ${addedOn}`,
  ].join('  ');
  return [
    head,
    ...(mailProblem === undefined
      ? []
      : [
          mailProblem.kind === 'bounce'
            ? `    a mail to them came back on ${mailProblem.on}`
            : `    a mail to them was marked as spam on ${mailProblem.on}`,
        ]),
    ...(passkeys === 0 ? [] : [`    ${passkeys} ${passkeys === 1 ? 'passkey' : 'passkeys'}`]),
    ...(until === undefined
      ? []
      : [`    enrolment link, unused, until ${until.toISOString().slice(0, 16)}Z`]),
    ...tokens.map(({ tokenId, addedOn: since, scope, expiresAt }) =>
      [
        `    token ${tokenId}  since ${since}`,
        ...(scope === 'all' ? [] : ['read only']),
        ...(expiresAt === undefined ? [] : [`until ${day(expiresAt)}`]),
      ].join('  '),
    ),
  ].join('\n');
};

const list = async ({ team }: Command): Promise<string> => {
  const members = await listMembers(team);
  const unreadable = await unreadableMembers(team);
  if (members.length + unreadable.length === 0) return 'There are no members yet.';
  const broken = unreadable.map((id) => `${id}  cannot be read and is no member; revoke removes it`);
  return [...members.map(memberLines), ...broken].join('\n');
};

const link = async ({ team, teamUrl, values }: Command, memberId: string): Promise<string> => {
  const member = (await listMembers(team)).find((each) => each.memberId === memberId);
  if (!member) throw await unknown(team, memberId);
  const { passkeys } = member.ways;
  if (passkeys > 0 && values.yes !== true) {
    const ends = passkeys === 1 ? 'passkey ends' : `${passkeys} passkeys end`;
    const agreed = await askYes(`${member.name} can sign in: their ${ends} now, with all sessions. Go on?`);
    if (!agreed) throw new CommandError('Nothing was changed.');
  }
  const secret = await reissueEnrolment(team, memberId);
  if (secret === undefined) throw await unknown(team, memberId);
  return `Their passkeys, sessions and older links have ended; access tokens stay.\n\n${linkOnce(teamUrl, secret)}`;
};

const token = async ({ team, values }: Command, memberId: string): Promise<string> => {
  const { scope, expires } = readOptions(tokenOptions, values);
  const expiresAt = expires === undefined ? undefined : addDays(team.now, expires);
  const made = await createAccessToken(team, memberId, { scope, ...(expiresAt ? { expiresAt } : {}) });
  if (made === undefined) throw await unknown(team, memberId);
  return tokenOnce(made);
};

const grant = async ({ team, values }: Command, memberId: string): Promise<string> => {
  if (values.earlier !== true) {
    throw new CommandError('Say --earlier. One case alone is granted by a lead, with its reason.');
  }
  const result = await openEarlierCases(
    team,
    memberId,
    readOptions(channelNames.optional(), values.channels),
  );
  switch (result.kind) {
    case 'unknown-member':
      throw await unknown(team, memberId);
    case 'not-in-channels': {
      const { own, channels } = result;
      const hints = channels.map((channel) => nameHint(channel, own)).join(' ');
      throw new CommandError(`The member is not in: ${channels.join(', ')}. ${hints}`);
    }
    case 'auditor':
      throw new CommandError(
        'An auditor sees no case. What they read of how cases were handled is of all times.',
      );
    case 'outside-reviewer':
      throw new CommandError('An outside reviewer sees only the cases that a lead grants to them.');
    case 'changed':
      return `${result.name} can see the earlier cases of ${result.channels.join(', ')}, except where excluded.`;
  }
};

const revoke = async ({ team, values }: Command, memberId: string): Promise<string> => {
  const { token: tokenId } = values;
  if (typeof tokenId === 'string') return endToken(team, memberId, tokenId);
  const result = await revokeMember(team, memberId);
  if (result.kind === 'unknown-member') throw await unknown(team, memberId);
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

const ofTheTeam = new Map([
  ['add', add],
  ['list', list],
]);
const ofAMember = new Map([
  ['link', link],
  ['token', token],
  ['grant', grant],
  ['revoke', revoke],
]);

await runCommand(async () => {
  const { values, positionals } = readCommandLine(usage, memberOptions, { positionals: true });
  const [name = '', memberId, beside] = positionals;
  if (beside !== undefined) throw new CommandError(`Nothing is known of "${beside}" here.`);
  const ofTeam = ofTheTeam.get(name);
  const ofMember = ofAMember.get(name);
  if (!ofTeam && !ofMember) {
    if (name === '') throw new CommandError(usage);
    const names = [...ofTheTeam.keys(), ...ofAMember.keys()];
    throw new CommandError(`There is no command "${name}" of npm run member. ${nameHint(name, names)}`);
  }
  if (ofTeam && memberId !== undefined) throw new CommandError(`Nothing is known of "${memberId}" here.`);
  const named = readOptions(teamUrlOption, values['team-url']);
  const team = await teamOfCommand(values.table);
  const teamUrl = named ?? (values.table === undefined ? await localTeamUrl() : undefined);
  const command: Command = { team, teamUrl, values };
  if (ofTeam) {
    say(await ofTeam(command));
    return;
  }
  if (memberId === undefined)
    throw new CommandError(`Say which member: npm run member -- ${name} <member id>`);
  say((await ofMember?.(command, memberId)) ?? '');
});
