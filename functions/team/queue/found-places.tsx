import type { FoundPlace } from '../../domain/casework/reading/search-contents.ts';
import type { SearchPage } from '../../domain/casework/reading/search-cases.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { conversationAnchor } from '../doors/door-words.ts';
import { casePath, pagePath } from '../routes.ts';
import { dayText } from '../ui/words.ts';

type Written = Exclude<FoundPlace, { kind: 'line' }>;

const placeName = (place: Written): string => {
  switch (place.kind) {
    case 'report':
      return 'In the report';
    case 'message':
      return place.thread === reporterThread
        ? `In a message of the ${place.from === 'team' ? 'team' : 'reporter'}, ${dayText(place.on)}`
        : `In another conversation, ${dayText(place.on)}`;
    case 'note':
      return `In a note, ${dayText(place.on)}`;
  }
};

const pathTo = (caseId: string, place: Written): string => {
  switch (place.kind) {
    case 'report':
      return `${casePath(caseId)}#report`;
    case 'message':
      return place.thread === reporterThread
        ? `${casePath(caseId)}#entry-${place.number}`
        : `${pagePath(caseId, 'people')}#${conversationAnchor(place.thread)}-${place.number}`;
    case 'note':
      return `${casePath(caseId)}#note-${place.number}`;
  }
};

type Places = { readonly caseId: string; readonly places: readonly FoundPlace[] };

/** Where in a case it was found, each place with a few words of it. */
export const FoundPlaces = ({ caseId, places }: Places) => (
  <ul class="found">
    {places.map((place) =>
      place.kind === 'line' ? (
        <li>In the case’s name, persons or places</li>
      ) : (
        <li>
          <a href={pathTo(caseId, place)}>{placeName(place)}</a>
          {': '}
          <q>
            <bdi>{place.excerpt}</bdi>
          </q>
        </li>
      ),
    )}
  </ul>
);

const casesText = (count: number, status: string): string =>
  `${count} ${status}${count === 1 ? 'case' : 'cases'}`;

type SearchedProps = {
  readonly searched: SearchPage['searched'];
  /** Whether closed cases alone were asked for. */
  readonly closedOnly: boolean;
};

/** What was looked through for this page. */
export const Searched = ({ searched: { lines, contents }, closedOnly }: SearchedProps) => {
  const status = closedOnly ? 'closed ' : 'open or closed ';
  const looked = [
    ...(lines > 0 ? [`the names, persons and places of ${casesText(lines, status)}`] : []),
    ...(contents > 0 ? [`the reports, messages and notes of ${casesText(contents, status)}`] : []),
  ];
  return (
    <p class="soft">
      {looked.length > 0 && `Searched: ${looked.join('; ')}. `}
      Reports, messages and notes are searched only in cases that you have opened and that have nothing
      unread.
    </p>
  );
};
