import type { AccessToken, AccessTokenScope } from './access-token.ts';
import type { Announcement } from './announce-members.ts';
import type { SavedFilter } from './saved-filter.ts';
import type { MailProblem } from './mail-problem.ts';
import type { Member } from './member.ts';

export type MemberStore = {
  /** The member an access token belongs to; one call, nothing kept: a revoked token is refused at once. */
  memberOfToken(
    token: AccessToken,
    now: Date,
  ): Promise<{ readonly member: Member; readonly scope: AccessTokenScope } | undefined>;
  findMember(memberId: string): Promise<Member | undefined>;
  /** Everybody of the team; rows that do not parse are nobody. */
  allMembers(): Promise<readonly Member[]>;
  /** The member has looked: the next notice may be sent. */
  markLooked(memberId: string): Promise<void>;
  /** In the place of the filters that they kept. */
  keepFilters(memberId: string, filters: readonly SavedFilter[]): Promise<void>;
  /** How far the others have been told of a member whom ops added. */
  markAnnounced(memberId: string, announcement: Announcement): Promise<void>;
  /** What SES says of mail to them; of somebody who has left, nothing. */
  markMailProblem(memberId: string, problem: MailProblem): Promise<void>;
  /** Somebody of the team is there on this day; reporters are told when nobody has been for long. */
  markActive(day: string): Promise<void>;
};
