import type { MemberRole } from '../../domain/member/member.ts';

export const roleNames: Readonly<Record<MemberRole, string>> = {
  member: 'Member',
  lead: 'Lead',
  'outside-reviewer': 'Outside reviewer',
  auditor: 'Auditor',
};

export const roleHints: Readonly<Record<MemberRole, string>> = {
  member: 'Sees the cases of their channels that came after they joined.',
  lead: 'Also looks after the team, grants access and re-assigns cases.',
  'outside-reviewer': 'Sees only the cases that are granted to them.',
  auditor: 'Sees no case. Checks how cases were handled, under codes instead of names.',
};
