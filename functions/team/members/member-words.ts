import type { MailProblem } from '../../domain/member/mail-problem.ts';
import type { MemberRole } from '../../domain/member/member.ts';
import { dayText } from '../ui/words.ts';

export const mailProblemText = ({ kind, on }: MailProblem): string =>
  kind === 'bounce'
    ? `A mail to their address came back on ${dayText(on)}. They may not be told that something waits.`
    : `One of our mails to them was marked as spam on ${dayText(on)}. Their provider may keep others from them.`;

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
