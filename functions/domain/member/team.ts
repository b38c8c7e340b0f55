import type { MailMarks } from '../notice/mail-marks.ts';
import type { Absence } from './absence.ts';
import { mailboxOf } from '../../settings/email-address.ts';
import type { Language } from '../../settings/localised.ts';
import { byteLength } from '../kernel/text.ts';
import { readsChannel, type Member, type MemberRole } from './member.ts';
import type { RosterMember } from './roster.ts';

/** Everybody of the team, and what the roster keeps beside them. */
export type Team = {
  /** Grows by one with every change of the team. */
  readonly revision: number;
  /** The revision with which a channel lost its last reader; a channel that never had one is not named. */
  readonly emptySince: Readonly<Record<string, number>>;
  readonly members: readonly Member[];
};

/** What is said of a member; what is left out is as for any other. */
export type NewMember = Omit<
  Member,
  'memberId' | keyof MailMarks | 'mailProblem' | 'since' | 'role' | 'onRoster'
> & {
  readonly role?: MemberRole | undefined;
  readonly onRoster?: boolean | undefined;
};

/**
 * What is to be different; what is left out stays. An empty text takes away what stood there, and `null` the rest.
 */
export type MemberChange = {
  readonly [
    Name in keyof Omit<
      Member,
      | ('memberId' | 'earlierIds' | 'formerly' | 'since' | 'addedBy')
      | (keyof MailMarks | 'absence' | 'mailLanguage' | 'mailProblem')
    >
  ]?: Member[Name] | undefined;
} & {
  readonly absence?: Absence | null | undefined;
  /** `null`: the community's first language. */
  readonly mailLanguage?: Language | null | undefined;
  /** `null`: mail to them arrives. Another address takes it away as well. */
  readonly mailProblem?: null | undefined;
};

/** A change of the team: the team afterwards, and whom it is about. */
export type TeamChanged = { readonly team: Team; readonly memberId: string };
/** The team must not be left without a lead: nobody could grant, add or remove any more. */
export type LastLead = { readonly kind: 'last-lead' };
/** Somebody else of the team has this address: one mailbox is one person. */
export type AddressTaken = { readonly kind: 'address-taken'; readonly name: string };
export type UnknownMember = { readonly kind: 'unknown-member' };
/** The team is as large as it can be, or what reporters read of it is. */
export type TeamFull = { readonly kind: 'team-full'; readonly full: 'members' | 'roster' };

/** Members of a team at most; their page and every change of the team read all of them. */
export const mostMembers = 200;
/** Bytes of JSON that the roster has at most: it is one row, of 400 KB, that each form page reads. */
export const rosterLimitBytes = 256 * 1024;

/** Members who see what is sent to a channel without being granted it. */
const readersOf = (members: readonly Member[], channel: string): Member[] =>
  members.filter((member) => readsChannel(member) && member.channels.includes(channel));

/**
 * From which revision on the reports of a channel are a newcomer's: from the one with which they join. Reports sent
 * while nobody was there are theirs too, or they would be unreadable for ever.
 */
const sinceJoining = (before: Team, channel: string): number => {
  if (readersOf(before.members, channel).length > 0) return before.revision + 1;
  return (Object.hasOwn(before.emptySince, channel) ? before.emptySince[channel] : undefined) ?? 0;
};

const changed = (before: Team, members: readonly Member[]): Team => {
  const revision = before.revision + 1;
  const left = channelsOf(before.members).filter(
    (channel) => readersOf(before.members, channel).length > 0 && readersOf(members, channel).length === 0,
  );
  const emptySince = {
    ...before.emptySince,
    ...Object.fromEntries(left.map((channel) => [channel, revision])),
  };
  return { revision, emptySince, members };
};

const channelsOf = (members: readonly Member[]): string[] => [
  ...new Set(members.flatMap(({ channels }) => channels)),
];

export const withMember = (before: Team, memberId: string, member: NewMember): Team => {
  const channels = [...new Set(member.channels)];
  const since = Object.fromEntries(channels.map((channel) => [channel, sinceJoining(before, channel)]));
  const { role = 'member', onRoster = true } = member;
  return changed(before, [...before.members, { ...member, memberId, channels, role, onRoster, since }]);
};

