import type { MatchKind, Sureness } from '../../domain/casework/register/match-words.ts';
import type { ShownPerson } from '../../domain/casework/register/open-person.ts';

/** Why two may be one person, as it is said on pages. */
export const whyWords: Readonly<Record<MatchKind, string>> = {
  joined: 'a member has said that they are the same person',
  handle: 'the same account',
  address: 'the same address',
  name: 'the same name',
  'sounds-alike': 'a name that sounds alike',
  'one-letter-apart': 'a name or account that is one letter apart',
};

export const sureWords: Readonly<Record<Sureness, string>> = {
  'said-so': 'The same person',
  'almost-certain': 'Almost certainly the same person',
  likely: 'Probably the same person',
  perhaps: 'Perhaps the same person',
};

export const happeningWords: Readonly<Record<ShownPerson['timeline'][number]['what'], string>> = {
  respondent: 'Named as a respondent',
  decided: 'Decided',
  ends: 'Last day',
  review: 'To review',
  note: 'Note written',
};
