import { appealGrounds, type AppealGround } from '../../appeal/appeal-act.ts';

/** What each ground is called on the team's pages. */
export const appealGroundWords: Readonly<Record<AppealGround, string>> = {
  'new-information': 'There is new information',
  'conflict-of-interest': 'Somebody who decided had a conflict of interest',
  'unfair-evaluation': 'What happened was not judged fairly',
  procedure: 'The procedure was not followed',
  'out-of-proportion': 'The consequence is out of proportion',
  other: 'Another ground',
};

export const appealGroundOptions = appealGrounds.map(
  (ground) => [ground, appealGroundWords[ground]] as const,
);
