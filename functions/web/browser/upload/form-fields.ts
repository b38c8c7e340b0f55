/** The form says by a field `handle` or `draft` what files belong to, and by `attached` which files go with it. */
export type HiddenFieldName = 'handle' | 'draft' | 'attached';

export const hiddenFields = (form: HTMLFormElement, name: HiddenFieldName): NodeListOf<HTMLInputElement> =>
  form.querySelectorAll(`input[type=hidden][name=${name}]`);

export const addHiddenField = (parent: Element, name: HiddenFieldName, value: string): void => {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = name;
  field.value = value;
  parent.appendChild(field);
};
