import type { Context } from 'hono';

/** A place in a list, as a link or form of ours says it; `undefined` for anything else. */
export const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;

/** Where a page of a list begins; the first page for an address that does not say. */
export const placeIn = (c: Context, name: string): number | undefined => numberIn(c.req.query(name));
