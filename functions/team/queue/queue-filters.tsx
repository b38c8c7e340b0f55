import { caseStates } from '../../domain/case/state.ts';
import type { Member } from '../../domain/member/member.ts';
import { searchTextLength } from '../../domain/casework/reading/search-words.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { ChannelSelect } from '../ui/channel-select.tsx';
import { Select } from '../ui/field.tsx';
import { tagLabel } from '../../domain/casework/tags/tag.ts';
import type { QueueChoice } from './queue-choice.ts';
import { stateNames } from '../ui/words.ts';

type Props = { readonly settings: Settings; readonly member: Member; readonly choice: QueueChoice };

const TagFilter = ({ settings, choice }: Pick<Props, 'settings' | 'choice'>) =>
  Object.keys(settings.tags).length === 0 ? null : (
    <Select
      id="tag"
      name="tag"
      label="Tag"
      choices={[
        { value: '', label: 'Any or none' },
        ...Object.keys(settings.tags).map((tag) => ({ value: tag, label: tagLabel(settings, tag) })),
      ]}
      chosen={choice.tag ?? ''}
    />
  );

export const QueueFilters = ({ settings, member, choice }: Props) => {
  const isNarrowed = Object.keys(choice).length > 0;
  return (
    <details open={isNarrowed} class="filters">
      <summary>Narrow the list</summary>
      <form method="get" action={routes.queue} class="row">
        <ChannelSelect settings={settings} member={member} chosen={choice.channel} />
        <Select
          id="status"
          name="status"
          label="Open or closed"
          choices={[
            { value: 'open', label: 'Open' },
            { value: 'closed', label: 'Closed' },
          ]}
          chosen={choice.status ?? 'open'}
        />
        <Select
          id="assignee"
          name="assignee"
          label="Looked after by"
          choices={[
            { value: '', label: 'Anybody or nobody' },
            { value: 'me', label: 'Me' },
            { value: 'none', label: 'Nobody' },
          ]}
          chosen={choice.assignee ?? ''}
        />
        <Select
          id="state"
          name="state"
          label="State"
          choices={[
            { value: '', label: 'Any' },
            ...caseStates.map((state) => ({ value: state, label: stateNames[state] })),
          ]}
          chosen={choice.state ?? ''}
        />
        <TagFilter settings={settings} choice={choice} />
        <button type="submit" class="quiet">
          Show
        </button>
      </form>
      {isNarrowed && (
        <p>
          <a href={routes.queue}>Show all open cases</a>
        </p>
      )}
    </details>
  );
};

/** What is searched for names people: it is posted, so that no address and no history keeps it. */
export const QueueSearch = (props: { readonly choice: QueueChoice; readonly text: string }) => (
  <form method="post" action={routes.queue} class="row search" role="search" autocomplete="off">
    <ChosenFields choice={props.choice} />
    <div>
      <label for="q">Search all your cases</label>
      <input
        type="search"
        id="q"
        name="q"
        value={props.text}
        maxlength={searchTextLength}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
      />
    </div>
    <button type="submit" class="quiet">
      Search
    </button>
  </form>
);

export const ChosenFields = ({ choice }: { readonly choice: QueueChoice }) => (
  <>
    {Object.entries(choice).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);
