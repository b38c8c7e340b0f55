import { canSeeCase, isKeptFrom } from '../member/can-see-case.ts';

/**
 * Whether a case is among those whose procedure a member may check. For an auditor every case of their channels is, from
 * before they joined as well, for they are shown nothing of what is in it; but none from which they are kept, by whichever
 * row they had. For anybody else it is a case that exists for them.
 */
export const canAudit: typeof canSeeCase = (member, channel, brief) =>
  member.role === 'auditor'
    ? member.channels.includes(channel) && !isKeptFrom(member, brief)
    : canSeeCase(member, channel, brief);
