import { caseId as caseIdSchema } from '../../domain/case/case-id.ts';
import { caseName } from '../../domain/case/case-name.ts';
import { listCases } from '../../domain/case/list-cases.ts';
import { linkCases, unlinkCases, type LinkResult } from '../../domain/case/link-cases.ts';
import { lanesOf } from '../../domain/case/walk-queue.ts';
import { caseProblem } from '../api/case-problem.ts';
import { newLink } from '../api/transfer-contract.ts';
import type { TeamContext } from '../team-context.ts';
import { fieldId, type CaseForm } from './case/case-view.ts';
import { invalid, refused } from './case/form-problems.ts';
import type { Outcome, Posted } from './case/post-case.tsx';
import type { Done } from './news.ts';

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
        lanes: lanesOf(channels, [status]),
        after: {},
        limit: 1,
        only: ({ head }) => head.caseName === name,
      },
    );
    for (const line of cases) if (line.kind === 'case') return line.head.caseId;
  }
  return undefined;
};

const outcome = (form: CaseForm, did: Done, result: LinkResult): Outcome => {
  switch (result.kind) {
    case 'committed':
      return { kind: 'done', did, at: '#more' };
    case 'forbidden':
    case 'unopened':
      return { kind: result.kind };
    case 'not-found':
      return noSuchCase(form);
    case 'other-unopened':
    case 'same-case':
    case 'linked-already':
    case 'not-linked':
    case 'too-many-links':
      return { kind: 'again', problems: refused(form, caseProblem(result)) };
  }
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

const given = ({ fields }: Posted, name: string): string => (fields.get(name) ?? '').trim();

export const postLink =
  (context: TeamContext) =>
  async (posted: Posted): Promise<Outcome> => {
    const caseId = await meantCase(context, posted, given(posted, 'caseId'));
    if (caseId === undefined) return noSuchCase('link');
    const wanted = newLink.safeParse({ caseId, reason: given(posted, 'reason') });
    if (!wanted.success) return { kind: 'again', problems: invalid('link', wanted.error) };
    const { reason } = wanted.data;
    const result = await linkCases(posted.caseContext, posted.id, { otherId: caseId, reason });
    // The form was sent twice: it is already what was wanted.
    if (result.kind === 'linked-already') return { kind: 'done', did: 'linked', at: '#more' };
    return outcome('link', 'linked', result);
  };

export const postUnlink = async (posted: Posted): Promise<Outcome> => {
  const wanted = newLink.safeParse({ caseId: given(posted, 'caseId'), reason: given(posted, 'reason') });
  if (!wanted.success) return { kind: 'again', problems: invalid('unlink', wanted.error) };
  const { caseId: otherId, reason } = wanted.data;
  const result = await unlinkCases(posted.caseContext, posted.id, { otherId, reason });
  if (result.kind === 'not-linked') return { kind: 'done', did: 'unlinked', at: '#more' };
  return outcome('unlink', 'unlinked', result);
};
