import type { Holder } from './thread-name.ts';

/**
 * What the holder of a door can do by pressing a button, besides writing. The entry holds its name and what it is about;
 * what follows from it for the records of the case, a member takes over.
 */
export const actsOf = {
  reporter: ['appeal', 'retaliation', 'check-in'],
  respondent: ['more-time', 'measure-done', 'return-request', 'appeal'],
  witness: ['declined', 'off-the-record'],
  expert: [],
  platform: ['placed', 'lifted', 'cannot'],
} as const satisfies Readonly<Record<Holder, readonly string[]>>;

export type Act = (typeof actsOf)[Holder][number];

export const isActOf = (holder: Holder, act: string): boolean =>
  (actsOf[holder] satisfies readonly string[] as readonly string[]).includes(act);
