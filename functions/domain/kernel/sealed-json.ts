import type * as z from 'zod';

/** What was sealed as JSON. @returns `undefined` when it is not JSON or not what the schema says */
export const parseSealedJson = <Schema extends z.ZodType>(
  schema: Schema,
  opened: Uint8Array,
): z.infer<Schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
  } catch {
    return undefined;
  }
};
