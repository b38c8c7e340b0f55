import type { Brief } from '../case/brief.ts';
import { readsChannel, type Member } from './member.ts';

type Person = Pick<Member, 'memberId' | 'earlierIds'>;
type Knower = Person & Pick<Member, 'channels' | 'role' | 'since' | 'onRoster'>;
type Known = Pick<
  Brief,
  'excludedMembers' | 'recusedMembers' | 'asideMembers' | 'grantedMembers' | 'rosterRevision'
>;

/** Whether a list of member ids names a person, by the row they have now or by one they had before. */
export const isNamedIn = (ids: readonly string[] = [], { memberId, earlierIds = [] }: Person): boolean =>
  ids.includes(memberId) || earlierIds.some((id) => ids.includes(id));

/** Whether a person is kept from a case: by its reporter, by themselves, or by a lead. */
export const isKeptFrom = (
  person: Person,
  brief: Pick<Known, 'excludedMembers' | 'recusedMembers' | 'asideMembers'>,
): boolean =>
  isNamedIn(brief.excludedMembers, person) ||
  isNamedIn(brief.recusedMembers, person) ||
  isNamedIn(brief.asideMembers, person);

/**
 * Whether a case exists for a member: in lists, counts, notices and by its address. They are in its channel, the
 * reporter has not excluded them, they have not recused themselves, no lead has set them aside, and they were in the
 * channel when the report was sent or were granted access since. Whom reporters cannot read of, they cannot exclude: an
 * outside reviewer and a member who is not on the roster see what was granted to them. Reports from before rosters had
 * revisions are open to all of the channel. What keeps somebody out follows the person to every row they have later; what
 * was granted to them does not. For an auditor no case exists, whatever was granted to them before they became one.
 */
export const canSeeCase = (member: Knower, channel: string, brief: Known): boolean =>
  member.role !== 'auditor' &&
  member.channels.includes(channel) &&
  !isKeptFrom(member, brief) &&
  (brief.grantedMembers.includes(member.memberId) || wasThere(member, channel, brief.rosterRevision));

const wasThere = (member: Knower, channel: string, revision: number | undefined): boolean =>
  readsChannel(member) && (revision === undefined || sinceIn(member, channel) <= revision);

// A channel may be called `constructor`.
const sinceIn = ({ since }: Knower, channel: string): number =>
  (Object.hasOwn(since, channel) ? since[channel] : undefined) ?? 0;
