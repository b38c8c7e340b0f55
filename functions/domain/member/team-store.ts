import type { Announcement } from './announce-members.ts';
import type { FormerMember, Salt } from './former.ts';
import type { Member } from './member.ts';
import type { Team } from './team.ts';

export type ListedMember = Member & {
  readonly addedOn: string;
  readonly announcement?: Announcement | undefined;
};

export type StoredTeam = Omit<Team, 'members'> & {
  readonly members: readonly ListedMember[];
  /** Ids of rows that no function takes for a member. */
  readonly unreadable: readonly string[];
};

/** Who has left the team, and under which salt they are known; no salt while nobody has left or changed their name. */
export type FormerMembers = {
  readonly salt: Salt | undefined;
  readonly former: readonly FormerMember[];
};

/** What is written of one member. */
export type MemberWrite =
  | { readonly kind: 'added'; readonly member: Member; readonly addedOn: string }
  /** What a member was told meanwhile stays as it is stored. */
  | { readonly kind: 'changed'; readonly member: Member; readonly clearsMailProblem?: boolean }
  | { readonly kind: 'removed'; readonly memberId: string; readonly tombstone?: FormerMember | undefined };

export type TeamWrite = {
  /** The revision that the change was decided on. */
  readonly revision: number;
  readonly after: Team;
  readonly members: readonly MemberWrite[];
  /** The day, when this is the first member of all. */
  readonly firstAddedOn?: string | undefined;
};

/** The rows of the team: who is on it, what reporters may read of them, and what is kept of those who have left. */
export type TeamStore = {
  read(): Promise<StoredTeam>;
  /** Writes members and roster in one transaction; `refused` when the team is at another revision, nothing is written. */
  write(write: TeamWrite): Promise<'written' | 'refused'>;
  formerMembers(): Promise<FormerMembers>;
  /** @returns the salt, unless there is another one, which stays */
  addFormerSalt(bytes: Uint8Array): Promise<Salt | undefined>;
  /** Deletes all that a member signs in with, access tokens included. */
  deleteCredentials(memberId: string): Promise<void>;
};
