import type { Fact, Facts } from './facts.ts';

/** What a check came to; `todo` says what to do about it. */
export type Finding =
  | { readonly check: string; readonly kind: 'well' | 'elsewhere'; readonly says: string }
  | {
      readonly check: string;
      readonly kind: 'wrong' | 'unreadable';
      readonly says: string;
      readonly todo: string;
    };

export type Judged = { readonly says: string; readonly todo?: string };
export type Check = (facts: Facts) => Finding;

export const wrong = (says: string, todo: string): Judged => ({ says, todo });
export const well = (says: string): Judged => ({ says });

/** @param absent what it means that there is nothing to read */
export const checkOf =
  <T>(
    check: string,
    pick: (facts: Facts) => Fact<T>,
    judge: (value: T, facts: Facts) => Judged,
    absent = 'only there on AWS',
  ): Check =>
  (facts) => {
    const found = pick(facts);
    switch (found.kind) {
      case 'none':
        return { check, kind: 'elsewhere', says: absent };
      case 'unreadable':
        return {
          check,
          kind: 'unreadable',
          says: `could not be read (${found.because})`,
          todo: 'Look with credentials that may read it, in the region of the stack.',
        };
      case 'read': {
        const { says, todo } = judge(found.value, facts);
        return todo === undefined ? { check, kind: 'well', says } : { check, kind: 'wrong', says, todo };
      }
    }
  };

export const listed = (names: readonly string[]): string => names.join(', ');
