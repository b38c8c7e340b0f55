import { setTags } from '../../domain/casework/tags/set-tags.ts';
import { mostTags, tagLabel, tagLength } from '../../domain/casework/tags/tag.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { Input, Select } from '../ui/field.tsx';
import { formAction } from './operation-path.ts';

/** The form's name, and what its buttons that take a tag off are called. */
export const tagsForm = 'tags';
export const takeOffField = 'remove';

/** The tags of a case, each with a button that takes it off, and a form that adds one. */
export const TagsPanel = ({ view }: { readonly view: CaseView }) => {
  const { brief, head } = view.read;
  const { tags = [] } = brief;
  const may = view.may(setTags.name);
  const action = formAction(setTags, head.caseId);
  const left = Object.keys(view.settings.tags).filter((name) => !tags.includes(name));
  return (
    <Panel id="tags" heading="Tags">
      {tags.length === 0 ? (
        <p class="soft">None.</p>
      ) : (
        <form method="post" action={action}>
          <Hidden view={view} />
          <ul class="plain">
            {tags.map((tag) => (
              <li class="buttons">
                <bdi>{tagLabel(view.settings, tag)}</bdi>
                {may && (
                  <button type="submit" name={takeOffField} value={tag} class="quiet small">
                    Take off<span class="out-of-sight"> {tagLabel(view.settings, tag)}</span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </form>
      )}
      {may && tags.length < mostTags && (
        <Folded view={view} form={tagsForm} summary="Add a tag">
          <form method="post" action={action} autocomplete="off">
            <Hidden view={view} />
            {left.length > 0 && (
              <Select
                {...fieldOf(view, tagsForm, 'tag')}
                label="Tag"
                choices={[
                  { value: '', label: 'None of these' },
                  ...left.map((name) => ({ value: name, label: tagLabel(view.settings, name) })),
                ]}
                chosen={typed(view, tagsForm, 'tag')}
              />
            )}
            <Input
              {...fieldOf(view, tagsForm, 'add')}
              type="text"
              label={left.length > 0 ? 'Or one of your own' : 'Tag'}
              hint={`At most ${tagLength} characters. Everybody who may see the case sees it in the queue.`}
              value={typed(view, tagsForm, 'add')}
            />
            <button type="submit">Add the tag</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};
