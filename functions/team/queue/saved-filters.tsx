import { hasFilter, mostSavedFilters, type SavedFilter } from '../../domain/member/saved-filter.ts';
import { tagLabel } from '../../domain/casework/tags/tag.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { channelName, stateNames } from '../ui/words.ts';
import type { QueueChoice } from './queue-choice.ts';
import { ChosenFields } from './queue-filters.tsx';

const assigneeNames = { me: 'Yours', none: 'Nobody’s' } as const;

/** What a filter is called: by what it narrows to. */
export const filterName = (
  settings: Settings,
  { channel, status, assignee, state, tag }: SavedFilter,
): string =>
  [
    ...(channel === undefined ? [] : [channelName(settings, channel)]),
    ...(status === 'closed' ? ['Closed'] : []),
    ...(assignee === undefined ? [] : [assigneeNames[assignee]]),
    ...(state === undefined ? [] : [stateNames[state]]),
    ...(tag === undefined ? [] : [tagLabel(settings, tag)]),
  ].join(', ') || 'All open cases';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly choice: QueueChoice;
  /** What the list is narrowed to, where it can be kept. */
  readonly filter: SavedFilter | undefined;
};

const queryOf = (filter: SavedFilter): string =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  ).toString();

/** The filters that the member keeps, and a button for the one that is shown. */
export const SavedFilters = ({ settings, member, choice, filter }: Props) => {
  const { savedFilters = [] } = member;
  const isKept = filter !== undefined && hasFilter(savedFilters, filter);
  const isNarrowed = Object.keys(choice).length > 0;
  if (savedFilters.length === 0 && !isNarrowed) return null;
  return (
    <>
      {savedFilters.length > 0 && (
        <nav aria-label="Your filters" class="places">
          <ul>
            {savedFilters.map((one) => (
              <li>
                <a
                  href={`${routes.queue}?${queryOf(one)}`}
                  aria-current={filter && hasFilter([one], filter) ? 'page' : undefined}
                >
                  {filterName(settings, one)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {filter !== undefined && isNarrowed && (isKept || savedFilters.length < mostSavedFilters) && (
        <form method="post" action={routes.filters}>
          <ChosenFields choice={choice} />
          <button type="submit" name="do" value={isKept ? 'drop' : 'keep'} class="quiet small">
            {isKept ? 'Keep this filter no longer' : 'Keep this filter'}
          </button>
        </form>
      )}
    </>
  );
};
