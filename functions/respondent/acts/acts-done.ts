import type { DoorActName } from '../../domain/door/door-act.ts';
import type { OpenEntries } from '../../domain/thread/open-thread.ts';

/**
 * The days, in UTC, on which an act was done, the latest last.
 * @param about the facts that it has to have
 */
export const daysOf = (
  entries: OpenEntries,
  act: DoorActName,
  about: Readonly<Record<string, string>> = {},
): readonly string[] =>
  entries.flatMap(({ entry }) =>
    entry !== 'unreadable' &&
    entry.kind === 'act' &&
    entry.act === act &&
    Object.entries(about).every(([name, value]) => entry.facts[name] === value)
      ? [entry.on.slice(0, 10)]
      : [],
  );
