import * as z from 'zod';
import type { Language } from '../../settings/localised.ts';
import type { MailMarks } from '../notice/mail-marks.ts';
import type { MailProblem } from './mail-problem.ts';
import type { SavedFilter } from './saved-filter.ts';
import type { Absence } from './absence.ts';

/**
 * A member sees the cases of their channels; a lead also looks after the team and grants access; an outside reviewer
 * sees only the cases that were granted to them; an auditor sees none, and reads only how cases were handled, without
 * what is in them (`procedure/`).
 */
export const memberRoles = ['member', 'lead', 'outside-reviewer', 'auditor'] as const;
export const memberRole = z.enum(memberRoles);
export type MemberRole = z.infer<typeof memberRole>;

export const addedBy = z.enum(['ops', 'lead']);
export type AddedBy = z.infer<typeof addedBy>;

/** A conduct team member, as the team table knows them. */
export type Member = {
  readonly memberId: string;
  /** Ids of rows that this person has had before: who is kept from a case under one of them stays kept from it. */
  readonly earlierIds?: readonly string[] | undefined;
  /** Digests of names and addresses they had before, as `former.ts` makes them. */
  readonly formerly?: readonly string[] | undefined;
  readonly name: string;
  readonly email: string;
  /** What they are written to in; absent: the community's first language. */
  readonly mailLanguage?: Language | undefined;
  readonly channels: readonly string[];
  readonly role: MemberRole;
  /**
   * The roster's revision with which they were given each channel: reports sent earlier are not theirs to see unless
   * granted. A channel that is not named here (a row from before rosters had revisions) counts as 0.
   */
  readonly since: Readonly<Record<string, number>>;
  /** Whether reporters read of them, and may exclude them by name. */
  readonly onRoster: boolean;
  /** What reporters read of them beside their name. */
  readonly expertise?: string | undefined;
  readonly languages?: string | undefined;
  readonly availability?: string | undefined;
  /** Away: not written to alone, and not the first on call. */
  readonly absence?: Absence | undefined;
  /** Weekly hours on call, as `on-call.ts` reads them. */
  readonly onCall?: string | undefined;
  /** What they have the list of cases narrowed to, to come back to. */
  readonly savedFilters?: readonly SavedFilter[] | undefined;
  /** Who put them on the team: what ops do is announced to the others. Absent in rows from before that was kept. */
  readonly addedBy?: AddedBy | undefined;
  /** A mail to the address they have now came back, or they complained of one to their provider. */
  readonly mailProblem?: MailProblem | undefined;
} & MailMarks;

/** Whether what is sent to their channels is theirs to see without a grant. */
export const readsChannel = ({ role, onRoster }: Pick<Member, 'role' | 'onRoster'>): boolean =>
  (role === 'member' || role === 'lead') && onRoster;

/** Whether somebody who may know of a channel's cases is told that one of them cannot be read: it says of nobody who may see it. */
export const knowsOfDamage = ({ role }: Pick<Member, 'role'>): boolean =>
  role === 'member' || role === 'lead';
