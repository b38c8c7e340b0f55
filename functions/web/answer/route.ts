import type { Env, Handler, Hono } from 'hono';
import { methodNotAllowed, problemResponse } from './problem.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Registers what one address answers to; any other method is refused with the list of those that work. */
export const route = <E extends Env>(
  app: Hono<E>,
  path: string,
  handlers: Readonly<Partial<Record<Method, Handler<E>>>>,
): void => {
  for (const [method, handler] of Object.entries(handlers)) app.on(method, path, handler);
  const allowed = Object.keys(handlers).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  app.all(path, () => problemResponse(methodNotAllowed(allowed.join(', '))));
};
