/** Whether a text is meant. */
export type Matcher = (text: string) => boolean;

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/**
 * `*` is any text and `?` any character, as in the policies of IAM. Compiled once: most patterns are plain, or end with
 * their only `*`.
 * @throws for a policy variable (`${aws:…}`), which nothing here fills in
 */
export const pattern = (text: string): Matcher => {
  if (text.includes('${')) throw new Error(`Policy variables are not evaluated here: ${text}`);
  const first = text.search(/[*?]/);
  if (first < 0) return (value) => value === text;
  if (first === text.length - 1 && text.endsWith('*')) {
    const start = text.slice(0, -1);
    return (value) => value.startsWith(start);
  }
  const expression = new RegExp(`^${escaped(text).replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
  return (value) => expression.test(value);
};

export const anyPattern = (texts: readonly string[]): Matcher => {
  const [only, ...others] = texts.map(pattern);
  if (only === undefined) return () => false;
  return others.length === 0 ? only : (value) => only(value) || others.some((matches) => matches(value));
};
