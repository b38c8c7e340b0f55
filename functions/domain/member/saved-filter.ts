import * as z from 'zod';
import { caseState } from '../case/state.ts';

/**
 * What a member has the list of cases narrowed to, to come back to. Names of the settings and words of ours alone: it stands
 * in clear in the member's row, and a text of their own could name somebody.
 */
export const savedFilter = z.strictObject({
  channel: z.string().max(31).optional(),
  status: z.enum(['open', 'closed']).optional(),
  assignee: z.enum(['me', 'none']).optional(),
  state: caseState.optional(),
  tag: z.string().max(31).optional(),
});
export type SavedFilter = z.infer<typeof savedFilter>;

/** Of one member. */
export const mostSavedFilters = 12;

const parts = ['channel', 'status', 'assignee', 'state', 'tag'] as const;
const isSame = (one: SavedFilter, other: SavedFilter): boolean =>
  parts.every((part) => one[part] === other[part]);

export const hasFilter = (filters: readonly SavedFilter[], filter: SavedFilter): boolean =>
  filters.some((one) => isSame(one, filter));
export const withFilter = (filters: readonly SavedFilter[], filter: SavedFilter): readonly SavedFilter[] =>
  hasFilter(filters, filter) ? filters : [...filters, filter];
export const withoutFilter = (filters: readonly SavedFilter[], filter: SavedFilter): readonly SavedFilter[] =>
  filters.filter((one) => !isSame(one, filter));
