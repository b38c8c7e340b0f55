import { mostAtOnce } from '../../domain/casework/handling/in-several-cases.ts';
import { tagLabel, tagLength } from '../../domain/casework/tags/tag.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { Input, Select } from '../ui/field.tsx';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly team: readonly Member[];
};

/** Who can be chosen: leads give a case to anybody, everybody else takes it or gives it back. */
const handsOf = ({ member, team }: Props) => [
  { value: member.memberId, label: 'Me' },
  ...(member.role === 'lead'
    ? team
        .filter(({ memberId }) => memberId !== member.memberId)
        .map(({ memberId, name }) => ({ value: memberId, label: name }))
    : []),
  { value: '', label: 'Nobody' },
];

/** What can be done with the cases that are ticked in the list above. */
export const SeveralActs = (props: Props) => {
  const tags = Object.keys(props.settings.tags);
  return (
    <details>
      <summary>Do the same in several cases</summary>
      <p class="hint">
        Tick cases in the list, at most {mostAtOnce}. Each is asked for by itself; the next page says what
        came of it. Tags are kept only in cases that you have opened.
      </p>
      <div class="row">
        <Select
          id="several-member"
          name="memberId"
          label="Looked after by"
          choices={handsOf(props)}
          chosen={props.member.memberId}
        />
        <button type="submit" name="do" value="assign" class="quiet">
          Assign
        </button>
      </div>
      <div class="row">
        {tags.length > 0 && (
          <Select
            id="several-tag"
            name="tag"
            label="Tag"
            choices={[
              { value: '', label: 'None of these' },
              ...tags.map((tag) => ({ value: tag, label: tagLabel(props.settings, tag) })),
            ]}
          />
        )}
        <Input
          id="several-own"
          name="own"
          type="text"
          label={tags.length > 0 ? 'Or your own' : `Tag, at most ${tagLength} characters`}
          value=""
        />
        <button type="submit" name="do" value="tag" class="quiet">
          Tag
        </button>
      </div>
    </details>
  );
};
