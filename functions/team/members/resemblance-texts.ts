import type { Resemblance } from '../../domain/member/former.ts';

/** What leads are told of it. */
export const resemblanceTexts: Readonly<Record<Exclude<Resemblance, 'nobody'>, string>> = {
  somebody:
    'Somebody with this name or address was on the team before. Whatever they were kept from then, they are kept from now.',
  'perhaps-somebody':
    'A part of this name or address was that of somebody who has left the team. If it is the same person, give them the name or address they had, and change it again if you like: then they are kept from whatever they were kept from before.',
};
