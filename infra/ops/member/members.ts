import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { accessTokenStore } from '../../../functions/adapters/dynamodb/team/access-token-store.ts';
import { credentialStore } from '../../../functions/adapters/dynamodb/team/credential-store.ts';
import { memberStore } from '../../../functions/adapters/dynamodb/team/member-store.ts';
import { teamStore } from '../../../functions/adapters/dynamodb/team/team-store.ts';
import type { Random } from '../../../functions/domain/kernel/random.ts';
import * as domain from '../../../functions/domain/member/change-team.ts';
import type { WaysIn } from '../../../functions/domain/member/credential-store.ts';
import {
  issueAccessToken,
  type ListedToken,
  type TokenTerms,
} from '../../../functions/domain/member/issue-access-token.ts';
import * as enrolments from '../../../functions/domain/member/issue-enrolment.ts';
import type { Member } from '../../../functions/domain/member/member.ts';
import type { ListedMember as StoredMember } from '../../../functions/domain/member/team-store.ts';
import {
  channelsThatLoseReaders,
  losesLastLead,
  type AddressTaken,
  type NewMember,
  type TeamFull,
  type UnknownMember,
} from '../../../functions/domain/member/team.ts';

/** Where the team is kept, and what time and chance are. */
export type Team = {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly random: Random;
  readonly now: Date;
  /** Of digests of names: `standardCost`, unless said. */
  readonly digestCost?: number;
};

export type ListedMember = StoredMember & {
  readonly tokens: readonly ListedToken[];
  readonly ways: WaysIn;
};

/** The domain's operations on the team, with the rows of this table. */
export const changeContext = ({
  client,
  table,
  random,
  now,
  digestCost,
}: Team): domain.TeamChangeContext => ({
  team: teamStore(client, table, digestCost),
  random,
  now,
});

const tokensOf = ({ client, table }: Team) => accessTokenStore(client, table);

/** Everybody on the team is told, once. */
export const tryAddMember = (
  team: Team,
  member: NewMember,
): Promise<domain.AddedMember | AddressTaken | TeamFull> =>
  domain.addMember(changeContext(team), { ...member, addedBy: 'ops' });

/** As `tryAddMember`. @throws when somebody of the team has the address, or there is no room */
export const addMember = async (team: Team, member: NewMember): Promise<Member> => {
  const added = await tryAddMember(team, member);
  if (added.kind !== 'added') throw new Error(`the member cannot be added: ${added.kind}`);
  return added.member;
};

export const createAccessToken = (
  team: Team,
  memberId: string,
  terms?: TokenTerms,
): Promise<string | undefined> => issueAccessToken({ ...team, tokens: tokensOf(team) }, memberId, terms);

const enrolmentContext = ({ client, table, random, now }: Team): enrolments.EnrolmentContext => ({
  members: memberStore(client, table),
  credentials: credentialStore(client, table),
  random,
  now,
});

const secretOf = (issued: enrolments.Enrolment | UnknownMember): string | undefined =>
  'kind' in issued ? undefined : issued.secret;

/** @returns the secret of a new enrolment link, shown once; `undefined` for an unknown member */
export const createEnrolment = async (team: Team, memberId: string): Promise<string | undefined> =>
  secretOf(await enrolments.issueEnrolment(enrolmentContext(team), memberId));

/** For who lost theirs: ends passkeys, sessions and older links. @returns as `createEnrolment` */
export const reissueEnrolment = async (team: Team, memberId: string): Promise<string | undefined> =>
  secretOf(await enrolments.reissueEnrolment(enrolmentContext(team), memberId));

/** A row that does not parse is left out here; `unreadableMembers` names it. */
export const listMembers = async (team: Team): Promise<ListedMember[]> => {
  const { members } = await teamStore(team.client, team.table).read();
  return Promise.all(
    members.map(async (member) => ({
      ...member,
      tokens: await tokensOf(team).ofMember(member.memberId),
      ways: await credentialStore(team.client, team.table).waysIn(member.memberId, team.now),
    })),
  );
};

/** Ids of rows that no function takes for a member; `revokeMember` removes them. */
export const unreadableMembers = async (team: Team): Promise<readonly string[]> =>
  (await teamStore(team.client, team.table).read()).unreadable;

/** Ends one access token at once. @returns whether there was one */
export const revokeToken = (team: Team, memberId: string, tokenId: string): Promise<boolean> =>
  tokensOf(team).revoke(memberId, tokenId);

export type Revoked = {
  readonly kind: 'revoked';
  /** The team had a lead, and has none now. */
  readonly leavesNoLead: boolean;
  /** Channels whose earlier cases may have no reader now. */
  readonly unreadable: readonly string[];
};

/** Takes a member out of the team, with all their access tokens, at once: anybody, the last lead included. */
export const revokeMember = async (team: Team, memberId: string): Promise<Revoked | UnknownMember> => {
  const result = await domain.removeMember(changeContext(team), memberId);
  if (result.kind !== 'changed') return { kind: 'unknown-member' };
  const { before, after } = result;
  return {
    kind: 'revoked',
    leavesNoLead: losesLastLead(before, after),
    unreadable: channelsThatLoseReaders(before, after),
  };
};

/** @param wanted channels of the member's; all of them, unless said */
export const openEarlierCases = (
  team: Team,
  memberId: string,
  wanted?: readonly string[],
): Promise<domain.EarlierOpened> => domain.openEarlierCases(changeContext(team), memberId, wanted);
