import { addHours } from '../../../functions/domain/kernel/clock.ts';
import {
  enrolmentHours,
  formatMemberSecret,
  newMemberSecret,
} from '../../../functions/domain/member/session.ts';
import {
  channelsThatLoseReaders,
  losesLastLead,
  type NewMember,
  type UnknownMember,
} from '../../../functions/domain/member/team.ts';
import type {
  ListedMember as StoredMember,
  ListedToken,
} from '../../../functions/domain/member/team-store.ts';
import type { WaysIn } from '../../../functions/domain/member/credential-store.ts';
import { credentialStore } from '../../../functions/adapters/dynamodb/team/credential-store.ts';
import * as tokens from '../../../functions/adapters/dynamodb/team/access-tokens.ts';
import * as store from '../../../functions/adapters/dynamodb/team/team-store.ts';

/** Where the team is kept, and what time and chance are. */
export type Team = store.TeamTable;

export type ListedMember = StoredMember & {
  readonly tokens: readonly ListedToken[];
  readonly ways: WaysIn;
};

/** Everybody on the team is told, once. @throws when somebody of the team has the address */
export const addMember = (team: Team, member: NewMember): ReturnType<typeof store.addMember> =>
  store.addMember(team, { ...member, addedBy: 'ops' });

/** As `addMember`, for an address that somebody typed. */
export const tryAddMember = (team: Team, member: NewMember): ReturnType<typeof store.tryAddMember> =>
  store.tryAddMember(team, { ...member, addedBy: 'ops' });

export const createAccessToken = (
  team: Team,
  memberId: string,
  terms?: tokens.TokenTerms,
): Promise<string | undefined> => tokens.createAccessToken(team, memberId, terms);

/** @returns the secret of a new enrolment link, shown once; `undefined` for an unknown member */
export const createEnrolment = async (team: Team, memberId: string): Promise<string | undefined> => {
  const secret = newMemberSecret(memberId, team.random);
  const credentials = credentialStore(team.client, team.table);
  const outcome = await credentials.createEnrolment(secret, addHours(team.now, enrolmentHours));
  return outcome === 'created' ? formatMemberSecret(secret) : undefined;
};

/** For who lost theirs: ends passkeys, sessions and older links. @returns as `createEnrolment` */
export const reissueEnrolment = async (team: Team, memberId: string): Promise<string | undefined> => {
  await credentialStore(team.client, team.table).forgetCredentials(memberId);
  return createEnrolment(team, memberId);
};

/** A row that does not parse is left out here; `unreadableMembers` names it. */
export const listMembers = async (team: Team): Promise<ListedMember[]> => {
  const { members } = await store.readTeam(team);
  return Promise.all(
    members.map(async (member) => ({
      ...member,
      tokens: await tokens.accessTokensOf(team, member.memberId),
      ways: await credentialStore(team.client, team.table).waysIn(member.memberId, team.now),
    })),
  );
};

/** Ids of rows that no function takes for a member; `revokeMember` removes them. */
export const unreadableMembers = async (team: Team): Promise<readonly string[]> =>
  (await store.readTeam(team)).unreadable;

/** Ends one access token at once. @returns whether there was one */
export const revokeToken = (team: Team, memberId: string, tokenId: string): Promise<boolean> =>
  tokens.revokeAccessToken(team, memberId, tokenId);

export type Revoked = {
  readonly kind: 'revoked';
  /** The team had a lead, and has none now. */
  readonly leavesNoLead: boolean;
  /** Channels whose earlier cases may have no reader now. */
  readonly unreadable: readonly string[];
};

/** Takes a member out of the team, with all their access tokens, at once: anybody, the last lead included. */
export const revokeMember = async (team: Team, memberId: string): Promise<Revoked | UnknownMember> => {
  const result = await store.removeMember(team, memberId);
  if (result.kind !== 'changed') return { kind: 'unknown-member' };
  const { before, after } = result;
  return {
    kind: 'revoked',
    leavesNoLead: losesLastLead(before, after),
    unreadable: channelsThatLoseReaders(before, after),
  };
};

export type EarlierOpened =
  | { readonly kind: 'changed'; readonly name: string; readonly channels: readonly string[] }
  | {
      readonly kind: 'not-in-channels';
      readonly channels: readonly string[];
      /** The channels they are in. */
      readonly own: readonly string[];
    }
  | { readonly kind: 'outside-reviewer' }
  | UnknownMember;

/** @param wanted channels of the member's; all of them, unless said */
export const openEarlierCases = async (
  team: Team,
  memberId: string,
  wanted?: readonly string[],
): Promise<EarlierOpened> => {
  const member = (await store.readTeam(team)).members.find((each) => each.memberId === memberId);
  if (!member) return { kind: 'unknown-member' };
  if (member.role === 'outside-reviewer') return { kind: 'outside-reviewer' };
  const channels = wanted ?? member.channels;
  const foreign = channels.filter((channel) => !member.channels.includes(channel));
  if (foreign.length > 0) return { kind: 'not-in-channels', channels: foreign, own: member.channels };
  const { kind } = await store.openEarlierCases(team, memberId, channels);
  return kind === 'changed' ? { kind, name: member.name, channels } : { kind };
};
