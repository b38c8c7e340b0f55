/**
 * Moves the secret behind `#` into a field, and out of the address bar. It sends nothing: the person presses the button,
 * which gets the focus.
 * @returns whether there was one
 */
export const takeSecretOfLink = (pattern: RegExp, fieldId: string, buttonId: string): boolean => {
  const secret = location.hash.slice(1);
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${fieldId}`);
  if (!field || !pattern.test(secret)) return false;
  field.value = secret;
  history.replaceState(null, '', location.pathname);
  document.getElementById(buttonId)?.focus();
  return true;
};
