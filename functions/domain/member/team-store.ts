import type { AccessTokenScope } from './access-token.ts';
import type { Announcement } from './announce-members.ts';
import type { Likeness } from './former.ts';
import type { Member } from './member.ts';
import type {
  AddressTaken,
  LastLead,
  MemberChange,
  NewMember,
  Team,
  TeamFull,
  UnknownMember,
} from './team.ts';

export type ListedMember = Member & {
  readonly addedOn: string;
  readonly announcement?: Announcement | undefined;
};
export type StoredTeam = Omit<Team, 'members'> & {
  readonly members: readonly ListedMember[];
  /** Ids of rows that no function takes for a member. */
  readonly unreadable: readonly string[];
};
export type ListedToken = {
  readonly tokenId: string;
  readonly addedOn: string;
  readonly scope: AccessTokenScope;
  readonly expiresAt?: Date | undefined;
};

/** The team before and after; `keepLead` refuses a change that leaves it without a lead. */
export type Changed = {
  readonly kind: 'changed';
  readonly before: Team;
  readonly after: Team;
  /** Of a member who was added or given another name or address. */
  readonly likeness: Likeness;
};
export type ChangeRules = { readonly keepLead?: boolean };

export type AddedBefore = { readonly kind: 'added-before' };

export type ChangeMemberResult = Changed | AddressTaken | LastLead | TeamFull | UnknownMember;
export type RemoveMemberResult = Changed | LastLead | UnknownMember;

/** The team as the team function looks after it. */
export type TeamStore = {
  team(): Promise<StoredTeam>;
  add(
    memberId: string,
    member: NewMember,
    now: Date,
  ): Promise<Changed | AddedBefore | AddressTaken | TeamFull>;
  /** Never leaves the team without a lead. */
  change(memberId: string, change: MemberChange): Promise<ChangeMemberResult>;
  /** Never leaves the team without a lead. */
  remove(memberId: string): Promise<RemoveMemberResult>;
};
