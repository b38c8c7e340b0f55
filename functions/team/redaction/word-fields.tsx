import { TextArea } from '../ui/field.tsx';

/** Words and names as they were typed, one a line. */
export type TypedWords = { readonly words: string; readonly within: boolean };

/** The fields of a form that hides words. */
export const WordFields = (props: {
  readonly label: string;
  readonly hint: string;
  readonly typed?: TypedWords | undefined;
  readonly problem: string | undefined;
}) => (
  <>
    <TextArea
      id="words"
      name="words"
      label={props.label}
      hint={props.hint}
      rows={3}
      value={props.typed?.words ?? ''}
      problem={props.problem}
    />
    <div class="choice">
      <input type="checkbox" id="within" name="within" value="yes" checked={props.typed?.within === true} />
      <label for="within">Also longer words in which they stand</label>
      <p class="hint">Such as Robinson for Robin, or a name with a prefix.</p>
    </div>
  </>
);
