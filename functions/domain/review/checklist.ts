import { addDays, day } from '../kernel/clock.ts';

/** That a member has seen to a point of the checklist on a day. */
export type ChecklistTick = { readonly point: string; readonly on: string; readonly by: string };

export type ChecklistStore = {
  /** Every tick there is, in one query: one for each point and day. */
  ticks(): Promise<readonly ChecklistTick[]>;
  /** Kept once a day for a point: who ticks it again on that day takes the place of who did before. */
  tick(tick: ChecklistTick): Promise<void>;
};

/** A point of the checklist, as it stands. */
export type ChecklistPoint = {
  /** Its name in the settings. */
  readonly point: string;
  readonly last?: ChecklistTick | undefined;
  /** The day on which it comes back, `2026-11-30`. */
  readonly dueOn: string;
  readonly isDue: boolean;
};

type Points = Readonly<Record<string, { readonly order: number; readonly everyDays: number }>>;

/**
 * The points of the settings in their order. One that nobody has ticked comes up for the first time as many days after the
 * team began as it comes back later, so that nothing is due on the first day.
 * @param teamSince the day on which the first of today's members was added
 */
export const checklistOf = (
  points: Points,
  ticks: readonly ChecklistTick[],
  teamSince: string,
  now: Date,
): readonly ChecklistPoint[] =>
  Object.entries(points)
    .sort(([, one], [, other]) => one.order - other.order)
    .map(([point, { everyDays }]) => {
      const last = ticks
        .filter((tick) => tick.point === point)
        .sort((one, other) => one.on.localeCompare(other.on))
        .at(-1);
      const dueOn = day(addDays(new Date(last?.on ?? teamSince), everyDays));
      return { point, last, dueOn, isDue: dueOn <= day(now) };
    });

/** The day on which the first of these members was added; today where there is none. */
export const teamBegan = (members: readonly { readonly addedOn: string }[], now: Date): string =>
  [...members.map(({ addedOn }) => addedOn.slice(0, 10)), day(now)].sort()[0] ?? day(now);
