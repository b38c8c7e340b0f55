/** What a table holds under a name that comes from elsewhere, which may be `constructor`; `undefined` where it has none. */
export const ownValue = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
