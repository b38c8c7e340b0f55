import { caseId as caseIdSchema } from '../../domain/case/case-id.ts';
import { caseName } from '../../domain/case/case-name.ts';
import { listCases } from '../../domain/casework/reading/list-cases.ts';
import { linkCases, unlinkCases } from '../../domain/casework/routing/link-cases.ts';
import { splitCase } from '../../domain/casework/routing/split-case.ts';
import { sectionsOf } from '../../domain/casework/reading/walk-queue.ts';
import type { TeamContext } from '../team-context.ts';
import { fieldId, type CaseForm } from '../case/case-view.ts';
import { given, outcomeOf, run } from './run-operation.ts';
import type { Outcome, Posted } from './posted-form.ts';

/** The case that was meant: by its name, as the member's own lists show it, or by the address of its page. */
const meantCase = async (context: TeamContext, { c }: Posted, text: string): Promise<string | undefined> => {
  const name = caseName.safeParse(text.toLowerCase()).data;
  if (name === undefined)
    return caseIdSchema.safeParse(text.replace(/[?#].*$/, '').replace(/^.*\//, '')).data;
  const member = c.get('member');
  const channels = member.channels.filter((channel) => Object.hasOwn(context.settings.channels, channel));
  for (const status of ['open', 'closed'] as const) {
    const { cases } = await listCases(
      { ...context, store: context.cases, member, now: context.clock() },
      {
        sections: sectionsOf(channels, [status]),
        after: {},
        limit: 1,
        only: ({ head }) => head.caseName === name,
      },
    );
    for (const line of cases) if (line.kind === 'case') return line.head.caseId;
  }
  return undefined;
};

/** Also when it was this very case that has gone: then the page that is shown again is not there either. */
const noSuchCase = (form: CaseForm): Outcome => ({
  kind: 'again',
  problems: [
    {
      field: fieldId(form, 'caseId'),
      text: 'The other case: There is no such case, or it is not yours to see.',
    },
  ],
});

export const postLink =
  (context: TeamContext) =>
  async (posted: Posted): Promise<Outcome> => {
    const caseId = await meantCase(context, posted, given(posted, 'caseId'));
    if (caseId === undefined) return noSuchCase('link');
    const ran = await run(posted, linkCases, { caseId, reason: given(posted, 'reason') });
    return ran.kind === 'not-found' ? noSuchCase('link') : outcomeOf('link', linkCases, ran);
  };

export const postUnlink = async (posted: Posted): Promise<Outcome> => {
  const input = { caseId: given(posted, 'caseId'), reason: given(posted, 'reason') };
  const ran = await run(posted, unlinkCases, input);
  return ran.kind === 'not-found' ? noSuchCase('unlink') : outcomeOf('unlink', unlinkCases, ran);
};

export const postSplit = async (posted: Posted): Promise<Outcome> => {
  const names = ['channel', 'text', 'persons', 'spaces', 'reason'];
  const input = Object.fromEntries(names.map((name) => [name, given(posted, name)]));
  return outcomeOf('split', splitCase, await run(posted, splitCase, input));
};
