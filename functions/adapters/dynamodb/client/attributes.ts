import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Fault } from '../../../domain/kernel/fault.ts';

export type Attributes = Record<string, AttributeValue>;

/** Plain values to DynamoDB's; absent ones are left out. */
export const toAttributes = (values: Readonly<Record<string, unknown>>): Attributes =>
  marshall(values, { removeUndefinedValues: true });

/** @throws {Fault} `row-unreadable` when the row is not what the schema says; unknown attributes are left out */
export const parseRow = <Schema extends z.ZodType>(schema: Schema, row: Attributes): z.infer<Schema> => {
  const parsed = tryRow(schema, row);
  if (parsed === undefined) throw new Fault('row-unreadable');
  return parsed;
};

/** `undefined` when the row is not what the schema says. */
export const tryRow = <Schema extends z.ZodType>(
  schema: Schema,
  row: Attributes,
  // As plain numbers, which the schemas check: unmarshall would throw on a large one even in an unknown attribute.
): z.infer<Schema> | undefined => schema.safeParse(unmarshall(row, { wrapNumbers: Number })).data;

export const bytes = z.instanceof(Uint8Array);
export const time = z.iso.datetime().transform((text) => new Date(text));
