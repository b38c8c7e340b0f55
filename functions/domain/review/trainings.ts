import { addMonths, day } from '../kernel/clock.ts';

/** A topic on which the team was trained. */
export type TrainedTopic = {
  readonly topic: string;
  /** The latest day. */
  readonly lastOn: string;
  /** Members who took part on that day, where it is known. */
  readonly members?: number | undefined;
  /** It was so long ago that it is due again. */
  readonly isDue: boolean;
};

/**
 * The topics, the one that was trained longest ago first. Trainings that are only planned do not count.
 * @param againMonths months after which a topic is due again
 */
export const trainedTopics = (
  trainings: readonly {
    readonly on: string;
    readonly topic: string;
    readonly members?: number | undefined;
  }[],
  againMonths: number,
  now: Date,
): readonly TrainedTopic[] => {
  const past = trainings
    .filter(({ on }) => on <= day(now))
    .sort((one, other) => one.on.localeCompare(other.on));
  return [...new Map(past.map((training) => [training.topic, training])).values()]
    .map(({ topic, on, members }) => ({
      topic,
      lastOn: on,
      members,
      isDue: day(addMonths(new Date(on), againMonths)) <= day(now),
    }))
    .sort((one, other) => one.lastOn.localeCompare(other.lastOn));
};
