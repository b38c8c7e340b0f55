/** Names a placeholder stands for: `ExpressionAttributeNames`. */
export type PlaceholderNames = Readonly<Record<string, string>>;

const words = new Set(['set', 'add', 'remove', 'delete', 'and', 'or', 'not', 'in', 'between']);
/** A name or placeholder, with what stands before it (a step into an attribute) and behind it (a function's bracket). */
const token = /(\.\s*)?([#:]\w+|[A-Za-z_]\w*)(\s*\()?/g;

/**
 * The attributes an expression of DynamoDB names, those of an item's top level: neither the steps into them, nor
 * functions, nor values.
 */
export const attributesIn = (expression: string, names: PlaceholderNames): string[] => {
  const found: string[] = [];
  for (const [, step, name = '', bracket] of expression.matchAll(token)) {
    if (step !== undefined || name.startsWith(':') || words.has(name.toLowerCase())) continue;
    if (name.startsWith('#')) found.push(names[name] ?? name);
    else if (bracket === undefined) found.push(name);
  }
  return found;
};

/** The placeholder of the value an attribute must equal, in a condition on keys. */
export const equalTo = (
  attribute: string,
  expression: string,
  names: PlaceholderNames,
): string | undefined => {
  for (const [, name = '', value] of expression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g))
    if ((names[name] ?? name) === attribute) return value;
  return undefined;
};
