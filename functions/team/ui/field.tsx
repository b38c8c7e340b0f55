import type { Child } from 'hono/jsx';

type Common = {
  /** On the page; the form sends `name`. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

const describedBy = ({ id, hint, problem }: Common): string | undefined => {
  const parts = [hint === undefined ? [] : `${id}-hint`, problem === undefined ? [] : `${id}-problem`].flat();
  return parts.length === 0 ? undefined : parts.join(' ');
};

const Labelled = (props: Common & { readonly children: Child }) => {
  const { id, label, hint, problem } = props;
  return (
    <div class={problem === undefined ? 'question' : 'question wrong'}>
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {props.children}
    </div>
  );
};

/** A text of several lines, as it was typed. */
export const TextArea = (
  props: Common & { readonly value: string; readonly rows: number; readonly focused?: boolean },
) => (
  <Labelled {...props}>
    <textarea
      id={props.id}
      name={props.name}
      rows={props.rows}
      autofocus={props.focused === true}
      dir="auto"
      aria-describedby={describedBy(props)}
      aria-invalid={props.problem === undefined ? undefined : 'true'}
    >
      {/* A line feed right after the tag is dropped by browsers; this one keeps a first one of the writer's. */}
      {`\n${props.value}`}
    </textarea>
  </Labelled>
);

export const Input = (
  props: Common & {
    readonly type: 'text' | 'date' | 'search';
    readonly value: string;
    readonly min?: string;
  },
) => (
  <Labelled {...props}>
    <input
      type={props.type}
      id={props.id}
      name={props.name}
      value={props.value}
      min={props.min}
      dir={props.type === 'date' ? undefined : 'auto'}
      autocomplete="off"
      aria-describedby={describedBy(props)}
      aria-invalid={props.problem === undefined ? undefined : 'true'}
    />
  </Labelled>
);

export type Choice = { readonly value: string; readonly label: string };

export const Options = (props: {
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
}) => (
  <>
    {props.choices.map(({ value, label }) => (
      <option value={value} selected={value === props.chosen}>
        {label}
      </option>
    ))}
  </>
);

export const Select = (props: Common & { readonly choices: readonly Choice[]; readonly chosen?: string }) => (
  <Labelled {...props}>
    <select
      id={props.id}
      name={props.name}
      aria-describedby={describedBy(props)}
      aria-invalid={props.problem === undefined ? undefined : 'true'}
    >
      <Options choices={props.choices} chosen={props.chosen} />
    </select>
  </Labelled>
);
