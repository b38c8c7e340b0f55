import { expect } from 'vitest';

/** This file is run before every file of tests, in a process that serves many of them; once is enough. */
const isAdded = Symbol.for('conductline: bytes are compared at once');

/** Bytes of one type are compared at once; `toEqual` by itself makes a list of their indexes, which takes seconds for a film. */
const sameBytes = (one: unknown, other: unknown): boolean | undefined =>
  one instanceof Uint8Array && other instanceof Uint8Array && one.constructor === other.constructor
    ? Buffer.compare(one, other) === 0
    : undefined;

if (!Object.hasOwn(globalThis, isAdded)) {
  Object.defineProperty(globalThis, isAdded, { value: true });
  expect.addEqualityTesters([sameBytes]);
}
