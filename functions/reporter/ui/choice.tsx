/** A box to tick, its label, and its hint if it has one. */
export const Choice = (props: {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly label: string;
  readonly hint?: string;
}) => (
  <div class="choice">
    <input
      type="checkbox"
      id={props.id}
      name={props.name}
      value={props.value}
      checked={props.checked}
      aria-describedby={props.hint === undefined ? undefined : `${props.id}-hint`}
    />
    <label for={props.id}>{props.label}</label>
    {props.hint !== undefined && (
      <p class="hint" id={`${props.id}-hint`}>
        {props.hint}
      </p>
    )}
  </div>
);
