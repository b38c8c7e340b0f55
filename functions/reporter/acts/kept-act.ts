import { appealFacts } from '../../domain/appeal/appeal-act.ts';
import { reporterAct, type ReporterAct } from '../../domain/appeal/reporter-act.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { checkInFacts } from '../../domain/thread/check-in.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import type { KeptAppeal } from './appeal-fields.tsx';

/** What a form is for besides a message, as it was filled in; nothing of it has been checked. */
export type KeptAct =
  | { readonly name: 'retaliation' }
  | ({ readonly name: 'appeal' } & KeptAppeal)
  | {
      readonly name: 'check-in';
      readonly answer: string;
      readonly after: string;
      readonly closedOn: string;
    };

/** Characters that are kept of what is chosen, and of a reason that is typed. */
const longestChoice = 40;
const longestReason = 8 * 1024;

/** The button `begin` turns the form into that of another act, or of a message. */
export const keptActOf = (fields: FormFields): KeptAct | undefined => {
  const chosen = (name: string): string =>
    withoutUnsafeCharacters((fields.get(name) ?? '').slice(0, longestChoice));
  switch (fields.get('begin') ?? fields.get('act')) {
    case 'retaliation':
      return { name: 'retaliation' };
    case 'appeal': {
      const late = withoutUnsafeCharacters((fields.get('late') ?? '').slice(0, longestReason));
      return { name: 'appeal', decision: chosen('decision'), ground: chosen('ground'), late };
    }
    case 'check-in':
      return {
        name: 'check-in',
        answer: chosen('answer'),
        after: chosen('after'),
        closedOn: chosen('closedOn'),
      };
    case undefined:
    default:
      return undefined;
  }
};

/** The act as it is written down, or the fields of the form that have to be filled in or changed. */
export const actOfKept = (
  kept: KeptAct,
): { readonly given: ReporterAct } | { readonly wrong: readonly string[] } => {
  switch (kept.name) {
    case 'retaliation':
      return { given: reporterAct.parse({ act: kept.name }) };
    case 'appeal': {
      const { decision, ground, late } = kept;
      const facts = appealFacts.safeParse({ decision, ground, late: late.trim() === '' ? undefined : late });
      return facts.success
        ? { given: { act: kept.name, facts: facts.data } }
        : { wrong: [...new Set(facts.error.issues.map(({ path }) => String(path[0])))] };
    }
    case 'check-in': {
      const { name, ...about } = kept;
      const facts = checkInFacts.safeParse(about);
      return facts.success ? { given: { act: name, facts: facts.data } } : { wrong: ['answer'] };
    }
  }
};
