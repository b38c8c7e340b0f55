import * as z from 'zod';

/** What a schema says of the names in an object: its fields, or what every name of the reader's own holds. */
type Names =
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  | { readonly kind: 'own'; readonly names: readonly string[] };

const unwrapped = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap())
    : schema;

const within = (schema: unknown, name: PropertyKey): unknown => {
  const outer = unwrapped(schema);
  if (outer instanceof z.ZodObject)
    return typeof name === 'string' && Object.hasOwn(outer.shape, name) ? outer.shape[name] : undefined;
  if (outer instanceof z.ZodRecord) return outer.valueType;
  if (outer instanceof z.ZodArray) return outer.element;
  return undefined;
};

const valueWithin = (value: unknown, name: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? new Map<PropertyKey, unknown>(Object.entries(value)).get(name)
    : undefined;

/**
 * Names that may stand at a place: the fields of the schema there, or those that the defaults have where the names are
 * free.
 */
export const namesAt = (schema: z.ZodType, defaults: unknown, path: readonly PropertyKey[]): Names => {
  const there = unwrapped(path.reduce(within, schema));
  if (there instanceof z.ZodObject) return { kind: 'fields', names: Object.keys(there.shape) };
  const value = path.reduce(valueWithin, defaults);
  return {
    kind: 'own',
    names: typeof value === 'object' && value !== null ? Object.keys(value) : [],
  };
};
