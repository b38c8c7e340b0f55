import type { MemberRole } from '../../../functions/domain/member/member.ts';

/** Invented people. The lead who signs in with a passkey is the one that every `npm start` makes. */
export const localLead = 'Local lead';

export type DemoMember = {
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly expertise: string;
  readonly languages: string;
  readonly availability: string;
  readonly onCall?: string;
};

/** Each of them is in every channel. */
export const demoMembers = [
  {
    name: 'Noor Haddad',
    email: 'noor@example.org',
    role: 'lead',
    expertise: 'harassment, mediation',
    languages: 'English, العربية',
    availability: 'weekdays, UTC+2',
    onCall: 'mon-sun 8:00-20:00 Europe/Berlin',
  },
  {
    name: 'Tomás Rivera',
    email: 'tomas@example.org',
    role: 'member',
    expertise: 'security, online abuse',
    languages: 'English, español',
    availability: 'evenings, UTC-3',
  },
  {
    name: 'Ines Fischer',
    email: 'ines@example.org',
    role: 'member',
    expertise: 'accessibility, events',
    languages: 'English, Deutsch',
    availability: 'weekends, UTC+1',
  },
] as const satisfies readonly DemoMember[];

export type MemberName = (typeof demoMembers)[number]['name'] | typeof localLead;
