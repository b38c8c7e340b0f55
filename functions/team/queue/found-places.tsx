import type { FoundPlace } from '../../domain/casework/reading/search-contents.ts';
import type { SearchPage, SearchProgress } from '../../domain/casework/reading/search-cases.ts';
import type { CasePageName } from '../../domain/casework/change/operation.ts';
import type { SearchedKind } from '../../domain/casework/reading/record-texts.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { conversationAnchor } from '../doors/door-words.ts';
import { casePath, pagePath } from '../routes.ts';
import { dayText } from '../ui/words.ts';

type Written = Exclude<FoundPlace, { kind: 'line' }>;

const recordNames: Readonly<Record<SearchedKind, string>> = {
  respondent: 'In what is known of a respondent',
  evidence: 'In the evidence',
  finding: 'In a finding',
  opinion: 'In what somebody thinks of it',
  proposal: 'In a proposal or its letter',
  decision: 'In a decision',
  measure: 'In a measure',
  hold: 'In a hold',
  'public-ban': 'In an entry of the public list',
  'two-person-request': 'In a request of two people',
  appeal: 'In an appeal',
  'data-request': 'In a data request',
  door: 'In what a conversation is about',
  task: 'In a task',
  narrative: 'In the text for a transparency report',
};

const recordPages: Readonly<Record<SearchedKind, CasePageName>> = {
  respondent: 'investigation',
  evidence: 'investigation',
  finding: 'decision',
  opinion: 'decision',
  proposal: 'decision',
  decision: 'decision',
  measure: 'measures',
  hold: 'measures',
  'public-ban': 'measures',
  'two-person-request': 'measures',
  appeal: 'appeal',
  'data-request': 'measures',
  door: 'people',
  task: 'case',
  narrative: 'case',
};

const placeName = (place: Written): string => {
  switch (place.kind) {
    case 'report':
      return 'In the report';
    case 'message':
      return place.thread === reporterThread
        ? `In a message of the ${place.from === 'team' ? 'team' : 'reporter'}, ${dayText(place.on)}`
        : `In another conversation, ${dayText(place.on)}`;
    case 'record':
      return recordNames[place.of];
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
    case 'record':
      return pagePath(caseId, recordPages[place.of]);
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
        <li>In the case’s name, tags, persons or places</li>
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
    ...(lines > 0 ? [`the names, tags, persons and places of ${casesText(lines, status)}`] : []),
    ...(contents > 0 ? [`the contents of ${casesText(contents, status)}`] : []),
  ];
  return (
    <p class="soft">
      {looked.length > 0 && `Searched: ${looked.join('; ')}. `}
      Reports, messages, notes, findings, letters, decisions and tasks are searched only in cases that you
      have opened and that have nothing unread.
    </p>
  );
};

/** How far a search has come, for one that goes on. */
export const SearchBar = ({ progress: { lines, of, contents } }: { readonly progress: SearchProgress }) => (
  <div class="progress-bar">
    <p id="search-progress">
      Looked through the names of {casesText(lines, '')}
      {of > 0 && `, and through the contents of ${contents} of at most ${of}`}.
    </p>
    {of > 0 && <progress max={of} value={contents} aria-labelledby="search-progress" />}
  </div>
);
