/**
 * How the rows lie in LevelDB. Every prefix ends in `~`, which no table or index name contains, and every key
 * after it is hexadecimal with slashes.
 */
export const rowKeys = {
  tables: 'table~',
  table: (table: string) => `table~${table}`,
  items: (table: string) => `item~${table}~`,
  /** All indexes of a table. */
  indexes: (table: string) => `index~${table}~`,
  index: (table: string, index: string) => `index~${table}~${index}~`,
  /** What UpdateTimeToLive and UpdateContinuousBackups have set. */
  tableSettings: (table: string) => `settings~${table}`,
  expiries: (table: string) => `expiry~${table}~`,
  /** Sorted by the second of expiry, so that the sweep reads only what it deletes. */
  expiry: (table: string, epochSeconds: number, itemKey: string) =>
    `expiry~${table}~${paddedSeconds(epochSeconds)}~${itemKey}`,
  requestTokens: 'token~',
  requestToken: (token: string) => `token~${Buffer.from(token).toString('hex')}`,
} as const;

export const paddedSeconds = (epochSeconds: number): string => String(epochSeconds).padStart(12, '0');

/** The range of all keys that start with `prefix`. */
export const allWith = (prefix: string): { readonly gte: string; readonly lt: string } => ({
  gte: prefix,
  lt: `${prefix}\xff`,
});
