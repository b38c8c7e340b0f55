import type { LastWithoutPart } from '../../domain/casework/appeal/read-appeal-page.ts';
import type { Compared, LikeCases } from '../../domain/register/like-cases.ts';
import type { Language } from '../../settings/localised.ts';

/** What a new proposal begins with. */
export type BegunProposal = {
  readonly respondent: number;
  readonly rung: string | null;
  readonly language: Language;
  /** The number of the decision in whose place it comes. */
  readonly follows?: number | undefined;
};

/** What the address of the Decision page asks for beside the page itself. */
export type DecisionWish = {
  /** The proposal whose text is changed. */
  readonly edit?: number | undefined;
  /** The respondent about whom a new one begins, and with what. */
  readonly propose?: BegunProposal | undefined;
  /** The respondent whose finding is written. */
  readonly find?: number | undefined;
};

/** What was decided in like cases, for one of the respondents. */
export type LikeShown = Compared & { readonly codeName: string; readonly like: LikeCases };

/** What the page shows beside the case. */
export type DecisionExtras = DecisionWish & {
  readonly likeCases: readonly LikeShown[];
  /** Of which decisions the member is the last who had no part in it. */
  readonly lastWithoutPart?: LastWithoutPart | undefined;
};