/** A channel that is given again counts from now on; one that is taken away is forgotten. */
export const withChangedMember = (
  before: Team,
  memberId: string,
  change: MemberChange,
): Team | UnknownMember => {
  const member = memberOf(before, memberId);
  if (!member) return { kind: 'unknown-member' };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next: Member = {
    ...member,
    ...given,
    absence: absenceAfter(member, change),
    mailLanguage:
      change.mailLanguage === undefined ? member.mailLanguage : (change.mailLanguage ?? undefined),
    mailProblem: mailProblemAfter(member, change),
  };
  const channels = [...new Set(next.channels)];
  // Who begins to read what is sent to a channel joins it: what was sent before was not theirs to see.
  const joins = !readsChannel(member) && readsChannel(next);
  const sinceOf = (channel: string): number =>
    joins || !member.channels.includes(channel)
      ? sinceJoining(before, channel)
      : ((Object.hasOwn(member.since, channel) ? member.since[channel] : undefined) ?? 0);
  const since = Object.fromEntries(channels.map((channel) => [channel, sinceOf(channel)]));
  return changed(before, replaced(before, { ...next, channels, since }));
};

const absenceAfter = ({ absence }: Member, change: MemberChange): Absence | undefined =>
  change.absence === undefined ? absence : (change.absence ?? undefined);

const mailProblemAfter = ({ email, mailProblem }: Member, change: MemberChange): Member['mailProblem'] => {
  const isAnother = change.email !== undefined && mailboxOf(change.email) !== mailboxOf(email);
  return change.mailProblem === null || isAnother ? undefined : mailProblem;
};

/** Earlier cases of these of their channels become theirs to see; excluded stays excluded. */
export const withEarlierCases = (
  before: Team,
  memberId: string,
  channels: readonly string[],
): Team | UnknownMember => {
  const member = memberOf(before, memberId);
  if (!member) return { kind: 'unknown-member' };
  const opened = channels.filter((channel) => member.channels.includes(channel));
  const since = { ...member.since, ...Object.fromEntries(opened.map((channel) => [channel, 0])) };
  return changed(before, replaced(before, { ...member, since }));
};

/** By what a member is known, and whom they were before: nobody is given or told anything by it. */
export const withIdentity = (before: Team, member: Member): Team => ({
  ...before,
  members: replaced(before, member),
});

export const withoutMember = (before: Team, memberId: string): Team =>
  changed(
    before,
    before.members.filter((member) => member.memberId !== memberId),
  );

/** Another member with the same mailbox, if there is one. */
export const memberAt = (
  { members }: Pick<Team, 'members'>,
  email: string,
  memberId?: string,
): Member | undefined =>
  members.find((other) => other.memberId !== memberId && mailboxOf(other.email) === mailboxOf(email));

/** What of a team has outgrown its limit by a change; what was too large before may still become smaller. */
export const outgrown = (before: Team, after: Team): TeamFull | undefined => {
  if (after.members.length > Math.max(mostMembers, before.members.length))
    return { kind: 'team-full', full: 'members' };
  const bytes = (team: Team): number => byteLength(JSON.stringify(rosterOf(team)));
  return bytes(after) > Math.max(rosterLimitBytes, bytes(before))
    ? { kind: 'team-full', full: 'roster' }
    : undefined;
};

/** Whether a change would leave a team that has a lead without one. */
export const losesLastLead = (before: Team, after: Team): boolean =>
  before.members.some(isLead) && !after.members.some(isLead);

/** Channels in which the earliest report that anybody may see is a later one than before: ops may open earlier ones. */
export const channelsThatLoseReaders = (before: Team, after: Team): string[] =>
  channelsOf(before.members).filter((channel) => earliest(after, channel) > earliest(before, channel));

const earliest = ({ members }: Team, channel: string): number =>
  Math.min(
    ...readersOf(members, channel).map(
      ({ since }) => (Object.hasOwn(since, channel) ? since[channel] : undefined) ?? 0,
    ),
  );

const isLead = ({ role }: Member): boolean => role === 'lead';

export const memberOf = <Person extends Pick<Member, 'memberId'>>(
  { members }: { readonly members: readonly Person[] },
  memberId: string,
): Person | undefined => members.find((member) => member.memberId === memberId);

const replaced = ({ members }: Team, member: Member): Member[] =>
  members.map((other) => (other.memberId === member.memberId ? member : other));

/** What reporters may know of the team, by name. */
export const rosterOf = ({ members }: Team): RosterMember[] =>
  members
    .filter(({ onRoster }) => onRoster)
    .map(({ memberId, name, channels, role, expertise, languages, availability }): RosterMember => ({
      memberId,
      name,
      channels: [...channels],
      ...(role === 'outside-reviewer' || role === 'auditor' ? { outside: true } : {}),
      ...(role === 'auditor' ? { audits: true } : {}),
      ...(expertise ? { expertise } : {}),
      ...(languages ? { languages } : {}),
      ...(availability ? { availability } : {}),
    }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
