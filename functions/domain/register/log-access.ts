import type { Brief } from '../case/brief.ts';
import { canSeeCase } from '../member/can-see-case.ts';
import type { LogLine } from './log-line.ts';

/** From whom a line is hidden, as the brief of its case says it. */
export type LogAccess = Pick<LogLine, 'hiddenFrom' | 'rosterRevision' | 'grantedMembers'>;

export const logAccessOf = ({
  excludedMembers,
  recusedMembers,
  asideMembers = [],
  grantedMembers,
  rosterRevision,
}: Pick<
  Brief,
  'excludedMembers' | 'recusedMembers' | 'asideMembers' | 'grantedMembers' | 'rosterRevision'
>): LogAccess => ({
  hiddenFrom: [...new Set([...excludedMembers, ...recusedMembers, ...asideMembers])],
  grantedMembers,
  rosterRevision,
});

/** Whether a line exists for a member by what it says itself: as its case did when it was written last. */
export const canSeeLine = (
  member: Parameters<typeof canSeeCase>[0],
  { channel, hiddenFrom, rosterRevision, grantedMembers }: LogAccess & Pick<LogLine, 'channel'>,
): boolean =>
  canSeeCase(member, channel, {
    excludedMembers: [...hiddenFrom],
    recusedMembers: [],
    grantedMembers: [...grantedMembers],
    rosterRevision,
  });
