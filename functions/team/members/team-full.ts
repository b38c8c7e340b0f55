import { mostMembers, type TeamFull } from '../../domain/member/team.ts';

/** What is said to who adds or changes a member of a team that is as large as it can be. */
export const teamFullTexts: Readonly<Record<TeamFull['full'], string>> = {
  members: `A team has at most ${mostMembers} members. Remove somebody first.`,
  roster:
    'What reporters read of the team is too long altogether. Shorten expertise, languages or availability of some members first.',
};
