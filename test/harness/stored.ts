import type { Service } from './service.ts';

type Seen = { readonly writes: number; readonly rows: string };
/** What was read last: a service of many cases takes long to read, and is asked after every refusal. */
const seen = new WeakMap<Service, Seen>();

/** Everything that is stored in the three tables, for telling whether anything has changed. */
export const stored = async (service: Service): Promise<string> => {
  const { dynamoDb } = service.emulators;
  const last = seen.get(service);
  const writes = dynamoDb.writes();
  if (last?.writes === writes) return last.rows;
  const rows = (await dynamoDb.rows())
    .filter(([key]) => key.startsWith('item~'))
    .map(([key, item]) => `${key} ${JSON.stringify(item)}`)
    .join('\n');
  if (dynamoDb.writes() === writes) seen.set(service, { writes, rows });
  return rows;
};
