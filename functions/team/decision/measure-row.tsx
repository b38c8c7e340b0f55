import { fieldOf, isKept, typed, type CaseForm, type CaseView } from '../case/case-view.ts';
import { knowingMembers } from '../handling/operation-forms.tsx';
import { Input, Select, type Choice } from '../ui/field.tsx';
import { measureName, platformName, restrictionName } from '../ui/words.ts';
import { measureField, restrictionValue } from './proposal-fields.ts';

type Props = {
  readonly view: CaseView;
  readonly form: CaseForm;
  readonly begins: ReadonlyMap<string, readonly string[]>;
  /** From 0. */
  readonly index: number;
  /** Of measures. */
  readonly types: readonly Choice[];
};

/** Where somebody is restricted, for a measure that is a restriction. */
const Restrictions = ({ view, form, begins, index }: Props) => {
  const name = measureField(index, 'Restrictions');
  const chosen = isKept(view, form) ? view.kept?.fields.all(name) : begins.get(name);
  const platforms = Object.entries(view.settings.decisions.platforms);
  if (platforms.length === 0) return null;
  return (
    <fieldset id={`${form}-${name}`}>
      <legend>Where, if it is a restriction or a ban</legend>
      {platforms.flatMap(([platform, { restrictions }]) =>
        Object.keys(restrictions).map((restriction) => {
          const value = restrictionValue(platform, restriction);
          const id = `${form}-${name}-${platform}-${restriction}`;
          return (
            <div class="choice">
              <input
                type="checkbox"
                id={id}
                name={name}
                value={value}
                checked={chosen?.includes(value) === true}
              />
              <label for={id}>
                {platformName(view.settings, platform)}:{' '}
                {restrictionName(view.settings, platform, restriction)}
              </label>
            </div>
          );
        }),
      )}
    </fieldset>
  );
};

/** One measure of a proposal; a row without a kind is none. */
export const MeasureRow = (props: Props) => {
  const { view, form, begins, index, types } = props;
  const field = (part: string) => fieldOf(view, form, measureField(index, part));
  const value = (part: string): string => {
    const name = measureField(index, part);
    return typed(view, form, name, begins.get(name)?.[0]);
  };
  const type = value('Type');
  return (
    <details class="card" open={view.kept?.problems.some(({ field: id }) => id.startsWith(field('').id))}>
      <summary>{type === '' ? 'Another measure' : measureName(view.settings, type)}</summary>
      <Select
        {...field('Type')}
        label="Measure"
        choices={[{ value: '', label: 'None' }, ...types]}
        chosen={type}
      />
      <Input {...field('What')} type="text" label="What exactly" value={value('What')} />
      <Input {...field('DueOn')} type="date" label="To be done by" value={value('DueOn')} />
      <Input
        {...field('Until')}
        type="date"
        label="Last day"
        hint="For a restriction that ends before the rung does."
        value={value('Until')}
      />
      <Select
        {...field('FollowUpId')}
        label="Who follows it up"
        choices={[{ value: '', label: 'Nobody yet' }, ...knowingMembers(view)]}
        chosen={value('FollowUpId')}
      />
      <Restrictions {...props} />
    </details>
  );
};
