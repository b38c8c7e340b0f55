import * as z from 'zod';
import { caseId } from '../../domain/case/case-id.ts';
import { assign } from '../../domain/casework/handling/assign-case.ts';
import { mostAtOnce } from '../../domain/casework/handling/in-several-cases.ts';
import { setTags } from '../../domain/casework/tags/set-tags.ts';
import { mostSavedFilters, savedFilter } from '../../domain/member/saved-filter.ts';

/** What can be done in several cases at once. */
export const severalOperations = { assign, 'set-tags': setTags } as const;
export const severalNames = ['assign', 'set-tags'] as const;

export const severalBody = z
  .strictObject({
    cases: z
      .array(caseId)
      .min(1, 'Choose at least one case.')
      .max(mostAtOnce, `At most ${mostAtOnce} cases.`),
    operation: z.enum(severalNames),
    input: z
      .unknown()
      .describe('The body of the operation, as for one case: that of `…/assignee` or `…/tags`.'),
  })
  .describe('The same in several cases, each asked for by itself.');

export const severalDone = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      caseName: z.string().optional(),
      outcome: z.enum(['done', 'unchanged', 'not-found', 'forbidden', 'unopened', 'refused', 'busy']),
      detail: z.string().optional(),
    }),
  ),
});

export const filterList = z.object({ filters: z.array(savedFilter) });
export const newFilterList = z.strictObject({
  filters: z.array(savedFilter).max(mostSavedFilters, `At most ${mostSavedFilters} filters.`),
});
