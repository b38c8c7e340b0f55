/** A labelled text area with its hint and, where there is one, its problem. */
export const TextField = (props: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly problem: string | undefined;
  readonly value: string;
  readonly rows: number;
  /** The browser neither offers nor keeps what is typed, not even for its Back button. */
  readonly forgotten?: boolean;
}) => {
  const { id, problem, hint } = props;
  const described = [hint === undefined ? [] : `${id}-hint`, problem === undefined ? [] : `${id}-problem`]
    .flat()
    .join(' ');
  return (
    <div class={problem === undefined ? 'question' : 'question wrong'}>
      <label for={id}>{props.label}</label>
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
      <textarea
        id={id}
        name={id}
        rows={props.rows}
        dir="auto"
        autocomplete={props.forgotten === true ? 'off' : undefined}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={problem === undefined ? undefined : 'true'}
      >
        {/* A line feed right after the tag is dropped by browsers; this one keeps a first one of the writer's. */}
        {`\n${props.value}`}
      </textarea>
    </div>
  );
};
