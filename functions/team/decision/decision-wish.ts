import type { LikeCases } from '../../domain/register/like-cases.ts';
import type { Language } from '../../settings/localised.ts';

/** What the address of the Decision page asks for beside the page itself. */
export type DecisionWish = {
  /** The proposal whose text is changed. */
  readonly edit?: number | undefined;
  /** The respondent about whom a new one begins, and with what. */
  readonly propose?:
    { readonly respondent: number; readonly rung: string | null; readonly language: Language } | undefined;
  /** The respondent whose finding is written. */
  readonly find?: number | undefined;
};

/** What the page shows beside the case. */
export type DecisionExtras = DecisionWish & {
  /** By the number of the proposal. */
  readonly likeCases: ReadonlyMap<number, LikeCases>;
};
