import type * as z from 'zod';
import type { AddressTaken, TeamFull } from '../../domain/member/team.ts';
import { teamFullTexts } from './team-full.ts';
import type { PageProblem } from '../ui/layout.tsx';

/** What is wrong with what was typed of a member, as their page says it. */

export const lastLead = (field: string): PageProblem => ({
  field,
  text: 'The team needs somebody who leads it. Make somebody else a lead first.',
});

export const addressTaken = ({ name }: AddressTaken): PageProblem => ({
  field: 'email',
  text: `E-mail: This is the address of ${name}. Each member needs one of their own.`,
});

export const teamFull = ({ full }: TeamFull): PageProblem => ({ field: '', text: teamFullTexts[full] });

const labels: Readonly<Record<string, string>> = {
  name: 'Public name',
  email: 'E-mail',
  mailLanguage: 'Language of mails',
  role: 'Role',
  channels: 'Channels',
  expertise: 'Expertise',
  languages: 'Languages',
  availability: 'Availability',
  onCall: 'On call',
  from: 'Away from',
  until: 'Away until',
};

export const pageProblems = (error: z.ZodError): PageProblem[] =>
  error.issues.map(({ path, message }) => {
    const [first, second] = path.map(String);
    const field = (first === 'absence' ? second : first) ?? '';
    return { field, text: `${labels[field] ?? field}: ${message}` };
  });
