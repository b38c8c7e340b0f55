import type { Service } from './service.ts';

/** Everything that is stored in the three tables, for telling whether anything has changed. */
export const stored = async ({ emulators }: Service): Promise<string> =>
  (await emulators.dynamoDb.rows())
    .filter(([key]) => key.startsWith('item~'))
    .map(([key, item]) => `${key} ${JSON.stringify(item)}`)
    .join('\n');
